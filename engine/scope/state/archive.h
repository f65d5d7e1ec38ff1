// SPDX-License-Identifier: Apache-2.0
#pragma once

// How rows become bytes and come back from whatever bytes there are; internal to the codecs of this folder.

#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

namespace poolscope::state {

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
constexpr Metric last_of(Metric) { return Metric::private_bytes; }
constexpr Aspect last_of(Aspect) { return Aspect::locks; }
constexpr Sight last_of(Sight) { return Sight::seen; }
constexpr Hindrance last_of(Hindrance) { return Hindrance::no_call; }
constexpr Certainty last_of(Certainty) { return Certainty::heuristic; }

// Integers are zigzag varints; texts and lists begin with their size.
class ArchiveWriter {
public:
    static constexpr bool reads = false;
    // Appends to `out`, all of it when the writer ends.
    explicit ArchiveWriter(std::string &out) : out_(out) {}
    ArchiveWriter(const ArchiveWriter &) = delete;
    ArchiveWriter &operator=(const ArchiveWriter &) = delete;
    ~ArchiveWriter() { flush(); }

    void number(std::uint64_t value) {
        if (room() < longest_number)
            flush();
        for (; value >= 0x80; value >>= 7)
            *at_++ = static_cast<char>(value | 0x80);
        *at_++ = static_cast<char>(value);
    }
    template <class Integer> void item(const Integer &value)
        requires(std::is_integral_v<Integer> || std::is_enum_v<Integer>)
    {
        const auto wide = static_cast<std::uint64_t>(value);
        number(wide << 1 ^ (0 - (wide >> 63)));
    }
    void item(std::string_view text) {
        number(text.size());
        if (room() < text.size())
            flush();
        if (room() < text.size()) {
            out_ += text;
        } else {
            std::memcpy(at_, text.data(), text.size());
            at_ += text.size();
        }
    }
    std::size_t size(std::size_t count) {
        number(count);
        return count;
    }

private:
    static constexpr std::size_t longest_number = 10;

    std::size_t room() const { return static_cast<std::size_t>(std::end(bytes_) - at_); }
    void flush() {
        out_.append(bytes_, static_cast<std::size_t>(at_ - bytes_));
        at_ = bytes_;
    }

    std::string &out_;
    char bytes_[4096];
    char *at_ = bytes_;
};

// After the first byte that cannot be, everything reads as empty.
class ArchiveReader {
public:
    static constexpr bool reads = true;
    explicit ArchiveReader(std::string_view bytes) : rest_(bytes) {}

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
    template <class Text> void item(Text &text)
        requires(std::is_assignable_v<Text &, std::string_view>)
    {
        const std::size_t length = size(0);
        text = rest_.substr(0, length);
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

} // namespace poolscope::state
