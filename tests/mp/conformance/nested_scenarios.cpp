// SPDX-License-Identifier: GPL-3.0-or-later

// What workers of pools and executors may start themselves.

#include "tests/mp/conformance/scenario.h"

#include <numeric>

using namespace poolscope;

static void send_five(Queue<int> queue) {
    queue.put(5);
}
POOLSCOPE_TASK(send_five);

static int next_one(int number) {
    return number + 1;
}
POOLSCOPE_TASK(next_one);

static int is_daemon(int) {
    return current_process().daemon() ? 1 : 0;
}
POOLSCOPE_TASK(is_daemon);

static int with_a_process(int) {
    Queue<int> queue;
    Process process(send_five, queue);
    process.start();
    const int value = queue.get();
    process.join();
    return value;
}
POOLSCOPE_TASK(with_a_process);

static int with_a_pool(int number) {
    Pool pool(2);
    const auto values = pool.map(next_one, std::vector{number, number});
    return std::accumulate(values.begin(), values.end(), 0);
}
POOLSCOPE_TASK(with_a_pool);

static int with_an_executor(int number) {
    ProcessPoolExecutor executor(2);
    return executor.submit(next_one, number).result();
}
POOLSCOPE_TASK(with_an_executor);

SCENARIO(executor_children) {
    ProcessPoolExecutor executor(1);
    say("{}", executor.submit(is_daemon, 0).result());
    say("{}", executor.submit(with_a_process, 0).result());
    say("{}", executor.submit(with_a_pool, 1).result());
    say("{}", executor.submit(with_an_executor, 1).result());
}

SCENARIO(pool_children) {
    Pool pool(1);
    say("{}", pool.apply(is_daemon, 0));
    try {
        say("{}", pool.apply(with_a_process, 0));
    } catch (const RemoteError &error) {
        say("{}", error.message());
    }
}
