// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/task_frame.h"

#include "engine/core/wire/pickle_reader.h"

namespace poolscope::task_frame {

namespace {

Failure malformed(std::string_view what) {
    return failure(ErrorCode::malformed, "pool", std::string(what));
}

const std::vector<Value> *tuple_items(const Value &value, std::size_t size) {
    const Tuple *tuple = value.get_if<Tuple>();
    return tuple != nullptr && tuple->items.size() == size ? &tuple->items : nullptr;
}

} // namespace

Result<Task> read_task(const Value &value) {
    const auto *parts = tuple_items(value, 5);
    const auto *job = parts != nullptr ? (*parts)[0].get_if<std::int64_t>() : nullptr;
    const auto *index = parts != nullptr ? (*parts)[1].get_if<std::int64_t>() : nullptr;
    const auto *function = parts != nullptr ? (*parts)[2].get_if<Global>() : nullptr;
    const auto *arguments = parts != nullptr ? (*parts)[3].get_if<Tuple>() : nullptr;
    if (job == nullptr || index == nullptr || function == nullptr || arguments == nullptr)
        return malformed("a task that is not (job, i, func, args, kwds)");
    Task task{{*job, *index}, Kind::apply, function->name, {}};
    if (function->module != "multiprocessing.pool") {
        task.calls.push_back(*arguments);
        return task;
    }
    task.kind = function->name == "mapstar" ? Kind::map : Kind::starmap;
    const auto *chunk = arguments->items.size() == 1 ? tuple_items(arguments->items[0], 2) : nullptr;
    const auto *inner = chunk != nullptr ? (*chunk)[0].get_if<Global>() : nullptr;
    const auto *items = chunk != nullptr ? (*chunk)[1].get_if<Tuple>() : nullptr;
    if (inner == nullptr || items == nullptr)
        return malformed("a chunk that is not (func, items)");
    task.function = inner->name;
    for (const Value &item : items->items)
        task.calls.push_back(task.kind == Kind::map ? Value(Tuple{{item}}) : item);
    return task;
}

std::string write_error(TaskHead head, const TaskError &error) {
    std::string bytes;
    PickleWriter writer(bytes);
    writer.begin_tuple(3);
    writer.integer(head.job);
    writer.integer(head.index);
    writer.begin_tuple(2);
    writer.boolean(false);
    error.write(writer);
    writer.end_tuple(2);
    writer.end_tuple(3);
    writer.finish();
    return bytes;
}

Result<ResultParts> read_result(std::string_view bytes) {
    POOLSCOPE_ASSIGN(const Unpickled result_pickle, decode_pickle(bytes, Secrets::keep));
    const auto *parts = tuple_items(result_pickle.value, 3);
    const auto *job = parts != nullptr ? (*parts)[0].get_if<std::int64_t>() : nullptr;
    const auto *index = parts != nullptr ? (*parts)[1].get_if<std::int64_t>() : nullptr;
    const auto *outcome = parts != nullptr ? tuple_items((*parts)[2], 2) : nullptr;
    const bool *ok = outcome != nullptr ? (*outcome)[0].get_if<bool>() : nullptr;
    if (job == nullptr || index == nullptr || ok == nullptr)
        return malformed("a result that is not (job, i, (ok, value))");
    ResultParts result{{*job, *index}, *ok, {}, {}};
    if (*ok)
        result.value = (*outcome)[1];
    else
        result.error = TaskError::read((*outcome)[1]);
    return result;
}

} // namespace poolscope::task_frame
