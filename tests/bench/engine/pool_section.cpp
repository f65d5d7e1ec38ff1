// SPDX-License-Identifier: GPL-3.0-or-later

// Tasks a second through a pool: empty ones and spins of 10 µs and 1 ms, one by one (map1, apply) and in chunks (map), and
// the executor, as the peers of this section measure it.

#include "tests/bench/engine/section.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <fmt/format.h>
#include <poolscope/engine.h>

namespace poolscope::bench {

namespace {

std::int64_t thread_cpu_ns() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

int spin(int us) {
    if (us > 0)
        for (const std::int64_t end = thread_cpu_ns() + std::int64_t{us} * 1000; thread_cpu_ns() < end;)
            ;
    return us;
}
POOLSCOPE_TASK(spin);

template <class Run> void measure(std::string_view kind, int workers, int us, std::size_t tasks, Run &&run) {
    run(std::vector<int>(static_cast<std::size_t>(std::max(workers * 2, 20)), us));
    const std::vector<int> all(tasks, us);
    const std::int64_t begun = monotonic_ns();
    if (run(all) != tasks)
        fmt::print(stderr, "engine_bench: {} lost results\n", kind);
    const double seconds = static_cast<double>(monotonic_ns() - begun) / 1e9;
    report("D", fmt::format("poolscope {}", kind), fmt::format("tasks_s_w{}", workers), fmt::format("{}us", us),
           {static_cast<double>(tasks) / seconds});
}

void pools(int workers, int us, std::size_t singles, std::size_t chunked) {
    Pool pool(workers);
    measure("map1", workers, us, singles, [&](const std::vector<int> &items) { return pool.map(spin, items, 1).size(); });
    measure("map", workers, us, chunked, [&](const std::vector<int> &items) { return pool.map(spin, items).size(); });
    measure("imap", workers, us, std::min<std::size_t>(singles, 50'000), [&](const std::vector<int> &items) {
        std::size_t count = 0;
        for (auto results = pool.imap(spin, items); results.next();)
            ++count;
        return count;
    });
    measure("apply", workers, us, std::min<std::size_t>(singles, 100'000), [&](const std::vector<int> &items) {
        std::vector<AsyncResult<int>> results;
        results.reserve(items.size());
        for (const int item : items)
            results.push_back(pool.apply_async(spin, item));
        for (const auto &result : results)
            (void)result.get();
        return results.size();
    });
}

const AddSection pool_section("pool", 'D', [] {
    for (const int workers : {2, 8, 64})
        pools(workers, 0, 1'000'000, 10'000'000);
    pools(2, 10, 100'000, 200'000);
    pools(2, 1000, 2'000, 2'000);
});

} // namespace

} // namespace poolscope::bench
