// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/socket.h"

#include "engine/core/base/exception.h"
#include "engine/mp/channel/transfer.h"

#include <sys/socket.h>

namespace poolscope {

namespace {

constexpr std::string_view rebuild = "_rebuild_socket";

Result<int> option(int fd, int name) {
    int value = 0;
    socklen_t size = sizeof value;
    if (::getsockopt(fd, SOL_SOCKET, name, &value, &size) != 0)
        return os_failure("getsockopt", "this descriptor is no socket");
    return value;
}

} // namespace

Socket::Socket(UniqueFd fd) : fd_(std::make_shared<UniqueFd>(std::move(fd))) {
    family_ = unwrap(option(fileno(), SO_DOMAIN));
    type_ = unwrap(option(fileno(), SO_TYPE));
    protocol_ = unwrap(option(fileno(), SO_PROTOCOL));
}

void Codec<Socket>::write(PickleWriter &writer, const Socket &socket) {
    const int fd = socket.fileno();
    transfer::write(writer, "multiprocessing.reduction", rebuild, {&fd, 1}, {StartMethod::none, transfer::Travel::any_time},
                    {socket.family(), socket.type(), socket.protocol()});
}

Result<Socket> Codec<Socket>::read(const Value &value) {
    POOLSCOPE_ASSIGN(auto received, transfer::read(value, rebuild));
    POOLSCOPE_TRY(option(received.fd.get(), SO_DOMAIN));
    return Socket(std::move(received.fd));
}

} // namespace poolscope
