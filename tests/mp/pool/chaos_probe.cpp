// SPDX-License-Identifier: GPL-3.0-or-later

// chaos_probe [--seconds N]: a pool and a queue under load, while another process sends SIGKILL, SIGTERM, SIGSTOP and SIGCONT to
// random members. Prints what must hold at the end, a line each; counts go to standard error.

#include "tests/mp/pool/chaos_killer.h"
#include "tests/support/footprint.h"

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <mutex>
#include <poolscope/engine.h>
#include <ranges>
#include <thread>
#include <unistd.h>

using namespace poolscope;

namespace {

std::int64_t mix(std::int64_t x) {
    return x * 2654435761 % 1000003;
}
POOLSCOPE_TASK(mix);

std::string grow(std::string text, int times) {
    std::string all;
    for (int time = 0; time < times; ++time)
        all += text;
    return all;
}
POOLSCOPE_TASK(grow);

int work(int us) {
    const std::int64_t end = monotonic_ns() + std::int64_t{us} * 1000;
    while (monotonic_ns() < end)
        ;
    return us;
}
POOLSCOPE_TASK(work);

struct Counts {
    std::atomic<std::int64_t> submitted{0}, to_call_back{0}, right{0}, lost{0}, wrong{0}, called_back{0}, received{0}, out_of_order{0};
};

// Submits tasks of all sorts and checks what becomes of each.
class Load {
public:
    Load(Pool &pool, Counts &counts, const std::atomic<bool> &is_over) : pool_(pool), counts_(counts), is_over_(is_over) {}

    void run(unsigned seed) {
        while (!is_over_) {
            switch (rand_r(&seed) % 5) {
            case 0: single(rand_r(&seed)); break;
            case 1: mapped(1 + rand_r(&seed) % 5000, 1); break;
            case 2: mapped(1 + rand_r(&seed) % 50000, 1 + rand_r(&seed) % 500); break;
            case 3: large(1 + rand_r(&seed) % 300); break;
            case 4: stream(1 + rand_r(&seed) % 300); break;
            }
        }
    }

private:
    // Every task ends: in `check`, which says whether the value is right, or lost.
    void judge(const std::function<bool()> &check, std::int64_t tasks = 1) {
        try {
            (check() ? counts_.right : counts_.wrong) += tasks;
        } catch (const TaskLost &) {
            counts_.lost += tasks;
        } catch (const std::exception &error) {
            fmt::print(stderr, "unexpected: {}\n", error.what());
            counts_.wrong += tasks;
        }
    }

    void single(int seed) {
        std::vector<AsyncResult<std::int64_t>> results;
        for (int task = 0; task < 200; ++task) {
            results.push_back(pool_.apply_async(mix, std::int64_t{seed} + task));
            // The callbacks may run when this load is over.
            pool_.on_done(results.back(), [&counts = counts_](std::int64_t) { ++counts.called_back; }, [&counts = counts_](std::exception_ptr) { ++counts.called_back; });
        }
        counts_.submitted += 200;
        counts_.to_call_back += 200;
        for (int task = 0; task < 200; ++task)
            judge([&] { return results[static_cast<std::size_t>(task)].get() == mix(std::int64_t{seed} + task); });
    }

    void mapped(int count, int chunk) {
        counts_.submitted += 1;
        const auto items = std::views::iota(std::int64_t{0}, std::int64_t{count});
        judge([&] {
            const auto values = pool_.map(mix, items, chunk);
            bool is_right = values.size() == static_cast<std::size_t>(count);
            for (std::size_t index = 0; index < values.size(); ++index)
                is_right = is_right && values[index] == mix(static_cast<std::int64_t>(index));
            return is_right;
        });
    }

    void large(int times) {
        counts_.submitted += 1;
        const std::string text(1000, static_cast<char>('a' + times % 26));
        judge([&] { return pool_.apply(grow, text, times) == std::string(text.size() * static_cast<std::size_t>(times), text[0]); });
    }

    void stream(int us) {
        const std::vector<int> items(100, us);
        auto results = pool_.imap_unordered(work, items);
        counts_.submitted += 100;
        for (int left = 100; left > 0; --left)
            judge([&] { return results.next() == us; });
    }

    Pool &pool_;
    Counts &counts_;
    const std::atomic<bool> &is_over_;
};

// What the producer puts: its number, then 1, 2, 3 …
void produce(Queue<std::pair<int, std::int64_t>> queue, int number) {
    for (std::int64_t sequence = 1;; ++sequence)
        queue.put({number, sequence});
}
POOLSCOPE_TASK(produce);

using Messages = Queue<std::pair<int, std::int64_t>>;

class Producers {
public:
    explicit Producers(Messages queue) : queue_(std::move(queue)) {}
    // Starts anew whoever has ended.
    void keep_up() {
        for (auto &producer : running_)
            if (!producer || !producer->is_alive()) {
                if (producer) {
                    producer->join();
                    producer->close();
                }
                producer.emplace(process(produce, queue_, ++last_));
                producer->start();
            }
    }
    void end() {
        for (auto &producer : running_)
            if (producer) {
                producer->kill();
                producer->join();
                producer->close();
            }
    }
    std::vector<pid_t> pids() const {
        std::vector<pid_t> all;
        for (const auto &producer : running_)
            all.push_back(*producer->pid());
        return all;
    }

private:
    Messages queue_;
    std::array<std::optional<Process>, 2> running_;
    int last_ = 0;
};

void consume(Messages queue, Counts &counts, const std::atomic<bool> &is_over) {
    std::map<int, std::int64_t> last;
    while (!is_over) {
        try {
            const auto [number, sequence] = queue.get(Block::yes, Seconds(0.1));
            ++counts.received;
            // A message that its producer died with may be missing, none may come twice or late.
            counts.out_of_order += sequence <= last[number];
            last[number] = sequence;
        } catch (const Empty &) {
        } catch (const std::exception &error) {
            fmt::print(stderr, "unexpected from the queue: {}\n", error.what());
            ++counts.out_of_order;
        }
    }
}

// Runs the load for so long. True when every task ended once and rightly.
void storm(double seconds, Counts &counts) {
    chaos::Targets targets;
    PoolOptions options;
    options.processes = 4;
    Pool pool(options);
    const Messages queue = poolscope::queue<std::pair<int, std::int64_t>>(100);
    Producers producers(queue);
    producers.keep_up();
    std::atomic<bool> is_over{false};
    std::vector<std::thread> threads;
    for (unsigned seed = 1; seed <= 2; ++seed)
        threads.emplace_back([&, seed] { Load(pool, counts, is_over).run(seed); });
    threads.emplace_back([&] { consume(queue, counts, is_over); });
    Process killer = process(chaos::kill_at_random, static_cast<int>(getpid()), targets.fd(), 17);
    killer.start();
    const Deadline end = Deadline::after(Seconds(seconds));
    while (!end.has_passed()) {
        producers.keep_up();
        auto pids = pool.worker_pids();
        for (const pid_t pid : producers.pids())
            pids.push_back(pid);
        targets.set(pids);
        usleep(1000);
    }
    targets.call_off();
    killer.join();
    is_over = true;
    for (std::thread &thread : threads)
        thread.join();
    producers.end();
    pool.close();
    pool.join();
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        double seconds = 10;
        if (argc == 3 && std::string_view(argv[1]) == "--seconds")
            std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), seconds);
        Counts first, counts;
        storm(0.2, first); // what is made once for the whole program is there now
        const std::size_t before = open_descriptors();
        alarm(static_cast<unsigned>(seconds) + 120);
        storm(seconds, counts);
        fmt::print(stderr, "submitted {} right {} lost {} wrong {} called back {} received {}\n", counts.submitted.load(), counts.right.load(),
                   counts.lost.load(), counts.wrong.load(), counts.called_back.load(), counts.received.load());
        fmt::print("every task ended once: {}\n", counts.right + counts.lost == counts.submitted);
        fmt::print("something was lost and something done: {}\n", counts.lost > 0 && counts.right > counts.lost);
        fmt::print("called back once each: {}\n", counts.called_back == counts.to_call_back);
        fmt::print("wrong: {}\n", counts.wrong.load());
        fmt::print("messages came: {}, twice or late: {}\n", counts.received > 0, counts.out_of_order.load());
        fmt::print("descriptors left: {}\n", static_cast<std::int64_t>(open_descriptors()) - static_cast<std::int64_t>(before));
        fmt::print("children left: {}\n", chaos::children_left());
        fmt::print("in /dev/shm: {}\n", chaos::maps_dev_shm());
    });
}
