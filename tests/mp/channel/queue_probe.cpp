// SPDX-License-Identifier: GPL-3.0-or-later

// What queue_test has done outside of a process with Qt Test's threads: queue_probe CASE [AMOUNT]. Prints what it saw.

#include "tests/mp/channel/probe.h"

#include "engine/core/base/strictness.h"

#include <atomic>
#include <csignal>
#include <cstring>
#include <map>
#include <random>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

static long amount = 0; // the second argument, 0 when there is none

// A message says which producer made it and which of its messages it is; its length varies so that messages lie at every
// place of the ring, and its bytes repeat the number so that a torn one shows.
static Bytes numbered(std::int64_t producer, std::int64_t number) {
    std::string text(static_cast<std::size_t>(16 + number * 37 % 300 / 8 * 8), '\0');
    for (std::size_t at = 0; at + 16 <= text.size() + 8; at += 16) {
        std::memcpy(text.data() + at, &producer, 8);
        if (at + 16 <= text.size())
            std::memcpy(text.data() + at + 8, &number, 8);
    }
    return Bytes{std::move(text)};
}

static std::pair<std::int64_t, std::int64_t> read_numbered(const Bytes &message) {
    std::int64_t producer = -1, number = -1;
    std::memcpy(&producer, message.data.data(), 8);
    std::memcpy(&number, message.data.data() + 8, 8);
    return message == numbered(producer, number) ? std::pair{producer, number} : std::pair<std::int64_t, std::int64_t>{-1, -1};
}

// Counters that outlive a killed child; every child here is a fork.
static std::atomic<std::int64_t> *shared_counters(std::size_t count) {
    void *memory = ::mmap(nullptr, count * sizeof(std::int64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return static_cast<std::atomic<std::int64_t> *>(memory);
}

static std::mt19937 chance(12345);

static void sleep_a_little(int most_us) {
    ::usleep(static_cast<useconds_t>(chance() % static_cast<unsigned>(most_us)));
}

// Producers are killed at random instants: what put() returned for is there exactly once and in order, nothing else is torn.
static void producers(std::int64_t maxsize) {
    const long kills = amount != 0 ? amount : 200;
    constexpr int at_once = 3;
    auto *returned = shared_counters(static_cast<std::size_t>(kills));
    auto q = queue<Bytes>(maxsize);
    std::map<std::int64_t, std::int64_t> last;
    long wrong = 0;
    const auto take = [&](const Bytes &message) {
        const auto [producer, number] = read_numbered(message);
        wrong += producer < 0 || number != last[producer] + 1;
        last[producer] = number;
    };
    std::vector<Process> running;
    for (long started = 0; started < kills || !running.empty();) {
        while (running.size() < at_once && started < kills) {
            running.push_back(process([&q, returned, producer = started] {
                for (std::int64_t number = 1;; ++number) {
                    q.put(numbered(producer, number));
                    returned[producer].store(number);
                    while (q.qsize() > 2000) // the test is about deaths, not about how much a machine can hold
                        ::usleep(100);
                }
            }));
            running.back().start();
            ++started;
        }
        for (int count = 0; count < 1000; ++count)
            if (auto message = q.try_get(Deadline::at_once()))
                take(*message);
        sleep_a_little(2000);
        const std::size_t victim = chance() % running.size();
        running[victim].kill();
        running[victim].join();
        running.erase(running.begin() + static_cast<std::ptrdiff_t>(victim));
    }
    while (auto message = q.try_get(Deadline::at_once()))
        take(*message);
    long lost = 0, invented = 0;
    for (long producer = 0; producer < kills; ++producer) {
        lost += last[producer] < returned[producer];
        invented += last[producer] > returned[producer] + 1;
    }
    q.put(numbered(kills, 1));
    say(fmt::format("wrong {} lost {} invented {} usable {}", wrong, lost, invented, read_numbered(q.get()).first == kills));
}

// Consumers are killed at random instants: no message is given twice, and none is lost but what a dead one had been given.
static void consumers(std::int64_t maxsize) {
    const long kills = amount != 0 ? amount : 200;
    constexpr std::size_t most = 4'000'000;
    auto *given = shared_counters(most);
    auto q = queue<Bytes>(maxsize);
    const auto consume = [&q, given] {
        for (;;)
            given[read_numbered(q.get()).second].fetch_add(1);
    };
    std::vector<Process> running;
    std::int64_t number = 0;
    for (long killed = 0; killed < kills;) {
        while (running.size() < 3) {
            running.push_back(process(consume));
            running.back().start();
        }
        for (int count = 0; count < 60; ++count)
            q.put(numbered(0, ++number));
        if (chance() % 3 == 0)
            sleep_a_little(3000); // they fall asleep in get()
        running[0].kill();
        running[0].join();
        running.erase(running.begin());
        ++killed;
    }
    for (Process &process : running) {
        process.kill();
        process.join();
    }
    while (auto message = q.try_get(Deadline::at_once()))
        given[read_numbered(*message).second].fetch_add(1);
    long twice = 0, missing = 0;
    for (std::int64_t one = 1; one <= number; ++one) {
        twice += given[one] > 1;
        missing += given[one] == 0;
    }
    say(fmt::format("twice {} missing {}", twice, missing <= kills + 3 ? "few" : fmt::to_string(missing)));
}

// Sleepers on both sides are killed: those that are left go on.
static void sleepers() {
    for (int round = 0; round < 12; ++round) {
        auto q = queue<int>(1);
        std::vector<Process> sleeping;
        for (int count = 0; count < 3; ++count) {
            sleeping.push_back(process([&q] { (void)q.get(); }));
            sleeping.back().start();
        }
        sleep_a_little(4000);
        sleeping[chance() % 3].kill();
        for (int count = 0; count < 3; ++count)
            q.put(count); // the third one waits for room that a dead one will not make, if two were given theirs
        int waited = 0;
        for (Process &process : sleeping)
            waited += process.join(Seconds(30));
        if (waited != 3)
            return say(fmt::format("{} ended in round {}", waited, round));
        (void)q.try_get(Deadline::at_once());
    }
    say("all went on");
}

// Messages of 1 MiB through a queue that holds 32 of them; `amount` of them.
static void flow() {
    const long count = amount != 0 ? amount : 512;
    auto q = queue<Bytes>(32);
    auto producer = process([&q, count] {
        const Bytes message{std::string(std::size_t{1} << 20, '\7')};
        for (long number = 0; number < count; ++number)
            q.put(message);
    });
    producer.start();
    std::size_t bytes = 0;
    for (long number = 0; number < count; ++number)
        bytes += q.get().data.size();
    producer.join();
    struct stat memory;
    ::fstat(q.carrier().descriptors().front(), &memory);
    say(fmt::format("MiB {} of {} in {}", bytes >> 20, count, memory.st_size <= (64 << 20) + 4096 ? "64" : fmt::to_string(memory.st_size >> 20)));
}

// What a burst has taken is given back when the queue is empty, and the queue works on.
static void burst() {
    auto q = queue<Bytes>();
    const Bytes message{std::string(std::size_t{1} << 20, '\7')};
    std::size_t wrong = 0;
    for (int round = 0; round < 2; ++round) {
        for (int count = 0; count < 150; ++count)
            q.put(message);
        for (int count = 0; count < 150; ++count)
            wrong += !(q.get() == message);
    }
    struct stat memory;
    ::fstat(q.carrier().descriptors().front(), &memory);
    say(fmt::format("wrong {} kept {}", wrong, memory.st_size < (1 << 20) ? "little" : fmt::to_string(memory.st_size)));
}

static void cycles() {
    const long count = amount != 0 ? amount : 1500;
    const auto once = [] {
        auto q = queue<std::string>(2);
        q.put("text");
        (void)q.get();
        auto joinable = joinable_queue<int>();
        joinable.put(1);
        (void)joinable.get();
        joinable.task_done();
        joinable.join();
        auto simple = simple_queue();
        simple.put(Value(1));
        (void)simple.get();
        auto pipe_queue = queue<int>(0, Carrier::descriptor);
        pipe_queue.put(1);
        (void)pipe_queue.get();
    };
    for (int warm = 0; warm < 50; ++warm)
        once();
    const Footprint before;
    for (long cycle = 0; cycle < count; ++cycle)
        once();
    say(before.since());
}

// A message of another type than its reader's is consumed and named; numbers and texts are read as whatever holds them.
static void types() {
    auto values = queue();
    Queue<int> ints(values.shared());
    Queue<std::string> texts(values.shared());
    Queue<std::vector<double>> lists(values.shared());
    Queue<std::int8_t> bytes(values.shared());
    Queue<double> reals(values.shared());
    ints.put(300);
    say(name_of([&] { (void)texts.get(); }));
    ints.put(300);
    say(name_of([&] { (void)bytes.get(); }));
    ints.put(300);
    say(fmt::to_string(reals.get()));
    texts.put("text");
    say(name_of([&] { (void)ints.get(); }));
    lists.put({1, 2.5});
    say(values.get().repr());
    Queue<bool>(values.shared()).put(true);
    reals.put(0.5);
    values.put(Value());
    Queue<std::uint64_t>(values.shared()).put(~std::uint64_t{0});
    for (int count = 0; count < 4; ++count)
        say(values.get().repr());
    say(fmt::to_string(values.qsize()));
}

static void hostile() {
    auto q = queue();
    std::string recursive = "\x80\x04]\x94h\0a."; // a list that holds itself
    recursive[5] = '\0';
    const long before = status_kib("VmHWM:");
    for (const std::string &pickle : {std::string(), std::string("no pickle"), std::string(2'000'000, ']'), std::string(1'000'000, '(') + ".",
                                      std::string("\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f", 11), std::string("\x80\x04X\xff\xff\xff\x7f.", 8)}) {
        (void)q.carrier().put({ParcelKind::pickle, pickle}, Deadline::never());
        say(name_of([&] { (void)q.get(); }));
    }
    (void)q.carrier().put({ParcelKind::integer, "short"}, Deadline::never());
    say(name_of([&] { (void)q.get(); }));
    (void)q.carrier().put({static_cast<ParcelKind>(77), "what"}, Deadline::never());
    say(name_of([&] { (void)q.get(); }));
    q.put(Value(1));
    say(q.get().repr());
    say(status_kib("VmHWM:") - before < 200 * 1024 + sanitizer_kib ? "bounded" : "memory");
}

// A process that is stopped inside does not hold up who has a deadline.
static void stopped() {
    auto q = queue<int>(1);
    std::vector<Process> busy;
    for (int count = 0; count < 4; ++count) {
        busy.push_back(process([&q] {
            for (;;) {
                (void)q.try_put(1, Deadline::at_once());
                (void)q.try_get(Deadline::at_once());
            }
        }));
        busy.back().start();
    }
    int answered = 0;
    for (int round = 0; round < 50; ++round) {
        sleep_a_little(2000);
        for (Process &process : busy)
            ::kill(*process.pid(), SIGSTOP);
        (void)q.try_get(Deadline::after(Seconds(0.005)));
        (void)q.try_put(1, Deadline::after(Seconds(0.005)));
        ++answered;
        for (Process &process : busy)
            ::kill(*process.pid(), SIGCONT);
    }
    for (Process &process : busy) {
        process.kill();
        process.join();
    }
    say(fmt::format("answered {}", answered));
}

// Threads of one process that put into one queue.
static void threads() {
    auto q = queue<std::pair<int, int>>();
    const auto put_all = [&q](int thread) {
        for (int number = 0; number < 2000; ++number)
            q.put({thread, number});
    };
    std::thread first(put_all, 0), second(put_all, 1);
    int next[2] = {0, 0};
    bool in_order = true;
    for (int count = 0; count < 4000; ++count) {
        const auto [thread, number] = q.get();
        in_order = in_order && number == next[thread]++;
    }
    first.join();
    second.join();
    say(in_order ? "in order" : "out of order");
}

static void descriptors() {
    const std::size_t before = open_descriptors();
    auto q = queue<int>();
    const std::size_t one = open_descriptors();
    auto joinable = joinable_queue<int>();
    auto simple = simple_queue<int>();
    say(fmt::format("{} {}", one - before, open_descriptors() - one));
}

// A message on a pipe whose writer stopped in the middle: a deadline holds; in strict mode nothing does.
static void half_frame() {
    auto q = queue<int>(0, Carrier::descriptor);
    (void)!::write(q.carrier().descriptors().back(), "\0\0\0\5\x80", 5);
    auto p = process([&q] {
        try {
            (void)q.get(Block::yes, Seconds(0.01));
        } catch (const TimeoutError &) {
            throw SystemExit{3};
        }
    });
    p.start();
    const bool has_ended = p.join(Seconds(is_strict() ? 1 : 30));
    say(has_ended ? fmt::format("ended with {}", *p.exitcode()) : "hangs");
    p.kill();
    p.join();
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view name = argc > 1 ? argv[1] : "";
        amount = argc > 2 ? std::atol(argv[2]) : 0;
        const std::pair<std::string_view, std::function<void()>> cases[] = {
            {"producers", [] { producers(0); }},
            {"producers_bounded", [] { producers(8); }},
            {"consumers", [] { consumers(0); }},
            {"consumers_bounded", [] { consumers(8); }},
            {"sleepers", sleepers},
            {"flow", flow},
            {"burst", burst},
            {"cycles", cycles},
            {"types", types},
            {"hostile", hostile},
            {"stopped", stopped},
            {"threads", threads},
            {"descriptors", descriptors},
            {"half_frame", half_frame},
        };
        for (const auto &[each, call] : cases)
            if (each == name)
                return call();
        throw SystemExit{2};
    });
}
