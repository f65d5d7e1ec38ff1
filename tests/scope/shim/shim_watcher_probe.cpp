// SPDX-License-Identifier: GPL-3.0-or-later
// A watcher to be killed: prints its address and takes what it is told, until its input ends.
#include "engine/core/telemetry/collector.h"

#include <cstdio>
#include <poll.h>

int main() {
    const auto collector = poolscope::telemetry::Collector::create();
    if (!collector)
        return 1;
    std::printf("%s\n", (*collector)->segment().address().c_str());
    std::fflush(stdout);
    std::vector<poolscope::Event> events;
    for (bool is_told = false;;) {
        pollfd input{0, POLLIN, 0};
        if (::poll(&input, 1, 1) > 0)
            return 0;
        events.clear();
        (*collector)->drain(events);
        if (!events.empty() && !is_told) {
            is_told = true;
            std::printf("told\n");
            std::fflush(stdout);
        }
    }
}
