// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of those who sleep when the process that should wake them is killed in that very moment: what it had done by
// then is done, so they must find it.

#include "tests/mp/sync/probe_case.h"

#include <atomic>
#include <cstddef>
#include <fstream>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

namespace {

// From here on the kernel kills this process instead of waking another one (futex(2)) or ringing for it (write(2)).
void die_before_waking() {
    sock_filter program[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                             BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 4, 0),
                             BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_futex, 0, 4),
                             BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[1])),
                             BPF_STMT(BPF_ALU | BPF_AND | BPF_K, FUTEX_CMD_MASK & 0xff),
                             BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FUTEX_WAKE, 0, 1),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog filter{std::size(program), program};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        ::_exit(3);
}

void wait_until_asleep(pid_t thread) {
    for (int times = 0; times < 20;) {
        std::string pid, name, state;
        std::ifstream(fmt::format("/proc/self/task/{}/stat", thread)) >> pid >> name >> state;
        times = state == "S" ? times + 1 : 0;
        ::usleep(1000);
    }
}

void check(const char *what, std::function<void()> wait, std::function<void()> wake) {
    std::atomic<pid_t> sleeper{0};
    std::atomic<bool> is_awake{false};
    std::thread waiter([&] {
        sleeper = ::gettid();
        try {
            wait();
        } catch (const OwnerDied &) {         // of a condition's lock, which the killed one held
        } catch (const BrokenBarrierError &) { // a party is gone
        }
        is_awake = true;
    });
    while (sleeper == 0)
        ::usleep(1000);
    wait_until_asleep(sleeper);
    auto waker = get_context("fork").process([&] {
        die_before_waking();
        wake();
    });
    waker.start();
    waker.join();
    const Deadline patience = Deadline::after(Seconds(60));
    while (!is_awake && !patience.has_passed())
        ::usleep(1000);
    say("{}: {}, {}", what, waker.exitcode() == -SIGSYS ? "killed" : "not killed", is_awake ? "awake" : "asleep");
    if (!is_awake)
        ::_exit(1);
    waiter.join();
}

} // namespace

PROBE_CASE(wakers_killed) {
    const Context context = get_context("fork");
    auto event = context.event();
    check("event", [&] { event.wait(); }, [&] { event.set(); });
    auto condition = context.condition();
    const auto wait = [&] {
        condition.acquire();
        condition.wait();
    };
    const auto notify = [&] {
        condition.acquire();
        condition.notify();
    };
    check("condition", wait, notify);
    auto semaphore = context.semaphore(0);
    check("semaphore", [&] { semaphore.acquire(); }, [&] { semaphore.release(); });
    auto barrier = context.barrier(2);
    check("barrier", [&] { barrier.wait(); }, [&] { barrier.wait(); });
    auto queue = context.queue<int>();
    check("queue", [&] { queue.get(); }, [&] { queue.put(1); });
    auto full = context.queue<int>(1);
    full.put(1);
    check("full queue", [&] { full.put(2); }, [&] { full.get(); });
    auto joinable = context.joinable_queue<int>();
    joinable.put(1);
    joinable.get();
    check("joined queue", [&] { joinable.join(); }, [&] { joinable.task_done(); });
    auto [reader, writer] = context.pipe(Duplex::no, Carrier::shared_memory);
    check("pipe", [&] { reader.recv<int>(); }, [&] { writer.send(1); });
    auto [watched, other] = context.pipe(Duplex::no, Carrier::shared_memory);
    check("watched pipe", [&] { connection::wait({watched}); }, [&] { other.send(1); });
}
