// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/task_frame.h"

#include "engine/core/wire/pickle/pickle_reader.h"

namespace poolscope::task_frame {

namespace {

template <class WriteValue> std::string show(TaskHead head, bool is_value, WriteValue &&write_value) {
    std::string bytes;
    PickleWriter writer(bytes);
    writer.begin_tuple(3);
    writer.integer(head.job);
    writer.integer(head.index);
    writer.begin_tuple(2);
    writer.boolean(is_value);
    write_value(writer);
    writer.end_tuple(2);
    writer.end_tuple(3);
    writer.finish();
    return bytes;
}

} // namespace

std::string show_value(TaskHead head, const Task &task, bool is_single, std::size_t count, std::string_view result) {
    return show(head, true, [&](PickleWriter &writer) { (void)task.show_results(result, count, is_single, writer); });
}

std::string show_error(TaskHead head, std::string_view result) {
    const auto error = decode_pickle(result, Secrets::keep);
    return show(head, false, [&](PickleWriter &writer) { writer.write(error ? error->value : Value()); });
}

} // namespace poolscope::task_frame
