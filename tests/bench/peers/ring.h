// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The fastest carriers that shared memory allows, without a thought for a process that is killed: what recovery costs is the
// distance to them. A byte ring for one writer and one reader, and Vyukov's bounded queue for many.

#include "tests/bench/peers/peer.h"

#include <climits>
#include <cstdint>
#include <cstring>
#include <linux/futex.h>
#include <sys/syscall.h>

namespace peer {

// Waits until a condition holds: spins for a while, then sleeps on a futex that ring() wakes. All are woken: a sleeper may
// find a place whose turn has not come while the next one is ready. A condition that held is not asked again: to hold may
// mean that it took a message.
class Bell {
public:
    template <class Condition> void wait(Condition condition, int spins) {
        for (int i = 0; i < spins; ++i) {
            if (condition())
                return;
            __builtin_ia32_pause();
        }
        for (bool holds = condition(); !holds;) {
            sleepers_.fetch_add(1);
            const std::uint32_t seen = rings_.load();
            holds = condition();
            if (!holds)
                ::syscall(SYS_futex, &rings_, FUTEX_WAIT, seen, nullptr, nullptr, 0);
            sleepers_.fetch_sub(1);
        }
    }
    void ring() {
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (sleepers_.load(std::memory_order_relaxed) == 0)
            return;
        rings_.fetch_add(1);
        ::syscall(SYS_futex, &rings_, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
    }

private:
    std::atomic<std::uint32_t> rings_{0}, sleepers_{0};
};

class ByteRing {
public:
    void put(const char *from, std::size_t size, int spins) {
        std::uint64_t at = written_.load(std::memory_order_relaxed);
        while (size > 0) {
            const auto room = [&] { return capacity - (at - taken_.load(std::memory_order_acquire)); };
            if (room() < std::min(size, capacity / 4))
                has_room_.wait([&] { return room() >= std::min(size, capacity / 4); }, spins);
            const std::size_t part = std::min({size, capacity / 4, capacity - at % capacity});
            std::memcpy(bytes_ + at % capacity, from, part);
            at += part, from += part, size -= part;
            written_.store(at, std::memory_order_release);
            has_data_.ring();
        }
    }
    void get(char *into, std::size_t size, int spins) {
        std::uint64_t at = taken_.load(std::memory_order_relaxed);
        while (size > 0) {
            const auto have = [&] { return written_.load(std::memory_order_acquire) - at; };
            if (have() == 0)
                has_data_.wait([&] { return have() != 0; }, spins);
            const std::size_t part = std::min({size, static_cast<std::size_t>(have()), capacity - at % capacity});
            std::memcpy(into, bytes_ + at % capacity, part);
            at += part, into += part, size -= part;
            taken_.store(at, std::memory_order_release);
            has_room_.ring();
        }
    }

private:
    static constexpr std::size_t capacity = 1u << 20;
    alignas(64) std::atomic<std::uint64_t> written_{0};
    alignas(64) std::atomic<std::uint64_t> taken_{0};
    alignas(64) Bell has_data_;
    alignas(64) Bell has_room_;
    alignas(64) char bytes_[capacity];
};

template <std::size_t cell_bytes> class CellRing {
public:
    CellRing() {
        for (std::size_t i = 0; i < cells; ++i)
            cells_[i].turn.store(i, std::memory_order_relaxed);
    }
    void put(const char *from, std::size_t size, int spins) {
        has_room_.wait([&] { return turn(put_, 0, [&](Cell &cell) { std::memcpy(cell.bytes, from, size); }, 1); }, spins);
        has_data_.ring();
    }
    void get(char *into, std::size_t size, int spins) {
        has_data_.wait([&] { return turn(got_, 1, [&](Cell &cell) { std::memcpy(into, cell.bytes, size); }, cells); }, spins);
        has_room_.ring();
    }

private:
    static constexpr std::size_t cells = 1024;
    struct Cell {
        std::atomic<std::uint64_t> turn;
        char bytes[cell_bytes];
    };
    // Takes the next place whose turn it is, uses its cell and passes the turn on.
    template <class Use> bool turn(std::atomic<std::uint64_t> &counter, std::uint64_t offset, Use use, std::uint64_t advance) {
        std::uint64_t place = counter.load(std::memory_order_relaxed);
        for (;;) {
            Cell &cell = cells_[place % cells];
            const auto distance = static_cast<std::int64_t>(cell.turn.load(std::memory_order_acquire) - (place + offset));
            if (distance < 0)
                return false;
            if (distance > 0) {
                place = counter.load(std::memory_order_relaxed);
            } else if (counter.compare_exchange_weak(place, place + 1, std::memory_order_relaxed)) {
                use(cell);
                cell.turn.store(place + advance, std::memory_order_release);
                return true;
            }
        }
    }
    alignas(64) std::atomic<std::uint64_t> put_{0};
    alignas(64) std::atomic<std::uint64_t> got_{0};
    alignas(64) Bell has_data_;
    alignas(64) Bell has_room_;
    alignas(64) Cell cells_[cells];
};

} // namespace peer
