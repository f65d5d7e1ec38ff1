// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/observe/running_program.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "tests/support/session_end.h"

#include <csignal>
#include <sys/types.h>

namespace poolscope::observe {

namespace {
constexpr Seconds patience{90};
}

RunningProgram::RunningProgram(std::vector<std::string> command) {
    auto output = posix::make_pipe(), input = posix::make_pipe();
    if (!output || !input)
        return;
    posix::SpawnRequest request;
    request.program = command.at(0);
    request.arguments = std::move(command);
    request.standard_input = input->read.get();
    request.standard_output = output->write.get();
    request.process_group = posix::ProcessGroup::own_session;
    request.parent_death_signal = SIGKILL;
    const auto pid = posix::spawn(request);
    if (!pid)
        return;
    key_ = posix::process_key_of(*pid).value_or(ProcessKey{*pid, 0});
    output_ = std::move(output->read);
    input_ = std::move(input->write);
}

RunningProgram::~RunningProgram() {
    if (!key_)
        return;
    test::end_session(key_.pid);
    (void)wait();
}

std::optional<std::string> RunningProgram::next_line() {
    const Deadline deadline = Deadline::after(patience);
    for (;;) {
        if (const std::size_t end = buffer_.find('\n'); end != buffer_.npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        if (!posix::wait_readable(output_.get(), deadline).value_or(false))
            return std::nullopt;
        char bytes[4096];
        const ssize_t count = ::read(output_.get(), bytes, sizeof bytes);
        if (count <= 0)
            return std::nullopt;
        buffer_.append(bytes, static_cast<std::size_t>(count));
    }
}

void RunningProgram::say(const std::string &text) {
    (void)posix::write_all(input_.get(), text.data(), text.size());
}

std::optional<int> RunningProgram::wait() {
    if (is_reaped_)
        return std::nullopt;
    const auto pidfd = posix::open_pidfd(key_.pid);
    if (!pidfd)
        return std::nullopt;
    const auto code = posix::wait_child(key_.pid, pidfd->get(), Deadline::after(patience));
    if (!code)
        return std::nullopt;
    is_reaped_ = true;
    return *code;
}

} // namespace poolscope::observe
