// SPDX-License-Identifier: Apache-2.0
#pragma once

// The packets between a forkserver and its clients, native integers within one machine. After the challenges of both
// sides: client → server a Request with its payload and descriptors, server → client a Reply for each, and later one when
// the child has ended.

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace poolscope::forkserver {

// In the place of the challenge: the server has no descriptor left for another client.
constexpr std::string_view full_message = "#FULL#";

enum class PayloadPlace : std::uint32_t { inline_bytes, memory_file };

struct Request {
    std::uint64_t id = 0;
    PayloadPlace place = PayloadPlace::inline_bytes; // the bytes after this, or the second descriptor
};                                                   // descriptors: link, [memory file], arguments …

enum class ReplyKind : std::uint32_t { started, failed, ended };

struct Reply {
    std::uint64_t id = 0;
    ReplyKind kind = ReplyKind::started;
    std::int32_t value = 0; // pid (with the pidfd as descriptor), errno, or exit code
};

constexpr std::size_t maximum_inline_payload = 64 * 1024;
constexpr std::size_t maximum_packet = maximum_inline_payload + sizeof(Request);

template <class T> std::string packet_of(const T &head, std::string_view rest = {}) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::string bytes(sizeof head, '\0');
    std::memcpy(bytes.data(), &head, sizeof head);
    return bytes.append(rest);
}

template <class T> std::optional<T> head_of(std::string_view packet) {
    if (packet.size() < sizeof(T))
        return std::nullopt;
    T head;
    std::memcpy(&head, packet.data(), sizeof head);
    return head;
}

} // namespace poolscope::forkserver
