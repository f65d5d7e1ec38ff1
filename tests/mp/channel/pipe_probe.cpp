// SPDX-License-Identifier: GPL-3.0-or-later

// What pipe_test has done outside of a process with Qt Test's threads: pipe_probe CASE [ARGUMENT]. Prints what it saw.

#include "tests/mp/channel/probe.h"

#include "engine/core/telemetry/collector.h"
#include "engine/core/telemetry/emitter.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

static std::string argument;
static std::mt19937 chance(54321);

static void write_raw(const Connection &connection, std::string_view bytes) {
    (void)!::write(connection.fileno(), bytes.data(), bytes.size());
}

static Carrier carrier() {
    return argument == "shared" ? Carrier::shared_memory : Carrier::descriptor;
}

// Real CPython at the other end, over a socket pair or two pipes.
static void python_peer(const char *script, Duplex duplex) {
    auto [ours_in, theirs_out] = pipe(duplex);
    Connection ours_out = ours_in, theirs_in = theirs_out;
    if (duplex == Duplex::no)
        std::tie(theirs_in, ours_out) = pipe(duplex);
    const pid_t child = fork();
    if (child == 0) {
        for (const int fd : {theirs_in.fileno(), theirs_out.fileno()})
            fcntl(fd, F_SETFD, 0);
        execl("/usr/bin/python3", "python3", script, fmt::to_string(theirs_in.fileno()).c_str(), fmt::to_string(theirs_out.fileno()).c_str(), nullptr);
        _exit(127);
    }
    theirs_in.close();
    theirs_out.close();
    for (const Value &value : {Value(1), Value("text"), Value(Bytes{"bytes"}), Value::list({1, Value::tuple({2, 3.5})}), Value::dict({{"a", true}}),
                               Value(std::string(200'000, 'x')), Value()}) {
        ours_out.send(value);
        const Value back = ours_in.recv();
        if (!(back == value))
            say(fmt::format("{} came back as {}", value.repr(60), back.repr(60)));
    }
    ours_out.send_bytes("raw");
    say(ours_in.recv_bytes());
    say(fmt::to_string(ours_in.recv_bytes().size()));
    say(name_of([&ours_in = ours_in] { (void)ours_in.recv(); }));
    waitpid(child, nullptr, 0);
}

// A deadline holds inside a message, too. What has come is kept; what was cut ends the stream.
static void deadlines() {
    auto [reader, writer] = pipe();
    say(name_of([&reader = reader] { (void)reader.recv(Seconds(0.01)); }));
    const std::string pickle = encode(std::string("whole"));
    const std::string frame = std::string("\0\0\0", 3) + static_cast<char>(pickle.size()) + pickle;
    for (std::size_t at = 0; at < frame.size(); ++at) {
        write_raw(writer, frame.substr(at, 1));
        if (at + 1 < frame.size() && name_of([&reader = reader] { (void)reader.recv(Seconds(0)); }) != "TimeoutError")
            return say("not a TimeoutError");
    }
    say(reader.recv<std::string>());
    for (const Duplex duplex : {Duplex::yes, Duplex::no}) {
        auto [slow, fast] = pipe(duplex);
        const std::string large(10'000'000, 'x');
        say(name_of([&, &fast = fast] { fast.send(large, Seconds(0.05)); }));
        say(name_of([&fast = fast] { fast.send(1); }));
        say(name_of([&slow = slow] { (void)slow.recv(); }));
    }
}

static void hostile() {
    using namespace std::string_view_literals;
    const long before = status_kib("VmHWM:");
    for (const std::string_view bytes : {"\377\377\377\376\0\0\0\1x"sv, "\200\0\0\0"sv, "\377\377\377\377\377\377\377\377\377\377\377\377"sv,
                                         "\377\377\377\377\0\0\0\017\0\0\0\0abc"sv, "\177\377\377\377abc"sv, "\0\0"sv, "\0\0\0\5abc"sv,
                                         "\377\377\377\377\0\0\0"sv, "\0\0\0\1]"sv, "\0\0\0\0"sv}) {
        auto [reader, writer] = pipe(Duplex::no);
        write_raw(writer, bytes);
        writer.close();
        say(name_of([&reader = reader] { (void)reader.recv(); }));
    }
    auto [first, second] = pipe();
    for (const std::string &pickle : {std::string(50'000, ']'), std::string(50'000, '(') + "."}) {
        first.send_bytes(pickle);
        say(name_of([&second = second] { (void)second.recv(); }));
    }
    first.send(1);
    say(second.recv().repr());
    say(status_kib("VmHWM:") - before < 64 * 1024 + sanitizer_kib ? "bounded" : "memory");
}

static void echo(Connection connection) {
    for (;;) {
        const Value value = connection.recv();
        connection.send(value);
        if (value.is_none())
            return;
    }
}
POOLSCOPE_TASK(echo);

// The same on both carriers: values of every size, the end of the stream, a peer that is gone.
static void carriers() {
    auto [ours, theirs] = pipe(Duplex::yes, carrier());
    auto p = process(echo, theirs);
    p.start();
    theirs.close();
    for (const Value &value : {Value(1), Value(2.5), Value(true), Value("text"), Value(Bytes{"bytes"}), Value::list({1, "two"}), Value(std::string(100'000, 'x')),
                               Value(Bytes{std::string(9'000'001, 'y')}), Value()}) {
        ours.send(value);
        if (const Value back = ours.recv(); !(back == value))
            say(fmt::format("{} came back as {}", value.repr(40), back.repr(40)));
    }
    p.join();
    say(name_of([&ours = ours] { (void)ours.recv(); }));
    say(name_of([&ours = ours] {
        for (int count = 0; count < 1000; ++count)
            ours.send(1);
    }));
    say(fmt::format("{} {}", ours.poll(), connection::wait({ours}, Seconds(0)).size()));
}

// Whole messages of a writer that is killed anywhere are read, then comes the end.
static void killed_writers() {
    const int kills = 60;
    long torn = 0, odd_ends = 0;
    for (int round = 0; round < kills; ++round) {
        auto [reader, writer] = pipe(Duplex::no, carrier());
        const std::size_t size = round % 4 == 0 ? 6'000'000 : round % 4 == 1 ? 100'000 : 50;
        auto p = process([&writer = writer, size] {
            for (std::int64_t number = 0;; ++number)
                writer.send_bytes(std::string(size, static_cast<char>('a' + number % 26)));
        });
        p.start();
        writer.close();
        std::int64_t number = 0;
        const int wanted = static_cast<int>(chance() % 30);
        std::string end;
        for (; end.empty(); ++number) {
            if (number == wanted)
                p.kill();
            end = name_of([&, &reader = reader] {
                const std::string message = reader.recv_bytes();
                torn += message.size() != size || message.front() != static_cast<char>('a' + number % 26) || message.back() != message.front();
            });
            if (end == "nothing")
                end.clear();
        }
        odd_ends += end != "EOFError" && end != "OSError got end of file during message";
        p.join();
    }
    say(fmt::format("torn {} odd ends {}", torn, odd_ends));
}

// Both fill the pipe and sleep for room; the reader is killed.
static void killed_readers() {
    int told = 0;
    for (int round = 0; round < 20; ++round) {
        auto [reader, writer] = pipe(Duplex::no, carrier());
        auto p = process([&reader = reader] {
            for (int count = 0; count < 100; ++count)
                (void)reader.recv_bytes();
            pause();
        });
        p.start();
        reader.close();
        auto killer = process([pid = *p.pid()] {
            ::usleep(20'000);
            ::kill(pid, SIGKILL);
        });
        killer.start();
        const std::string message(100'000, 'x');
        told += name_of([&, &writer = writer] {
            for (;;)
                writer.send_bytes(message);
        }) == "BrokenPipeError";
        p.join();
        killer.join();
    }
    say(fmt::format("told {}", told));
}

static void loans() {
    auto [reader, writer] = pipe(Duplex::no, carrier());
    auto p = process([&writer = writer] {
        for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{1'000'000}, std::size_t{3'000'000}}) {
            for (int times = 0; times < 10; ++times) {
                Loan loan = writer.loan(size);
                std::memset(loan.data().data(), 'a' + times, size);
                loan.send();
            }
        }
    });
    p.start();
    writer.close();
    long wrong = 0;
    for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{1'000'000}, std::size_t{3'000'000}})
        for (int times = 0; times < 10; ++times) {
            const LoanedMessage message = reader.recv_loan();
            wrong += message.bytes() != std::string(size, static_cast<char>('a' + times));
        }
    say(fmt::format("wrong {} {}", wrong, name_of([&reader = reader] { (void)reader.recv_loan(); })));
    p.join();
}

// A message that was looked at where it lies, and then taken because the buffer is too short, is given back once.
static void loan_after_too_short() {
    auto [reader, writer] = pipe(Duplex::no, carrier());
    const std::string large(3 << 20, 'x');
    std::thread sends([&large, &writer = writer] {
        for (const std::string_view text : {std::string_view("too long for it"), std::string_view(large), std::string_view("one"), std::string_view("two")})
            writer.send_bytes(text);
    });
    std::string few(3, '.');
    std::string seen = name_of([&, &reader = reader] { reader.recv_bytes_into(few); });
    seen += reader.recv_loan().bytes() == large ? " all" : " not all";
    for (int number = 0; number < 2; ++number)
        seen += " " + reader.recv_bytes();
    sends.join();
    say(seen);
}

static void send_back(Queue<Connection> q, Connection answers) {
    Connection connection = q.get();
    connection.send("hello");
    answers.send(connection.recv<int>());
}
POOLSCOPE_TASK(send_back);

// An end that is put into a queue, or that is an argument, on either carrier; two tickets, a dead sender.
static void passing() {
    auto q = queue<Connection>();
    auto [answers, write_answers] = pipe(Duplex::no);
    auto [ours, theirs] = pipe(Duplex::yes, carrier());
    auto p = process(send_back, q, write_answers);
    p.start();
    write_answers.close();
    q.put(theirs);
    theirs.close();
    say(ours.recv<std::string>());
    ours.send(7);
    say(fmt::to_string(answers.recv<int>()));
    p.join();
    auto [first, second] = pipe();
    const std::string ticket = unwrap(encode_for_transfer(second));
    say(fmt::to_string(unwrap(decode<Connection>(ticket)).fileno() >= 0));
    say(name_of([&] { (void)unwrap(decode<Connection>(ticket)); }));
    auto dead = process([&q] {
        auto [one, other] = pipe();
        q.put(other);
    });
    dead.start();
    dead.join();
    say(name_of([&] { (void)q.get(); }));
    const std::size_t before = open_descriptors();
    for (int count = 0; count < 500; ++count) {
        q.put(second);
        q.get().close();
    }
    say(fmt::format("kept {}", open_descriptors() - before <= 2 ? "few" : fmt::to_string(open_descriptors() - before)));
}

static void put_soon(Queue<int> q, Connection connection) {
    ::usleep(30'000);
    q.put(1);
    ::usleep(30'000);
    connection.send(2);
}
POOLSCOPE_TASK(put_soon);

static void waiting() {
    auto q = queue<int>();
    auto [ours, theirs] = pipe(Duplex::yes, carrier());
    auto p = process(put_soon, q, theirs);
    p.start();
    theirs.close();
    say(fmt::to_string(connection::wait({q, ours}, Seconds(0)).size()));
    auto ready = connection::wait({q, ours}, Seconds(60));
    say(fmt::format("{} {}", ready.size(), ready.front() == q));
    say(fmt::to_string(q.get()));
    ready = connection::wait({q, ours}, Seconds(60));
    say(fmt::format("{} {}", ready.size(), ready.front() == ours));
    say(fmt::to_string(ours.recv<int>()));
    p.join();
    ready = connection::wait({q, ours}, Seconds(60));
    say(fmt::format("{} {}", ready.size(), name_of([&ours = ours] { (void)ours.recv(); })));
}

// What a watcher is told of both carriers: created with it, sent as the pickle that it stands for, received.
static void events() {
    auto collector = unwrap(telemetry::Collector::create());
    unwrap(telemetry::start_watching(collector->segment().address()));
    for (const Carrier each : {Carrier::descriptor, Carrier::shared_memory}) {
        auto [reader, writer] = pipe(Duplex::no, each);
        writer.send(5);
        (void)reader.recv();
        auto q = queue<int>(3, each);
        q.put(5);
        (void)q.get();
    }
    std::vector<Event> events;
    while (events.empty() || events.back().kind != EventKind::note) {
        telemetry::emit(EventKind::note);
        collector->drain(events);
    }
    for (const Event &event : events) {
        if (event.kind == EventKind::channel_created)
            say(fmt::format("created {} {}", to_string(static_cast<ChannelKind>(event.a & 0xff)), to_string(static_cast<Carrier>(event.a >> 8))));
        if (event.kind == EventKind::message_sent)
            say(fmt::format("sent {} {}", event.a, unwrap(decode<Value>(event.payload)).repr()));
        if (event.kind == EventKind::message_received)
            say(fmt::format("received {}", event.a));
        if (event.kind == EventKind::queue_depth)
            say(fmt::format("depth {} {}", event.a, event.b));
    }
}

static void cycles() {
    const auto once = [] {
        auto [first, second] = pipe(Duplex::yes, carrier());
        first.send(1);
        (void)second.recv();
        auto [reader, writer] = pipe(Duplex::no, carrier());
        writer.send("text");
        (void)reader.recv();
    };
    for (int warm = 0; warm < 50; ++warm)
        once();
    const Footprint before;
    for (int cycle = 0; cycle < 1500; ++cycle)
        once();
    say(before.since());
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view name = argc > 1 ? argv[1] : "";
        argument = argc > 2 ? argv[2] : "";
        const std::pair<std::string_view, std::function<void()>> cases[] = {
            {"python", [] { python_peer(argument.c_str(), Duplex::yes); python_peer(argument.c_str(), Duplex::no); }},
            {"deadlines", deadlines},
            {"hostile", hostile},
            {"carriers", carriers},
            {"killed_writers", killed_writers},
            {"killed_readers", killed_readers},
            {"loans", loans},
            {"loan_after_too_short", loan_after_too_short},
            {"passing", passing},
            {"waiting", waiting},
            {"events", events},
            {"cycles", cycles},
        };
        for (const auto &[each, call] : cases)
            if (each == name)
                return call();
        throw SystemExit{2};
    });
}
