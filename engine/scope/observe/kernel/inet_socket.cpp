// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/inet_socket.h"

#include "engine/core/telemetry/kernel_object.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <fmt/format.h>

namespace poolscope::observe {

namespace {

std::string_view next_word(std::string_view &line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

template <class T> bool read_number(std::string_view text, T &number, int base) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return problem == std::errc() && end == text.data() + text.size();
}

struct Address {
    std::string shown; // empty for the port 0
    sockaddr_storage value{};
};

// "0100007F:1538": words of 32 bits as they stand in memory, and the port.
std::optional<Address> address_in(std::string_view text) {
    const std::size_t colon = text.find(':');
    std::uint16_t port = 0;
    if (colon == text.npos || (colon != 8 && colon != 32) || !read_number(text.substr(colon + 1), port, 16))
        return std::nullopt;
    std::array<std::uint32_t, 4> words{};
    for (std::size_t index = 0; index < colon / 8; ++index)
        if (!read_number(text.substr(index * 8, 8), words.at(index), 16))
            return std::nullopt;
    if (port == 0)
        return Address();
    const bool is_old = colon == 8;
    std::array<char, INET6_ADDRSTRLEN> shown{};
    if (::inet_ntop(is_old ? AF_INET : AF_INET6, words.data(), shown.data(), shown.size()) == nullptr)
        return std::nullopt;
    Address address{is_old ? fmt::format("{}:{}", shown.data(), port) : fmt::format("[{}]:{}", shown.data(), port)};
    sockaddr_in four{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {words[0]}, .sin_zero = {}};
    sockaddr_in6 six{.sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_flowinfo = 0, .sin6_addr = {}, .sin6_scope_id = 0};
    std::memcpy(&six.sin6_addr, words.data(), sizeof six.sin6_addr);
    std::memcpy(&address.value, is_old ? static_cast<const void *>(&four) : &six, is_old ? sizeof four : sizeof six);
    return address;
}

} // namespace

std::string InetSocket::name() const {
    return fmt::format("{} {}", is_stream ? "TCP" : "UDP", remote.empty() ? local : remote);
}

std::optional<InetSocket> find_inet_socket(std::string_view table, std::uint64_t inode) {
    constexpr int words_before_inode = 6; // state, queues, timer, retransmits, user, timeout
    while (!table.empty()) {
        std::string_view line = table.substr(0, table.find('\n'));
        table.remove_prefix(std::min(line.size() + 1, table.size()));
        next_word(line); // its number
        const std::string_view local = next_word(line), remote = next_word(line);
        for (int word = 0; word < words_before_inode; ++word)
            next_word(line);
        std::uint64_t found = 0;
        if (!read_number(next_word(line), found, 10) || found != inode)
            continue;
        auto from = address_in(local), to = address_in(remote);
        if (!from || !to)
            return std::nullopt;
        const ObjectId reads = to->shown.empty() ? 0 : telemetry::connection_channel_id(from->value, to->value);
        return InetSocket{true, std::move(from->shown), std::move(to->shown), reads};
    }
    return std::nullopt;
}

std::optional<InetSocket> inet_socket(ProcessKey process, std::uint64_t inode) {
    const auto folder = open_process_folder(process);
    if (!folder || inode == 0)
        return std::nullopt;
    for (const char *const table : {"net/tcp", "net/tcp6", "net/udp", "net/udp6"})
        if (auto socket = find_inet_socket(read_file(folder->get(), table).value_or(std::string()), inode)) {
            socket->is_stream = std::strncmp(table, "net/tcp", 7) == 0;
            return socket;
        }
    return std::nullopt;
}

} // namespace poolscope::observe
