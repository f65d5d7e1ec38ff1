// SPDX-License-Identifier: GPL-3.0-or-later
// The limits of mutual exclusion between processes: the C library's robust mutex, which knows of a dead owner, and its
// semaphore, which does not; and of a barrier, two futexes.
#include "tests/bench/peers/ring.h"

#include <cerrno>
#include <csignal>
#include <pthread.h>
#include <semaphore.h>

namespace {

using namespace peer;

class RobustMutex {
public:
    void initialise() {
        pthread_mutexattr_t attributes;
        ::pthread_mutexattr_init(&attributes);
        ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
        ::pthread_mutex_init(&mutex_, &attributes);
    }
    void acquire() {
        if (::pthread_mutex_lock(&mutex_) == EOWNERDEAD)
            ::pthread_mutex_consistent(&mutex_);
    }
    void release() { ::pthread_mutex_unlock(&mutex_); }

private:
    pthread_mutex_t mutex_;
};

class Semaphore {
public:
    void initialise() { ::sem_init(&semaphore_, 1, 1); }
    void acquire() {
        while (::sem_wait(&semaphore_) != 0) {
        }
    }
    void release() { ::sem_post(&semaphore_); }

private:
    sem_t semaphore_;
};

template <class Lock> void free_lock(const std::string &name, Lock &lock) {
    constexpr int count = 1'000'000;
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
        const double begun = now_s();
        for (int i = 0; i < count; ++i) {
            lock.acquire();
            lock.release();
        }
        times.push_back((now_s() - begun) * 1e9 / count);
    }
    report("E", name, "uncontended_ns", "1proc", times);
}

template <class Lock> void contended_lock(const std::string &name, Lock &lock, int processes) {
    auto *ready = shared<std::atomic<int>>();
    auto *go = shared<std::atomic<int>>();
    auto *passes = shared<std::atomic<long>>();
    auto *counter = shared<volatile long>();
    std::vector<pid_t> children;
    for (int i = 0; i < processes; ++i)
        children.push_back(child([&] {
            ++*ready;
            while (*go == 0)
                ::usleep(200);
            long done = 0;
            while (*go == 1)
                for (int pass = 0; pass < 16; ++pass, ++done) {
                    lock.acquire();
                    *counter = *counter + 1;
                    lock.release();
                }
            *passes += done;
        }));
    while (*ready < processes)
        ::usleep(200);
    const double begun = now_s();
    *go = 1;
    ::usleep(300'000);
    *go = 2;
    const double ns = (now_s() - begun) * 1e9;
    for (const pid_t pid : children)
        join(pid);
    if (*counter != passes->load()) {
        std::fprintf(stderr, "%s let two in at once\n", name.c_str());
        std::exit(1);
    }
    report("E", name, "contended_ns", std::to_string(processes) + "procs", {ns / static_cast<double>(passes->load())});
}

void dead_owner() {
    std::vector<double> times;
    auto *mutex = shared<RobustMutex>();
    auto *held = shared<std::atomic<int>>();
    auto *won = shared<std::atomic<double>>();
    mutex->initialise();
    for (int i = 0; i < 100; ++i) {
        *held = 0;
        const pid_t owner = child([&] {
            mutex->acquire();
            *held = 1;
            ::pause();
        });
        while (*held == 0)
            ::usleep(100);
        const pid_t waiter = child([&] {
            mutex->acquire();
            *won = now_s();
            mutex->release();
        });
        ::usleep(2000); // the waiter sleeps in the lock by now; if not, the time is only shorter
        const double begun = now_s();
        ::kill(owner, SIGKILL);
        join(waiter);
        ::waitpid(owner, nullptr, 0);
        times.push_back((won->load() - begun) * 1e6);
    }
    report("E", "limit: robust mutex", "kill_to_recovery_us", "SIGKILL", times);
}

void barrier_of_two() {
    constexpr int count = 5000, warm_up = 100;
    auto *turn = shared<std::atomic<int>>();
    auto *bells = shared<Bell>(2);
    const auto meet = [&](int side) {
        bells[side].wait([&] { return *turn == side; }, 0);
        *turn = 1 - side;
        bells[1 - side].ring();
    };
    const pid_t other = child([&] {
        for (int i = 0; i < count; ++i)
            meet(1);
    });
    std::vector<double> times;
    double last = now_s();
    for (int i = 0; i < count; ++i) {
        meet(0);
        const double now = now_s();
        if (i >= warm_up)
            times.push_back((now - last) * 1e6);
        last = now;
    }
    join(other);
    report("E", "limit: two futexes", "barrier2_us", "2procs", times);
}

template <class Lock> void all(const std::string &name) {
    auto *lock = shared<Lock>();
    lock->initialise();
    free_lock(name, *lock);
    contended_lock(name, *lock, 2);
    contended_lock(name, *lock, 8);
}

} // namespace

int main() {
    all<RobustMutex>("limit: robust mutex");
    all<Semaphore>("sem_t");
    dead_owner();
    barrier_of_two();
}
