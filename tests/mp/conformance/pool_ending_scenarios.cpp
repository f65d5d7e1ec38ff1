// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of tasks whose worker dies, and of pools that are ended or never begin.

#include "tests/mp/conformance/scenario.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

using namespace poolscope;

static int cube(int x) {
    return x * x * x;
}
POOLSCOPE_TASK(cube);

static int kill_oneself(int) {
    kill(getpid(), SIGKILL);
    return 0;
}
POOLSCOPE_TASK(kill_oneself);

static int leave(int) {
    throw SystemExit{3};
}
POOLSCOPE_TASK(leave);

static int stay_long(int) {
    sleep(60);
    return 0;
}
POOLSCOPE_TASK(stay_long);

static void count_and_fail(std::string path) {
    std::ofstream(path, std::ios::app) << '.';
    throw std::runtime_error("no model");
}
POOLSCOPE_TASK(count_and_fail);

template <class Result> static std::string outcome(const Result &result, Seconds timeout) {
    std::string value;
    const std::string thrown = raised([&] { value = fmt::format("{}", result.get(timeout)); });
    return thrown == "nothing" ? value : thrown;
}

// Python tells nobody that the task is lost: so long is waited for it.
constexpr Seconds patience{1.5};

SCENARIO(pool_lost) {
    Pool pool(1);
    const auto lost = pool.apply_async(kill_oneself, 0);
    say("{}", outcome(lost, is_strict() ? patience : Seconds(60)));
    say("{}", pool.apply(cube, 3));
}

SCENARIO(pool_exit_in_task) {
    Pool pool(1);
    const auto left = pool.apply_async(leave, 0);
    say("{}", outcome(left, is_strict() ? patience : Seconds(60)));
    say("{}", pool.apply(cube, 3));
}

SCENARIO(pool_leaving_terminates) {
    std::optional<AsyncResult<int>> pending;
    {
        Pool pool(1);
        pending = pool.apply_async(stay_long, 0);
    }
    say("{}", outcome(*pending, is_strict() ? Seconds(0.5) : Seconds(60)));
}

SCENARIO(pool_failing_initializer) {
    const std::string path = fmt::format("/tmp/poolscope-initializer-{}", getpid());
    std::ofstream{path};
    PoolOptions options;
    options.processes = 1;
    Pool pool(with_initializer(options, count_and_fail, path));
    std::string end;
    while (end.empty()) {
        if (std::filesystem::file_size(path) >= 8)
            end = "it goes on";
        else if (const std::string thrown = raised([&] { (void)pool.apply_async(cube, 1); }); thrown != "nothing")
            end = thrown;
        usleep(10'000);
    }
    say("{}", end);
    pool.terminate();
    pool.join();
    std::filesystem::remove(path);
}

SCENARIO(pool_repr) {
    const auto state = [](const std::string &text) { return text.substr(text.find("state")); };
    Pool pool(2);
    say("{}", state(pool.repr()));
    pool.close();
    say("{}", state(pool.repr()).substr(0, 11));
    pool.terminate();
    say("{}", state(pool.repr()).substr(0, 15));
    say("{}", raised([&] { (void)pool.apply(cube, 1); }));
    say("{}", raised([&] { (void)pool.map(cube, {1}); }));
    std::vector<int> items{1};
    say("{}", raised([&] { (void)pool.imap(cube, items); }));
}

// What was begun before close() is finished by join(): inputs are read to their end, and callbacks have been called.
SCENARIO(pool_close_and_join) {
    const std::vector<int> numbers(300, 2);
    Pool pool(2);
    std::vector<int> heard;
    for (int number = 0; number < 20; ++number)
        pool.on_done(pool.apply_async(cube, number), [&heard](int value) {
            usleep(1000);
            heard.push_back(value);
        });
    auto ordered = pool.imap(cube, numbers), unordered = pool.imap_unordered(cube, numbers, 7);
    pool.close();
    int sum = 0;
    for (int taken = 0; taken < 10; ++taken)
        sum += *ordered.next();
    pool.join();
    say("{}", heard.size());
    for (const int value : ordered)
        sum += value;
    for (const int value : unordered)
        sum += value;
    say("{}", sum);
    say("{}", raised([&] { (void)pool.imap(cube, numbers); }));
}
