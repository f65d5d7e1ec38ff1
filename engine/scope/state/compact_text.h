// SPDX-License-Identifier: Apache-2.0
#pragma once

// A text in half the room of a std::string, for rows of which there are millions: what is short stands in the value itself,
// what is longer takes exactly its size elsewhere. It is set and read, never edited.

#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace poolscope::state {

class CompactText {
public:
    static constexpr std::size_t short_limit = 15;

    CompactText() = default;
    CompactText(std::string_view text) { set(text); }
    CompactText(const CompactText &other) { set(other); }
    CompactText(CompactText &&other) noexcept : bytes_(std::exchange(other.bytes_, Bytes())) {}
    ~CompactText() { forget(); }
    CompactText &operator=(const CompactText &other) { return *this = std::string_view(other); }
    CompactText &operator=(CompactText &&other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    CompactText &operator=(std::string_view text) {
        CompactText copy(text); // before what it may be a part of is forgotten
        std::swap(bytes_, copy.bytes_);
        return *this;
    }

    operator std::string_view() const { return {is_long() ? far().text : bytes_.near, size()}; }
    std::size_t size() const { return is_long() ? far().size : bytes_.tag; }
    bool empty() const { return size() == 0; }
    bool operator==(const CompactText &other) const { return std::string_view(*this) == std::string_view(other); }
    bool operator==(std::string_view other) const { return std::string_view(*this) == other; }

private:
    static constexpr std::uint8_t long_tag = short_limit + 1;
    struct alignas(8) Bytes {
        char near[short_limit] = {};
        std::uint8_t tag = 0; // how many of them, or that they say where the text is
    };
    struct Far {
        char *text;
        std::uint32_t size;
    };
    static_assert(sizeof(Far::text) + sizeof(Far::size) <= short_limit);

    bool is_long() const { return bytes_.tag == long_tag; }
    Far far() const {
        Far far;
        std::memcpy(&far.text, bytes_.near, sizeof far.text);
        std::memcpy(&far.size, bytes_.near + sizeof far.text, sizeof far.size);
        return far;
    }
    void set(std::string_view text) {
        if (text.size() <= short_limit) {
            text.copy(bytes_.near, text.size()); // which may be no bytes from nowhere
            bytes_.tag = static_cast<std::uint8_t>(text.size());
            return;
        }
        const Far far{new char[text.size()], static_cast<std::uint32_t>(text.size())};
        std::memcpy(far.text, text.data(), text.size());
        std::memcpy(bytes_.near, &far.text, sizeof far.text);
        std::memcpy(bytes_.near + sizeof far.text, &far.size, sizeof far.size);
        bytes_.tag = long_tag;
    }
    void forget() {
        if (is_long())
            delete[] far().text;
    }

    Bytes bytes_;
};
static_assert(sizeof(CompactText) == 16);

} // namespace poolscope::state
