// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <algorithm>
#include <fstream>
#include <unistd.h>

using namespace poolscope;

// Until a process has been asleep for as long as it takes to be sure that it stays so.
static void wait_until_asleep(pid_t pid) {
    for (int times = 0; times < 20; ::usleep(10'000)) {
        std::ifstream file(fmt::format("/proc/{}/stat", pid));
        std::string line;
        std::getline(file, line);
        times = line.find(") S ") != std::string::npos ? times + 1 : 0;
    }
}

static void put_large(Queue<std::string> q) {
    q.put(std::string(1'000'000, 'x'));
}
POOLSCOPE_TASK(put_large);

static void put_large_and_forget(Queue<std::string> q) {
    q.put(std::string(1'000'000, 'x'));
    q.cancel_join_thread();
}
POOLSCOPE_TASK(put_large_and_forget);

static void get_for_ever(Queue<int> q, Connection ready) {
    ready.send(getpid());
    (void)q.get();
}
POOLSCOPE_TASK(get_for_ever);

static void put_from_child(Queue<int> q) {
    q.put(10);
    q.put(11);
}
POOLSCOPE_TASK(put_from_child);

static void work(JoinableQueue<int> q, Queue<int> results) {
    for (;;) {
        const int number = q.get();
        if (number < 0)
            return q.task_done();
        results.put(number * number);
        q.task_done();
    }
}
POOLSCOPE_TASK(work);

static void echo_simple(SimpleQueue<> in, SimpleQueue<> out) {
    for (;;) {
        const Value value = in.get();
        out.put(value);
        if (value.is_none())
            return;
    }
}
POOLSCOPE_TASK(echo_simple);

SCENARIO(queue_of_unsendable) {
    auto q = queue();
    auto queues = queue<Queue<int>>();
    auto inner = queue<int>();
    say("{}", raised([&] { queues.put(inner); }));
    queues.close();
    queues.join_thread();
    q.put(1);
    say("{}", q.get().repr());
}

SCENARIO(queue_after_close) {
    auto q = queue<int>();
    q.put(1);
    (void)q.get();
    q.close();
    q.close();
    q.join_thread();
    say("{} {}", raised([&] { q.put(1); }), raised([&] { (void)q.get(); }));
    say("{} {}", q.qsize(), raised([&] { (void)q.empty(); }));
    auto unused = queue<int>();
    unused.close();
    say("{}", py(unused.empty()));
}

SCENARIO(queue_order_and_none) {
    auto q = queue();
    for (const Value &value : {Value(1), Value(), Value("text"), Value()})
        q.put(value);
    for (int count = 0; count < 4; ++count)
        say("{}", q.get().repr());
}

SCENARIO(queue_sizes) {
    auto q = queue<int>(3);
    say("{} {} {}", q.qsize(), py(q.empty()), py(q.full()));
    q.put(1);
    q.put(2);
    q.put(3);
    say("{} {}", q.qsize(), py(q.full()));
    (void)q.get();
    say("{} {}", q.qsize(), py(q.full()));
    auto unlimited = queue<int>(-5);
    unlimited.put(1);
    say("{} {}", unlimited.qsize(), py(unlimited.full()));
}

SCENARIO(queue_in_a_child) {
    auto q = queue<int>();
    q.put(1);
    auto p = process(put_from_child, q);
    p.start();
    p.join();
    std::vector<int> numbers;
    for (int count = 0; count < 3; ++count)
        numbers.push_back(q.get());
    std::sort(numbers.begin(), numbers.end());
    say("{} {} {}", numbers[0], numbers[1], numbers[2]);
}

SCENARIO(queue_joined_before_it_is_drained) {
    auto q = queue<std::string>();
    auto p = process(put_large, q);
    p.start();
    p.join(Seconds(2));
    say("alive {}", py(p.is_alive()));
    say("{}", q.get().size());
    p.join();
    say("{}", py(p.exitcode()));
}

SCENARIO(queue_cancel_join_thread) {
    auto q = queue<std::string>();
    auto p = process(put_large_and_forget, q);
    p.start();
    p.join();
    say("{}", py(p.exitcode()));
}

SCENARIO(queue_reader_killed_with_its_lock) {
    auto q = queue<int>();
    auto [ours, theirs] = pipe();
    auto p = process(get_for_ever, q, theirs);
    p.start();
    wait_until_asleep(ours.recv<pid_t>());
    p.kill();
    p.join();
    q.put(1);
    int number = 0;
    const std::string error = raised([&] { number = q.get(Block::yes, Seconds(1)); });
    say("{} {} {}", error, number, q.qsize());
}

SCENARIO(joinable_queue_basics) {
    auto q = joinable_queue<int>();
    auto results = queue<int>();
    say("{}", raised([&] { q.task_done(); }));
    auto p = process(work, q, results);
    p.start();
    for (int number = 0; number < 10; ++number)
        q.put(number);
    q.join();
    int sum = 0;
    for (int count = 0; count < 10; ++count)
        sum += results.get();
    say("{} {}", sum, raised([&] { q.task_done(); }));
    q.put(-1);
    q.join();
    p.join();
    q.join();
    say("{}", py(p.exitcode()));
}

SCENARIO(simple_queue_basics) {
    auto in = simple_queue();
    auto out = simple_queue();
    say("{}", py(in.empty()));
    auto p = process(echo_simple, in, out);
    p.start();
    for (const Value &value : {Value(1), Value("two"), Value::list({3})}) {
        in.put(value);
        say("{}", out.get().repr());
    }
    in.put(Value());
    say("{}", out.get().repr());
    p.join();
    in.close();
    in.close();
    say("{} {} {}", raised([&] { in.put(1); }), raised([&] { (void)in.get(); }), raised([&] { (void)in.empty(); }));
}
