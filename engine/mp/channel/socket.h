// SPDX-License-Identifier: Apache-2.0
#pragma once

// A socket that can be given to a process or sent to one (Python: a socket.socket, which multiprocessing can pickle). Owns
// the descriptor; copies mean the same socket. What is done with it is the system's business, through fileno().

#include "engine/core/base/unique_fd.h"
#include "engine/core/wire/pickle/codec.h"

#include <memory>

namespace poolscope {

class Socket {
public:
    // OSError when the descriptor is no socket.
    explicit Socket(UniqueFd fd);
    int fileno() const { return fd_->get(); }
    int family() const { return family_; }
    int type() const { return type_; }
    int protocol() const { return protocol_; }
    void close() { fd_->reset(); }

private:
    std::shared_ptr<UniqueFd> fd_;
    int family_ = 0, type_ = 0, protocol_ = 0;
};

template <> struct Codec<Socket> {
    static void write(PickleWriter &writer, const Socket &socket);
    static Result<Socket> read(const Value &value);
};

} // namespace poolscope
