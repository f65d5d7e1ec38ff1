// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/host_server.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/signal_descriptor.h"
#include "engine/scope/host/reply.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/signalfd.h>
#include <unistd.h>

namespace poolscope::host {

namespace {

constexpr Seconds longest_end{15.0};   // from the wish to end; what is left then is the guard's
constexpr Seconds longest_goodbye{5.0};
constexpr int wanted_pipe_size = 1024 * 1024;

Result<UniqueFd> watch_signals() {
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of the recording, not our end
    return posix::signal_descriptor({SIGTERM, SIGHUP});
}

std::string hello() {
    const ProcessKey self = posix::own_process_key();
    return nlohmann::json{{"version", protocol_version}, {"pid", self.pid}, {"start_ticks", self.start_ticks}, {"poolscope", "0.1.0"}}
        .dump();
}

} // namespace

Result<std::unique_ptr<HostServer>> HostServer::create(int input, int output, HostOptions options) {
    POOLSCOPE_ASSIGN(UniqueFd signals, watch_signals());
    POOLSCOPE_TRY(posix::set_blocking(output, false));
    static_cast<void>(::fcntl(output, F_SETPIPE_SZ, wanted_pipe_size)); // fewer turns of both sides; only a pipe has this
    std::unique_ptr<HostServer> server(new HostServer(input, output, std::move(signals)));
    FrameQueue &queue = server->queue_;
    const auto failed = [&queue](const Error &error) { queue.push(FrameType::result, encode_reply({0, tl::unexpected(error), {}})); };
    POOLSCOPE_ASSIGN(server->host_, Host::create(std::move(options), [&queue](std::span<const Event> events) { queue.push_events(events); }, failed));
    queue.push(FrameType::hello, hello());
    return server;
}

Status HostServer::run() {
    Status outcome;
    while (!host_->has_quit() && !end_at_.has_passed()) {
        if (Status status = turn(); !status) {
            outcome = std::move(status);
            quit(outcome.error().describe());
        }
    }
    if (outcome && !host_->has_quit())
        outcome = failure(ErrorCode::timed_out, "quit", "the program did not end");
    if (const Status said = say_bye(); !said && outcome)
        return said;
    return outcome;
}

Status HostServer::turn() {
    std::vector<pollfd> entries = host_->descriptors();
    const std::size_t own = entries.size();
    const bool listens = reason_.empty();
    entries.push_back({listens ? input_ : -1, POLLIN, 0});
    entries.push_back({queue_.is_empty() ? -1 : output_, POLLOUT, 0});
    entries.push_back({signals_.get(), POLLIN, 0});
    POOLSCOPE_TRY(posix::poll_until(entries, Deadline::earliest({host_->next_turn(), end_at_})));

    if (entries[own + 2].revents != 0) {
        signalfd_siginfo info;
        if (::read(signals_.get(), &info, sizeof info) > 0)
            quit("the host was asked to end by a signal");
    }
    host_->turn();
    if (output_ >= 0 && !queue_.is_empty()) {
        if (const Status written = queue_.write_to(output_); !written) {
            output_ = -1; // nobody reads any more: the rest of the session is for the recording alone
            return written;
        }
    }
    if (entries[own].revents != 0)
        return read_commands();
    return {};
}

Status HostServer::read_commands() {
    char bytes[16 * 1024];
    const ssize_t size = ::read(input_, bytes, sizeof bytes);
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return {};
    if (size < 0)
        return os_failure("read", "from the client");
    if (size == 0) {
        quit("the client closed its end");
        return {};
    }
    reader_.feed({bytes, static_cast<std::size_t>(size)});
    while (true) {
        POOLSCOPE_ASSIGN(const auto frame, reader_.next());
        if (!frame)
            return {};
        if (frame->type != FrameType::command)
            return failure(ErrorCode::malformed, "read command", "a frame that only the host may send");
        answer(frame->body);
    }
}

void HostServer::answer(std::string_view json) {
    const auto request = decode_request(json);
    if (!request) {
        queue_.push(FrameType::result, encode_reply({request_id(json), tl::unexpected(request.error()), {}}));
        return;
    }
    const auto value = host_->execute(request->command);
    Reply reply{request->id, {}, value.value_or("{}")};
    if (!value)
        reply.status = tl::unexpected(value.error());
    queue_.push(FrameType::result, encode_reply(reply));
    if (std::holds_alternative<Quit>(request->command))
        quit("quit");
}

void HostServer::quit(std::string reason) {
    if (!reason_.empty())
        return;
    reason_ = std::move(reason);
    end_at_ = Deadline::after(longest_end);
    static_cast<void>(host_->execute(Quit{}));
}

Status HostServer::say_bye() {
    if (output_ < 0)
        return {};
    queue_.push(FrameType::bye, nlohmann::json{{"reason", reason_}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    for (const Deadline deadline = Deadline::after(longest_goodbye); !queue_.is_empty();) {
        POOLSCOPE_ASSIGN(const bool writable, posix::wait_writable(output_, deadline));
        if (!writable)
            return failure(ErrorCode::timed_out, "write to the client", "it does not read");
        POOLSCOPE_TRY(queue_.write_to(output_));
    }
    return {};
}

} // namespace poolscope::host
