// SPDX-License-Identifier: GPL-3.0-or-later
// A watched program, or several: what watch_session_test does with it must not be done in a Qt Test process.
#include "engine/core/telemetry/collector.h"
#include "engine/core/telemetry/emitter.h"

#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

// What the test expects to find in the event with that number.
std::string payload_of(std::int64_t number) {
    std::string text(static_cast<std::size_t>(number % 300), '\0');
    for (std::size_t index = 0; index < text.size(); ++index)
        text[index] = static_cast<char>(number + static_cast<std::int64_t>(index));
    return text;
}

void tell(ObjectId object, std::int64_t number) {
    emit(EventKind::message_sent, object, number, ~number, payload_of(number));
}

int threads(int count, std::int64_t events) {
    std::vector<std::thread> all;
    for (int index = 1; index <= count; ++index)
        all.emplace_back([index, events] {
            for (std::int64_t number = 1; number <= events; ++number) {
                tell(static_cast<ObjectId>(index) * 2, number);
                if (number % 64 == 0)
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        });
    for (std::thread &thread : all)
        thread.join();
    return 0;
}

// Until somebody kills it.
int flood() {
    for (std::int64_t number = 1;; ++number)
        tell(2, number);
}

// A child, and a child of that: each tells under its own name, and prints an object id.
int forks() {
    tell(2, 1);
    for (int generation = 2; generation <= 3; ++generation) {
        std::printf("%llu\n", static_cast<unsigned long long>(new_object_id()));
        std::fflush(stdout);
        const pid_t child = ::fork();
        if (child != 0) {
            int status = 0;
            ::waitpid(child, &status, 0);
            tell(2, 100 + generation);
            std::exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
        }
        tell(2, generation);
    }
    std::printf("%llu\n", static_cast<unsigned long long>(new_object_id()));
    return 0;
}

// Threads that come and go, one at a time.
int churn(int count) {
    for (int index = 0; index < count; ++index)
        std::thread([index] {
            for (std::int64_t number = 1; number <= 3; ++number)
                tell(2, index * 3 + number);
        }).join();
    return 0;
}

// Two processes that send a number to and fro: 2 is there, 4 is back.
int relay(std::int64_t count) {
    int there[2], back[2];
    if (::pipe(there) != 0 || ::pipe(back) != 0)
        return 4;
    const pid_t child = ::fork();
    const int in = child == 0 ? there[0] : back[0];
    const int out = child == 0 ? back[1] : there[1];
    const ObjectId reads = child == 0 ? 2 : 4, writes = child == 0 ? 4 : 2;
    const auto send = [&](std::int64_t number) {
        emit(EventKind::message_sent, writes, number);
        return ::write(out, &number, sizeof number) == sizeof number;
    };
    const auto receive = [&](std::int64_t &number) {
        const bool got = ::read(in, &number, sizeof number) == sizeof number;
        emit(EventKind::message_received, reads, number);
        return got;
    };
    for (std::int64_t number = 1; number <= count; ++number) {
        std::int64_t got = 0;
        if (child == 0 ? !(receive(got) && send(got)) : !(send(number) && receive(got)))
            return 5;
    }
    if (child != 0)
        ::waitpid(child, nullptr, 0);
    return 0;
}

// Tells, becomes a fresh image of itself, and tells again.
int exec(const char *program, int left) {
    tell(2, left);
    if (left > 1) {
        ::execl(program, program, "exec", std::to_string(left - 1).c_str(), nullptr);
        return 6;
    }
    return 0;
}

// A watcher of its own: prints its address, then how many wait at the gate; ends in good order with its standard input.
int watcher() {
    auto collector = Collector::create();
    if (!collector)
        return 7;
    (*collector)->segment().pause();
    std::printf("%s\n", (*collector)->segment().address().c_str());
    std::fflush(stdout);
    std::vector<Event> events;
    for (pollfd input{0, POLLIN, 0}; ::poll(&input, 1, 1) == 0;) {
        events.clear();
        (*collector)->drain(events);
        for (const Event &event : events)
            if (event.kind == EventKind::wait_begin) {
                std::printf("waits\n");
                std::fflush(stdout);
            }
    }
    return 0;
}

// One step a line.
int steps(int count) {
    for (int number = 1; number <= count; ++number) {
        step_gate();
        tell(2, number);
        std::printf("%d\n", number);
        std::fflush(stdout);
    }
    return 0;
}

// Tells every millisecond until its standard input ends, and prints its last number.
int loop() {
    std::printf("%d\n", static_cast<int>(::getpid()));
    std::fflush(stdout);
    std::int64_t number = 0;
    for (pollfd input{0, POLLIN, 0}; ::poll(&input, 1, 1) == 0;)
        tell(2, ++number);
    std::printf("%lld\n", static_cast<long long>(number));
    return 0;
}

int loop_in_child() {
    const pid_t child = ::fork();
    if (child == 0)
        return loop();
    ::waitpid(child, nullptr, 0);
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const int count = argc > 2 ? std::atoi(argv[2]) : 1;
    if (const Status opened = open_control_block(); !opened) {
        std::fprintf(stderr, "%s\n", opened.error().describe().c_str());
        return 2;
    }
    if (what == "threads")
        return threads(count, argc > 3 ? std::atoll(argv[3]) : 1000);
    if (what == "flood")
        return flood();
    if (what == "forks")
        return forks();
    if (what == "churn")
        return churn(count);
    if (what == "relay")
        return relay(count);
    if (what == "exec")
        return exec(argv[0], count);
    if (what == "steps")
        return steps(count);
    if (what == "loop")
        return loop();
    if (what == "loop-in-child")
        return loop_in_child();
    if (what == "watcher")
        return watcher();
    return 3;
}
