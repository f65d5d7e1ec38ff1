// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <unistd.h>

using namespace poolscope;

static void echo(Connection conn) {
    for (;;) {
        const Value value = conn.recv();
        if (value.is_none())
            return;
        conn.send(value);
    }
}
POOLSCOPE_TASK(echo);

static void put_numbers(Queue<int> q, int from, int to) {
    for (int number = from; number < to; ++number)
        q.put(number);
}
POOLSCOPE_TASK(put_numbers);

static void put_values(Queue<> q) {
    q.put(Value::list({1, 2.5, "text", nullptr, true}));
    q.put(Value::dict({{"key", Value::tuple({1, 2})}}));
}
POOLSCOPE_TASK(put_values);

SCENARIO(pipe_echo) {
    auto [ours, theirs] = pipe();
    auto p = process(echo, theirs);
    p.start();
    theirs.close();
    for (const Value &value : {Value(1), Value("text"), Value(Bytes{"bytes"}), Value::list({1, Value::tuple({2, 3})}),
                               Value::dict({{"a", 1}}), Value(1.5), Value(true), Value(std::string(100'000, 'x'))}) {
        ours.send(value);
        const Value back = ours.recv();
        say("{} {}", back.type_name(), back.repr(60).substr(0, 60));
    }
    ours.send(Value());
    p.join();
    say("{}", raised([&] { (void)ours.recv(); }));
    say("{}", raised([&] { ours.send(1); }));
    ours.close();
    say("{}", raised([&] { (void)ours.recv(); }));
}

SCENARIO(pipe_one_way) {
    auto [reader, writer] = pipe(Duplex::no);
    say("{} {} {} {}", py(reader.readable()), py(reader.writable()), py(writer.readable()), py(writer.writable()));
    say("{} {}", raised([&] { reader.send(1); }), raised([&] { (void)writer.recv(); }));
    say("{}", py(reader.poll()));
    writer.send(Value("x"));
    const bool has_message = reader.poll();
    say("{} {}", py(has_message), reader.recv().repr());
    writer.close();
    say("{} {}", py(reader.poll()), raised([&] { (void)reader.recv(); }));
    say("{} {}", py(reader.closed()), py(writer.closed()));
}

SCENARIO(pipe_bytes) {
    auto [first, second] = pipe();
    first.send_bytes("hello");
    say("{}", second.recv_bytes());
    first.send_bytes("");
    say("{}", second.recv_bytes().size());
    first.send_bytes("hello", 1, 3);
    say("{}", second.recv_bytes());
    say("{}", raised([&] { first.send_bytes("abc", 4); }));
    say("{}", raised([&] { first.send_bytes("abc", -1); }));
    say("{}", raised([&] { first.send_bytes("abc", 1, 3); }));
    say("{}", raised([&] { (void)second.recv_bytes(-1); }));
    first.send_bytes("too long");
    say("{}", raised([&] { (void)second.recv_bytes(3); }));
}

SCENARIO(queue_basics) {
    auto q = queue<std::string>();
    say("{}", raised([&] { (void)q.get_nowait(); }));
    say("{}", raised([&] { (void)q.get(Block::yes, Seconds(0.01)); }));
    q.put("1");
    q.put("2");
    const std::string first = q.get();
    say("{} {}", first, q.get());
    say("{}", py(q.empty()));
    say("{}", raised([&] { q.join_thread(); }));
    q.close();
    say("{}", raised([&] { q.put("3"); }));
    q.join_thread();
}

SCENARIO(queue_maxsize) {
    auto q = queue<int>(2);
    q.put(1);
    q.put(2);
    say("{}", raised([&] { q.put_nowait(3); }));
    say("{}", raised([&] { q.put(3, Block::yes, Seconds(0.01)); }));
    say("{} {}", q.qsize(), py(q.full()));
    say("{}", q.get());
    q.put(3);
    const int second = q.get();
    say("{} {}", second, q.get());
}

SCENARIO(queue_many_producers) {
    auto q = queue<int>();
    std::vector<Process> producers;
    for (int producer = 0; producer < 3; ++producer) {
        producers.push_back(process(put_numbers, q, producer * 100, producer * 100 + 50));
        producers.back().start();
    }
    std::vector<int> last(3, -1);
    long sum = 0;
    bool in_order = true;
    for (int count = 0; count < 150; ++count) {
        const int number = q.get();
        sum += number;
        in_order = in_order && number > last[static_cast<std::size_t>(number / 100)];
        last[static_cast<std::size_t>(number / 100)] = number;
    }
    for (Process &producer : producers)
        producer.join();
    say("{} {}", sum, py(in_order));
}

SCENARIO(queue_values) {
    auto q = queue();
    auto p = process(put_values, q);
    p.start();
    say("{}", q.get().repr());
    say("{}", q.get().repr());
    p.join();
}

SCENARIO(queue_only_by_inheritance) {
    auto q = queue<int>();
    auto carrier = queue<Queue<int>>();
    say("{}", raised([&] {
            auto [first, second] = pipe();
            first.send(q);
        }));
}
