// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/python_behind.h"

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "engine/scope/host/program.h"
#include "engine/scope/trace/program_image.h"

#include <csignal>
#include <fcntl.h>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace poolscope::host {

namespace {

constexpr Seconds longest_answer{20.0}; // the wrapper alone took six under a load of twelve
constexpr const char *question = "import os, sys\n"
                                 "said = [os.fsencode(sys.executable)] + [name + b'=' + value for name, value in os.environb.items()]\n"
                                 "sys.stdout.buffer.write(b'\\0'.join(said) + b'\\0')";

bool is_python(const std::string &program) {
    const std::string_view name = std::string_view(program).substr(program.rfind('/') + 1);
    return name.starts_with("python") && name.find_first_not_of("0123456789.", 6) == name.npos;
}

std::string read_until(int fd, Deadline deadline) {
    std::string text;
    char part[4096];
    while (posix::wait_readable(fd, deadline).value_or(false)) {
        const ssize_t size = ::read(fd, part, sizeof part);
        if (size <= 0)
            break;
        text.append(part, static_cast<std::size_t>(size));
    }
    return text;
}

// What it writes; nothing when it fails, or does not end in time.
std::optional<std::string> output_of(posix::SpawnRequest request) {
    const Deadline deadline = Deadline::after(longest_answer);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return std::nullopt;
    const UniqueFd read_end(ends[0]), nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    UniqueFd write_end(ends[1]);
    request.standard_input = request.standard_error = nothing.get();
    request.standard_output = write_end.get();
    request.process_group = posix::ProcessGroup::own;
    request.parent_death_signal = SIGKILL;
    const auto pid = posix::spawn(request);
    write_end.reset();
    if (!pid)
        return std::nullopt;
    std::string text = read_until(read_end.get(), deadline);
    const auto key = posix::process_key_of(*pid);
    const auto pidfd = key ? posix::open_pidfd(*key) : tl::unexpected(key.error());
    const auto code = pidfd ? posix::wait_child(*pid, pidfd->get(), deadline) : tl::unexpected(pidfd.error());
    if (!code) {
        ::kill(-*pid, SIGKILL);
        posix::reap_child(*pid);
    }
    return code && *code == 0 ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace

Launch past_wrapper(Launch launch) {
    if (launch.command.empty() || !is_python(launch.command.front()))
        return launch;
    const auto image = trace::read_program_image(launch.command.front());
    if (!image || !image->is_script)
        return launch;
    posix::SpawnRequest request;
    request.program = launch.command.front();
    request.arguments = {launch.command.front(), "-c", question};
    request.environment = environment_of(launch, {});
    request.working_directory = launch.working_directory;
    const auto answer = output_of(std::move(request));
    if (!answer)
        return launch;
    std::string_view rest = *answer;
    const auto next = [&rest] {
        const std::size_t end = rest.find('\0');
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        return word;
    };
    const std::string interpreter(next());
    if (::access(interpreter.c_str(), X_OK) != 0)
        return launch;
    launch.command.front() = interpreter;
    while (!rest.empty()) {
        const std::string_view entry = next();
        const std::size_t equals = entry.find('=', 1);
        if (equals != entry.npos)
            launch.environment[std::string(entry.substr(0, equals))] = entry.substr(equals + 1);
    }
    return launch;
}

} // namespace poolscope::host
