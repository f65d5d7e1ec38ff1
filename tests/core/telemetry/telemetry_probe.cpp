// SPDX-License-Identifier: GPL-3.0-or-later
// A watched program, or several: what watch_session_test does with it must not be done in a Qt Test process.
#include "engine/core/base/clock.h"
#include "engine/core/telemetry/emitter.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
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
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
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

// A child, and a child of that: each tells under its own name.
int forks() {
    tell(2, 1);
    for (int generation = 2; generation <= 3; ++generation) {
        const pid_t child = ::fork();
        if (child != 0) {
            int status = 0;
            ::waitpid(child, &status, 0);
            tell(2, 100 + generation);
            std::exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
        }
        tell(2, generation);
        std::printf("%llu\n", static_cast<unsigned long long>(new_object_id()));
        std::fflush(stdout);
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

// Tells until it is told, by a line, to stop; says at the end how often it was watched.
int idle_loop() {
    std::printf("ready\n");
    std::fflush(stdout);
    std::thread reader([] {
        char line[16];
        [[maybe_unused]] const bool got = std::fgets(line, sizeof line, stdin) != nullptr;
        tell(4, 1);
        std::_Exit(0);
    });
    for (std::int64_t number = 1;; ++number) {
        tell(2, number);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
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
    if (what == "steps")
        return steps(count);
    if (what == "loop")
        return idle_loop();
    return 3;
}
