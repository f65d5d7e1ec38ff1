// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/resource_tracker.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/answer.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/roles.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <fmt/format.h>
#include <mutex>
#include <new>
#include <unistd.h>

namespace poolscope::resource_tracker {

namespace {

constexpr Seconds read_limit{20}; // a tracker that reads nothing for so long is stuck, not busy
constexpr std::string_view unregister = "UNREGISTER";

bool finds_no_room(const Status &said) {
    return !said && said.error().os_error == EAGAIN;
}

struct Client {
    ForkAwareThreadLock mutex;
    UniqueFd pipe;
    pid_t pid = 0; // of the tracker, in the process that started it
    unsigned started_in = 0; // current::generation() then: a forked child must not wait for its parent's tracker
    std::deque<std::string> owed; // lines that found no room in the pipe yet
    unsigned owed_in = current::generation();
    bool is_stuck = false; // the last one who waited for room had none

    static Client &instance() {
        static auto *client = new Client;
        return *client;
    }

    bool is_alive() const {
        pollfd entry{pipe.get(), 0, 0}; // a full pipe is a slow tracker, not a dead one
        return pipe && posix::poll_until({&entry, 1}, Deadline::at_once()) && (entry.revents & POLLERR) == 0;
    }

    // Waits for the end of the tracker that this process started: none is left as a zombie.
    void bury() {
        if (pid == 0 || started_in != current::generation())
            return;
        const ProcessKey key = posix::process_key_of(pid).value_or(ProcessKey{pid, 0});
        if (const auto pidfd = posix::open_pidfd(pid))
            if (const auto code = posix::wait_child(pid, pidfd->get(), Deadline::after(Seconds(1))))
                telemetry::emit_about(key, EventKind::process_exited, 0, *code,
                                      static_cast<std::int64_t>(posix::own_process_key().packed()));
        pid = 0;
    }

    void miss() {
        log(LogLevel::warning, "the resource tracker died and is started again: named resources of before may leak");
        pipe.reset();
        bury();
        std::erase_if(owed, [](const std::string &line) { return line.starts_with(unregister); }); // the next one's books lack the names
    }

    Status ensure() {
        if (pipe && !is_alive())
            miss();
        return pipe ? Status{} : start();
    }

    Status start() {
        POOLSCOPE_ASSIGN(posix::PipePair ends, posix::make_pipe());
        POOLSCOPE_ASSIGN(pid, posix::spawn(role_request(resource_tracker_role, {"fd=3", "watch=" + telemetry::watch_address()}, {ends.read.get()})));
        pipe = std::move(ends.write);
        // For all who share the pipe: none may wait for ever, and each can ask it who reads (fcntl(2), F_GETOWN).
        POOLSCOPE_TRY(posix::set_blocking(pipe.get(), false));
        ::fcntl(pipe.get(), F_SETOWN, pid);
        started_in = current::generation();
        if (telemetry::is_watched()) {
            const ProcessKey key = posix::process_key_of(pid).value_or(ProcessKey{pid, 0});
            const auto self = static_cast<std::int64_t>(posix::own_process_key().packed());
            telemetry::emit_about(key, EventKind::process_started, 0, self, self, "resource tracker");
            telemetry::emit_about(key, EventKind::process_role, 0, static_cast<std::int64_t>(Role::resource_tracker),
                                  static_cast<std::int64_t>(StartMethod::spawn));
        }
        return {};
    }

    Status deliver() {
        for (int attempt = 0; !owed.empty();) {
            if (!pipe)
                POOLSCOPE_TRY(start());
            // At most PIPE_BUF bytes: all of them or none, never mixed with another process's line.
            const Status written = posix::write_all(pipe.get(), owed.front().data(), owed.front().size());
            if (written)
                owed.pop_front();
            else if (written.error().os_error == EPIPE && attempt++ == 0)
                miss();
            else
                return written;
        }
        return {};
    }

    // Waits as long as the tracker can be expected to read.
    Status deliver_in_time() {
        const Deadline deadline = Deadline::after(read_limit);
        for (;;) {
            Status said = deliver();
            if (!finds_no_room(said)) {
                is_stuck = false;
                return said;
            }
            const pid_t reader = ::fcntl(pipe.get(), F_GETOWN);
            const ProcessKey key = posix::process_key_of(reader).value_or(ProcessKey{reader, 0});
            const bool is_known_to_be_stuck = is_stuck && posix::is_stopped(key);
            POOLSCOPE_ASSIGN(const bool has_room, wait_for_room(pipe.get(), key, is_known_to_be_stuck ? Deadline::at_once() : deadline));
            if (has_room)
                continue;
            is_stuck = true;
            return failure(ErrorCode::timed_out, "",
                           posix::is_stopped(key)
                               ? fmt::format("resource tracker {} does not read; it is stopped: kill -CONT {} lets it go on", reader, reader)
                               : fmt::format("resource tracker {} does not read; kill -KILL {} has another one take its place", reader, reader));
        }
    }

    void forget_parents() {
        if (owed_in == current::generation())
            return;
        new (&owed) decltype(owed); // not cleared: another thread may have been in the middle of a change
        owed_in = current::generation();
    }

    Status say(std::string_view verb, ResourceKind kind, std::string_view name, std::uint64_t file) {
        if (name.size() > 255 || name.find_first_of("\n") != std::string_view::npos)
            return failure(ErrorCode::invalid_argument, "resource tracker",
                           "a name has at most 255 bytes and no line break");
        const std::lock_guard lock(mutex);
        forget_parents();
        owed.push_back(fmt::format("{}:{}:{}{}\n", verb, name, to_string(kind), file == 0 ? "" : fmt::format(" {}", file)));
        // What is gone already may be told later, and then is: at the end of the process if not before.
        const bool may_wait = verb == unregister;
        Status said = may_wait ? deliver() : deliver_in_time();
        if (may_wait && finds_no_room(said))
            return {};
        if (!said && !owed.empty())
            owed.pop_back();
        return said;
    }

    void settle() {
        const std::lock_guard lock(mutex);
        forget_parents();
        if (const Status told = owed.empty() ? Status() : deliver_in_time(); !told)
            log(LogLevel::warning, "{} names that are gone are not taken out of the books: {}", owed.size(), told.error().describe());
    }
};

[[maybe_unused]] const auto &made_early = Client::instance();

[[maybe_unused]] const bool settles = (at_every_end([] { Client::instance().settle(); }), true);

} // namespace

Result<int> descriptor() {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    POOLSCOPE_TRY(client.ensure());
    return client.pipe.get();
}

std::optional<int> descriptor_if_alive() {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    return client.is_alive() ? std::optional(client.pipe.get()) : std::nullopt;
}

Status ensure_running() {
    POOLSCOPE_TRY(descriptor());
    return {};
}

void inherit(UniqueFd write_end) {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    client.pipe = std::move(write_end);
    client.pid = 0;
}

Status register_name(ResourceKind kind, std::string_view name, std::uint64_t file) {
    POOLSCOPE_TRY(Client::instance().say("REGISTER", kind, name, file));
    telemetry::emit(EventKind::resource_registered, 0, static_cast<std::int64_t>(kind), 0, name);
    return {};
}

Status unregister_name(ResourceKind kind, std::string_view name, std::uint64_t file) {
    POOLSCOPE_TRY(Client::instance().say(unregister, kind, name, file));
    telemetry::emit(EventKind::resource_unregistered, 0, static_cast<std::int64_t>(kind), 0, name);
    return {};
}

void release() {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    client.pipe.reset();
    client.bury();
}

} // namespace poolscope::resource_tracker
