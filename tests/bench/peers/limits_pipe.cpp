// SPDX-License-Identifier: GPL-3.0-or-later
// The limits of moving bytes from one process to another: descriptors, a ring in shared memory, and copying itself.
#include "tests/bench/peers/ring.h"

#include <csignal>
#include <cstring>
#include <memory>
#include <sys/socket.h>

namespace {

using namespace peer;

void write_all(int fd, const char *from, std::size_t size) {
    for (ssize_t done; size > 0; from += done, size -= static_cast<std::size_t>(done))
        if ((done = ::write(fd, from, size)) <= 0)
            fail("write");
}
void read_all(int fd, char *into, std::size_t size) {
    for (ssize_t done; size > 0; into += done, size -= static_cast<std::size_t>(done))
        if ((done = ::read(fd, into, size)) <= 0)
            fail("read");
}

class Descriptors {
public:
    explicit Descriptors(bool is_socket) : is_socket_(is_socket) {
        if (is_socket ? ::socketpair(AF_UNIX, SOCK_STREAM, 0, there_) : (::pipe(there_) != 0 || ::pipe(back_) != 0))
            fail("pipe");
    }
    ~Descriptors() {
        for (const int fd : {there_[0], there_[1], back_[0], back_[1]})
            if (fd >= 0)
                ::close(fd);
    }
    void enter(int side) {
        in_ = is_socket_ ? there_[side] : side == 0 ? back_[0] : there_[0];
        out_ = is_socket_ ? there_[side] : side == 0 ? there_[1] : back_[1];
    }
    void leave() {}
    void send(const char *from, std::size_t size) { write_all(out_, from, size); }
    void receive(char *into, std::size_t size) { read_all(in_, into, size); }

private:
    bool is_socket_;
    int there_[2] = {-1, -1}, back_[2] = {-1, -1}, in_ = -1, out_ = -1;
};

// A ring each way.
class SharedRings {
public:
    explicit SharedRings(int spins) : spins_(spins), rings_(shared<ByteRing>(2)) {}
    ~SharedRings() { ::munmap(rings_, 2 * sizeof(ByteRing)); }
    void enter(int side) { side_ = side; }
    void leave() {}
    void send(const char *from, std::size_t size) { rings_[side_].put(from, size, spins_); }
    void receive(char *into, std::size_t size) { rings_[1 - side_].get(into, size, spins_); }

private:
    int spins_, side_ = 0;
    ByteRing *rings_;
};

template <class Make> void all_sizes(const std::string &name, Make make) {
    for (const std::size_t bytes : {std::size_t{16}, std::size_t{1} << 10, std::size_t{1} << 20, std::size_t{16} << 20}) {
        auto channel = make();
        one_way(name, *channel, bytes);
        if (bytes <= 1024) {
            auto another = make();
            round_trip(name, *another, bytes);
        }
    }
    auto channel = make();
    round_trip_asleep(name, *channel);
}

void copies(std::size_t bytes) {
    std::vector<char> from(bytes, 1), into(bytes, 2);
    const std::size_t count = std::max<std::size_t>(4, (std::size_t{512} << 20) / bytes);
    const double begun = now_s();
    for (std::size_t i = 0; i < count; ++i) {
        std::memcpy(into.data(), from.data(), bytes);
        asm volatile("" ::"r"(into.data()) : "memory");
    }
    report("B", "limit: memcpy", "msg_s", human(bytes), {static_cast<double>(count) / (now_s() - begun)});
}

} // namespace

int main() {
    std::signal(SIGPIPE, SIG_IGN);
    all_sizes("limit: pipe", [] { return std::make_unique<Descriptors>(false); });
    all_sizes("limit: socketpair", [] { return std::make_unique<Descriptors>(true); });
    all_sizes("limit: shared ring, futex", [] { return std::make_unique<SharedRings>(0); });
    all_sizes("limit: shared ring, spin then futex", [] { return std::make_unique<SharedRings>(2000); });
    copies(std::size_t{1} << 20);
    copies(std::size_t{16} << 20);
}
