// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the C++ peers of the engine's benchmarks share: a clock, a child process, memory both see, and the line of JSON that
// tests/bench/engine/section.h describes. Peers know nothing of the engine.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace peer {

inline double now_s() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

inline void report(const char *section, const std::string &name, const std::string &metric, const std::string &param, std::vector<double> samples) {
    if (samples.empty())
        return;
    std::sort(samples.begin(), samples.end());
    const auto at = [&](double share) {
        return samples[std::min(samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())))];
    };
    std::printf("{\"sec\":\"%s\",\"peer\":\"%s\",\"metric\":\"%s\",\"param\":\"%s\",\"med\":%.6g,\"p99\":%.6g,\"min\":%.6g,\"n\":%zu}\n",
                section, name.c_str(), metric.c_str(), param.c_str(), at(0.5), at(0.99), samples.front(), samples.size());
    std::fflush(stdout);
}

inline std::string human(std::size_t bytes) {
    return bytes >= 1u << 20 ? std::to_string(bytes >> 20) + "MiB" : bytes >= 1024 ? std::to_string(bytes >> 10) + "KiB" : std::to_string(bytes) + "B";
}

[[noreturn]] inline void fail(const char *what) {
    std::perror(what);
    std::_Exit(1);
}

// Zeroed, and seen by children that are forked from now on.
template <class T> T *shared(std::size_t count = 1) {
    void *memory = ::mmap(nullptr, sizeof(T) * count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED)
        fail("mmap");
    return new (memory) T[count]{};
}

// A child that runs `body` and dies with its parent.
template <class Body> pid_t child(Body body) {
    std::fflush(stdout);
    const pid_t pid = ::fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        body();
        std::_Exit(0);
    }
    return pid;
}

inline void join(pid_t pid) {
    int status = 0;
    if (::waitpid(pid, &status, __WALL) != pid || status != 0) {
        std::fprintf(stderr, "a child of the peer failed, status %d\n", status);
        std::_Exit(1);
    }
}

// Messages a second from one process to another. A channel has enter(side), send and receive, and leave(), which lets
// what was sent go out.
template <class Channel> void one_way(const std::string &name, Channel &channel, std::size_t bytes) {
    const std::size_t budget = bytes >= 65536 ? 192u << 20 : 32u << 20;
    const std::size_t count = std::clamp<std::size_t>(budget / bytes, 12, 100'000);
    std::vector<char> buffer(bytes, 7);
    const pid_t reader = child([&] {
        std::vector<char> into(bytes);
        channel.enter(1);
        for (std::size_t i = 0; i < count; ++i)
            channel.receive(into.data(), bytes);
        channel.send(into.data(), bytes);
        channel.leave();
    });
    channel.enter(0);
    const double begun = now_s();
    for (std::size_t i = 0; i < count; ++i)
        channel.send(buffer.data(), bytes);
    channel.receive(buffer.data(), bytes);
    report("B", name, "msg_s", human(bytes), {static_cast<double>(count) / (now_s() - begun)});
    channel.leave();
    join(reader);
}

template <class Channel> void round_trip(const std::string &name, Channel &channel, std::size_t bytes) {
    constexpr int count = 3000, warm_up = 200;
    std::vector<char> buffer(bytes, 7);
    const pid_t echo = child([&] {
        std::vector<char> into(bytes);
        channel.enter(1);
        for (int i = 0; i < count; ++i) {
            channel.receive(into.data(), bytes);
            channel.send(into.data(), bytes);
        }
        channel.leave();
    });
    channel.enter(0);
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const double begun = now_s();
        channel.send(buffer.data(), bytes);
        channel.receive(buffer.data(), bytes);
        if (i >= warm_up)
            times.push_back((now_s() - begun) * 1e6);
    }
    report("B", name, "rtt_us", human(bytes), times);
    channel.leave();
    join(echo);
}

// The two ways of 16 bytes, each to a side that sleeps: whoever sends lets the other fall asleep first, and the message says
// when it was sent and how long the one before it took.
template <class Channel> void round_trip_asleep(const std::string &name, Channel &channel) {
    struct Stamp {
        double sent_s, took_s;
    };
    constexpr int count = 600, warm_up = 50;
    const auto say = [&](double took_s) {
        ::usleep(500);
        const Stamp stamp{now_s(), took_s};
        channel.send(reinterpret_cast<const char *>(&stamp), sizeof stamp);
    };
    const auto hear = [&] {
        Stamp stamp;
        channel.receive(reinterpret_cast<char *>(&stamp), sizeof stamp);
        return std::pair(now_s() - stamp.sent_s, stamp.took_s);
    };
    const pid_t echo = child([&] {
        channel.enter(1);
        for (int i = 0; i < count; ++i)
            say(hear().first);
        channel.leave();
    });
    channel.enter(0);
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        say(0);
        const auto [back_s, there_s] = hear();
        if (i >= warm_up)
            times.push_back((there_s + back_s) * 1e6);
    }
    report("B", name, "rtt_asleep_us", human(sizeof(Stamp)), times);
    channel.leave();
    join(echo);
}

// Messages a second from `producers` to `consumers`; `put` and `get` move one message.
template <class Queue> void many_to_many(const std::string &name, Queue &queue, int producers, int consumers, std::size_t bytes, long count) {
    count -= count % (producers * consumers);
    auto *ready = shared<std::atomic<int>>();
    auto *go = shared<std::atomic<int>>();
    auto *end_us = shared<std::atomic<long>>();
    const double epoch = now_s();
    std::vector<pid_t> children;
    for (int i = 0; i < producers + consumers; ++i)
        children.push_back(child([&, is_producer = i >= consumers] {
            std::vector<char> buffer(bytes, 7);
            queue.enter(is_producer);
            ++*ready;
            while (*go == 0)
                ::usleep(200);
            for (long n = 0; n < count / (is_producer ? producers : consumers); ++n)
                is_producer ? queue.put(buffer.data(), bytes) : queue.get(buffer.data(), bytes);
            const long now = static_cast<long>((now_s() - epoch) * 1e6);
            for (long seen = *end_us; !is_producer && seen < now && !end_us->compare_exchange_weak(seen, now);) {
            }
        }));
    while (*ready < producers + consumers)
        ::usleep(1000);
    const double begun = now_s() - epoch;
    *go = 1;
    for (const pid_t pid : children)
        join(pid);
    report("C", name, "msg_s_" + std::to_string(producers) + "x" + std::to_string(consumers), human(bytes),
           {static_cast<double>(count) / (static_cast<double>(end_us->load()) * 1e-6 - begun)});
}

// Every width and size of section C, with a queue of its own for each.
template <class MakeQueue> void all_widths(const std::string &name, MakeQueue make, long count) {
    for (const auto &[producers, consumers] : {std::pair{1, 1}, {4, 4}, {2, 8}})
        for (const std::size_t bytes : {std::size_t{8}, std::size_t{1024}}) {
            auto queue = make(bytes);
            many_to_many(name, *queue, producers, consumers, bytes, count);
        }
}

} // namespace peer
