// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/state_codec.h"

#include <fmt/format.h>
#include <type_traits>

namespace poolscope::state {

namespace {

constexpr StartMethod last_of(StartMethod) { return StartMethod::forkserver; }
constexpr Role last_of(Role) { return Role::host; }
constexpr ProcessState last_of(ProcessState) { return ProcessState::dead; }
constexpr ChannelKind last_of(ChannelKind) { return ChannelKind::socket; }
constexpr Carrier last_of(Carrier) { return Carrier::shared_memory; }
constexpr Direction last_of(Direction) { return Direction::both; }
constexpr WaitKind last_of(WaitKind) { return WaitKind::child; }
constexpr TaskOutcome last_of(TaskOutcome) { return TaskOutcome::cancelled; }
constexpr LockKind last_of(LockKind) { return LockKind::barrier; }
constexpr ResourceKind last_of(ResourceKind) { return ResourceKind::socket; }
constexpr Metric last_of(Metric) { return Metric::start_ns; }
constexpr Aspect last_of(Aspect) { return Aspect::locks; }
constexpr Sight last_of(Sight) { return Sight::seen; }
constexpr Hindrance last_of(Hindrance) { return Hindrance::no_call; }
constexpr Certainty last_of(Certainty) { return Certainty::heuristic; }

// Integers are zigzag varints; texts and lists begin with their size.
class Writer {
public:
    static constexpr bool reads = false;
    std::string out;

    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7)
            out += static_cast<char>(value | 0x80);
        out += static_cast<char>(value);
    }
    template <class Integer> void item(const Integer &value)
        requires(std::is_integral_v<Integer> || std::is_enum_v<Integer>)
    {
        const auto wide = static_cast<std::uint64_t>(value);
        number(wide << 1 ^ (0 - (wide >> 63)));
    }
    void item(const std::string &text) {
        number(text.size());
        out += text;
    }
    std::size_t size(std::size_t count) {
        number(count);
        return count;
    }
};

// After the first byte that cannot be, everything reads as empty.
class Reader {
public:
    static constexpr bool reads = true;
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    bool is_whole() const { return is_good_ && rest_.empty(); }
    bool is_good() const { return is_good_; }
    std::size_t left() const { return rest_.size(); }

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const auto part = static_cast<std::uint8_t>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
        fail();
        return 0;
    }
    template <class Integer> void item(Integer &value)
        requires(std::is_integral_v<Integer> || std::is_enum_v<Integer>)
    {
        const std::uint64_t coded = number();
        const std::uint64_t wide = coded >> 1 ^ (0 - (coded & 1));
        value = static_cast<Integer>(wide);
        if constexpr (std::is_enum_v<Integer>) {
            if (wide > static_cast<std::uint64_t>(last_of(Integer{})))
                fail();
        } else if (static_cast<std::uint64_t>(value) != wide) {
            fail();
        }
        if (!is_good_)
            value = Integer{};
    }
    void item(std::string &text) {
        const std::size_t length = size(0);
        text.assign(rest_.substr(0, length));
        rest_.remove_prefix(length);
    }
    // A count of things that take a byte each, at least.
    std::size_t size(std::size_t) {
        const std::uint64_t count = number();
        if (count > rest_.size()) {
            fail();
            return 0;
        }
        return static_cast<std::size_t>(count);
    }
    void fail() {
        is_good_ = false;
        rest_ = {};
    }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

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

template <class Type, template <class...> class Template> constexpr bool is_a = false;
template <template <class...> class Template, class... Arguments> constexpr bool is_a<Template<Arguments...>, Template> = true;

template <class Archive, class Key, class Row> void table(Archive &archive, RowTable<Key, Row> &rows) {
    for (std::size_t left = archive.size(0); left > 0 && archive.is_good(); --left) {
        Row row{};
        items(archive, row);
        rows.edit_or_add(key_of(row)).row = std::move(row);
    }
}
template <class Archive, class Key, class Row> void table(Archive &archive, const RowTable<Key, Row> &rows) {
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
    else if constexpr (is_a<Plain, RowTable>) table(archive, value);
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
    Writer writer;
    StateCodec::all(writer, state);
    return std::move(writer.out);
}

Result<State> decode_state(std::string_view bytes) {
    Reader reader(bytes);
    State state;
    StateCodec::all(reader, state);
    if (!reader.is_whole())
        return failure(ErrorCode::malformed, "decode state", fmt::format("{} bytes that are no keyframe", bytes.size()));
    return state;
}

} // namespace poolscope::state
