// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/worker_loop.h"

#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/pickle_reader.h"
#include "engine/mp/pool/task_frame.h"
#include "engine/mp/process/current_process.h"

#include <fmt/format.h>
#include <unistd.h>

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

// Runs the calls of one task and gives the bytes of its result, whatever happens.
std::string run_calls(const task_frame::Task &task) {
    const auto failed = [&](TaskError error) {
        error.process = own_description();
        return task_frame::write_error(task.head, error);
    };
    const Task *function = task_registry::find(task.function);
    if (function == nullptr)
        return failed(error_of(task_registry::not_registered(fmt::format("'{}'", task.function)).value()));
    std::string bytes;
    try {
        detail::encoding_refusal().reset();
        PickleWriter writer(bytes);
        writer.begin_tuple(3);
        writer.integer(task.head.job);
        writer.integer(task.head.index);
        writer.begin_tuple(2);
        writer.boolean(true);
        if (task.kind == task_frame::Kind::apply) {
            if (const Status called = function->call(function->function, task.calls.front(), &writer); !called)
                return failed(error_of(called.error()));
        } else {
            auto results = writer.begin_list(task.calls.size());
            for (const Value &arguments : task.calls) {
                results.next();
                if (const Status called = function->call(function->function, arguments, &writer); !called)
                    return failed(error_of(called.error()));
            }
            results.end();
        }
        writer.end_tuple(2);
        writer.end_tuple(3);
        writer.finish();
        if (auto &refusal = detail::encoding_refusal())
            return failed(error_of(*std::exchange(refusal, std::nullopt)));
        return bytes;
    } catch (...) {
        return failed(task_error_of(std::current_exception()));
    }
}

class Worker {
public:
    explicit Worker(WorkerSeat seat) : seat_(std::move(seat)) {}

    void run() {
        telemetry::emit(EventKind::worker_joined, seat_.pool, seat_.number);
        if (!initialise())
            return;
        send(WorkerMessage::ready, 0, {});
        telemetry::emit(EventKind::channel_opened, seat_.tasks, static_cast<std::int64_t>(Direction::read));
        telemetry::emit(EventKind::channel_opened, seat_.results, static_cast<std::int64_t>(Direction::write));
        for (std::int64_t done = 0; seat_.maximum_tasks == 0 || done < seat_.maximum_tasks; ++done) {
            WorkerFrame frame;
            {
                const telemetry::WaitScope waiting(WaitKind::task, seat_.tasks);
                seat_.channel->tasks().read_all(chars_of(frame), Deadline::never());
            }
            std::string body(frame.size, '\0');
            seat_.channel->tasks().read_all(body, Deadline::never());
            if (frame.kind == WorkerMessage::stop)
                return;
            run_task(frame, body);
        }
    }

private:
    static std::span<char> chars_of(WorkerFrame &frame) { return {reinterpret_cast<char *>(&frame), sizeof frame}; }

    void send(WorkerMessage kind, std::uint64_t task, std::string_view body, std::int64_t ran_ns = 0) {
        WorkerFrame frame{kind, 0, body.size(), task, ran_ns};
        std::string bytes(reinterpret_cast<const char *>(&frame), sizeof frame);
        bytes += body;
        for (std::span<const char> left = bytes; !left.empty();) {
            left = left.subspan(seat_.channel->results().write_some(left));
            seat_.bell->ring();
            if (!left.empty())
                seat_.channel->results().wait_for_room(Deadline::never());
        }
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
        send(WorkerMessage::initializer_failed, 0, error.describe());
        return false;
    }

    void run_task(const WorkerFrame &frame, const std::string &body) {
        const auto task_id = static_cast<std::int64_t>(frame.task);
        seat_.channel->claim().store(frame.task, std::memory_order_release);
        telemetry::emit(EventKind::message_received, seat_.tasks, task_id, static_cast<std::int64_t>(body.size()));
        telemetry::emit(EventKind::task_started, frame.task, 0, static_cast<std::int64_t>(seat_.pool));
        telemetry::step_gate();
        const std::int64_t begun = monotonic_ns();
        std::string result;
        const auto decoded = decode_pickle(body, Secrets::keep);
        const auto task = decoded ? task_frame::read_task(decoded->value) : Result<task_frame::Task>(tl::unexpected(decoded.error()));
        if (task)
            result = run_calls(*task);
        else
            result = task_frame::write_error({}, error_of(task.error()));
        const std::int64_t ran_ns = monotonic_ns() - begun;
        telemetry::emit(EventKind::task_finished, frame.task, static_cast<std::int64_t>(TaskOutcome::value), ran_ns, result);
        telemetry::emit(EventKind::message_sent, seat_.results, task_id, static_cast<std::int64_t>(result.size()), result);
        send(WorkerMessage::result, frame.task, result, ran_ns);
        seat_.channel->claim().store(0, std::memory_order_release);
        telemetry::step_gate();
    }

    WorkerSeat seat_;
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
                              {"bell_memory", outgoing->add(seat.bell->memory_fd())},
                              {"bell_event", outgoing->add(seat.bell->event_fd())},
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
    POOLSCOPE_ASSIGN(UniqueFd bell_memory, incoming->take(number("bell_memory")));
    POOLSCOPE_ASSIGN(UniqueFd bell_event, incoming->take(number("bell_event")));
    POOLSCOPE_ASSIGN(seat.channel, WorkerChannel::attach(std::move(channel)));
    POOLSCOPE_ASSIGN(PoolBell bell, PoolBell::attach(std::move(bell_memory), std::move(bell_event)));
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
