// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <sys/socket.h>
#include <unistd.h>

using namespace poolscope;

static void write_raw(const Connection &connection, std::string_view bytes) {
    (void)!::write(connection.fileno(), bytes.data(), bytes.size());
}

static void send_number(Connection connection, int number) {
    connection.send(number);
}
POOLSCOPE_TASK(send_number);

static void send_connection(Connection connection) {
    auto [first, second] = pipe();
    connection.send(second);
    connection.send(first.recv().repr());
}
POOLSCOPE_TASK(send_connection);

static void send_through_socket(Connection connection) {
    const auto socket = connection.recv<Socket>();
    (void)!::write(socket.fileno(), "hello", 5);
    connection.send(Value::tuple({socket.family(), socket.type(), socket.protocol()}));
}
POOLSCOPE_TASK(send_through_socket);

SCENARIO(pipe_poll) {
    auto [first, second] = pipe();
    say("{} {} {}", py(first.poll()), py(first.poll(Seconds(0.01))), py(first.poll(Seconds(-1))));
    second.send(1);
    say("{} {}", py(first.poll()), py(first.poll(std::nullopt)));
    (void)first.recv();
    say("{}", py(first.poll()));
    write_raw(second, std::string_view("\0\0", 2));
    say("part {}", py(first.poll()));
    second.close();
    say("end {}", py(first.poll()));
    say("{}", raised([&first = first] { (void)first.recv(); }));
}

SCENARIO(pipe_closed) {
    auto [first, second] = pipe();
    first.close();
    first.close();
    say("{}", py(first.closed()));
    for (const auto &call : std::initializer_list<std::function<void()>>{
             [&first = first] { first.send(1); }, [&first = first] { (void)first.recv(); }, [&first = first] { (void)first.poll(); },
             [&first = first] { (void)first.fileno(); }, [&first = first] { first.send_bytes("x"); }, [&first = first] { (void)first.recv_bytes(); }})
        say("{}", raised(call));
    say("{} {}", raised([] { Connection(-1); }), raised([] { Connection(::dup(0), false, false); }));
}

SCENARIO(pipe_bytes_into) {
    auto [first, second] = pipe();
    std::string buffer(8, '.');
    first.send_bytes("hello");
    say("{} {}", second.recv_bytes_into(buffer), buffer);
    first.send_bytes("xy");
    say("{} {}", second.recv_bytes_into(buffer, 6), buffer);
    say("{} {}", raised([&, &second = second] { second.recv_bytes_into(buffer, -1); }), raised([&, &second = second] { second.recv_bytes_into(buffer, 9); }));
    first.send_bytes("much too long");
    try {
        second.recv_bytes_into(buffer);
    } catch (const BufferTooShort &error) {
        say("BufferTooShort {}", error.message());
    }
    first.send_bytes("next");
    say("{}", second.recv_bytes());
}

SCENARIO(pipe_message_too_long) {
    auto [first, second] = pipe();
    first.send_bytes("too long");
    say("{}", raised([&second = second] { (void)second.recv_bytes(3); }));
    say("{} {} {}", py(second.closed()), py(second.readable()), py(second.writable()));
    auto [reader, writer] = pipe(Duplex::no);
    writer.send_bytes("too long");
    say("{}", raised([&reader = reader] { (void)reader.recv_bytes(3); }));
    say("{}", py(reader.closed()));
}

SCENARIO(pipe_ends_inside_a_message) {
    auto [reader, writer] = pipe(Duplex::no);
    write_raw(writer, std::string_view("\0\0\0\5abc", 7));
    writer.close();
    say("{}", raised([&reader = reader] { (void)reader.recv_bytes(); }));
}

SCENARIO(pipe_length_of_64_bits) {
    auto [reader, writer] = pipe(Duplex::no);
    write_raw(writer, std::string_view("\377\377\377\377\0\0\0\0\0\0\0\5hello", 17));
    say("{}", reader.recv_bytes());
}

SCENARIO(pipe_negative_length) {
    auto [reader, writer] = pipe(Duplex::no);
    write_raw(writer, std::string_view("\377\377\377\376\0\0\0\2ok", 10));
    std::size_t size = 77;
    const std::string error = raised([&, &reader = reader] { size = reader.recv_bytes().size(); });
    say("{} {} {}", error, size, py(reader.closed()));
}

SCENARIO(pipe_wrong_bytes) {
    auto [first, second] = pipe();
    first.send_bytes("no pickle");
    say("{}", raised([&second = second] { (void)second.recv(); }));
    first.send(1);
    say("{}", second.recv().repr());
}

SCENARIO(pipe_wait) {
    auto [first, second] = pipe();
    auto [third, fourth] = pipe();
    say("{} {}", connection::wait({first, third}, Seconds(0)).size(), connection::wait({}, Seconds(0)).size());
    auto p = process(send_number, fourth, 5);
    p.start();
    fourth.close();
    const auto ready = connection::wait({first, third}, Seconds(60));
    say("{} {}", ready.size(), py(ready.front() == third));
    say("{}", third.recv().repr());
    say("{}", connection::wait({p.sentinel()}, Seconds(60)).size());
    p.join();
    second.close();
    (void)connection::wait({third}, Seconds(60)); // CPython's forkserver closes its copies of the other ends when it comes to it
    (void)connection::wait({p.sentinel()}, Seconds(60));
    say("{}", connection::wait({first, third, p.sentinel()}).size());
    say("{}", raised([&first = first] { (void)connection::wait({first, first}, Seconds(0)); }));
}

SCENARIO(pipe_wait_for_a_queue) {
    auto q = queue<int>();
    say("{}", connection::wait({q}, Seconds(0)).size());
    q.put(1);
    say("{}", connection::wait({q}, Seconds(60)).size());
    say("{}", q.get());
    say("{}", connection::wait({q}, Seconds(0)).size());
}

SCENARIO(pipe_sends_a_connection) {
    auto [ours, theirs] = pipe();
    auto p = process(send_connection, theirs);
    p.start();
    theirs.close();
    auto second = ours.recv<Connection>();
    second.send("through");
    say("{}", ours.recv<std::string>());
    p.join();
    say("{}", raised([&second = second] { (void)second.recv(); }));
}

SCENARIO(pipe_sends_a_socket) {
    int ends[2];
    (void)!::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
    Socket first{UniqueFd(ends[0])}, second{UniqueFd(ends[1])};
    auto [ours, theirs] = pipe();
    auto p = process(send_through_socket, theirs);
    p.start();
    theirs.close();
    ours.send(second);
    say("{}", ours.recv().repr());
    char text[6] = {};
    (void)!::read(first.fileno(), text, 5);
    say("{}", text);
    p.join();
}

// Who asks a wrong end is told so before anything else that is wrong.
SCENARIO(pipe_wrong_end) {
    auto [reader, writer] = pipe(Duplex::no);
    std::string buffer(4, '.');
    const auto of_both = [&](const Connection &input, const Connection &output) {
        Connection in = input, out = output;
        say("{} {} {}", raised([&] { (void)out.poll(); }), raised([&] { (void)out.recv_bytes(-1); }), raised([&] { out.recv_bytes_into(buffer, -1); }));
        say("{} {}", raised([&] { in.send_bytes("abc", -1); }), raised([&] { in.send_bytes("abc"); }));
    };
    of_both(reader, writer);
    reader.close();
    say("{} {}", raised([&, &writer = writer] { writer.send(1); }), raised([&, &writer = writer] { writer.send_bytes("x"); }));
    writer.close();
    say("{} {}", py(reader.readable()), py(writer.writable()));
    of_both(reader, writer);
    of_both(writer, reader);
}

SCENARIO(pipe_peer_gone) {
    auto [first, second] = pipe();
    first.send("unread");
    second.send("left");
    second.close();
    say("{}", raised([&first = first] { (void)first.recv(); }));
    say("{}", raised([&first = first] { (void)first.recv(); }));
    say("{}", raised([&first = first] { (void)first.recv(); }));
    say("{} {}", raised([&first = first] { first.send(1); }), py(first.closed()));
    auto [third, fourth] = pipe();
    fourth.close();
    say("{} {} {}", py(third.poll()), raised([&third = third] { (void)third.recv_bytes(); }), raised([&third = third] { third.send_bytes("x"); }));
}

SCENARIO(pipe_bounds) {
    auto [first, second] = pipe();
    first.send_bytes("abc", 3);
    say("{}", second.recv_bytes(0).size());
    first.send_bytes("abc", 1, 0);
    say("{}", second.recv_bytes().size());
    say("{} {}", raised([&first = first] { first.send_bytes("abc", 0, -1); }), raised([&first = first] { first.send_bytes("abc", 0, 4); }));
    first.send_bytes("abc");
    say("{}", second.recv_bytes(3));
    std::string buffer(3, '.');
    first.send_bytes("abc");
    say("{}", second.recv_bytes_into(buffer, 0));
    first.send_bytes("");
    say("{}", second.recv_bytes_into(buffer, 3));
    first.send_bytes("long");
    say("{}", raised([&second = second] { (void)second.recv_bytes(2); }));
    second.send(7);
    say("{} {}", first.recv().repr(), raised([&second = second] { (void)second.poll(); }));
    say("{} {}", raised([&second = second] { (void)second.recv(); }), py(second.closed()));
}

SCENARIO(pipe_wait_edges) {
    auto [first, second] = pipe();
    say("{}", connection::wait({first}, Seconds(-1)).size());
    auto [third, fourth] = pipe();
    third.close();
    say("{}", raised([&third = third] { (void)connection::wait({third}, Seconds(0)); }));
    const int gone = ::dup(0);
    ::close(gone);
    std::string found;
    try {
        found = std::to_string(connection::wait({gone}, Seconds(0)).size());
    } catch (const OSError &) {
        found = "OSError";
    }
    say("{}", found);
    say("{}", raised([] { (void)connection::wait({-1}, Seconds(0)); }));
    second.send(1);
    const auto ready = connection::wait({fourth, first}, std::nullopt);
    say("{} {}", ready.size(), py(ready.front() == fourth));
    write_raw(second, std::string_view("\0", 1));
    (void)first.recv();
    say("{}", connection::wait({first}, Seconds(0)).size());
}
