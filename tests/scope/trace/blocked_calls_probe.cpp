// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that wait in calls which a stop by a tracer would end with EINTR. "ready" once all wait, then a line of input wakes
// them, and each tells what its call gave. Expected: "epoll_wait 1", "recv 4", "sigtimedwait 10", "semop 0", "read 1", "poll 1".
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr int limit_seconds = 60;
int pipes[3][2], sockets[2], semaphores;
char outcomes[6][64];

void note(int index, const char *call, long result) {
    if (result >= 0)
        std::snprintf(outcomes[index], sizeof outcomes[index], "%s %ld", call, result);
    else
        std::snprintf(outcomes[index], sizeof outcomes[index], "%s errno %d", call, errno);
}

void *wait_epoll(void *) {
    const int set = ::epoll_create1(0);
    epoll_event event{EPOLLIN, {}};
    ::epoll_ctl(set, EPOLL_CTL_ADD, pipes[0][0], &event);
    note(0, "epoll_wait", ::epoll_wait(set, &event, 1, limit_seconds * 1000));
    return nullptr;
}
void *wait_recv(void *) {
    const timeval limit{limit_seconds, 0};
    ::setsockopt(sockets[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char bytes[8];
    note(1, "recv", ::recv(sockets[0], bytes, sizeof bytes, 0));
    return nullptr;
}
void *wait_signal(void *) {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGUSR1);
    const timespec limit{limit_seconds, 0};
    note(2, "sigtimedwait", ::sigtimedwait(&set, nullptr, &limit));
    return nullptr;
}
void *wait_semop(void *) {
    sembuf down{0, -1, 0};
    note(3, "semop", ::semop(semaphores, &down, 1));
    return nullptr;
}
void *wait_read(void *) {
    char byte;
    note(4, "read", ::read(pipes[1][0], &byte, 1));
    return nullptr;
}
void *wait_poll(void *) {
    pollfd entry{pipes[2][0], POLLIN, 0};
    note(5, "poll", ::poll(&entry, 1, limit_seconds * 1000));
    return nullptr;
}

} // namespace

int main() {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGUSR1);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    for (auto &ends : pipes)
        if (::pipe(ends) != 0)
            return 1;
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
        return 1;
    semaphores = ::semget(IPC_PRIVATE, 1, 0600);
    pthread_t threads[6];
    void *(*const waits[6])(void *) = {wait_epoll, wait_recv, wait_signal, wait_semop, wait_read, wait_poll};
    for (int index = 0; index < 6; ++index)
        ::pthread_create(&threads[index], nullptr, waits[index], nullptr);
    std::puts("ready");
    std::fflush(stdout);
    std::getchar();
    static_cast<void>(!::write(pipes[0][1], "x", 1));
    static_cast<void>(!::send(sockets[1], "four", 4, 0));
    ::kill(::getpid(), SIGUSR1);
    sembuf up{0, 1, 0};
    ::semop(semaphores, &up, 1);
    static_cast<void>(!::write(pipes[1][1], "x", 1));
    static_cast<void>(!::write(pipes[2][1], "x", 1));
    for (pthread_t &thread : threads)
        ::pthread_join(thread, nullptr);
    ::semctl(semaphores, 0, IPC_RMID);
    for (const char *outcome : outcomes)
        std::puts(outcome);
    std::fflush(stdout);
}
