// SPDX-License-Identifier: GPL-3.0-or-later

// A program with a main() of its own, as Python's are that call freeze_support().

#include <fmt/format.h>
#include <poolscope/engine.h>
#include <unistd.h>

using namespace poolscope;

static void wait_for_ever() {
    for (;;)
        ::pause();
}
POOLSCOPE_TASK(wait_for_ever);

static void speak_last(Connection main_ends) {
    (void)main_ends.poll(std::nullopt);
    fmt::print("child\n");
    std::fflush(stdout);
}
POOLSCOPE_TASK(speak_last);

Finalizer *at_the_end; // not a static object: that would be gone by then

int main(int argc, char **argv) {
    freeze_support(argc, argv);
    at_the_end = new Finalizer(5, [] {
        fmt::print("finalizer\n");
        std::fflush(stdout);
    });
    Process(ProcessOptions{.daemon = true}, wait_for_ever).start();
    auto [ours, theirs] = pipe();
    Process(speak_last, theirs).start();
    auto [first, second] = pipe();
    second.close();
    try {
        first.send(1);
    } catch (const BrokenPipeError &) {
        fmt::print("broken pipe\n");
    }
    fmt::print("main ends\n");
    ours.send(true);
}
