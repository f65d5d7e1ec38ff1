// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/run/observed_run.h"

#include "app/poolscope-cli/run/control_lines.h"
#include "app/poolscope-cli/run/line_input.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/signal_descriptor.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <set>
#include <sys/signalfd.h>
#include <unistd.h>

namespace poolscope::cli {

namespace {

constexpr Seconds longest_start{20.0};
constexpr Seconds longest_answer{20.0};
constexpr Seconds longest_goodbye{25.0};

class RunLoop {
public:
    RunLoop(const Invocation &invocation, const RunRequest &request, const EventListener &listener)
        : invocation_(invocation), text_(invocation.text), request_(request), listener_(listener), faults_(request.faults), control_(text_),
          lines_(request.takes_lines ? STDIN_FILENO : -1) {}

    RunOutcome run(const host::Installation &installation) {
        const UniqueFd interrupts = posix::signal_descriptor(posix::interrupting_signals).value_or(UniqueFd());
        auto client = host::HostClient::start({installation.cli.string(), "host"}, Deadline::after(longest_start));
        if (!client) {
            fail(text_(Text::host_not_started, client.error().detail));
            return outcome_;
        }
        if (begin(*client)) {
            follow(*client, interrupts.get());
            if (!host_is_dead_)
                finish(*client);
        }
        return outcome_;
    }

private:
    void fail(const std::string &sentence, ExitCode code = ExitCode::host_failed) {
        invocation_.refuse(sentence);
        if (!outcome_.failure)
            outcome_.failure = Refusal{sentence, code};
    }

    bool begin(host::HostClient &client) {
        if (!request_.recording.empty()) {
            // The host's folder need not be ours.
            std::error_code ignored;
            const auto path = std::filesystem::absolute(request_.recording, ignored);
            if (const auto answer = client.call(host::Record{path.string()}, Deadline::after(longest_answer)); !answer)
                return fail_with(answer.error(), text_(Text::recording_failed, request_.recording, text_.sentence(answer.error())));
            is_recording_ = true;
        }
        const auto &launch = request_.program.launch;
        const auto answer = client.call(launch, Deadline::after(longest_answer));
        if (answer)
            return true;
        const bool missing = answer.error().code == ErrorCode::not_found;
        return fail_with(answer.error(), missing ? text_(Text::program_not_found, launch.command.front())
                                                 : text_(Text::program_not_started, launch.command.front(), text_.sentence(answer.error())));
    }

    bool fail_with(const Error &error, const std::string &sentence) {
        if (error.code == ErrorCode::end_of_file)
            host_died(error);
        else
            fail(sentence);
        return false;
    }

    void host_died(const Error &error) {
        host_is_dead_ = true;
        fail(text_(Text::host_died, error.detail));
        if (is_recording_)
            fail(text_(Text::recording_kept, request_.recording));
    }

    void follow(host::HostClient &client, int interrupts) {
        while (!outcome_.program_exit && !host_is_dead_) {
            auto incoming = client.receive(Deadline::at_once());
            if (!incoming)
                return host_broke(incoming.error());
            if (*incoming) {
                take(**incoming);
                put_in_faults(**incoming, client);
                hear_of_lines(**incoming);
                continue;
            }
            pollfd entries[] = {{client.descriptor(), POLLIN, 0}, {interrupts, POLLIN, 0}, {lines_.descriptor(), POLLIN, 0}};
            static_cast<void>(posix::poll_until(entries, Deadline::never())); // the program may take its time
            if (entries[1].revents != 0)
                interrupt(client, interrupts);
            if (entries[2].revents != 0)
                take_lines(client);
        }
    }

    void host_broke(const Error &error) {
        if (error.code == ErrorCode::end_of_file)
            return host_died(error);
        host_is_dead_ = true;
        fail(text_(Text::host_unexpected, text_.sentence(error)));
    }

    void take(const host::Incoming &incoming) {
        if (const auto *events = std::get_if<std::vector<Event>>(&incoming)) {
            for (const Event &event : *events)
                count(event);
            if (request_.takes_lines)
                control_.add(*events);
            listener_(*events);
        } else if (const auto *reply = std::get_if<host::Reply>(&incoming)) {
            if (reply->id == 0 && !reply->status)
                fail(text_(Text::recording_failed, request_.recording, text_.sentence(reply->status.error())));
        } else if (const auto *bye = std::get_if<host::Bye>(&incoming)) {
            host_is_dead_ = true;
            if (!is_ending_)
                fail(text_(Text::host_unexpected, bye->reason));
        }
    }

    // A process that has ended meanwhile has nothing more to bear.
    void put_in_faults(const host::Incoming &incoming, host::HostClient &client) {
        if (const auto *events = std::get_if<std::vector<Event>>(&incoming))
            for (const Event &event : *events)
                for (PlannedFault &fault : faults_)
                    if (const auto command = fault.command_for(event))
                        if (const auto id = client.send(*command))
                            asked_faults_.insert(*id);
        const auto *reply = std::get_if<host::Reply>(&incoming);
        if (reply != nullptr && asked_faults_.erase(reply->id) != 0 && !reply->status && reply->status.error().code != ErrorCode::not_found)
            fail(text_(Text::fault_failed, text_.sentence(reply->status.error())));
    }

    // Who held the program and goes away lets it go on.
    void take_lines(host::HostClient &client) {
        for (const std::string &line : lines_.take()) {
            const auto [command, said] = control_.meaning_of(line);
            if (command)
                obey(*command, client);
            if (!said.empty())
                fmt::print(stderr, "{}\n", said);
        }
        if (lines_.is_at_end() && is_held_)
            obey(host::Continue{}, client);
    }

    void obey(const host::Command &command, host::HostClient &client) {
        if (std::holds_alternative<host::Pause>(command) || std::holds_alternative<host::Continue>(command))
            is_held_ = std::holds_alternative<host::Pause>(command);
        if (const auto id = client.send(command))
            asked_by_line_.insert(*id);
    }

    void hear_of_lines(const host::Incoming &incoming) {
        const auto *reply = std::get_if<host::Reply>(&incoming);
        if (reply != nullptr && asked_by_line_.erase(reply->id) != 0 && !reply->status)
            invocation_.refuse(text_(Text::control_failed, text_.sentence(reply->status.error())));
    }

    void count(const Event &event) {
        ++outcome_.events;
        switch (event.kind) {
        case EventKind::gap: outcome_.lost_events += static_cast<std::uint64_t>(event.a); break;
        case EventKind::task_lost: ++outcome_.lost_tasks; break;
        case EventKind::program_exited: outcome_.program_exit = static_cast<int>(event.a); break;
        default: break;
        }
    }

    // The first time the program is asked to end, the second time it is killed.
    void interrupt(host::HostClient &client, int interrupts) {
        signalfd_siginfo info;
        while (::read(interrupts, &info, sizeof info) > 0) {
            const bool again = outcome_.interrupted;
            outcome_.interrupted = true;
            invocation_.refuse(std::string(text_.raw(again ? Text::interrupted_again : Text::interrupted)));
            static_cast<void>(client.send(host::Stop{again ? 0.0 : 2.0}));
        }
    }

    void finish(host::HostClient &client) {
        is_ending_ = true;
        if (is_recording_ && !outcome_.failure) {
            const auto stopped = client.call(host::StopRecording{}, Deadline::after(longest_answer));
            if (!stopped)
                fail(text_(Text::recording_not_stopped, request_.recording, text_.sentence(stopped.error())));
        }
        if (!client.send(host::Quit{}))
            return;
        for (const Deadline deadline = Deadline::after(longest_goodbye); !host_is_dead_;) {
            const auto incoming = client.receive(deadline);
            if (!incoming || !*incoming)
                return;
            take(**incoming);
        }
    }

    const Invocation &invocation_;
    const Messages &text_;
    const RunRequest &request_;
    const EventListener &listener_;
    std::vector<PlannedFault> faults_;
    RunOutcome outcome_;
    ControlLines control_;
    LineInput lines_;
    std::set<std::uint64_t> asked_faults_, asked_by_line_;
    bool is_held_ = false, is_recording_ = false, host_is_dead_ = false, is_ending_ = false;
};

} // namespace

ExitCode RunOutcome::exit_code() const {
    if (failure)
        return failure->code;
    if (interrupted)
        return ExitCode::interrupted;
    const bool is_good = program_exit == 0 && lost_events == 0 && lost_tasks == 0;
    return is_good ? ExitCode::ok : ExitCode::program_failed;
}

RunOutcome observe_run(const Invocation &invocation, const host::Installation &installation, const RunRequest &request,
                       const EventListener &listener) {
    return RunLoop(invocation, request, listener).run(installation);
}

} // namespace poolscope::cli
