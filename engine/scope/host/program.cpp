// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/program.h"

#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace poolscope::host {

namespace {

constexpr Seconds look_interval{0.02};

} // namespace

std::vector<std::string> environment_of(const Launch &launch, const std::map<std::string, std::string> &added) {
    std::map<std::string, std::string> all;
    for (char **entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        const auto equals = text.find('=', 1);
        if (equals != std::string::npos)
            all[text.substr(0, equals)] = text.substr(equals + 1);
    }
    for (const auto &[name, value] : launch.environment)
        all[name] = value;
    for (const auto &[name, value] : added)
        all[name] = value;
    std::vector<std::string> entries;
    for (const auto &[name, value] : all)
        entries.push_back(name + "=" + value);
    return entries;
}

Result<Program> Program::start(const Launch &launch, const std::map<std::string, std::string> &added_environment) {
    Program program;
    POOLSCOPE_ASSIGN(program.console_, ConsoleCapture::create());
    // The host's own standard input carries commands.
    const UniqueFd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!nothing)
        return os_failure("open", "/dev/null");
    posix::SpawnRequest request;
    request.program = launch.command.front();
    request.arguments = launch.command;
    request.environment = environment_of(launch, added_environment);
    request.working_directory = launch.working_directory;
    request.standard_input = nothing.get();
    request.standard_output = program.console_.program_output();
    request.standard_error = program.console_.program_error();
    request.process_group = posix::ProcessGroup::own_session;
    request.parent_death_signal = SIGKILL;
    POOLSCOPE_ASSIGN(const pid_t pid, posix::spawn(request));
    program.console_.forget_program_ends();
    // Not reaped yet, so both are about our child even if it has ended already.
    POOLSCOPE_ASSIGN(program.key_, posix::process_key_of(pid));
    POOLSCOPE_ASSIGN(program.pidfd_, posix::open_pidfd(pid));
    return program;
}

void Program::kill(ProcessKey key, int signal) {
    // One that has ended in between is what was wanted.
    if (const auto pidfd = posix::open_pidfd(key))
        static_cast<void>(posix::send_signal(pidfd->get(), signal));
}

void Program::stop(Seconds grace) {
    stopping_ = true;
    kill_at_ = Deadline::after(grace);
    next_look_ = Deadline::at_once();
    if (!exit_code_)
        kill(key_, SIGTERM);
}

void Program::first_process_ended(posix::ExitCode code) {
    exit_code_ = code;
    pidfd_.reset();
    if (!stopping_)
        kill_at_ = Deadline::after(natural_grace);
    next_look_ = Deadline::at_once();
}

bool Program::is_over(observe::ProcessSource &source, pid_t spared) {
    if (!next_look_.has_passed())
        return false;
    next_look_ = Deadline::after(look_interval);
    const auto tree = observe::scan_tree(source, posix::own_process_key());
    if (!tree) // not even ourselves: /proc cannot be read at this moment
        return false;
    auto left = tree->processes;
    std::erase_if(left, [&](const observe::ProcessStat &process) {
        return process.key.pid == ::getpid() || process.key.pid == spared || process.has_ended();
    });
    if (exit_code_ && left.empty()) {
        next_look_ = Deadline::never();
        return true;
    }
    if (kill_at_.has_passed()) {
        for (const observe::ProcessStat &process : left) {
            const bool is_leftover = process.key != key_;
            const auto &known = killed_leftovers_;
            if (is_leftover && std::find(known.begin(), known.end(), process.key) == known.end())
                killed_leftovers_.push_back(process.key);
            kill(process.key, SIGKILL);
        }
    } else if (stopping_ && exit_code_ && !asked_leftovers_) {
        asked_leftovers_ = true;
        for (const observe::ProcessStat &process : left)
            kill(process.key, SIGTERM);
    }
    return false;
}

Deadline Program::next_look() const {
    return next_look_;
}

} // namespace poolscope::host
