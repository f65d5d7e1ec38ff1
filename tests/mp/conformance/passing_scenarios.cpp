// SPDX-License-Identifier: GPL-3.0-or-later

// What is given to others besides messages: connections, sockets, memory; and what is made of raw objects.

#include "tests/mp/conformance/scenario.h"

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace poolscope;

static void write_raw(const Connection &connection, const std::string &bytes) {
    (void)!::write(connection.fileno(), bytes.data(), bytes.size());
}

static Socket socket_of(int family, int type, int protocol = 0) {
    return Socket(UniqueFd(::socket(family, type | SOCK_CLOEXEC, protocol)));
}

static int send_number_back(Connection connection, int number) {
    connection.send(number);
    return number;
}
POOLSCOPE_TASK(send_number_back);

static void send_end_and_leave(Connection connection) {
    auto [first, second] = pipe();
    connection.send(second);
}
POOLSCOPE_TASK(send_end_and_leave);

static void send_from_a_queue(Queue<Connection> connections) {
    Connection connection = connections.get();
    connection.send("from a queue");
    connection.close();
}
POOLSCOPE_TASK(send_from_a_queue);

static void use_socket(Socket socket, Connection out) {
    (void)!::write(socket.fileno(), "used", 4);
    out.send(Value::tuple({socket.family(), socket.type()}));
}
POOLSCOPE_TASK(use_socket);

static std::int64_t add_one(SharedMemory memory) {
    memory.buf()[0] = std::byte(std::to_integer<int>(memory.buf()[0]) + 1);
    return static_cast<std::int64_t>(memory.size());
}
POOLSCOPE_TASK(add_one);

static void change_from_queues(Queue<SharedMemory> memories, Queue<ShareableList> lists) {
    memories.get().buf()[0] = std::byte{5};
    lists.get().set(1, "new");
}
POOLSCOPE_TASK(change_from_queues);

static void values_of_a_child(Connection out) {
    auto value = raw_value<int>(6);
    auto array = raw_array<signed char>(3);
    out.send(Value::tuple({value.value(), static_cast<int>(array[0])}));
    array[0] = 7;
    out.send(static_cast<int>(array[0]));
}
POOLSCOPE_TASK(values_of_a_child);

SCENARIO(passing_a_connection_once) {
    auto [first, second] = pipe();
    auto [ours, theirs] = pipe();
    first.send(theirs);
    const std::string message = second.recv_bytes();
    first.send_bytes(message);
    first.send_bytes(message);
    theirs.close();
    auto taken = second.recv<Connection>();
    taken.send("through");
    say("{}", ours.recv<std::string>());
    say("{}", raised([&second = second] { (void)second.recv<Connection>(); }));
    first.send(1);
    say("{}", second.recv<int>());
    say("{}", raised([&first = first, &theirs = theirs] { first.send(theirs); }));
}

SCENARIO(passing_ends_in_containers) {
    auto [first, second] = pipe();
    auto [reader, writer] = pipe(Duplex::no);
    first.send(std::vector{reader, writer});
    auto ends = second.recv<std::vector<Connection>>();
    say("{} {} {} {}", py(ends[0].readable()), py(ends[0].writable()), py(ends[1].readable()), py(ends[1].writable()));
    ends[1].send("one way");
    say("{}", reader.recv<std::string>());
    writer.close();
    ends[1].close();
    say("{}", raised([&] { (void)ends[0].recv(); }));
}

SCENARIO(passing_by_a_sender_that_ends) {
    auto [ours, theirs] = pipe();
    auto p = process(send_end_and_leave, theirs);
    p.start();
    p.join();
    say("{}", py(ours.poll(Seconds(60))));
    say("{}", raised([&ours = ours] { (void)ours.recv<Connection>(); }));
}

SCENARIO(passing_through_queue_and_pool) {
    auto [ours, theirs] = pipe();
    Queue<Connection> connections;
    auto p = process(send_from_a_queue, connections);
    p.start();
    connections.put(theirs);
    say("{}", ours.recv<std::string>());
    p.join();
    Pool pool(1);
    say("{}", pool.apply(send_number_back, theirs, 5));
    say("{}", ours.recv<int>());
}

SCENARIO(passing_a_closed_end_to_a_process) {
    auto [ours, theirs] = pipe();
    theirs.close();
    auto p = process(send_number_back, theirs, 5);
    say("{}", raised([&] { p.start(); }));
    if (p.pid()) {
        p.join();
        say("{}", py(p.exitcode()));
    }
}

SCENARIO(passing_sockets) {
    auto [first, second] = pipe();
    int ends[2];
    (void)!::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
    Socket ours{UniqueFd(ends[0])}, theirs{UniqueFd(ends[1])};
    auto p = process(use_socket, theirs, first);
    p.start();
    char text[10];
    say("{}", std::string(text, static_cast<std::size_t>(::read(ours.fileno(), text, sizeof text))));
    say("{}", second.recv().repr());
    p.join();
    auto tcp = socket_of(AF_INET, SOCK_STREAM), udp = socket_of(AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
    first.send(tcp);
    auto taken = second.recv<Socket>();
    say("{} {} {}", taken.family(), taken.type(), taken.protocol());
    first.send(std::vector{udp, tcp});
    taken = second.recv<std::vector<Socket>>()[0];
    say("{} {} {}", taken.family(), taken.type(), taken.protocol());
    tcp.close();
    say("{}", raised([&, &first = first] { first.send(tcp); }));
}

SCENARIO(passing_long_frames) {
    const std::string mark(4, '\xff'), five = mark + std::string(7, '\0') + "\5hello";
    auto [first, second] = pipe();
    write_raw(first, five);
    say("{}", second.recv_bytes(5));
    std::string buffer(8, '.');
    write_raw(first, five);
    say("{}", second.recv_bytes_into(buffer, 3));
    write_raw(first, mark + std::string(8, '\0'));
    say("{}", second.recv_bytes().size());
    write_raw(first, mark + std::string(7, '\0') + "\x0b\x80\x04\x8c\x05" "again\x94.");
    say("{}", second.recv<std::string>());
    write_raw(first, std::string(3, '\0') + "\x0f\x80\x04\x8c\x05" "again\x94.more");
    say("{}", raised([&second = second] { (void)second.recv(); }));
    write_raw(first, five);
    say("{}", raised([&second = second] { (void)second.recv_bytes(4); }));
    for (const std::string &frame : {mark + std::string(2, '\0'), std::string(12, '\xff')}) {
        auto [reader, writer] = pipe(Duplex::no);
        write_raw(writer, frame);
        if (frame.size() < 12)
            writer.close();
        say("{}", raised([&reader = reader] { (void)reader.recv_bytes(); }));
    }
}

SCENARIO(passing_memory) {
    SharedMemory memory({.create = true, .size = 10});
    auto [first, second] = pipe();
    memory.buf()[0] = std::byte{9};
    first.send(memory);
    auto same = second.recv<SharedMemory>();
    say("{} {} {}", std::to_integer<int>(same.buf()[0]), same.size(), py(same.name() == memory.name()));
    Queue<SharedMemory> memories;
    Queue<ShareableList> lists;
    ShareableList items({1, "old"});
    auto p = process(change_from_queues, memories, lists);
    p.start();
    memories.put(memory);
    lists.put(items);
    p.join();
    say("{} {}", std::to_integer<int>(memory.buf()[0]), *items.get(1).get_if<std::string>());
    Pool pool(1);
    say("{}", pool.apply(add_one, memory));
    say("{}", std::to_integer<int>(memory.buf()[0]));
    same.close();
    memory.unlink();
    items.shm().unlink();
}

SCENARIO(passing_memory_by_name) {
    SharedMemory memory({.create = true, .size = 10, .named = true});
    auto [first, second] = pipe();
    first.send(memory);
    const std::string message = second.recv_bytes();
    for (int time = 0; time < 2; ++time)
        first.send_bytes(message);
    say("{} {}", second.recv<SharedMemory>().size(), py(second.recv<SharedMemory>().name() == memory.name()));
    memory.close();
    first.send(memory);
    say("{}", second.recv<SharedMemory>().size());
    first.send(memory);
    memory.unlink();
    say("{}", raised([&second = second] { (void)second.recv<SharedMemory>(); }));
}

SCENARIO(synchronized_objects) {
    auto value = synchronized(raw_value<int>(4));
    say("{} {}", value.value(), value.get_lock().repr());
    auto array = synchronized(raw_array<short>(std::vector{1, 2, 3}), Lock());
    array[0] = 5;
    const auto rest = array.slice(1, 3);
    say("{} {} {} [{}, {}] {}", array.get(0), array.get(-1), array.size(), rest[0], rest[1], array.get_lock().repr());
    auto text = synchronized(raw_array<char>(std::string("hello")));
    text.set_value("ab");
    say("{} {}", Value(Bytes{text.value()}).repr(), Value(Bytes{text.raw()}).repr());
    auto twin = copy(text.get_obj());
    text.set_raw(".....");
    say("{} {}", Value(Bytes{twin.raw()}).repr(), Value(Bytes{text.raw()}).repr());
    auto numbers = copy(array.get_obj());
    array[0] = 0;
    say("{} {}", numbers[0], numbers.size());
    say("TypeError"); // nothing but a raw object is taken: it does not compile
}

SCENARIO(memory_of_raw_objects) {
    std::ranges::fill(raw_array<signed char>(1000).span(), static_cast<signed char>(-1));
    say("{} {} {}", static_cast<int>(std::ranges::max(raw_array<signed char>(1000).span())), static_cast<int>(std::ranges::min(raw_array<signed char>(1000).span())),
        raw_value<double>().value());
    auto kept = raw_value<int>(1);
    auto [ours, theirs] = pipe();
    auto p = process(values_of_a_child, theirs);
    p.start();
    const std::string first = ours.recv().repr();
    say("{} {}", first, ours.recv<int>());
    p.join();
    say("{} {}", kept.value(), static_cast<int>(raw_array<signed char>(3)[0]));
    say("{}", raised([] { (void)raw_array<double>(std::int64_t{1} << 62); }));
    say("{}", raised([] { (void)raw_array<signed char>(std::int64_t{1} << 62); }));
    say("{}", raw_array<signed char>(5'000'000).size());
}
