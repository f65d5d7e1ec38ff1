// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bodies of a pool's messages, the same bytes as CPython's Pool (PROTOCOLS §11): a task is the pickle of
// (job, i, func, args, kwds), a result that of (job, i, (ok, value)).

#include "engine/core/wire/codec.h"
#include "engine/core/wire/value.h"
#include "engine/mp/task/task_error.h"
#include "engine/mp/task/task_registry.h"

#include <string>
#include <string_view>

namespace poolscope::task_frame {

enum class Kind { apply, map, starmap };

struct TaskHead {
    std::int64_t job = 0;
    std::int64_t index = 0; // of the chunk
};

struct Task {
    TaskHead head;
    Kind kind = Kind::apply;
    std::string function;
    List calls; // the argument tuples: one for apply, one an item for map and starmap
};
Result<Task> read_task(const Value &value);

struct ResultParts {
    TaskHead head;
    bool ok = false;
    Value value;      // of apply: what the function gave; of map: a list
    TaskError error;  // when not ok
};
Result<ResultParts> read_result(std::string_view bytes);
std::string write_error(TaskHead head, const TaskError &error);

// Writes a task whose arguments `write_arguments` puts out: one tuple for apply, `items` values for map and starmap.
template <class WriteArguments>
std::string write_task(TaskHead head, Kind kind, std::string_view function, std::size_t items, WriteArguments &&write_arguments) {
    std::string bytes;
    PickleWriter writer(bytes);
    writer.begin_tuple(5);
    writer.integer(head.job);
    writer.integer(head.index);
    if (kind == Kind::apply) {
        writer.global("__main__", function);
        write_arguments(writer);
    } else {
        writer.global("multiprocessing.pool", kind == Kind::map ? "mapstar" : "starmapstar");
        writer.begin_tuple(1);
        writer.begin_tuple(2);
        writer.global("__main__", function);
        writer.begin_tuple(items);
        write_arguments(writer);
        writer.end_tuple(items);
        writer.end_tuple(2);
        writer.end_tuple(1);
    }
    writer.begin_dict(0).end();
    writer.end_tuple(5);
    writer.finish();
    return bytes;
}

} // namespace poolscope::task_frame
