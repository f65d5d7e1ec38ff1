// SPDX-License-Identifier: GPL-3.0-or-later
// What a program may rely on of the calls that the shim stands in for. Prints a line for each promise that was not kept, and
// "done" in the end.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

void expect(bool kept, const char *promise) {
    if (!kept)
        std::printf("not kept: %s (errno %d)\n", promise, errno);
}

int alarm_end = -1;

void on_alarm(int) {
    const int kept = errno;
    static_cast<void>(!::write(alarm_end, "!", 1));
    errno = kept;
}

void alarm_in(long microseconds) {
    const itimerval timer{{0, 0}, {0, microseconds}};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void errors_stay_what_they_are() {
    int ends[2];
    expect(::pipe(ends) == 0, "a pipe");
    errno = 77;
    expect(::write(ends[1], "x", 1) == 1 && errno == 77, "a write that works leaves errno alone");
    char byte = 0;
    expect(::read(ends[0], &byte, 1) == 1 && byte == 'x' && errno == 77, "a read that works leaves errno alone");
    expect(::read(-1, &byte, 1) == -1 && errno == EBADF, "EBADF");
    expect(::write(9999, "x", 1) == -1 && errno == EBADF, "EBADF of a write");
    expect(::write(ends[1], nullptr, 0) == 0, "an empty write");
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    expect(::read(ends[0], &byte, 1) == -1 && errno == EAGAIN, "EAGAIN");
    ::close(ends[0]);
    ::signal(SIGPIPE, SIG_IGN);
    expect(::write(ends[1], "x", 1) == -1 && errno == EPIPE, "EPIPE");
    ::close(ends[1]);
}

void signals_interrupt() {
    int ends[2], noise[2];
    expect(::pipe(ends) == 0 && ::pipe(noise) == 0, "pipes");
    alarm_end = noise[1];
    struct sigaction action {};
    action.sa_handler = on_alarm;
    ::sigaction(SIGALRM, &action, nullptr);
    char byte = 0;
    alarm_in(20'000);
    expect(::read(ends[0], &byte, 1) == -1 && errno == EINTR, "a signal ends a read with EINTR");
    expect(::read(noise[0], &byte, 1) == 1 && byte == '!', "a handler's write arrives");
    sem_t *semaphore = ::sem_open("/poolscope-shim-probe", O_CREAT | O_EXCL, 0600, 0);
    expect(semaphore != SEM_FAILED, "a semaphore");
    ::sem_unlink("/poolscope-shim-probe");
    alarm_in(20'000);
    expect(::sem_wait(semaphore) == -1 && errno == EINTR, "a signal ends sem_wait with EINTR");
    expect(::sem_trywait(semaphore) == -1 && errno == EAGAIN, "sem_trywait of nothing");
    timespec soon;
    ::clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec = (soon.tv_nsec + 1'000'000) % 1'000'000'000;
    expect(::sem_timedwait(semaphore, &soon) == -1 && (errno == ETIMEDOUT || errno == EINVAL), "sem_timedwait of nothing");
    expect(::sem_post(semaphore) == 0 && ::sem_wait(semaphore) == 0, "a post is a wait's end");
    ::sem_close(semaphore);
    // Under fire from signals whose handlers write, nothing is lost or doubled.
    const itimerval often{{0, 200}, {0, 200}};
    ::fcntl(noise[1], F_SETFL, O_NONBLOCK);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGALRM, &action, nullptr);
    ::setitimer(ITIMER_REAL, &often, nullptr);
    bool is_same = true;
    for (int index = 0; index < 20'000; ++index) {
        int back = -1;
        is_same = is_same && ::write(ends[1], &index, sizeof index) == sizeof index && ::read(ends[0], &back, sizeof back) == sizeof back && back == index;
    }
    const itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    expect(is_same, "messages under fire");
    for (const int fd : {ends[0], ends[1], noise[0], noise[1]})
        ::close(fd);
}

void sockets_keep_their_manners() {
    int ends[2];
    expect(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "a pair of sockets");
    const timeval limit{0, 10'000};
    ::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char bytes[64];
    expect(::recv(ends[0], bytes, sizeof bytes, 0) == -1 && errno == EAGAIN, "a time limit");
    expect(::send(ends[1], "peek", 4, 0) == 4, "a send");
    expect(::recv(ends[0], bytes, sizeof bytes, MSG_PEEK) == 4 && ::recv(ends[0], bytes, sizeof bytes, 0) == 4, "a look and a receive");
    iovec pieces[2] = {{const_cast<char *>("ab"), 2}, {const_cast<char *>("cd"), 2}};
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = 2;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(head), &ends[1], sizeof(int));
    expect(::sendmsg(ends[1], &message, 0) == 4, "a descriptor is sent");
    iovec room{bytes, sizeof bytes};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    expect(::recvmsg(ends[0], &message, 0) == 4, "a descriptor is received");
    int copy = -1;
    std::memcpy(&copy, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof copy);
    expect(::write(copy, "copy", 4) == 4 && ::read(ends[0], bytes, sizeof bytes) == 4, "the descriptor works");
    // As much as fits, and not more.
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
    static char large[4 << 20];
    const ssize_t moved = ::write(ends[1], large, sizeof large);
    expect(moved > 0 && moved < static_cast<ssize_t>(sizeof large), "a short write");
    ssize_t back = 0;
    for (ssize_t part; back < moved && (part = ::read(ends[0], large, sizeof large)) > 0;)
        back += part;
    expect(back == moved, "all of a short write");
    for (const int fd : {ends[0], ends[1], copy})
        ::close(fd);
}

void *read_for_ever(void *end) {
    char byte;
    static_cast<void>(!::read(*static_cast<int *>(end), &byte, 1));
    return nullptr;
}

void threads_can_be_cancelled() {
    int ends[2];
    expect(::pipe(ends) == 0, "a pipe");
    pthread_t thread;
    ::pthread_create(&thread, nullptr, read_for_ever, &ends[0]);
    ::usleep(10'000);
    ::pthread_cancel(thread);
    void *outcome = nullptr;
    ::pthread_join(thread, &outcome);
    expect(outcome == PTHREAD_CANCELED, "a thread that reads can be cancelled");
    char byte = 'y';
    expect(::write(ends[1], "y", 1) == 1 && ::read(ends[0], &byte, 1) == 1, "the pipe works after that");
    ::close(ends[0]);
    ::close(ends[1]);
}

void children_are_born_in_every_way() {
    int ends[2];
    expect(::pipe(ends) == 0, "a pipe");
    const pid_t quick = ::vfork();
    if (quick == 0) {
        static_cast<void>(!::write(ends[1], "v", 1));
        ::close(ends[0]);
        ::execl("/bin/true", "true", nullptr);
        ::_exit(1);
    }
    int status = -1;
    expect(::waitpid(quick, &status, 0) == quick && status == 0, "vfork and exec");
    char byte = 0;
    expect(::read(ends[0], &byte, 1) == 1 && byte == 'v', "what the child of vfork wrote");
    const pid_t slow = ::fork();
    if (slow == 0) {
        for (int index = 0; index < 1000; ++index)
            static_cast<void>(!::write(ends[1], "f", 1));
        ::_exit(3);
    }
    int count = 0;
    while (count < 1000 && ::read(ends[0], &byte, 1) == 1 && byte == 'f')
        ++count;
    expect(::waitpid(slow, &status, 0) == slow && WEXITSTATUS(status) == 3 && count == 1000, "a child of fork");
    ::close(ends[0]);
    ::close(ends[1]);
}

} // namespace

int main() {
    errors_stay_what_they_are();
    signals_interrupt();
    sockets_keep_their_manners();
    threads_can_be_cancelled();
    children_are_born_in_every_way();
    std::puts("done");
}
