// SPDX-License-Identifier: Apache-2.0
#pragma once

// Ids of what the kernel knows by a number of its own: pipes, sockets, mapped files. Computed from that number alone, so that
// everybody who meets the object (the observer, the tracer, the shim in the program itself) gives it the same id. No state,
// no allocation: safe in a signal handler.

#include "engine/core/telemetry/event.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace poolscope::telemetry {

// The numbers are part of the ids.
enum class KernelObject : std::uint8_t { pipe = 5, named_pipe = 6, socket = 7, connection_to_come = 253, internet_connection = 254, mapped_file = 255 };

constexpr std::uint64_t scattered(std::uint64_t value) { // splitmix64
    value += 0x9e3779b97f4a7c15;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
}

constexpr ObjectId kernel_object_id(std::uint64_t kind, std::uint64_t device, std::uint64_t inode) {
    const std::uint64_t id = scattered(scattered(scattered(kind) ^ device) ^ inode) & ~std::uint64_t{1};
    return id != 0 ? id : 2;
}

constexpr ObjectId kernel_object_id(KernelObject kind, std::uint64_t device, std::uint64_t inode) {
    return kernel_object_id(static_cast<std::uint64_t>(kind), device, inode);
}

// Of two connected sockets, what `reader` reads is one channel and what its peer reads is the other: ids that differ in the
// lowest bit only.
constexpr ObjectId socket_channel_id(std::uint64_t reader, std::uint64_t peer) {
    const bool is_first = reader < peer;
    return kernel_object_id(KernelObject::socket, 0, is_first ? reader : peer) | (is_first ? 0 : 1);
}

// Of what is written into a connection that nobody has accepted yet: its other side has no inode until then.
constexpr ObjectId connection_to_come_id(std::uint64_t writer) {
    return kernel_object_id(KernelObject::connection_to_come, 0, writer);
}

// The same number for an address whichever side asks; an IPv4 address within IPv6 is the same as by itself.
inline std::uint64_t number_of(const sockaddr_storage &address) {
    if (address.ss_family == AF_INET) {
        sockaddr_in four;
        std::memcpy(&four, &address, sizeof four);
        return scattered(std::uint64_t{four.sin_addr.s_addr} << 16 | four.sin_port);
    }
    sockaddr_in6 six;
    std::memcpy(&six, &address, sizeof six);
    std::uint32_t last;
    std::memcpy(&last, six.sin6_addr.s6_addr + 12, sizeof last);
    if (IN6_IS_ADDR_V4MAPPED(&six.sin6_addr))
        return scattered(std::uint64_t{last} << 16 | six.sin6_port);
    std::uint64_t halves[2];
    std::memcpy(halves, &six.sin6_addr, sizeof halves);
    return scattered(scattered(halves[0]) ^ halves[1]) ^ six.sin6_port;
}

// The same for the ends of a connection over the internet's protocols, which have no inode in common.
inline ObjectId connection_channel_id(const sockaddr_storage &reader, const sockaddr_storage &peer) {
    const std::uint64_t own = number_of(reader), other = number_of(peer);
    return kernel_object_id(KernelObject::internet_connection, std::min(own, other), std::max(own, other)) | (own < other ? 0 : 1);
}

} // namespace poolscope::telemetry
