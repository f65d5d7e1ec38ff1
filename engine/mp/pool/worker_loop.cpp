// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/worker_loop.h"

#include "engine/core/base/strictness.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/mp/pool/task_frame.h"
#include "engine/mp/process/current_process.h"

#include <cstring>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace poolscope {

namespace {

void poolscope_pool_worker(WorkerSeat seat) {
    run_worker(std::move(seat));
}
POOLSCOPE_TASK(poolscope_pool_worker);

std::string own_description() {
    return fmt::format("{}, pid {}", current::self().name, ::getpid());
}

TaskError error_of(const Error &error) {
    return {to_string(error.code), error.detail.empty() ? error.describe() : error.detail, own_description()};
}

// What Python calls a result that cannot be sent.
TaskError encoding_error(std::string_view function, const Error &reason) {
    return {std::string(MaybeEncodingError::type_name), fmt::format("Error sending the result of {}. Reason: '{}'", function, reason.detail), {}};
}

constexpr std::int64_t short_task_ns = 20'000;
constexpr int most_untold = 256;

class Worker {
public:
    explicit Worker(WorkerSeat seat) : seat_(std::move(seat)), tasks_(seat_.channel->tasks()), results_(seat_.channel->results()) {}

    void run() {
        telemetry::emit(EventKind::worker_joined, seat_.pool, seat_.number);
        if (!initialise())
            return;
        send(FromWorker::ready, 0, {});
        ring();
        telemetry::emit(EventKind::channel_opened, seat_.tasks, static_cast<std::int64_t>(Direction::read));
        telemetry::emit(EventKind::channel_opened, seat_.results, static_cast<std::int64_t>(Direction::write));
        idle_since_ = monotonic_ns();
        for (std::int64_t done = 0; seat_.maximum_tasks == 0 || done < seat_.maximum_tasks;) {
            RecordHead &record = next_record();
            const auto kind = static_cast<ToWorker>(record.kind); // the record is another one's once it is passed
            switch (kind) {
            case ToWorker::stop: ring(); return;
            case ToWorker::function: functions_.emplace_back(record.payload()); break;
            case ToWorker::part: parts_ += record.payload(); break;
            case ToWorker::task:
                record.ns = idle_since_;
                if (record.change(RecordState::taken)) {
                    run_task(record);
                    ++done;
                }
                parts_.clear();
                break;
            }
            tasks_.pass();
            if (kind == ToWorker::part)
                seat_.bell->ring(); // the pool has more of it
        }
        ring();
    }

private:
    struct Function {
        explicit Function(std::string_view its_name) : name(its_name), task(task_registry::find(its_name)) {}
        std::string name;
        const Task *task;
    };

    RecordHead &next_record() {
        RecordHead *record = tasks_.front();
        if (record == nullptr) {
            ring();
            {
                const telemetry::WaitScope waiting(WaitKind::task, seat_.tasks);
                while ((record = tasks_.front()) == nullptr)
                    tasks_.sleep();
            }
            idle_since_ = monotonic_ns();
        }
        return *record;
    }

    void send(FromWorker kind, std::uint64_t task, std::string_view payload, std::int64_t ran_ns = 0) {
        for (; payload.size() > results_.largest(); payload.remove_prefix(results_.largest())) {
            put(FromWorker::part, task, payload.substr(0, results_.largest()), 0);
            ring();
        }
        put(kind, task, payload, ran_ns);
    }

    void put(FromWorker kind, std::uint64_t task, std::string_view payload, std::int64_t ran_ns) {
        RecordHead *record = nullptr;
        while ((record = results_.reserve(static_cast<std::uint32_t>(kind), payload.size())) == nullptr) {
            ring();
            results_.wait_for_room(payload.size());
        }
        record->task = task;
        record->ns = ran_ns;
        payload.copy(record->payload_place(), payload.size());
        results_.publish();
        ++untold_;
    }

    // Wakes the pool's thread for what was sent.
    void ring() {
        if (std::exchange(untold_, 0) != 0)
            seat_.bell->ring();
    }

    bool initialise() {
        if (seat_.initializer.empty())
            return true;
        const Task *task = task_registry::find(seat_.initializer);
        TaskError error;
        try {
            const auto arguments = decode_pickle(seat_.initial_arguments, Secrets::keep);
            const Status called = task == nullptr ? Status(task_registry::not_registered(seat_.initializer))
                                  : !arguments    ? Status(tl::unexpected(arguments.error()))
                                                  : task->call(task->function, arguments->value, nullptr);
            if (called)
                return true;
            error = error_of(called.error());
        } catch (...) {
            error = task_error_of(std::current_exception());
        }
        send(FromWorker::initializer_failed, 0, error.describe());
        ring();
        return false;
    }

    // Makes result_ what the calls give. False when it is the pickle of an error.
    bool call_all(const Function &function, std::string_view calls, std::size_t count) {
        result_.clear();
        TaskError error;
        try {
            detail::encoding_refusal().reset();
            const Status called = function.task == nullptr
                                      ? Status(task_registry::not_registered(fmt::format("'{}'", function.name)))
                                      : function.task->call_each(function.task->function, calls, count, result_);
            auto &refusal = detail::encoding_refusal();
            if (called && !refusal) [[likely]]
                return true;
            error = called ? encoding_error(function.name, *std::exchange(refusal, std::nullopt)) : error_of(called.error());
        } catch (const SystemExit &) {
            if (is_strict())
                throw;
            error = task_error_of(std::current_exception());
        } catch (...) {
            error = task_error_of(std::current_exception());
        }
        error.process = own_description();
        result_.clear();
        PickleWriter writer(result_);
        error.write(writer);
        writer.finish();
        return false;
    }

    void run_task(const RecordHead &record) {
        TaskPrefix prefix;
        std::string_view calls = record.payload();
        std::memcpy(&prefix, calls.data(), sizeof prefix);
        calls.remove_prefix(sizeof prefix);
        if (!parts_.empty())
            calls = parts_ += calls;
        const Function &function = functions_[record.number >> 1];
        tell_begin(record, calls.size());
        const bool is_value = call_all(function, calls, prefix.calls);
        const std::int64_t now = monotonic_ns();
        const std::int64_t ran_ns = now - std::exchange(idle_since_, now);
        tell_end(record, prefix, function, is_value, ran_ns);
        send(is_value ? FromWorker::value : FromWorker::error, record.task, result_, ran_ns);
        // While tasks are short and there are more of them, the pool's thread need not be woken for each.
        if (ran_ns > short_task_ns || untold_ >= most_untold)
            ring();
        telemetry::step_gate();
    }

    void tell_begin(const RecordHead &record, std::size_t size) {
        if (!telemetry::is_watched()) [[likely]]
            return;
        telemetry::emit(EventKind::message_received, seat_.tasks, static_cast<std::int64_t>(record.task), static_cast<std::int64_t>(size));
        telemetry::emit(EventKind::task_started, record.task, 0, static_cast<std::int64_t>(seat_.pool));
        telemetry::step_gate();
        idle_since_ = monotonic_ns();
    }

    void tell_end(const RecordHead &record, const TaskPrefix &prefix, const Function &function, bool is_value, std::int64_t ran_ns) {
        if (!telemetry::is_watched()) [[likely]]
            return;
        const task_frame::TaskHead head{prefix.job, prefix.chunk};
        const std::string shown = is_value ? task_frame::show_value(head, *function.task, (record.number & 1) != 0, prefix.calls, result_)
                                           : task_frame::show_error(head, result_);
        telemetry::emit(EventKind::task_finished, record.task, static_cast<std::int64_t>(is_value ? TaskOutcome::value : TaskOutcome::error), ran_ns, shown);
        telemetry::emit(EventKind::message_sent, seat_.results, static_cast<std::int64_t>(record.task), static_cast<std::int64_t>(result_.size()), shown);
    }

    WorkerSeat seat_;
    RecordReader tasks_;
    RecordWriter results_;
    std::vector<Function> functions_;
    std::string parts_;  // of a large task
    std::string result_;
    std::int64_t idle_since_ = 0;
    int untold_ = 0; // records that were sent since the bell was rung
};

} // namespace

void run_worker(WorkerSeat seat) {
    Worker(std::move(seat)).run();
}

ProcessBody worker_body(const WorkerSeat &seat) {
    return make_body(poolscope_pool_worker, seat);
}

void Codec<WorkerSeat>::write(PickleWriter &writer, const WorkerSeat &seat) {
    OutgoingDescriptors *outgoing = OutgoingDescriptors::current();
    if (outgoing == nullptr) {
        refuse_encoding(only_through_inheritance("pool"));
        writer.none();
        return;
    }
    writer.write(Value::dict({{"channel", outgoing->add(seat.channel->fd())},
                              {"bell", outgoing->add(seat.bell->memory_fd())},
                              {"pool", static_cast<std::int64_t>(seat.pool)},
                              {"tasks", static_cast<std::int64_t>(seat.tasks)},
                              {"results", static_cast<std::int64_t>(seat.results)},
                              {"number", seat.number},
                              {"maximum_tasks", seat.maximum_tasks},
                              {"initializer", seat.initializer},
                              {"initial_arguments", Bytes{seat.initial_arguments}}}));
}

Result<WorkerSeat> Codec<WorkerSeat>::read(const Value &value) {
    const Dict *dict = value.get_if<Dict>();
    IncomingDescriptors *incoming = IncomingDescriptors::current();
    if (dict == nullptr || incoming == nullptr)
        return failure(ErrorCode::malformed, "decode", "a worker's seat");
    const auto number = [&](std::string_view name) {
        const Value *found = find(*dict, name);
        const std::int64_t *integer = found != nullptr ? found->get_if<std::int64_t>() : nullptr;
        return integer != nullptr ? *integer : -1;
    };
    WorkerSeat seat;
    POOLSCOPE_ASSIGN(UniqueFd channel, incoming->take(number("channel")));
    POOLSCOPE_ASSIGN(UniqueFd bell_memory, incoming->take(number("bell")));
    POOLSCOPE_ASSIGN(seat.channel, WorkerChannel::attach(std::move(channel)));
    POOLSCOPE_ASSIGN(PoolBell bell, PoolBell::attach(std::move(bell_memory)));
    seat.bell = std::make_shared<PoolBell>(std::move(bell));
    seat.pool = static_cast<ObjectId>(number("pool"));
    seat.tasks = static_cast<ObjectId>(number("tasks"));
    seat.results = static_cast<ObjectId>(number("results"));
    seat.number = static_cast<int>(number("number"));
    seat.maximum_tasks = number("maximum_tasks");
    if (const Value *initializer = find(*dict, "initializer"))
        seat.initializer = Codec<std::string>::read(*initializer).value_or("");
    if (const Value *arguments = find(*dict, "initial_arguments"))
        seat.initial_arguments = Codec<Bytes>::read(*arguments).value_or(Bytes{}).data;
    return seat;
}

} // namespace poolscope
