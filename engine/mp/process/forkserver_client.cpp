// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/forkserver.h"

#include "engine/core/base/log.h"
#include "engine/core/base/strictness.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/fd_passing.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/parent_link.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/random.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/answer.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/forkserver_protocol.h"
#include "engine/mp/process/forkserver_setup.h"
#include "engine/mp/process/forkserver_socket.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/roles.h"
#include "engine/mp/process/temp_dir.h"

#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace poolscope::forkserver {

namespace {

constexpr Seconds answer_limit{20}; // a server that says nothing for so long is stuck, not busy
constexpr Seconds stuck_limit{1};   // for those who ask it after that
constexpr Seconds report_limit{5};  // a server that runs reports an end within moments
constexpr Seconds look_at_server{0.05}; // whether it is stopped, while its report is waited for

struct Connection {
    std::uint64_t number = 0;
    UniqueFd socket;
    ProcessKey server;
    std::map<std::uint64_t, posix::ExitCode> ended;
    bool is_lost = false;
};

class Client {
public:
    static Client &instance() {
        static auto *client = new Client;
        return *client;
    }

    ForkAwareThreadLock mutex;
    ForkServerAddress address;
    Preload preload;

    Result<Connection *> connection() {
        forget_parents();
        if (is_strict() && parents_server_) {
            errno = ECHILD; // what CPython gets where it asks after the server that is its parent's child
            return os_failure("waitpid", "the forkserver is a child of this process's parent");
        }
        while (connection_ && !connection_->is_lost) {
            auto packet = posix::receive_packet(connection_->socket.get(), maximum_packet);
            if (packet && !*packet)
                return connection_.get(); // nothing new: it is there
            sort_in(*connection_, std::move(packet));
        }
        POOLSCOPE_ASSIGN(UniqueFd socket, connect_or_start());
        Status known = authenticate(socket.get(), peer_of(socket.get()), address.key, limit());
        if (!known && known.error().code == ErrorCode::end_of_file && !is_new_) { // it was killed in this very moment
            POOLSCOPE_ASSIGN(socket, connect_or_start());
            known = authenticate(socket.get(), peer_of(socket.get()), address.key, limit());
        }
        if (!known && known.error().code == ErrorCode::timed_out)
            return no_answer(peer_of(socket.get()));
        POOLSCOPE_TRY(std::move(known));
        is_stuck_ = false;
        auto fresh = std::make_unique<Connection>();
        fresh->number = ++connections_;
        const ProcessKey server = peer_of(socket.get());
        if (server_pid_ != 0 && server_pid_ != server.pid)
            bury_server(Deadline::after(Seconds(2))); // ours was killed, and another process has started this one
        fresh->server = server;
        fresh->socket = std::move(socket);
        connection_ = std::move(fresh);
        return connection_.get();
    }

    Connection *connection_numbered(std::uint64_t number) {
        forget_parents();
        return connection_ && connection_->number == number ? connection_.get() : nullptr;
    }

    // Sorts in one packet: an end of some child, or the answer to a request.
    std::optional<std::pair<Reply, posix::Packet>> sort_in(Connection &connection, Result<std::optional<posix::Packet>> packet) {
        if (!packet) {
            connection.is_lost = true;
            return std::nullopt;
        }
        if (!*packet)
            return std::nullopt;
        is_stuck_ = is_silent_ = false;
        const auto reply = head_of<Reply>((*packet)->body);
        if (!reply)
            return std::nullopt;
        if (reply->kind == ReplyKind::ended) {
            connection.ended[reply->id] = reply->value;
            return std::nullopt;
        }
        return std::pair(*reply, std::move(**packet));
    }

    std::uint64_t next_request() { return ++requests_; }

    // Until when an answer may take; whoever asks while the server is known to be stuck does not wait as long again.
    Deadline limit() const { return Deadline::after(is_stuck_ ? stuck_limit : answer_limit); }
    Failure no_answer(ProcessKey server) {
        is_stuck_ = true;
        return failure(ErrorCode::timed_out, "forkserver",
                       posix::is_stopped(server) ? fmt::format("the forkserver (pid {}) is stopped; SIGCONT lets it go on", server.pid)
                                  : fmt::format("the forkserver (pid {}) does not answer", server.pid));
    }

    // The same for reports of ends: the first one that does not come is waited for in full.
    Deadline report_due() const { return Deadline::after(is_silent_ ? stuck_limit : answer_limit); }
    std::optional<posix::ExitCode> give_up_when(bool has_passed) {
        is_silent_ = is_silent_ || has_passed;
        return has_passed ? std::optional(posix::nobody_knows) : std::nullopt;
    }

    void release() {
        forget_parents();
        connection_.reset();
        alive_ = {};
        if (server_pid_ != 0)
            bury_server(Deadline::after(Seconds(2)));
        address = {};
    }

private:
    // The kernel names the process that listened last at the time: when we have just started the server, that is still us.
    ProcessKey peer_of(int socket) const {
        ucred peer{};
        socklen_t size = sizeof peer;
        ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size);
        const pid_t server = peer.pid == ::getpid() ? server_pid_ : peer.pid;
        return posix::process_key_of(server).value_or(ProcessKey{server, 0});
    }

    // Whoever finds the server gone starts it again at its old address, where the whole program finds it: once, however many
    // processes look for it at the same time.
    Result<UniqueFd> connect_or_start() {
        is_new_ = false;
        if (!address.path.empty())
            if (auto connected = connect_to(address.path); connected || !is_gone(connected.error()))
                return connected;
        POOLSCOPE_ASSIGN(const std::string directory, temp_dir::get());
        POOLSCOPE_ASSIGN(const UniqueFd one_at_a_time, take_turn(directory + "/forkserver.lock"));
        const bool is_first = !address.path.starts_with(directory);
        if (is_first)
            address = {directory + "/sock-" + posix::random_name(12), posix::random_bytes(32)};
        else if (auto connected = connect_to(address.path); connected || !is_gone(connected.error()))
            return connected;
        else
            log(LogLevel::warning, "the forkserver is gone and is started again");
        is_new_ = true;
        auto connected = start_server().and_then([&] { return connect_to(address.path); });
        if (!connected && is_first)
            address = {};
        return connected;
    }

    // A forked child speaks over a connection of its own; the server is the same.
    void forget_parents() {
        if (generation_ == current::generation())
            return;
        generation_ = current::generation();
        if (connection_) {
            connection_->socket.reset();
            (void)connection_.release(); // not destroyed: another thread may have been in the middle of a change
        }
        alive_ = {};
        parents_server_ = std::exchange(server_pid_, 0) != 0;
    }

    // Waits for the end of the server that this process started, or makes one.
    void bury_server(Deadline grace) {
        const pid_t pid = std::exchange(server_pid_, 0);
        const ProcessKey key = posix::process_key_of(pid).value_or(ProcessKey{pid, 0});
        if (const auto pidfd = posix::open_pidfd(pid)) {
            auto code = posix::wait_child(pid, pidfd->get(), grace);
            if (!code) {
                (void)posix::send_signal(pidfd->get(), SIGKILL);
                code = posix::wait_child(pid, pidfd->get(), Deadline::after(Seconds(2)));
            }
            if (code)
                telemetry::emit_about(key, EventKind::process_exited, 0, *code,
                                      static_cast<std::int64_t>(posix::own_process_key().packed()));
        }
    }

    Status start_server() {
        if (server_pid_ != 0)
            bury_server(Deadline::after(Seconds(2)));
        POOLSCOPE_ASSIGN(const int tracker, resource_tracker::descriptor());
        POOLSCOPE_ASSIGN(const sockaddr_un bound, socket_address(address.path));
        ::unlink(address.path.c_str());
        const UniqueFd listener(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (!listener || ::bind(listener.get(), reinterpret_cast<const sockaddr *>(&bound), sizeof bound) != 0 ||
            ::listen(listener.get(), 128) != 0)
            return os_failure("bind", address.path);
        POOLSCOPE_ASSIGN(posix::PipePair alive, posix::make_pipe());

        POOLSCOPE_TRY(send_setup(alive.write.get(), {address.key, telemetry::watch_address(), address.path, preload}));
        POOLSCOPE_ASSIGN(server_pid_, posix::spawn(role_request(forkserver_role, {"listener_fd=3", "alive_fd=4", "tracker_fd=5"},
                                                                {listener.get(), alive.read.get(), tracker})));
        alive_ = posix::ParentEnd(std::move(alive.write));
        if (telemetry::is_watched()) {
            const ProcessKey key = posix::process_key_of(server_pid_).value_or(ProcessKey{server_pid_, 0});
            const auto self = static_cast<std::int64_t>(posix::own_process_key().packed());
            telemetry::emit_about(key, EventKind::process_started, 0, self, self, "forkserver");
            telemetry::emit_about(key, EventKind::process_role, 0, static_cast<std::int64_t>(Role::forkserver),
                                  static_cast<std::int64_t>(StartMethod::spawn));
        }
        return {};
    }

    unsigned generation_ = current::generation();
    std::unique_ptr<Connection> connection_;
    posix::ParentEnd alive_;
    pid_t server_pid_ = 0;
    bool is_new_ = false;   // the server that was connected to last was started for that
    bool is_stuck_ = false; // the last one who asked the server had no answer
    bool is_silent_ = false; // an end was not reported in time
    bool parents_server_ = false; // a forked child of the process that started the server
    std::uint64_t connections_ = 0, requests_ = 0;
};

[[maybe_unused]] const auto &made_early = Client::instance();

} // namespace

Status ensure_running() {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    POOLSCOPE_TRY(client.connection());
    return {};
}

Result<Started> request(std::string_view payload, int link, std::span<const int> descriptors) {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    if (descriptors.size() + 2 > posix::maximum_passed_fds)
        return failure(ErrorCode::invalid_argument, "start",
                       fmt::format("too many fds: the arguments hold {}, and a process of the forkserver takes at most {}; start it by spawn",
                                   descriptors.size(), posix::maximum_passed_fds - 2));
    POOLSCOPE_ASSIGN(Connection *const connection, client.connection());
    Request request;
    request.id = client.next_request();
    std::vector<int> fds{link};
    UniqueFd payload_file;
    if (payload.size() > maximum_inline_payload) {
        POOLSCOPE_ASSIGN(payload_file, posix::make_memory_file_of("poolscope-payload", payload));
        fds.push_back(payload_file.get());
        request.place = PayloadPlace::memory_file;
    }
    fds.insert(fds.end(), descriptors.begin(), descriptors.end());
    const std::string packet = packet_of(request, payload_file ? std::string_view() : payload);

    const Deadline deadline = client.limit();
    for (;;) {
        const Status sent = posix::send_packet(connection->socket.get(), packet, fds);
        if (sent)
            break;
        connection->is_lost = sent.error().code == ErrorCode::end_of_file;
        if (sent.error().code != ErrorCode::full) // of this request, not of the children that are told of over the connection
            return tl::unexpected(sent.error());
        POOLSCOPE_ASSIGN(const bool writable, posix::wait_writable(connection->socket.get(), deadline));
        if (!writable)
            return client.no_answer(connection->server);
    }
    for (;;) {
        auto answer = client.sort_in(*connection, posix::receive_packet(connection->socket.get(), maximum_packet));
        if (connection->is_lost)
            return failure(ErrorCode::end_of_file, "forkserver", "the forkserver ended while it started a process");
        if (!answer) {
            POOLSCOPE_ASSIGN(const bool ready, wait_for_answer(connection->socket.get(), connection->server, deadline));
            if (!ready)
                return client.no_answer(connection->server);
            continue;
        }
        auto &[reply, packet_in] = *answer;
        if (reply.id != request.id)
            continue; // the late answer to a request that was given up
        if (reply.kind == ReplyKind::failed) {
            errno = reply.value;
            return os_failure("fork", "in the forkserver");
        }
        if (packet_in.lost_descriptors) { // the child ends with its link, which is closed now
            errno = EMFILE;
            return os_failure("recvmsg", "the descriptor of the new process");
        }
        if (packet_in.fds.empty())
            return failure(ErrorCode::malformed, "forkserver", "an answer without the child's descriptor");
        return Started{request.id, connection->number, reply.value, connection->server, std::move(packet_in.fds.front())};
    }
}

Result<std::optional<posix::ExitCode>> exit_code(Started &child, int pidfd) {
    POOLSCOPE_ASSIGN(const bool has_ended, posix::wait_readable(pidfd, Deadline::at_once()));
    if (!has_ended)
        return std::nullopt;
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    if (!child.report_due)
        child.report_due = client.report_due();
    // The process is gone, so the server reaps it and reports within moments, is stopped, or is gone itself.
    const Deadline soon = Deadline::after(Seconds(50e-6)), report = Deadline::after(report_limit);
    for (;;) {
        Connection *const connection = client.connection_numbered(child.connection);
        if (connection == nullptr)
            return posix::nobody_knows;
        if (const auto found = connection->ended.find(child.request); found != connection->ended.end()) {
            const posix::ExitCode code = found->second;
            connection->ended.erase(found);
            return code;
        }
        if (connection->is_lost)
            return posix::nobody_knows;
        if (!soon.has_passed()) { // the server woke up together with us: sleeping would cost more than this
            client.sort_in(*connection, posix::receive_packet(connection->socket.get(), maximum_packet));
            ::sched_yield();
            continue;
        }
        POOLSCOPE_ASSIGN(const bool ready, posix::wait_readable(connection->socket.get(), Deadline::earliest({report, Deadline::after(look_at_server)})));
        if (ready)
            client.sort_in(*connection, posix::receive_packet(connection->socket.get(), maximum_packet));
        else if (report.has_passed() || posix::is_stopped(connection->server))
            return client.give_up_when(child.report_due->has_passed());
    }
}

ForkServerAddress known_address() {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    return is_strict() ? ForkServerAddress{} : client.address; // CPython's children start servers of their own
}

void set_preload(Preload preload) {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    client.preload = std::move(preload);
}

void inherit(ForkServerAddress address) {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    client.address = std::move(address);
}

void release() {
    Client &client = Client::instance();
    const std::lock_guard lock(client.mutex);
    client.release();
}

} // namespace poolscope::forkserver
