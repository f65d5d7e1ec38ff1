// SPDX-License-Identifier: Apache-2.0
#pragma once

// How rows become bytes and come back from whatever bytes there are; internal to log_codec.cpp.

#include <cstdint>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

namespace poolscope::state {

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
        requires(std::is_integral_v<Integer>)
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
        requires(std::is_integral_v<Integer>)
    {
        const std::uint64_t coded = number();
        const std::uint64_t wide = coded >> 1 ^ (0 - (coded & 1));
        value = static_cast<Integer>(wide);
        if (static_cast<std::uint64_t>(value) != wide)
            fail();
        if (!is_good_)
            value = Integer{};
    }
    template <class Text> void item(Text &text)
        requires(std::is_assignable_v<Text &, std::string_view>)
    {
        const std::size_t length = size();
        text = rest_.substr(0, length);
        rest_.remove_prefix(length);
    }
    // A count of things that take a byte each, at least.
    std::size_t size() {
        const std::uint64_t count = number();
        if (count > rest_.size()) {
            fail();
            return 0;
        }
        return static_cast<std::size_t>(count);
    }

private:
    void fail() {
        is_good_ = false;
        rest_ = {};
    }

    std::string_view rest_;
    bool is_good_ = true;
};

} // namespace poolscope::state
