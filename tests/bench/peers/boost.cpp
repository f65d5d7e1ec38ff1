// SPDX-License-Identifier: GPL-3.0-or-later
// Boost.Interprocess: its message_queue between two processes and among many.
#include "tests/bench/peers/peer.h"

#include <boost/interprocess/ipc/message_queue.hpp>
#include <memory>

namespace {

namespace interprocess = boost::interprocess;
using namespace peer;

class Mailbox {
public:
    Mailbox(const char *which, std::size_t bytes)
        : name_("poolscope-bench-" + std::to_string(::getpid()) + which),
          queue_(interprocess::create_only, name_.c_str(), std::clamp<std::size_t>((std::size_t{64} << 20) / bytes, 2, 1024), bytes) {
        interprocess::message_queue::remove(name_.c_str()); // the name; the mapping stays
    }
    void send(const char *from, std::size_t size) { queue_.send(from, size, 0); }
    void receive(char *into, std::size_t size) {
        interprocess::message_queue::size_type got = 0;
        unsigned priority = 0;
        queue_.receive(into, size, got, priority);
    }

private:
    std::string name_;
    interprocess::message_queue queue_;
};

class Pair {
public:
    explicit Pair(std::size_t bytes) : there_("there", bytes), back_("back", bytes) {}
    void enter(int side) { side_ = side; }
    void leave() {}
    void send(const char *from, std::size_t size) { (side_ == 0 ? there_ : back_).send(from, size); }
    void receive(char *into, std::size_t size) { (side_ == 0 ? back_ : there_).receive(into, size); }

private:
    Mailbox there_, back_;
    int side_ = 0;
};

class Queue {
public:
    explicit Queue(std::size_t bytes) : mailbox_("queue", bytes) {}
    void enter(bool) {}
    void put(const char *from, std::size_t size) { mailbox_.send(from, size); }
    void get(char *into, std::size_t size) { mailbox_.receive(into, size); }

private:
    Mailbox mailbox_;
};

} // namespace

int main(int argc, char **argv) {
    if (argc == 2 && argv[1][0] == 'C') {
        all_widths("Boost message_queue", [](std::size_t bytes) { return std::make_unique<Queue>(bytes); }, 200'000);
        return 0;
    }
    for (const std::size_t bytes : {std::size_t{16}, std::size_t{1} << 10, std::size_t{1} << 20, std::size_t{16} << 20}) {
        Pair pair(bytes);
        one_way("Boost message_queue", pair, bytes);
        if (bytes <= 1024) {
            Pair another(bytes);
            round_trip("Boost message_queue", another, bytes);
        }
    }
    Pair pair(16);
    round_trip_asleep("Boost message_queue", pair);
}
