// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/event_codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>

namespace poolscope::telemetry {

namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t smallest_event = 3;
constexpr std::size_t largest_event = 100 + payload_limit;

enum Bit : std::uint8_t {
    known_source = 0x01, new_source = 0x02, has_object = 0x04, has_a = 0x08, has_b = 0x10, has_payload = 0x20,
    has_sequence = 0x40, has_marks = 0x80,
};

struct Source {
    ProcessKey process;
    std::int32_t thread = 0;
    bool operator==(const Source &) const = default;
    std::uint8_t slot() const {
        return static_cast<std::uint8_t>(static_cast<std::uint32_t>(process.pid) * 31 + static_cast<std::uint32_t>(thread));
    }
};

// What both sides remember while they go through a batch.
struct Memory {
    struct OfKind {
        std::uint64_t object = 0, a = 0, b = 0;
    };
    std::array<OfKind, 256> kinds{};
    std::array<Source, 256> sources{};
    Source source;
    std::uint64_t sequence = 0;
    std::uint64_t time = 0;
};

std::uint64_t zigzag(std::uint64_t step) {
    return step << 1 ^ (0 - (step >> 63));
}
std::uint64_t unzigzag(std::uint64_t coded) {
    return coded >> 1 ^ (0 - (coded & 1));
}

char *put(char *at, std::uint64_t value) {
    while (value >= 0x80) {
        *at++ = static_cast<char>(value | 0x80);
        value >>= 7;
    }
    *at++ = static_cast<char>(value);
    return at;
}

char *put_step(char *at, std::uint64_t value, std::uint64_t &last) {
    at = put(at, zigzag(value - last));
    last = value;
    return at;
}

char *put_event(char *at, const Event &event, Memory &memory) {
    const auto kind = static_cast<std::uint8_t>(event.kind);
    Memory::OfKind &last = memory.kinds[kind];
    const auto a = static_cast<std::uint64_t>(event.a);
    const auto b = static_cast<std::uint64_t>(event.b);
    const std::size_t size = std::min(event.payload.size(), payload_limit);
    const bool is_cut = event.is_truncated() || size < event.payload.size();
    const Source source{event.process, event.thread};
    std::uint8_t bits = 0;
    if (source != memory.source)
        bits |= memory.sources[source.slot()] == source ? known_source : new_source;
    bits |= event.object != last.object ? has_object : 0;
    bits |= a != last.a ? has_a : 0;
    bits |= b != last.b ? has_b : 0;
    bits |= size != 0 ? has_payload : 0;
    bits |= event.sequence != memory.sequence + 1 ? has_sequence : 0;
    bits |= event.certainty != Certainty::observed || is_cut ? has_marks : 0;

    *at++ = static_cast<char>(kind);
    *at++ = static_cast<char>(bits);
    at = put_step(at, static_cast<std::uint64_t>(event.time_ns), memory.time);
    if (bits & known_source) {
        *at++ = static_cast<char>(source.slot());
    } else if (bits & new_source) {
        at = put(at, zigzag(static_cast<std::uint64_t>(std::int64_t{event.process.pid})));
        at = put(at, event.process.start_ticks);
        at = put(at, zigzag(static_cast<std::uint64_t>(std::int64_t{event.thread})));
        memory.sources[source.slot()] = source;
    }
    memory.source = source;
    if (bits & has_object)
        at = put_step(at, event.object, last.object);
    if (bits & has_a)
        at = put_step(at, a, last.a);
    if (bits & has_b)
        at = put_step(at, b, last.b);
    if (bits & has_payload) {
        at = put(at, size);
        std::memcpy(at, event.payload.data(), size);
        at += size;
    }
    if (bits & has_sequence)
        at = put(at, zigzag(event.sequence - memory.sequence - 1));
    memory.sequence = event.sequence;
    if (bits & has_marks)
        *at++ = static_cast<char>(static_cast<std::uint8_t>(event.certainty) | (is_cut ? 0x10 : 0));
    return at;
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()), begin_(at_) {}

    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }
    bool byte(std::uint8_t &value) {
        if (at_ == end_)
            return false;
        value = static_cast<std::uint8_t>(*at_++);
        return true;
    }
    bool number(std::uint64_t &value) {
        value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            std::uint8_t part = 0;
            if (!byte(part) || (shift == 63 && part > 1))
                return false;
            value |= static_cast<std::uint64_t>(part & 0x7f) << shift;
            if (part < 0x80)
                return true;
        }
        return false;
    }
    bool step(std::uint64_t &last) {
        std::uint64_t coded = 0;
        if (!number(coded))
            return false;
        last += unzigzag(coded);
        return true;
    }
    bool small_integer(std::int32_t &value) {
        std::uint64_t coded = 0;
        if (!number(coded))
            return false;
        const auto wide = static_cast<std::int64_t>(unzigzag(coded));
        value = static_cast<std::int32_t>(wide);
        return value == wide;
    }
    bool text(std::string &value) {
        std::uint64_t size = 0;
        if (!number(size) || size == 0 || size > payload_limit || size > left())
            return false;
        value.assign(at_, static_cast<std::size_t>(size));
        at_ += size;
        return true;
    }

private:
    const char *at_;
    const char *end_;
    const char *begin_;
};

bool take_source(Reader &reader, std::uint8_t bits, Memory &memory) {
    if ((bits & known_source) && (bits & new_source))
        return false;
    if (bits & known_source) {
        std::uint8_t slot = 0;
        if (!reader.byte(slot))
            return false;
        memory.source = memory.sources[slot];
    } else if (bits & new_source) {
        Source &source = memory.source;
        if (!reader.small_integer(source.process.pid) || !reader.number(source.process.start_ticks) ||
            !reader.small_integer(source.thread))
            return false;
        memory.sources[source.slot()] = source;
    }
    return true;
}

bool take_marks(Reader &reader, Event &event) {
    std::uint8_t marks = 0;
    if (!reader.byte(marks) || (marks & 0x0f) > static_cast<std::uint8_t>(Certainty::heuristic) ||
        marks >> 4 > static_cast<std::uint8_t>(EventFlag::payload_truncated))
        return false;
    event.certainty = static_cast<Certainty>(marks & 0x0f);
    event.flags = static_cast<EventFlag>(marks >> 4);
    return true;
}

// Whatever the event was before.
bool take_event(Reader &reader, Event &event, Memory &memory) {
    event.payload.clear();
    event.certainty = Certainty::observed;
    event.flags = EventFlag::none;
    std::uint8_t kind = 0, bits = 0;
    if (!reader.byte(kind) || !reader.byte(bits) || kind == 0 || kind > static_cast<std::uint8_t>(last_event_kind))
        return false;
    Memory::OfKind &last = memory.kinds[kind];
    std::uint64_t sequence_step = 0;
    if (!reader.step(memory.time) || !take_source(reader, bits, memory) ||
        ((bits & has_object) && !reader.step(last.object)) || ((bits & has_a) && !reader.step(last.a)) ||
        ((bits & has_b) && !reader.step(last.b)) || ((bits & has_payload) && !reader.text(event.payload)) ||
        ((bits & has_sequence) && !reader.step(sequence_step)) || ((bits & has_marks) && !take_marks(reader, event)))
        return false;
    memory.sequence += 1 + sequence_step;
    event.sequence = memory.sequence;
    event.time_ns = static_cast<std::int64_t>(memory.time);
    event.process = memory.source.process;
    event.thread = memory.source.thread;
    event.kind = static_cast<EventKind>(kind);
    event.object = last.object;
    event.a = static_cast<std::int64_t>(last.a);
    event.b = static_cast<std::int64_t>(last.b);
    return true;
}

} // namespace

void encode_batch(std::span<const Event> events, std::string &out) {
    static_assert(static_cast<unsigned>(last_event_kind) < 256, "a kind is one byte here");
    char buffer[32 * largest_event];
    char *at = buffer;
    *at++ = static_cast<char>(version);
    at = put(at, events.size());
    Memory memory;
    for (const Event &event : events) {
        if (at > std::end(buffer) - largest_event) {
            out.append(buffer, static_cast<std::size_t>(at - buffer));
            at = buffer;
        }
        at = put_event(at, event, memory);
    }
    out.append(buffer, static_cast<std::size_t>(at - buffer));
}

Result<std::vector<Event>> decode_batch(std::string_view bytes, std::vector<Event> spent) {
    Reader reader(bytes);
    std::uint8_t found = 0;
    std::uint64_t count = 0;
    if (!reader.byte(found) || found != version)
        return failure(ErrorCode::malformed, "decode events", fmt::format("batch of version {}, not {}", found, version));
    if (!reader.number(count) || count > batch_limit || count > reader.left() / smallest_event)
        return failure(ErrorCode::malformed, "decode events",
                       fmt::format("{} events cannot stand in {} bytes", count, reader.left()));
    std::vector<Event> events = std::move(spent);
    events.resize(std::min(events.size(), static_cast<std::size_t>(count)));
    events.reserve(static_cast<std::size_t>(count));
    Memory memory;
    for (std::size_t index = 0; index < count; ++index) {
        const std::size_t position = reader.position();
        if (!take_event(reader, index < events.size() ? events[index] : events.emplace_back(), memory))
            return failure(ErrorCode::malformed, "decode events",
                           fmt::format("event {} of {}, at byte {}", index + 1, count, position));
    }
    if (reader.left() != 0)
        return failure(ErrorCode::malformed, "decode events", fmt::format("{} bytes after the last event", reader.left()));
    return events;
}

} // namespace poolscope::telemetry
