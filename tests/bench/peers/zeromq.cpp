// SPDX-License-Identifier: GPL-3.0-or-later
// ZeroMQ: a pair of PAIR sockets over ipc://. (Its PUSH and PULL sockets share no queue, so section C has no row of it.)
#include "tests/bench/peers/peer.h"

#include <zmq.h>

namespace {

using namespace peer;

class Pair {
public:
    void enter(int side) {
        const std::string address = "ipc:///tmp/poolscope-bench-" + std::to_string(side == 0 ? ::getpid() : ::getppid());
        context_ = ::zmq_ctx_new();
        socket_ = ::zmq_socket(context_, ZMQ_PAIR);
        if ((side == 0 ? ::zmq_bind(socket_, address.c_str()) : ::zmq_connect(socket_, address.c_str())) != 0)
            fail("zmq");
    }
    void send(const char *from, std::size_t size) {
        if (::zmq_send(socket_, from, size, 0) < 0)
            fail("zmq_send");
    }
    void receive(char *into, std::size_t size) {
        if (::zmq_recv(socket_, into, size, 0) < 0)
            fail("zmq_recv");
    }
    void leave() {
        ::zmq_close(socket_);
        ::zmq_ctx_term(context_);
    }

private:
    void *context_ = nullptr, *socket_ = nullptr;
};

} // namespace

int main() {
    for (const std::size_t bytes : {std::size_t{16}, std::size_t{1} << 10, std::size_t{1} << 20, std::size_t{16} << 20}) {
        {
            Pair pair;
            one_way("ZeroMQ ipc", pair, bytes);
        }
        if (bytes <= 1024) {
            Pair pair;
            round_trip("ZeroMQ ipc", pair, bytes);
        }
    }
    Pair pair;
    round_trip_asleep("ZeroMQ ipc", pair);
}
