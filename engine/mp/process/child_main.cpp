// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/child_main.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/memory_parts.h"
#include "engine/core/posix/parent_link.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/framing.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/flush.h"
#include "engine/mp/process/forkserver.h"
#include "engine/mp/process/inheritance.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/roles.h"
#include "engine/mp/process/start_method.h"
#include "engine/mp/process/temp_dir.h"
#include "engine/mp/task/task_error.h"
#include "engine/mp/task/task_registry.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace poolscope {

namespace {

// How many are open beyond the standard streams, −1 when that is not to be seen. Nothing of the child's own is, before it has settled.
std::int64_t count_inherited() {
    std::int64_t count = -1; // the folder itself is one
    std::error_code unreadable;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/fd", unreadable))
        count += std::atoi(entry.path().filename().c_str()) > STDERR_FILENO ? 1 : 0;
    return count;
}

void tell_metric(Metric metric, std::int64_t value) {
    telemetry::emit(EventKind::process_metric, static_cast<ObjectId>(metric), value);
}

void settle(const ChildSetup &setup, UniqueFd link) {
    const std::int64_t inherited = setup.watch_address.empty() ? -1 : count_inherited();
    ::signal(SIGPIPE, SIG_IGN); // a peer that is gone is an error of write(2), as in Python
    set_log_level(static_cast<LogLevel>(setup.log_level));
    set_strictness(setup.strictness);
    current::become(setup.self);
    current::set_authkey(setup.authkey);
    temp_dir::inherit(setup.temp_dir);
    if (link && link.get() <= STDERR_FILENO) // the program has closed those since it began
        link.reset(::fcntl(link.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!setup.outlives_parent) {
        if (const Status linked = posix::die_with_parent(std::move(link)); !linked)
            log(LogLevel::warning, "this process would survive its parent: {}", linked.error().describe());
    } else {
        posix::watch_parent(std::move(link));
    }
    if (const int nothing = ::open("/dev/null", O_RDONLY); nothing > STDIN_FILENO) {
        ::dup2(nothing, STDIN_FILENO);
        ::close(nothing);
    }
    telemetry::open_control_block();
    if (!setup.watch_address.empty())
        if (const Status watched = telemetry::start_watching(setup.watch_address); !watched)
            log(LogLevel::debug, "not watched: {}", watched.error().describe());
    telemetry::emit(EventKind::process_ready, 0, monotonic_ns() - setup.requested_ns);
    if (inherited >= 0) // a watcher may have come since
        tell_metric(Metric::inherited_descriptors, inherited);
    if (const auto memory = setup.watch_address.empty() ? std::nullopt : posix::own_memory_parts()) // a child of milliseconds is gone before others ask
        tell_metric(Metric::private_bytes, memory->unshared);
}

posix::ExitCode call_body(const std::function<Status()> &body) {
    const auto complain = [](std::string_view what) {
        flush_output();
        fmt::print(stderr, "Process {}:\n{}\n", current::self().name, what);
    };
    log(LogLevel::info, "child process calling self.run()");
    try {
        const Status done = body();
        if (done)
            return 0;
        complain(done.error().detail.empty() ? done.error().describe() : done.error().detail);
    } catch (const SystemExit &exit) {
        flush_output();
        if (!exit.text.empty())
            fmt::print(stderr, "{}\n", exit.text);
        return exit.code & 0xff;
    } catch (...) {
        complain(task_error_of(std::current_exception()).describe());
    }
    return 1;
}

// What stands after "name=" in the arguments.
std::string_view argument(int argc, char **argv, std::string_view name) {
    for (int index = 2; index < argc; ++index) {
        const std::string_view word = argv[index];
        if (word.starts_with(name) && word.substr(name.size()).starts_with('='))
            return word.substr(name.size() + 1);
    }
    return {};
}

// Of "name=N", or −1.
int descriptor_argument(int argc, char **argv, std::string_view name) {
    const std::string_view text = argument(argc, argv, name);
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value >= 3 ? value : -1;
}

Result<std::string> read_payload_from_pipe(int fd) {
    FrameDecoder decoder(maximum_payload);
    char chunk[65536];
    for (;;) {
        const ssize_t count = ::read(fd, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(ErrorCode::truncated, "read", "the data that starts this process");
        decoder.feed({chunk, static_cast<std::size_t>(count)});
        POOLSCOPE_ASSIGN(auto frame, decoder.next());
        if (frame)
            return std::string(*frame);
    }
}

// A program may be started without them. What is opened first would come in their place, where a child writes its output and
// has /dev/null for its input.
void fill_standard_descriptors() {
    int fd;
    do
        fd = ::open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        ::close(fd);
}

posix::ExitCode run_spawned_child(int argc, char **argv) {
    UniqueFd pipe(descriptor_argument(argc, argv, "pipe_handle"));
    const UniqueFd payload_file(descriptor_argument(argc, argv, "payload_handle"));
    const int first = descriptor_argument(argc, argv, "first_handle");
    const int last = descriptor_argument(argc, argv, "last_handle");
    std::vector<UniqueFd> descriptors;
    for (int fd = first; fd >= 0 && fd <= last; ++fd) {
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        descriptors.emplace_back(fd);
    }
    ::fcntl(pipe.get(), F_SETFD, FD_CLOEXEC);
    auto bytes = payload_file ? posix::read_memory_file(payload_file.get(), maximum_payload) : read_payload_from_pipe(pipe.get());
    auto payload = bytes ? decode_payload(*bytes) : Result<ProcessPayload>(tl::unexpected(bytes.error()));
    if (!payload) {
        fmt::print(stderr, "poolscope: a child could not start: {}\n", payload.error().describe());
        return 1;
    }
    resource_tracker::inherit(UniqueFd(descriptor_argument(argc, argv, "tracker_fd")));
    inherit_program(payload->setup);
    return run_child(payload->setup, std::move(pipe), [&] { return run_task(*payload, std::move(descriptors)); });
}

} // namespace

posix::ExitCode run_child(const ChildSetup &setup, UniqueFd link, const std::function<Status()> &body) {
    settle(setup, std::move(link));
    if (setup.self.start_method != StartMethod::spawn)
        run_after_fork_hooks();
    const posix::ExitCode code = call_body(body);
    flush_output();
    run_exit_handlers();
    log(LogLevel::info, "process exiting with exitcode {}", code);
    flush_output();
    return code;
}

void inherit_program(const ChildSetup &setup) {
    forkserver::inherit(setup.forkserver);
    if (setup.default_method != StartMethod::none)
        (void)start_methods::set(setup.default_method, start_methods::Force::yes);
    if (!setup.directory.empty() && ::chdir(setup.directory.c_str()) != 0)
        log(LogLevel::warning, "cannot enter {}: {}", setup.directory, std::strerror(errno));
}

void run_forked_child(const ChildSetup &setup, UniqueFd link, const std::function<Status()> &body) {
    telemetry::after_fork_in_child();
    ::_exit(run_child(setup, std::move(link), body));
}

Status run_task(const ProcessPayload &payload, std::vector<UniqueFd> descriptors) {
    const Task *task = task_registry::find(payload.task_name);
    if (task == nullptr)
        return task_registry::not_registered(fmt::format("'{}'", payload.task_name));
    IncomingDescriptors incoming(std::move(descriptors));
    POOLSCOPE_ASSIGN(const Unpickled arguments, decode_pickle(payload.arguments, Secrets::keep));
    return task->call(task->function, arguments.value, nullptr);
}

std::optional<posix::ExitCode> run_role(int argc, char **argv) {
    roles::look();
    fill_standard_descriptors();
    const std::string_view role = argc > 1 ? argv[1] : "";
    if (role == child_role)
        return run_spawned_child(argc, argv);
    if (role == forkserver_role)
        return forkserver::serve(UniqueFd(descriptor_argument(argc, argv, "listener_fd")),
                                 UniqueFd(descriptor_argument(argc, argv, "alive_fd")),
                                 UniqueFd(descriptor_argument(argc, argv, "tracker_fd")));
    if (role == resource_tracker_role)
        return resource_tracker::serve(UniqueFd(descriptor_argument(argc, argv, "fd")), argument(argc, argv, "watch"));
    return std::nullopt;
}

} // namespace poolscope
