// SPDX-License-Identifier: GPL-3.0-or-later
// The limits of starting a process: fork, posix_spawn of a program of the same size, and a zygote that forks on request.
#include "tests/bench/peers/peer.h"

#include <csignal>
#include <spawn.h>
#include <sys/socket.h>

extern char **environ;

namespace {

using namespace peer;

// From the call until the child has been waited for.
template <class Start> void starts(const std::string &name, int rss_mib, int count, Start start) {
    std::vector<double> times;
    for (int i = -3; i < count; ++i) {
        const double begun = now_s();
        start();
        if (i >= 0)
            times.push_back((now_s() - begun) * 1e6);
    }
    report("A", name, "start_to_join_us", "rss" + std::to_string(rss_mib) + "M", times);
}

// Forks a child for every byte it is sent and answers when that child has ended.
class Zygote {
public:
    Zygote() {
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends_) != 0)
            fail("socketpair");
        child([this] {
            ::close(ends_[0]);
            for (char request; ::read(ends_[1], &request, 1) == 1;) {
                const pid_t pid = ::fork();
                if (pid == 0)
                    std::_Exit(0);
                int status = 0;
                ::waitpid(pid, &status, 0);
                if (::write(ends_[1], &status, sizeof status) < 0)
                    break;
            }
        });
        ::close(ends_[1]);
    }
    void start() {
        int status = 0;
        if (::write(ends_[0], "x", 1) != 1 || ::read(ends_[0], &status, sizeof status) != sizeof status)
            fail("zygote");
    }

private:
    int ends_[2];
};

} // namespace

int main(int argc, char **) {
    if (argc > 1) // the child of posix_spawn
        return 0;
    Zygote zygote; // before the parent grows
    for (const int rss : {10, 1024}) {
        std::vector<char> ballast(static_cast<std::size_t>(rss) << 20, 1);
        const int count = rss == 10 ? 150 : 20;
        starts("limit: fork", rss, count, [] { join(child([] {})); });
        starts("limit: posix_spawn of the same program", rss, count, [] {
            char program[] = "/proc/self/exe", word[] = "nothing";
            char *arguments[] = {program, word, nullptr};
            pid_t pid = 0;
            if (::posix_spawn(&pid, program, nullptr, nullptr, arguments, environ) != 0)
                fail("posix_spawn");
            join(pid);
        });
        starts("limit: zygote", rss, count, [&] { zygote.start(); });
    }
}
