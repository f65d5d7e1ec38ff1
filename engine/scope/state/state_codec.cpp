// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/state_codec.h"

#include "engine/scope/state/archive.h"

#include <fmt/format.h>
#include <type_traits>

namespace poolscope::state {

namespace {

// What a row consists of, written once for both directions.
template <class Archive, class... Items> void items(Archive &archive, Items &...all);

template <class Archive, class Key> void key(Archive &archive, Key &value) { items(archive, value.pid, value.start_ticks); }
template <class Archive, class Type> void wait(Archive &archive, Type &row) { items(archive, row.kind, row.object, row.since_ns); }
template <class Archive, class Type> void block(Archive &archive, Type &row) {
    items(archive, row.kind, row.object, row.since_ns, row.certainty, row.wakers);
}
template <class Archive, class Type> void channel_end(Archive &archive, Type &row) {
    items(archive, row.process, row.direction, row.inherited, row.used, row.descriptor);
}
template <class Archive, class Type> void last_message(Archive &archive, Type &row) {
    items(archive, row.message, row.channel, row.direction, row.bytes, row.time_ns);
}
template <class Archive, class Type> void in_flight(Archive &archive, Type &row) { items(archive, row.number, row.bytes, row.message); }
template <class Archive, class Type> void holder(Archive &archive, Type &row) {
    items(archive, row.process, row.thread, row.depth, row.since_ns, row.certainty);
}
template <class Archive, class Type> void process(Archive &archive, Type &row) {
    items(archive, row.key, row.parent, row.starter, row.name, row.command, row.role, row.start_method, row.state, row.state_since_ns, row.certainty,
          row.exit_code, row.exit_certainty, row.out_of_memory, row.last_messages, row.started_ns, row.ready_after_ns, row.ended_ns, row.waits, row.blocks, row.free_threads, row.task, row.pool, row.worker_number,
          row.forked_beside_threads, row.adopted, row.metrics, row.messages_sent, row.messages_received, row.tasks_done);
}
template <class Archive, class Type> void channel(Archive &archive, Type &row) {
    items(archive, row.id, row.kind, row.carrier, row.name, row.capacity, row.creator, row.created_ns, row.ends, row.sent,
          row.received, row.dropped, row.bytes_sent, row.bytes_received, row.depth_items, row.depth_bytes, row.in_flight,
          row.overtaking, row.torn, row.writer_left, row.writer_left_ns, row.is_whole);
}
template <class Archive, class Type> void task(Archive &archive, Type &row) {
    items(archive, row.id, row.pool, row.call, row.result, row.call_truncated, row.result_truncated, row.outcome, row.worker,
          row.attempt, row.items, row.worker_exit_code, row.submitted_ns, row.assigned_ns, row.started_ns, row.ended_ns, row.ran_ns);
}
template <class Archive, class Type> void pool(Archive &archive, Type &row) {
    items(archive, row.id, row.name, row.owner, row.start_method, row.workers_wanted, row.workers, row.submitted, row.finished,
          row.failed, row.lost, row.cancelled, row.closed, row.terminated, row.broken_reason);
}
template <class Archive, class Type> void lock(Archive &archive, Type &row) {
    items(archive, row.id, row.kind, row.name, row.maximum, row.value, row.holders, row.died_holding);
}
template <class Archive, class Type> void resource(Archive &archive, Type &row) {
    items(archive, row.id, row.name, row.kind, row.creator, row.creator_certainty, row.holders, row.registered, row.leaked, row.created_ns);
}
template <class Archive, class Type> void insight(Archive &archive, Type &row) { items(archive, row.sight, row.hindrance, row.remedy); }
template <class Archive, class Type> void program(Archive &archive, Type &row) {
    items(archive, row.key, row.command, row.start_method, row.exit_code, row.ran_before, row.is_over, row.insight);
}

const ProcessKey &key_of(const ProcessRow &row) { return row.key; }
const std::string &key_of(const ResourceRow &row) { return row.name; }
template <class Row> ObjectId key_of(const Row &row) { return row.id; }

template <class Type> constexpr bool is_row_table = false;
template <class Key, class Row, std::size_t limit> constexpr bool is_row_table<RowTable<Key, Row, limit>> = true;
template <class Type, template <class...> class Template> constexpr bool is_a = false;
template <template <class...> class Template, class... Arguments> constexpr bool is_a<Template<Arguments...>, Template> = true;

template <class Archive, class Key, class Row, std::size_t limit> void table(Archive &archive, RowTable<Key, Row, limit> &rows) {
    for (std::size_t left = archive.size(0); left > 0 && archive.is_good(); --left) {
        Row row{};
        items(archive, row);
        rows.edit_or_add(key_of(row)).row = std::move(row);
    }
}
template <class Archive, class Key, class Row, std::size_t limit> void table(Archive &archive, const RowTable<Key, Row, limit> &rows) {
    archive.size(rows.size());
    for (const auto &[id, row] : rows)
        items(archive, row);
}

template <class Archive, class Item> void optional(Archive &archive, Item &value) {
    bool is_there = value.has_value();
    archive.item(is_there);
    if constexpr (Archive::reads)
        if (is_there)
            value.emplace();
    if (is_there)
        items(archive, *value);
}

template <class Archive, class Map> void map(Archive &archive, Map &values) {
    if constexpr (Archive::reads) {
        for (std::size_t left = archive.size(0); left > 0 && archive.is_good(); --left) {
            typename Map::key_type id{};
            items(archive, id);
            items(archive, values[id]);
        }
    } else {
        archive.size(values.size());
        for (const auto &[id, value] : values)
            items(archive, id, value);
    }
}

template <class Archive, class List> void list(Archive &archive, List &values) {
    if constexpr (Archive::reads) {
        for (std::size_t left = archive.size(0); left > 0 && archive.is_good(); --left)
            items(archive, values.emplace_back());
    } else {
        archive.size(values.size());
        for (const auto &value : values)
            items(archive, value);
    }
}

template <class Archive, class Item> void one(Archive &archive, Item &value) {
    using Plain = std::remove_const_t<Item>;
    if constexpr (std::is_same_v<Plain, ProcessKey>) key(archive, value);
    else if constexpr (std::is_same_v<Plain, Wait>) wait(archive, value);
    else if constexpr (std::is_same_v<Plain, Block>) block(archive, value);
    else if constexpr (std::is_same_v<Plain, ChannelEnd>) channel_end(archive, value);
    else if constexpr (std::is_same_v<Plain, LastMessage>) last_message(archive, value);
    else if constexpr (std::is_same_v<Plain, InFlight>) in_flight(archive, value);
    else if constexpr (std::is_same_v<Plain, LockHolder>) holder(archive, value);
    else if constexpr (std::is_same_v<Plain, ProcessRow>) process(archive, value);
    else if constexpr (std::is_same_v<Plain, ChannelRow>) channel(archive, value);
    else if constexpr (std::is_same_v<Plain, TaskRow>) task(archive, value);
    else if constexpr (std::is_same_v<Plain, PoolRow>) pool(archive, value);
    else if constexpr (std::is_same_v<Plain, LockRow>) lock(archive, value);
    else if constexpr (std::is_same_v<Plain, ResourceRow>) resource(archive, value);
    else if constexpr (std::is_same_v<Plain, Insight>) insight(archive, value);
    else if constexpr (std::is_same_v<Plain, Program>) program(archive, value);
    else if constexpr (is_row_table<Plain>) table(archive, value);
    else if constexpr (is_a<Plain, std::optional>) optional(archive, value);
    else if constexpr (is_a<Plain, std::map>) map(archive, value);
    else if constexpr (is_a<Plain, std::vector> || is_a<Plain, std::deque>) list(archive, value);
    else archive.item(value);
}

template <class Archive, class... Items> void items(Archive &archive, Items &...all) {
    (one(archive, all), ...);
}

} // namespace

// Friend of State, because a keyframe is all of it.
class StateCodec {
public:
    template <class Archive, class Type> static void all(Archive &archive, Type &state) {
        items(archive, state.processes_, state.channels_, state.tasks_, state.pools_, state.locks_, state.resources_, state.program_,
              state.time_ns_, state.whole_look_ns_, state.sequence_, state.events_, state.lost_events_, state.messages_, state.console_rows_);
    }
};

std::string encode_state(const State &state) {
    std::string out;
    {
        ArchiveWriter writer(out);
        StateCodec::all(writer, state);
    }
    return out;
}

Result<State> decode_state(std::string_view bytes) {
    ArchiveReader reader(bytes);
    State state;
    StateCodec::all(reader, state);
    if (!reader.is_whole())
        return failure(ErrorCode::malformed, "decode state", fmt::format("{} bytes that are no keyframe", bytes.size()));
    return state;
}

} // namespace poolscope::state
