// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/preview/redaction.h"

#include "engine/core/wire/challenge.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace poolscope {

namespace {

constexpr char mask = '*';
// Between the word and its value stand memo operations, at most the class of the value, and in protocols 0 to 2 the name of the
// function that makes bytes of text.
constexpr std::size_t reach = 96;
constexpr std::size_t longest_key = 4096;

struct Text {
    std::size_t header = 0, size = 0;
};

// A byte string; `size` may go beyond the end. Before protocol 3 bytes were made of text.
Text text_at(std::string_view bytes, bool also_text) {
    const auto little_endian = [&](std::size_t count) {
        std::size_t value = 0;
        for (std::size_t index = 0; index < count && index + 1 < bytes.size(); ++index)
            value |= std::size_t{static_cast<unsigned char>(bytes[index + 1])} << (8 * index);
        return value;
    };
    switch (bytes.front()) {
    case 'C': return {2, little_endian(1)};
    case 'B': return {5, little_endian(4)};
    case '\x8e': return {9, little_endian(8)};
    default: break;
    }
    if (!also_text)
        return {};
    switch (bytes.front()) {
    case 'U': return {2, little_endian(1)};
    case 'X': case 'T': return {5, little_endian(4)};
    case 'S': case 'V': return {1, std::min(bytes.find('\n'), bytes.size()) - 1};
    default: return {};
    }
}

bool mask_behind(std::string &bytes, std::size_t from) {
    bool found = false;
    const std::size_t end = std::min(bytes.size(), from + reach);
    const std::size_t maker = std::string_view(bytes).substr(from, end - from).find("_codecs");
    const bool is_old = maker != std::string_view::npos;
    for (std::size_t at = is_old ? from + maker : from; at < end; ++at) {
        const Text text = text_at(std::string_view(bytes).substr(at), is_old);
        if (text.header == 0 || text.size == 0 || text.size > longest_key)
            continue;
        const std::size_t begin = std::min(bytes.size(), at + text.header), stop = std::min(bytes.size(), begin + text.size);
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.begin() + static_cast<std::ptrdiff_t>(stop), mask);
        found = found || stop > begin;
        if (text.size >= 16) // a key; shorter ones are names on the way to it
            break;
    }
    return found;
}

} // namespace

bool mask_keys(std::string &bytes) {
    bool found = false;
    for (const std::string_view word : {std::string_view("AuthenticationString"), std::string_view("authkey")})
        for (std::size_t at = bytes.find(word); at != bytes.npos; at = bytes.find(word, at + word.size()))
            found |= mask_behind(bytes, at + word.size());
    if (const std::size_t at = bytes.find(challenge_mark); at != bytes.npos) {
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(at + challenge_mark.size()), bytes.end(), mask);
        found = true;
    }
    return found;
}

} // namespace poolscope
