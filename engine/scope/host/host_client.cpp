// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/host_client.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "engine/core/telemetry/event_codec.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace poolscope::host {

namespace {

using Json = nlohmann::json;

constexpr Seconds longest_end{20.0}; // longer than the host allows itself

Failure malformed(std::string detail) {
    return failure(ErrorCode::malformed, "read from the host", std::move(detail));
}

Result<Hello> hello_from(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const auto number = [&](const char *field) -> std::optional<std::uint64_t> {
        if (!json.contains(field) || !json[field].is_number_unsigned())
            return std::nullopt;
        return json[field].get<std::uint64_t>();
    };
    if (!json.is_object() || !number("version") || !number("pid") || !number("start_ticks"))
        return malformed("its hello is not one");
    Hello hello;
    hello.version = static_cast<int>(std::min<std::uint64_t>(*number("version"), 1'000'000));
    hello.host = {static_cast<pid_t>(*number("pid") & 0x3fffff), *number("start_ticks")};
    if (json.contains("poolscope") && json["poolscope"].is_string())
        hello.poolscope = json["poolscope"].get<std::string>();
    if (hello.version != protocol_version)
        return failure(ErrorCode::unsupported, "talk to the host",
                       fmt::format("it speaks version {}, this program {}", hello.version, protocol_version));
    return hello;
}

Bye bye_from(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_object() && json.contains("reason") && json["reason"].is_string())
        return {json["reason"].get<std::string>()};
    return {};
}

} // namespace

Result<HostClient> HostClient::start(const std::vector<std::string> &command, Deadline deadline) {
    HostClient client;
    POOLSCOPE_ASSIGN(posix::PipePair input, posix::make_pipe());
    POOLSCOPE_ASSIGN(posix::PipePair output, posix::make_pipe());
    posix::SpawnRequest request;
    request.program = command.front();
    request.arguments = command;
    request.standard_input = input.read.get();
    request.standard_output = output.write.get();
    request.process_group = posix::ProcessGroup::own; // what Ctrl-C means is the caller's to say
    POOLSCOPE_ASSIGN(client.pid_, posix::spawn(request));
    client.input_ = std::move(input.write);
    client.output_ = std::move(output.read);
    input.read.reset();
    output.write.reset();
    POOLSCOPE_ASSIGN(client.pidfd_, posix::open_pidfd(client.pid_));
    POOLSCOPE_TRY(posix::set_blocking(client.output_.get(), false));
    POOLSCOPE_ASSIGN(auto first, client.receive(deadline));
    if (!first) {
        static_cast<void>(posix::send_signal(client.pidfd_.get(), SIGKILL));
        return failure(ErrorCode::timed_out, "start the host", command.front());
    }
    const Hello *hello = std::get_if<Hello>(&*first);
    if (hello == nullptr)
        return malformed("it did not say hello first");
    client.hello_ = *hello;
    return client;
}

HostClient::~HostClient() {
    if (!pidfd_)
        return;
    input_.reset();
    // It must not be held up by events that nobody will read.
    for (const Deadline deadline = Deadline::after(longest_end); output_ && !deadline.has_passed();) {
        char bytes[16 * 1024];
        const auto readable = posix::wait_readable(output_.get(), deadline);
        if (!readable || !*readable)
            break;
        const ssize_t size = ::read(output_.get(), bytes, sizeof bytes);
        if (size == 0 || (size < 0 && errno != EINTR && errno != EAGAIN))
            break;
    }
    if (posix::wait_child(pid_, pidfd_.get(), Deadline::after(Seconds(1))))
        return;
    static_cast<void>(posix::send_signal(pidfd_.get(), SIGKILL));
    static_cast<void>(posix::wait_child(pid_, pidfd_.get(), Deadline::after(Seconds(1))));
}

Result<std::uint64_t> HostClient::send(const Command &command) {
    const Request request{next_id_++, command};
    const std::string frame = encode_frame(FrameType::command, encode_request(request));
    // How it died, receive() says, behind all that it had sent before.
    if (const Status written = posix::write_all(input_.get(), frame.data(), frame.size()); !written)
        return failure(ErrorCode::end_of_file, "talk to the host", "it does not read any more");
    return request.id;
}

Result<std::optional<Incoming>> HostClient::receive(Deadline deadline) {
    if (!waiting_.empty()) {
        Incoming first = std::move(waiting_.front());
        waiting_.pop_front();
        return first;
    }
    while (true) {
        POOLSCOPE_ASSIGN(auto incoming, take_frame());
        if (incoming)
            return incoming;
        POOLSCOPE_ASSIGN(const bool readable, posix::wait_readable(output_.get(), deadline));
        if (!readable)
            return std::nullopt;
        char bytes[256 * 1024];
        const ssize_t size = ::read(output_.get(), bytes, sizeof bytes);
        if (size < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (size < 0)
            return os_failure("read", "from the host");
        if (size == 0)
            return describe_death();
        reader_.feed({bytes, static_cast<std::size_t>(size)});
    }
}

Result<std::optional<Incoming>> HostClient::take_frame() {
    POOLSCOPE_ASSIGN(const auto frame, reader_.next());
    if (!frame)
        return std::nullopt;
    switch (frame->type) {
    case FrameType::hello: {
        POOLSCOPE_ASSIGN(Hello hello, hello_from(frame->body));
        return Incoming(std::move(hello));
    }
    case FrameType::events: {
        POOLSCOPE_ASSIGN(std::vector<Event> events, telemetry::decode_batch(frame->body));
        return Incoming(std::move(events));
    }
    case FrameType::result: {
        POOLSCOPE_ASSIGN(Reply reply, decode_reply(frame->body));
        return Incoming(std::move(reply));
    }
    case FrameType::bye: return Incoming(bye_from(frame->body));
    case FrameType::command: break;
    }
    return malformed("it sent a command");
}

Result<std::string> HostClient::call(const Command &command, Deadline deadline) {
    POOLSCOPE_ASSIGN(const std::uint64_t id, send(command));
    std::deque<Incoming> others;
    others.swap(waiting_);
    Result<std::string> outcome = failure(ErrorCode::timed_out, "wait for the host's answer");
    while (true) {
        auto incoming = receive(deadline);
        if (!incoming) {
            outcome = tl::unexpected(incoming.error());
            break;
        }
        if (!*incoming)
            break;
        const Reply *reply = std::get_if<Reply>(&**incoming);
        if (reply == nullptr || reply->id != id) {
            others.push_back(*std::move(*incoming));
            continue;
        }
        if (reply->status)
            outcome = reply->value;
        else
            outcome = tl::unexpected(reply->status.error());
        break;
    }
    waiting_ = std::move(others);
    return outcome;
}

Failure HostClient::describe_death() {
    const auto code = posix::wait_child(pid_, pidfd_.get(), Deadline::after(Seconds(2)));
    if (!code)
        return failure(ErrorCode::end_of_file, "talk to the host", "it closed its output");
    pidfd_.reset();
    return failure(ErrorCode::end_of_file, "talk to the host", posix::describe_exit(*code));
}

} // namespace poolscope::host
