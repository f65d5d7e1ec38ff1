// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/forkserver.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/fd_passing.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/signal_descriptor.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/challenge.h"
#include "engine/mp/process/child_main.h"
#include "engine/mp/process/forkserver_protocol.h"
#include "engine/mp/process/forkserver_setup.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/roles.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <memory>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace poolscope::forkserver {

namespace {

struct Answer {
    std::string packet;
    UniqueFd pidfd; // of the child that it tells of
};

constexpr Seconds full_pause{0.1};
constexpr Seconds full_patience{1}; // for others to go, before those who wait are turned away
constexpr Seconds last_word{5};
constexpr int most_at_once = 16;              // of one client's packets; then it is another's turn
constexpr std::size_t most_unsent = 4096;      // beyond that nobody reads them

// One connected process. It may say anything, or nothing: only its own connection suffers.
struct Peer {
    enum class Stage { answering, challenging, confirming, welcome };
    UniqueFd socket;
    Stage stage = Stage::answering;
    std::string challenge;
    std::deque<Answer> unsent; // what did not fit into the socket's buffer
    bool is_known() const { return stage == Stage::welcome; }
};

// A server needs a descriptor for every process that it serves: as many as it may have. Its children get what it had.
class DescriptorLimit {
public:
    DescriptorLimit() {
        if (::getrlimit(RLIMIT_NOFILE, &before_) != 0)
            return;
        const rlimit all{before_.rlim_max, before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &all);
    }
    void restore() const { ::setrlimit(RLIMIT_NOFILE, &before_); }
    // Clients that have not proved themselves: as many processes as may begin at once, and still a part of what there is.
    std::ptrdiff_t most_unknown_peers() const { return static_cast<std::ptrdiff_t>(std::clamp<rlim_t>(before_.rlim_max / 4, 64, 1024)); }

private:
    rlimit before_{};
};

struct Child {
    std::weak_ptr<Peer> peer;
    std::uint64_t request = 0;
};

class Server {
public:
    Server(UniqueFd listener, UniqueFd alive, const ServerSetup &setup, const DescriptorLimit &limit)
        : listener_(std::move(listener)), alive_(std::move(alive)), setup_(setup), limit_(limit) {
        ::listen(listener_.get(), 128); // once more, so that SO_PEERCRED tells later clients who serves, not who started us
        ended_ = posix::signal_descriptor({SIGCHLD}).value_or(UniqueFd());
        keep_spare();
    }

    // Until the process that started this server is gone, and all the others that use it. The socket's name goes before the socket: from then on it may belong to
    // the next server.
    void run() {
        serve_clients();
        ::unlink(setup_.socket.c_str());
        if (const auto tracker = resource_tracker::descriptor_if_alive(); !tracker) {
            std::error_code already_gone; // nobody else is left to remove it
            std::filesystem::remove_all(std::filesystem::path(setup_.socket).parent_path(), already_gone);
        }
    }

private:
    void serve_clients() {
        for (;;) {
            std::vector<pollfd> entries{{alive_.get(), POLLIN, 0}, {ended_.get(), POLLIN, 0}, {is_full_ ? -1 : listener_.get(), POLLIN, 0}};
            for (const auto &peer : peers_)
                entries.push_back({peer->socket.get(), static_cast<short>(peer->unsent.empty() ? POLLIN : POLLIN | POLLOUT), 0});
            const Deadline full = is_full_ ? Deadline::after(full_pause) : Deadline::never();
            if (!posix::poll_until(entries, Deadline::earliest({full, end_of_unknown_})))
                return;
            is_full_ = false;
            if (entries[0].revents != 0) {
                alive_.reset();
                end_of_unknown_ = Deadline::after(last_word);
            }
            if (entries[1].revents != 0)
                report_ended();
            for (std::size_t index = 3; index < entries.size(); ++index)
                if (entries[index].revents != 0)
                    serve(peers_[index - 3]);
            if (entries[2].revents != 0)
                accept_peer();
            std::erase_if(peers_, [&](const auto &peer) { return !peer->socket || (!peer->is_known() && end_of_unknown_.has_passed()); });
            if (!alive_ && peers_.empty()) {
                accept_peer();
                if (peers_.empty())
                    return;
            }
            if (end_of_unknown_.has_passed())
                end_of_unknown_ = Deadline::never();
        }
    }

    void accept_peer() {
        UniqueFd socket = next_client();
        if (!socket) {
            is_full_ = (errno == EMFILE || errno == ENFILE) && !turn_away_next(); // the rest may wait in the backlog
            return;
        }
        patience_end_.reset();
        ucred credentials{};
        socklen_t size = sizeof credentials;
        if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0 || credentials.uid != ::geteuid())
            return;
        auto peer = std::make_shared<Peer>();
        peer->socket = std::move(socket);
        auto challenge = make_challenge();
        if (!challenge || !posix::send_packet(peer->socket.get(), *challenge, {}))
            return;
        peer->challenge = std::move(*challenge);
        peers_.push_back(std::move(peer));
        turn_away_silent();
    }

    UniqueFd next_client() const { return UniqueFd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)); }

    void keep_spare() { spare_.reset(::fcntl(listener_.get(), F_DUPFD_CLOEXEC, 0)); }

    // When no descriptor has come free for a while, the spare one lets those who wait be told so, one by one: for the next there may be one.
    bool turn_away_next() {
        if (!patience_end_)
            patience_end_ = Deadline::after(full_patience);
        if (!patience_end_->has_passed())
            return false;
        spare_.reset();
        if (const UniqueFd socket = next_client())
            (void)posix::send_packet(socket.get(), full_message, {});
        keep_spare();
        return true;
    }

    // One too many that has not proved itself: the first of those that have said nothing, or else the first of all.
    void turn_away_silent() {
        const auto is_unknown = [](const auto &peer) { return peer->socket && !peer->is_known(); };
        if (std::count_if(peers_.begin(), peers_.end(), is_unknown) <= limit_.most_unknown_peers())
            return;
        auto chosen = std::find_if(peers_.begin(), peers_.end(), [](const auto &peer) { return peer->socket && peer->stage == Peer::Stage::answering; });
        if (chosen == peers_.end())
            chosen = std::find_if(peers_.begin(), peers_.end(), is_unknown);
        (*chosen)->socket.reset();
    }

    void serve(const std::shared_ptr<Peer> &peer) {
        while (!peer->unsent.empty() && send(*peer, peer->unsent.front()))
            peer->unsent.pop_front();
        for (int packets = 0; peer->socket && packets < most_at_once; ++packets) {
            auto packet = posix::receive_packet(peer->socket.get(), maximum_packet);
            if (packet && !*packet)
                return;
            if (!packet || !handle(peer, std::move(**packet)))
                peer->socket.reset();
        }
    }

    // False when the peer does not keep to the protocol.
    bool handle(const std::shared_ptr<Peer> &peer, posix::Packet packet) {
        const int socket = peer->socket.get();
        switch (peer->stage) {
        case Peer::Stage::answering:
            if (!verify_answer(setup_.key, peer->challenge, packet.body)) {
                (void)posix::send_packet(socket, failure_message, {});
                return false;
            }
            peer->stage = Peer::Stage::challenging;
            return posix::send_packet(socket, welcome_message, {}).has_value();
        case Peer::Stage::challenging: {
            const auto answer = answer_challenge(setup_.key, packet.body);
            peer->stage = Peer::Stage::confirming;
            return answer && posix::send_packet(socket, *answer, {});
        }
        case Peer::Stage::confirming:
            peer->stage = Peer::Stage::welcome;
            return packet.body == welcome_message;
        case Peer::Stage::welcome: break;
        }
        const auto request = head_of<Request>(packet.body);
        if (request && packet.lost_descriptors) {
            reply(peer, Reply{request->id, ReplyKind::failed, EMFILE});
            return true;
        }
        if (!request || packet.fds.empty())
            return false;
        start(peer, *request, std::move(packet));
        return true;
    }

    void start(const std::shared_ptr<Peer> &peer, const Request &request, posix::Packet packet) {
        const auto pid = posix::fork_process();
        if (pid && *pid == 0)
            become_child(request, std::move(packet));
        if (!pid) {
            reply(peer, Reply{request.id, ReplyKind::failed, pid.error().os_error});
            return;
        }
        children_[*pid] = {peer, request.id};
        auto pidfd = posix::open_pidfd(*pid);
        if (!pidfd) {
            ::kill(*pid, SIGKILL);
            reply(peer, Reply{request.id, ReplyKind::failed, pidfd.error().os_error});
            return;
        }
        answer(peer, {packet_of(Reply{request.id, ReplyKind::started, *pid}), std::move(*pidfd)});
        if (!peer->socket)
            ::kill(*pid, SIGKILL); // whoever asked for it will never hear of it
    }

    [[noreturn]] void become_child(const Request &request, posix::Packet packet) {
        listener_.reset();
        spare_.reset();
        alive_.reset();
        ended_.reset();
        peers_.clear();
        limit_.restore();
        for (const int ignored : {SIGINT, SIGPIPE})
            ::signal(ignored, SIG_DFL);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);

        UniqueFd link = std::move(packet.fds[0]);
        std::size_t first_argument = 1;
        Result<std::string> bytes = packet.body.substr(sizeof(Request));
        if (request.place == PayloadPlace::memory_file && packet.fds.size() > 1) {
            bytes = posix::read_memory_file(packet.fds[1].get(), maximum_payload);
            packet.fds[1].reset();
            first_argument = 2;
        }
        auto payload = bytes ? decode_payload(*bytes) : Result<ProcessPayload>(tl::unexpected(bytes.error()));
        if (!payload) {
            log(LogLevel::error, "a child could not start: {}", payload.error().describe());
            ::_exit(1);
        }
        packet.fds.erase(packet.fds.begin(), packet.fds.begin() + static_cast<std::ptrdiff_t>(first_argument));
        inherit_program(payload->setup);
        run_forked_child(payload->setup, std::move(link), [&] { return run_task(*payload, std::move(packet.fds)); });
    }

    void report_ended() {
        signalfd_siginfo drained;
        while (::read(ended_.get(), &drained, sizeof drained) > 0) {
        }
        while (const auto ended = posix::reap_any_child()) {
            const auto child = children_.find(ended->pid);
            if (child == children_.end())
                continue;
            if (const auto peer = child->second.peer.lock())
                reply(peer, Reply{child->second.request, ReplyKind::ended, ended->code});
            children_.erase(child);
        }
    }

    static bool send(Peer &peer, const Answer &answer) {
        const int fd = answer.pidfd.get();
        return posix::send_packet(peer.socket.get(), answer.packet, {&fd, answer.pidfd ? 1U : 0U}).has_value();
    }

    void reply(const std::shared_ptr<Peer> &peer, const Reply &reply) { answer(peer, {packet_of(reply), {}}); }

    void answer(const std::shared_ptr<Peer> &peer, Answer answer) {
        if (!peer->socket || (peer->unsent.empty() && send(*peer, answer)))
            return;
        peer->unsent.push_back(std::move(answer));
        if (peer->unsent.size() > most_unsent)
            peer->socket.reset();
    }

    UniqueFd listener_, alive_, ended_, spare_;
    const ServerSetup &setup_;
    const DescriptorLimit &limit_;
    Deadline end_of_unknown_ = Deadline::never(); // for those who are connecting while the owner goes
    bool is_full_ = false; // no descriptor was left for the last client
    std::optional<Deadline> patience_end_; // when one is left for none of those that wait
    std::vector<std::shared_ptr<Peer>> peers_;
    std::map<pid_t, Child> children_;
};

} // namespace

int serve(UniqueFd listener, UniqueFd alive, UniqueFd tracker) {
    for (const int ignored : {SIGINT, SIGPIPE})
        ::signal(ignored, SIG_IGN);
    for (const int fd : {listener.get(), alive.get(), tracker.get()})
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    set_log_process_name("forkserver");
    resource_tracker::inherit(std::move(tracker));
    auto setup = read_setup(alive.get());
    if (!setup) {
        log(LogLevel::error, "cannot start: {}", setup.error().describe());
        return 1;
    }
    telemetry::open_control_block();
    if (!setup->watch.empty())
        (void)telemetry::start_watching(setup->watch);
    const DescriptorLimit limit;
    if (const Status loaded = run_preload(setup->preload); loaded)
        Server(std::move(listener), std::move(alive), *setup, limit).run();
    else
        log(LogLevel::error, "cannot start: {}", loaded.error().describe());
    return 0;
}

} // namespace poolscope::forkserver
