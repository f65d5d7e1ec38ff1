// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/random.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>

namespace poolscope::posix {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got = ::getrandom(bytes.data() + done, count - done, 0);
        if (got < 0 && errno != EINTR)
            std::abort(); // no entropy source at all: nothing secret could be made
        if (got > 0)
            done += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::uint64_t random_number() {
    std::uint64_t number;
    std::memcpy(&number, random_bytes(sizeof number).data(), sizeof number);
    return number;
}

std::string random_name(std::size_t length) {
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    std::string name = random_bytes(length);
    for (char &character : name)
        character = alphabet[static_cast<unsigned char>(character) % (sizeof alphabet - 1)];
    return name;
}

} // namespace poolscope::posix
