// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"

#include "tests/support/made_event.h"

#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <random>
#include <string>

namespace poolscope::tests {
namespace {

constexpr ProcessKey forkserver{4202, 90002}, tracker{4203, 90003};

// pickle protocol 4 of (function, (argument,)).
std::string pickled_call(const std::string &function, int argument) {
    std::string bytes = "\x80\x04\x8c";
    bytes += char(function.size());
    bytes += function;
    bytes += 'K';
    bytes += char(argument & 0xff);
    return bytes + "\x85\x86.";
}

std::string pickled_number(int number) {
    std::string bytes = "\x80\x04M";
    bytes += char(number & 0xff);
    bytes += char(number >> 8 & 0xff);
    return bytes + '.';
}

class Simulation {
public:
    explicit Simulation(const SyntheticPlan &plan) : plan_(plan) {}

    std::vector<Event> run() {
        start();
        while (!agenda_.empty()) {
            const auto [time, order, action] = agenda_.top();
            agenda_.pop();
            now_ = time;
            action();
        }
        return std::move(events_);
    }

private:
    struct Item {
        std::int64_t time;
        std::uint64_t order;
        std::function<void()> action;
        bool operator<(const Item &other) const {
            return std::tie(time, order) > std::tie(other.time, other.order);
        }
    };
    struct Call {
        int number;
        ObjectId id;
        std::string function;
    };

    void later(std::int64_t delay, std::function<void()> action) {
        agenda_.push({now_ + delay, ++order_, std::move(action)});
    }
    std::int64_t spread(std::int64_t mean) {
        return std::int64_t(double(mean) * std::uniform_real_distribution<>(0.4, 1.8)(random_));
    }
    void tell(ProcessKey who, EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
              std::string payload = {}) {
        events_.push_back(made_event(events_.size() + 1, now_, who, kind, object, a, b, std::move(payload)));
    }
    void birth(ProcessKey who, ProcessKey parent, Role role, StartMethod method, const std::string &name,
               std::int64_t after) {
        tell(who, EventKind::process_started, 0, std::int64_t(parent.packed()), std::int64_t(synthetic_main.packed()),
             name);
        tell(who, EventKind::process_role, 0, std::int64_t(role), std::int64_t(method), "square-pool");
        tell(who, EventKind::process_state, 0, std::int64_t(ProcessState::running));
        if (after > 0)
            tell(who, EventKind::process_ready, 0, after);
    }
    void open(ProcessKey who, ObjectId channel, Direction direction) {
        tell(who, EventKind::channel_opened, channel, std::int64_t(direction));
    }
    void wait(ProcessKey who, WaitKind kind, ObjectId object, bool begins) {
        tell(who, begins ? EventKind::wait_begin : EventKind::wait_end, object, std::int64_t(kind));
        tell(who, EventKind::process_state, 0,
             std::int64_t(begins ? ProcessState::waiting : ProcessState::running));
    }

    void start() {
        const StartMethod method = plan_.start_method;
        tell(synthetic_main, EventKind::program_started, 0, std::int64_t(method), 0, std::string("square-pool"));
        birth(synthetic_main, {}, Role::main, StartMethod::none, "main", 0);
        if (method != StartMethod::fork)
            birth(tracker, synthetic_main, Role::resource_tracker, StartMethod::spawn, "resource tracker", 0);
        if (method == StartMethod::forkserver)
            birth(forkserver, synthetic_main, Role::forkserver, StartMethod::spawn, "forkserver", 0);
        tell(synthetic_main, EventKind::pool_created, synthetic_pool, plan_.workers, std::int64_t(method), "pool");
        tell(synthetic_main, EventKind::channel_created, synthetic_tasks, std::int64_t(ChannelKind::tasks), 0, "tasks");
        tell(synthetic_main, EventKind::channel_created, synthetic_results, std::int64_t(ChannelKind::results), 0,
             "results");
        open(synthetic_main, synthetic_tasks, Direction::write);
        open(synthetic_main, synthetic_results, Direction::read);
        if (plan_.pipe_and_lock) {
            tell(synthetic_main, EventKind::channel_created, synthetic_pipe,
                 std::int64_t(ChannelKind::pipe) | std::int64_t(Carrier::descriptor) << 8, 65536, "progress");
            open(synthetic_main, synthetic_pipe, Direction::read);
            tell(synthetic_main, EventKind::lock_created, synthetic_lock, std::int64_t(LockKind::lock), 1, "log lock");
        }
        const std::int64_t each = method == StartMethod::spawn ? 34'000'000 : method == StartMethod::fork ? 1'200'000 : 6'000'000;
        for (int number = 1; number <= plan_.workers; ++number)
            later(number * each / 3, [this, number, each] { join(number, spread(each)); });
        for (int task = 0; task < plan_.tasks; ++task)
            later(2'000'000 + task * spread(plan_.mean_task_ns) / (plan_.workers * 2), [this, task] { submit(task); });
    }

    void join(int number, std::int64_t after) {
        const ProcessKey who = synthetic_worker(number);
        birth(who, plan_.start_method == StartMethod::forkserver ? forkserver : synthetic_main, Role::worker,
              plan_.start_method, "worker-" + std::to_string(number), after);
        tell(who, EventKind::worker_joined, synthetic_pool, number);
        open(who, synthetic_tasks, Direction::read);
        open(who, synthetic_results, Direction::write);
        if (plan_.pipe_and_lock && number == 1)
            open(who, synthetic_pipe, Direction::write);
        for (const auto &[metric, value] : {std::pair{Metric::rss_bytes, 18'000'000 + number * 300'000},
                                            std::pair{Metric::descriptors, 7}, std::pair{Metric::inherited_descriptors, 5}})
            tell(who, EventKind::process_metric, ObjectId(metric), value);
        ready(number);
    }

    void submit(int task) {
        Call call{task, synthetic_first_task + ObjectId(task), task % 4 == 3 ? "cube" : "square"};
        const std::string payload = pickled_call(call.function, task);
        tell(synthetic_main, EventKind::task_submitted, call.id, std::int64_t(synthetic_pool), 1, payload);
        tell(synthetic_main, EventKind::message_sent, synthetic_tasks, task + 1, 60 + std::int64_t(payload.size()), payload);
        queue_.push_back(std::move(call));
        depth();
        hand_out();
    }
    void depth() { tell(synthetic_main, EventKind::queue_depth, synthetic_tasks, std::int64_t(queue_.size()), std::int64_t(queue_.size()) * 80); }

    void ready(int number) {
        wait(synthetic_worker(number), WaitKind::get, synthetic_tasks, true);
        idle_.push_back(number);
        hand_out();
    }
    void hand_out() {
        while (!idle_.empty() && !queue_.empty()) {
            const int number = idle_.front();
            idle_.pop_front();
            Call call = std::move(queue_.front());
            queue_.pop_front();
            later(60'000, [this, number, call] { take(number, call); });
        }
    }
    void take(int number, const Call &call) {
        const ProcessKey who = synthetic_worker(number);
        wait(who, WaitKind::get, synthetic_tasks, false);
        tell(who, EventKind::message_received, synthetic_tasks, call.number + 1, 80);
        depth();
        tell(who, EventKind::task_assigned, call.id, std::int64_t(who.packed()), std::int64_t(synthetic_pool));
        tell(who, EventKind::task_started, call.id, 0, std::int64_t(synthetic_pool));
        const std::int64_t runs = spread(call.function == "cube" ? plan_.mean_task_ns * 2 : plan_.mean_task_ns);
        if (number == plan_.killed_worker && ++taken_by_victim_ == plan_.killed_in_task) {
            later(runs / 2, [this, who, call] { die(who, call); });
            return;
        }
        if (plan_.pipe_and_lock && number == 1)
            later(runs / 3, [this, who, call] { progress(who, call); });
        if (plan_.pipe_and_lock && call.number % 5 == 0)
            later(runs / 2, [this, who, runs] { log(who, runs / 4); });
        later(runs, [this, number, call, runs] { finish(number, call, runs); });
    }
    void progress(ProcessKey who, const Call &call) {
        tell(who, EventKind::message_sent, synthetic_pipe, call.number + 1, 24, pickled_number(call.number));
        later(400'000, [this, call] { tell(synthetic_main, EventKind::message_received, synthetic_pipe, call.number + 1, 24); });
    }
    void log(ProcessKey who, std::int64_t holds) {
        tell(who, EventKind::lock_acquired, synthetic_lock, 0, 1);
        later(holds, [this, who] { tell(who, EventKind::lock_released, synthetic_lock, 1, 0); });
    }
    void finish(int number, const Call &call, std::int64_t ran) {
        const ProcessKey who = synthetic_worker(number);
        const int value = call.function == "cube" ? call.number * call.number * call.number : call.number * call.number;
        tell(who, EventKind::task_finished, call.id, std::int64_t(TaskOutcome::value), ran, pickled_number(value));
        tell(who, EventKind::message_sent, synthetic_results, call.number + 1, 48, pickled_number(value));
        later(150'000, [this, call] {
            tell(synthetic_main, EventKind::message_received, synthetic_results, call.number + 1, 48);
            done();
        });
        ready(number);
    }
    void die(ProcessKey who, const Call &call) {
        tell(who, EventKind::process_exited, 0, -9, std::int64_t(synthetic_main.packed()));
        tell(who, EventKind::worker_left, synthetic_pool, -9);
        tell(synthetic_main, EventKind::task_lost, call.id, std::int64_t(who.packed()), -9);
        done();
    }
    void done() {
        if (++done_ < plan_.tasks || !plan_.ends)
            return;
        tell(synthetic_main, EventKind::pool_closed, synthetic_pool, 0);
        for (const int number : idle_) {
            const ProcessKey who = synthetic_worker(number);
            tell(who, EventKind::process_exited, 0, 0, std::int64_t(synthetic_main.packed()));
            tell(who, EventKind::worker_left, synthetic_pool, 0);
        }
        tell(synthetic_main, EventKind::program_exited, 0, 0);
        tell(synthetic_main, EventKind::process_exited, 0, 0, 0);
    }

    SyntheticPlan plan_;
    std::vector<Event> events_;
    std::priority_queue<Item> agenda_;
    std::deque<Call> queue_;
    std::deque<int> idle_;
    std::mt19937 random_{42};
    std::int64_t now_ = 1'000'000'000;
    std::uint64_t order_ = 0;
    int taken_by_victim_ = 0, done_ = 0;
};

} // namespace

std::vector<Event> synthetic_session(const SyntheticPlan &plan) {
    return Simulation(plan).run();
}

} // namespace poolscope::tests
