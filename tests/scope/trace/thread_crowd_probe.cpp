// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand threads that pass a number round through pipes: argv[1] of them, argv[2] rounds. "ready", a line of input, the sum.
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace {
struct Place {
    int from, to;
};
int rounds = 0;

void *pass_on(void *argument) {
    const Place place = *static_cast<Place *>(argument);
    for (int round = 0; round < rounds; ++round) {
        long number = 0;
        if (::read(place.from, &number, sizeof number) != sizeof number)
            return nullptr;
        ++number;
        if (::write(place.to, &number, sizeof number) != sizeof number)
            return nullptr;
    }
    return nullptr;
}
} // namespace

int main(int, char **argv) {
    const int count = std::atoi(argv[1]);
    rounds = std::atoi(argv[2]);
    rlimit limit;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    std::vector<int> ends(2 * static_cast<std::size_t>(count + 1));
    for (std::size_t index = 0; index < ends.size(); index += 2)
        if (::pipe(&ends[index]) != 0)
            return 1;
    std::vector<Place> places;
    for (std::size_t index = 0; index + 2 < ends.size(); index += 2)
        places.push_back({ends[index], ends[index + 3]});
    pthread_attr_t small;
    ::pthread_attr_init(&small);
    ::pthread_attr_setstacksize(&small, 64 * 1024);
    for (Place &place : places) {
        pthread_t thread;
        if (::pthread_create(&thread, &small, pass_on, &place) != 0)
            return 2;
    }
    std::puts("ready");
    std::fflush(stdout);
    std::getchar();
    long sum = 0;
    for (int round = 0; round < rounds; ++round) {
        long number = 0;
        if (::write(ends[1], &number, sizeof number) != sizeof number ||
            ::read(ends[ends.size() - 2], &number, sizeof number) != sizeof number)
            return 3;
        sum += number;
    }
    std::printf("%ld\n", sum);
    std::fflush(stdout);
    return sum == static_cast<long>(count) * rounds ? 0 : 4;
}
