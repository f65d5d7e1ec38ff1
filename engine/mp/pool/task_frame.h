// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a pool's messages look to those who watch: the bytes that CPython's Pool would send (PROTOCOLS §11). A task is the
// pickle of (job, i, func, args, kwds), a result that of (job, i, (ok, value)). The workers themselves speak call_codec.

#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/pickle/value.h"
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

// What a worker has to tell of a result; `result` is as it travelled.
std::string show_value(TaskHead head, const Task &task, bool is_single, std::size_t count, std::string_view result);
std::string show_error(TaskHead head, std::string_view result);

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
