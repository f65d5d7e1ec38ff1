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
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/roles.h"

#include <cerrno>
#include <fmt/format.h>
#include <mutex>
#include <unistd.h>

namespace poolscope::resource_tracker {

namespace {

struct Client {
    ForkAwareThreadLock mutex;
    UniqueFd pipe;
    pid_t pid = 0; // of the tracker, in the process that started it
    unsigned started_in = 0; // current::generation() then: a forked child must not wait for its parent's tracker

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

    Status say(std::string_view verb, ResourceKind kind, std::string_view name, std::uint64_t file) {
        if (name.size() > 255 || name.find_first_of("\n") != std::string_view::npos)
            return failure(ErrorCode::invalid_argument, "resource tracker",
                           "a name has at most 255 bytes and no line break");
        const std::string line = fmt::format("{}:{}:{}{}\n", verb, name, to_string(kind), file == 0 ? "" : fmt::format(" {}", file));
        const std::lock_guard lock(mutex);
        for (int attempt = 0;; ++attempt) {
            if (!pipe)
                POOLSCOPE_TRY(start());
            // At most PIPE_BUF bytes: one write, never mixed with another process's line.
            const Status written = posix::write_all(pipe.get(), line.data(), line.size());
            if (written || written.error().os_error != EPIPE || attempt > 0)
                return written;
            miss();
        }
    }
};

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
    POOLSCOPE_TRY(Client::instance().say("UNREGISTER", kind, name, file));
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
