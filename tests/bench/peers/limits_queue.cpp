// SPDX-License-Identifier: GPL-3.0-or-later
// The limits of queues of many producers and consumers: a queue in shared memory that no process may die in, and a pipe in
// packet mode, whose messages the kernel keeps whole.
#include "tests/bench/peers/ring.h"

#include <fcntl.h>
#include <memory>

namespace {

using namespace peer;

template <std::size_t cell_bytes> class SharedCells {
public:
    SharedCells() : ring_(shared<CellRing<cell_bytes>>()) {}
    ~SharedCells() { ::munmap(ring_, sizeof *ring_); }
    void enter(bool) {}
    void put(const char *from, std::size_t size) { ring_->put(from, size, 2000); }
    void get(char *into, std::size_t size) { ring_->get(into, size, 2000); }

private:
    CellRing<cell_bytes> *ring_;
};

class PacketPipe {
public:
    explicit PacketPipe(std::size_t) {
        if (::pipe2(ends_, O_DIRECT) != 0)
            fail("pipe2");
        ::fcntl(ends_[0], F_SETPIPE_SZ, 1 << 20);
    }
    ~PacketPipe() { ::close(ends_[0]), ::close(ends_[1]); }
    void enter(bool) {}
    void put(const char *from, std::size_t size) {
        if (::write(ends_[1], from, size) < 0)
            fail("write");
    }
    void get(char *into, std::size_t size) {
        if (::read(ends_[0], into, size) < 0)
            fail("read");
    }

private:
    int ends_[2];
};

template <std::size_t bytes> void shared_cells() {
    for (const auto &[producers, consumers] : {std::pair{1, 1}, {4, 4}, {2, 8}}) {
        SharedCells<bytes> queue;
        many_to_many("limit: shared cells, no recovery", queue, producers, consumers, bytes, 200'000);
    }
}

} // namespace

int main() {
    shared_cells<8>();
    shared_cells<1024>();
    all_widths("packet pipe", [](std::size_t bytes) { return std::make_unique<PacketPipe>(bytes); }, 200'000);
}
