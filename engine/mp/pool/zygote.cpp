// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/zygote.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/fd_passing.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "engine/mp/process/answer.h"
#include "engine/mp/process/child_main.h"
#include "engine/mp/process/encoded_body.h"
#include "engine/mp/process/inheritance.h"
#include "engine/mp/process/popen_direct.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace poolscope {

namespace {

constexpr std::size_t maximum_request = 128 * 1024;
constexpr Seconds answer_limit{20};

// In the forked worker: no trace of the zygote's own life.
[[noreturn]] void become_worker(int zygote_socket, posix::Packet packet) {
    ::close(zygote_socket);
    auto payload = decode_payload(packet.body);
    if (!payload || packet.fds.empty())
        ::_exit(1);
    UniqueFd link = std::move(packet.fds.front());
    packet.fds.erase(packet.fds.begin());
    run_forked_child(payload->setup, std::move(link), [&] { return run_task(*payload, std::move(packet.fds)); });
}

// Forks one worker for every packet, until the owner closes its end.
void serve(int socket, pid_t &forked) {
    ::signal(SIGINT, SIG_IGN);
    for (;;) {
        auto packet = posix::receive_packet(socket, maximum_request);
        if (!packet || !*packet)
            return;
        std::int32_t answer = -EMFILE;
        if (!(*packet)->lost_descriptors) {
            const auto pid = posix::fork_sibling(forked);
            if (pid && *pid == 0) {
                ::signal(SIGINT, SIG_DFL);
                become_worker(socket, std::move(**packet));
            }
            answer = pid ? *pid : -pid.error().os_error;
        }
        if (!posix::send_packet(socket, {reinterpret_cast<const char *>(&answer), sizeof answer}, {}))
            return;
    }
}

} // namespace

Result<std::unique_ptr<Zygote>> Zygote::create() {
    POOLSCOPE_ASSIGN(posix::SocketPair sockets, posix::make_socket_pair(SOCK_SEQPACKET));
    auto zygote = std::make_unique<Zygote>();
    POOLSCOPE_ASSIGN(const UniqueFd shared, posix::make_memory_file("poolscope-zygote", sizeof(pid_t)));
    POOLSCOPE_ASSIGN(zygote->forked_, posix::SharedMapping::map(shared.get(), sizeof(pid_t)));
    zygote->forked_.touch(0, sizeof(pid_t));
    ProcessBody body;
    const int theirs = sockets.second.get(), ours = sockets.first.get();
    body.body = [theirs, ours, forked = zygote->forked_.as<pid_t>()] {
        ::close(ours);
        serve(theirs, *forked);
    };
    ProcessOptions options;
    options.name = "fork zygote";
    options.daemon = true;
    options.role = Role::zygote;
    zygote->process_ = std::make_shared<ProcessObject>(StartMethod::fork, "Zygote", std::move(options), std::move(body));
    POOLSCOPE_TRY(zygote->process_->try_start());
    zygote->socket_ = std::move(sockets.first);
    return zygote;
}

Zygote::~Zygote() {
    socket_.reset();
    if (process_ && (posix::is_stopped(process_->key()) || !process_->try_join(Deadline::after(Seconds(2))).value_or(true)))
        (void)process_->try_signal(SIGKILL);
    if (process_)
        (void)process_->try_join(Deadline::after(Seconds(2)));
    end_unknown();
}

void Zygote::end_unknown() {
    const pid_t pid = forked_.size() == 0 ? 0 : std::exchange(*forked_.as<pid_t>(), 0);
    if (pid == 0)
        return;
    const auto ended = posix::poll_child(pid);
    if (!ended || *ended)
        return;
    ::kill(pid, SIGKILL);
    posix::reap_child(pid);
}

ProcessBody Zygote::worker_body(const WorkerSeat &seat) {
    ProcessBody body;
    body.start = [this, seat](ChildSetup setup) { return start_worker(std::move(setup), seat); };
    return body;
}

Result<std::unique_ptr<Popen>> Zygote::start_worker(ChildSetup setup, const WorkerSeat &seat) {
    end_unknown();
    POOLSCOPE_ASSIGN(const EncodedBody encoded, encode_body(StartMethod::fork, poolscope::worker_body(seat), std::move(setup)));
    POOLSCOPE_ASSIGN(posix::PipePair link, posix::make_pipe());
    std::vector<int> fds{link.read.get()};
    fds.insert(fds.end(), encoded.descriptors.begin(), encoded.descriptors.end());
    POOLSCOPE_TRY(posix::send_packet(socket_.get(), encoded.payload, fds));
    POOLSCOPE_ASSIGN(const bool answered, wait_for_answer(socket_.get(), process_->key(), Deadline::after(answer_limit)));
    if (!answered)
        return failure(ErrorCode::timed_out, "fork", "the pool's zygote does not answer");
    POOLSCOPE_ASSIGN(auto packet, posix::receive_packet(socket_.get(), maximum_request));
    std::int32_t answer = 0;
    if (!packet || packet->body.size() != sizeof answer)
        return failure(ErrorCode::malformed, "fork", "the pool's zygote answers nonsense");
    std::memcpy(&answer, packet->body.data(), sizeof answer);
    if (answer <= 0) {
        errno = -answer;
        return os_failure("fork", "in the pool's zygote");
    }
    *forked_.as<pid_t>() = 0;
    return PopenDirect::of(answer, std::move(link.write));
}

} // namespace poolscope
