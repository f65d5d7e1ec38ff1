// SPDX-License-Identifier: GPL-3.0-or-later

// What forkserver_test has done outside of a process with Qt Test's threads: forkserver_probe CASE. Prints what it saw.

#include "engine/core/posix/fd_passing.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/random.h"
#include "engine/core/wire/challenge.h"
#include "engine/mp/process/forkserver.h"
#include "engine/mp/process/forkserver_protocol.h"
#include "tests/mp/answering_server.h"
#include "tests/mp/say.h"

#include <atomic>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <poolscope/engine.h>
#include <set>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::forkserver;

static void nothing() {}
POOLSCOPE_TASK(nothing);

static int loaded = 0;
static void load_tables() {
    ++loaded;
}
POOLSCOPE_TASK(load_tables);
static void fail_to_load() {
    throw std::runtime_error("no tables");
}
POOLSCOPE_TASK(fail_to_load);
static void tell_loaded(Connection out) {
    out.send(loaded);
}
POOLSCOPE_TASK(tell_loaded);

// A client that speaks the protocol as far as it is asked to.
class Client {
public:
    explicit Client(const ForkServerAddress &address) : key_(address.key), socket_(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)) {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        address.path.copy(at.sun_path, sizeof at.sun_path - 1);
        if (::connect(socket_.get(), reinterpret_cast<const sockaddr *>(&at), sizeof at) != 0)
            throw std::runtime_error("cannot connect");
    }
    std::string next() { return unwrap(posix::receive_packet(socket_.get(), maximum_packet)).value().body; }
    void send(std::string_view body, std::span<const int> fds = {}) { (void)posix::send_packet(socket_.get(), body, fds); }
    void answer() {
        send(unwrap(answer_challenge(key_, next())));
        (void)next();
    }
    void authenticate() {
        answer();
        send(unwrap(make_challenge()));
        (void)next();
        send(welcome_message);
    }

private:
    std::string key_;
    UniqueFd socket_;
};

static void clients() {
    const pid_t server = server_that_answers();
    const ForkServerAddress address = known_address();
    auto [link, other_end] = pipe();
    const int fd = link.fileno();
    const std::string request = packet_of(Request{1, PayloadPlace::inline_bytes}, "not a pickle");
    const std::pair<const char *, std::function<void(Client &)>> deeds[] = {
        {"says nothing and leaves", [](Client &) {}},
        {"sends garbage", [](Client &client) { client.send(posix::random_bytes(5000)); }},
        {"sends more than a packet holds", [](Client &client) { client.send(std::string(100'000, 'x')); }},
        {"sends nothing at all", [](Client &client) { client.send(""); }},
        {"sends a descriptor for an answer", [&](Client &client) { client.send("x", {&fd, 1}); }},
        {"has a wrong key", [&](Client &client) { client.send(unwrap(answer_challenge("wrong", client.next()))); (void)client.next(); }},
        {"leaves after its answer", [](Client &client) { client.answer(); }},
        {"challenges with garbage", [](Client &client) { client.answer(); client.send("#CHALLENGE"); }},
        {"leaves before it confirms", [](Client &client) { client.answer(); client.send(unwrap(make_challenge())); }},
        {"confirms with garbage", [](Client &client) { client.answer(); client.send(unwrap(make_challenge())); (void)client.next(); client.send("#NO#"); }},
        {"leaves when it is known", [](Client &client) { client.authenticate(); }},
        {"sends half a request", [&](Client &client) { client.authenticate(); client.send(request.substr(0, 6), {&fd, 1}); }},
        {"requests without a descriptor", [&](Client &client) { client.authenticate(); client.send(request); }},
        {"requests what cannot be decoded", [&](Client &client) { client.authenticate(); client.send(request, {&fd, 1}); (void)client.next(); }},
        {"requests and leaves", [&](Client &client) { client.authenticate(); client.send(request, {&fd, 1}); }},
        {"names a file that is none", [&](Client &client) {
             client.authenticate();
             client.send(packet_of(Request{1, PayloadPlace::memory_file}), {&fd, 1});
             (void)client.next();
         }},
        {"never reads", [&](Client &client) {
             client.authenticate();
             for (int number = 0; number < 300; ++number)
                 client.send(request, {&fd, 1});
         }}};
    for (const auto &[name, deed] : deeds) {
        Client client(address);
        deed(client);
        say(fmt::format("{}: {}", name, server_that_answers() == server ? "served on" : "another server"));
    }
}

static void idle_clients() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const pid_t server = server_that_answers();
    const ForkServerAddress address = known_address();
    std::vector<Client> silent;
    for (int number = 0; number < 1000; ++number)
        silent.emplace_back(address);
    say(server_that_answers() == server ? "served on" : "another server");
    std::vector<Client> known;
    for (int number = 0; number < 200; ++number)
        known.emplace_back(address).authenticate();
    say(server_that_answers() == server ? "served on" : "another server");
}

// Starts from several threads while the server is killed again and again: each start works or says why not.
static void killed_while_starting() {
    std::atomic<int> clean{0}, lost{0}, refused{0}, other{0};
    std::atomic<bool> is_over{false};
    std::vector<std::thread> starters;
    (void)server_that_answers();
    for (int number = 0; number < 3; ++number)
        starters.emplace_back([&] {
            while (!is_over) {
                try {
                    auto p = process(nothing);
                    p.start();
                    p.join();
                    const int code = *p.exitcode();
                    ++(code == 0 ? clean : code == 255 ? lost : other);
                } catch (const Exception &) {
                    ++refused;
                }
            }
        });
    int kills = 0;
    for (; kills < 10; ++kills) {
        const int before = clean;
        pid_t server = 0;
        while (server == 0)
            try {
                server = server_that_answers();
            } catch (const Exception &) {
            }
        const auto death = posix::open_pidfd(server);
        ::kill(server, SIGKILL);
        if (death)
            (void)posix::wait_readable(death->get(), Deadline::after(Seconds(30)));
        while (clean == before)
            std::this_thread::yield();
    }
    is_over = true;
    for (std::thread &starter : starters)
        starter.join();
    say(fmt::format("kills {} other {} clean {}", kills, other.load(), clean > kills ? "enough" : "too few"));
}

static void start_and_tell_server(Connection ready, Connection go) {
    ready.send(true);
    (void)go.recv<bool>();
    ready.send(static_cast<int>(server_that_answers()));
}
POOLSCOPE_TASK(start_and_tell_server);

// Ten processes find it dead at the same moment, and one of them starts it again for all.
static void restarted_once() {
    const pid_t before = server_that_answers();
    std::vector<Process> all;
    std::vector<Connection> told, start_now;
    for (int number = 0; number < 10; ++number) {
        auto [ours, theirs] = pipe();
        auto [go, sender] = pipe(Duplex::no);
        all.push_back(process(start_and_tell_server, theirs, go));
        all.back().start();
        (void)ours.recv<bool>();
        told.push_back(ours);
        start_now.push_back(sender);
    }
    const UniqueFd death = unwrap(posix::open_pidfd(before));
    ::kill(before, SIGKILL);
    (void)connection::wait({death.get()}, Seconds(30));
    for (Connection &sender : start_now)
        sender.send(true);
    std::set<int> servers;
    for (Connection &ours : told)
        servers.insert(ours.recv<int>(Seconds(60)));
    say(fmt::format("servers {} the old one {}", servers.size(), servers.contains(before)));
    for (Process &p : all)
        p.join();
}

static void wait_for(Connection go) {
    (void)go.recv<bool>();
}
POOLSCOPE_TASK(wait_for);

static std::size_t connections_to(const std::string &path) {
    std::ifstream file("/proc/net/unix");
    std::size_t count = 0;
    for (std::string line; std::getline(file, line);)
        count += line.ends_with(path);
    return count;
}

static void start_from_a_fork(Connection out) {
    try {
        out.send(static_cast<int>(server_that_answers()));
    } catch (const Exception &) {
        out.send(0);
    }
}

// It stands still when a new client connects, and is killed before it has said anything: the client asks the next one.
static void killed_while_connecting() {
    const pid_t server = server_that_answers();
    const std::string path = known_address().path;
    const std::size_t before = connections_to(path);
    auto [ours, theirs] = pipe();
    ::kill(server, SIGSTOP);
    auto client = get_context("fork").process(start_from_a_fork, theirs);
    client.start();
    while (connections_to(path) == before)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ::kill(server, SIGKILL);
    const int next = ours.recv<int>(Seconds(60));
    client.join();
    say(next == 0 ? "refused" : next == server ? "the same" : "another server");
}

// A server that stands still refuses starts within a bound, for many threads at once too, and hides no exit code for good.
static void stopped() {
    auto [ours, theirs] = pipe();
    auto p = process(wait_for, theirs);
    p.start();
    const pid_t server = server_that_answers();
    const UniqueFd death = unwrap(posix::open_pidfd(*p.pid()));
    ::kill(server, SIGSTOP);
    ours.send(true);
    (void)connection::wait({death.get()}, Seconds(60));
    say(fmt::format("{} {}", p.exitcode() ? "known" : "not known", p.join(Seconds(0.1)) ? "joined" : "not joined"));
    std::atomic<int> refused{0};
    std::vector<std::thread> starters;
    for (int number = 0; number < 4; ++number)
        starters.emplace_back([&] {
            auto another = process(nothing);
            try {
                another.start();
            } catch (const TimeoutError &error) {
                refused += std::string_view(error.what()).find("is stopped; SIGCONT lets it go on") != std::string_view::npos;
            }
        });
    const auto begin = monotonic_ns();
    for (std::thread &starter : starters)
        starter.join();
    say(fmt::format("{} refused in {}", refused.load(), monotonic_ns() - begin < 60'000'000'000 ? "time" : "turn"));
    ::kill(server, SIGCONT);
    p.join();
    say(fmt::format("exitcode {}, {}", *p.exitcode(), server_that_answers() == server ? "served on" : "another server"));
}

// One that asks and asks, faster than anybody can be served.
static void flood() {
    const pid_t server = server_that_answers();
    const ForkServerAddress address = known_address();
    std::atomic<bool> is_over{false};
    auto [link, other_end] = pipe();
    const int fd = link.fileno();
    std::thread asks([&] {
        Client client(address);
        client.authenticate();
        const std::string request = packet_of(Request{1, PayloadPlace::inline_bytes}, "not a pickle");
        while (!is_over)
            client.send(request, {&fd, 1});
    });
    for (int number = 0; number < 20; ++number)
        if (server_that_answers() != server)
            return say("another server");
    is_over = true;
    asks.join();
    say("served on");
}

static void preload() {
    set_forkserver_preload({"load_tables"});
    auto [ours, theirs] = pipe();
    for (int number = 0; number < 2; ++number) {
        auto p = process(tell_loaded, theirs);
        p.start();
        say(fmt::format("loaded {}", ours.recv<int>(Seconds(60))));
        p.join();
    }
    try {
        set_forkserver_preload({}, "explode");
    } catch (const ValueError &error) {
        say(error.what());
    }
}

static void preload_fails(const char *on_error) {
    set_forkserver_preload({"fail_to_load", "no_such_task"}, on_error);
    try {
        auto p = process(nothing);
        p.start();
        p.join();
        say(fmt::format("exitcode {}", *p.exitcode()));
    } catch (const Exception &error) {
        say("refused");
    }
}

static std::string ignored_signals(pid_t pid) {
    std::ifstream file(fmt::format("/proc/{}/status", pid));
    std::string text;
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("SigIgn:")) {
            const unsigned long mask = std::stoul(line.substr(8), nullptr, 16);
            for (const auto &[signal, name] : {std::pair{SIGINT, " INT"}, {SIGTERM, " TERM"}})
                text += (mask >> (signal - 1) & 1) != 0 ? name : "";
        }
    return text;
}

static void tell_signals(Connection out) {
    out.send(ignored_signals(getpid()));
}
POOLSCOPE_TASK(tell_signals);

static void signals() {
    auto [ours, theirs] = pipe();
    auto p = process(tell_signals, theirs);
    p.start();
    say(fmt::format("child{}", ours.recv<std::string>(Seconds(60))));
    p.join();
    say(fmt::format("server{}", ignored_signals(server_that_answers())));
    std::ifstream children(fmt::format("/proc/self/task/{}/children", getpid()));
    for (pid_t child; children >> child;) {
        std::ifstream command(fmt::format("/proc/{}/cmdline", child));
        const std::string words((std::istreambuf_iterator<char>(command)), {});
        if (words.find("resource-tracker") != std::string::npos)
            say(fmt::format("tracker{}", ignored_signals(child)));
    }
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        set_start_method("forkserver");
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        const std::pair<std::string_view, std::function<void()>> cases[] = {
            {"clients", clients},
            {"idle", idle_clients},
            {"killed", killed_while_starting},
            {"restarted", restarted_once},
            {"connecting", killed_while_connecting},
            {"stopped", stopped},
            {"flood", flood},
            {"preload", preload},
            {"preload_ignore", [] { preload_fails("ignore"); }},
            {"preload_warn", [] { preload_fails("warn"); }},
            {"preload_fail", [] { preload_fails("fail"); }},
            {"signals", signals}};
        for (const auto &[name, action] : cases)
            if (name == wanted)
                return action();
        throw SystemExit{2};
    });
}
