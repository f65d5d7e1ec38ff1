// SPDX-License-Identifier: GPL-3.0-or-later

// Connects to a forkserver whose backlog is full while signals interrupt it; after a few of them the server makes room.

#include "engine/mp/process/forkserver_socket.h"
#include "tests/mp/say.h"

#include <csignal>
#include <poolscope/engine.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace poolscope;

static int server = -1;
static volatile std::sig_atomic_t interruptions = 0;

static void interrupted(int) {
    interruptions = interruptions + 1;
    if (interruptions == 3)
        ::close(::accept(server, nullptr, nullptr));
}

int main(int argc, char **argv) {
    return run(argc, argv, [] {
        const std::string path = fmt::format("/tmp/poolscope-connect-{}", ::getpid());
        const sockaddr_un address = unwrap(forkserver::socket_address(path));
        server = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        if (::bind(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 || ::listen(server, 0) != 0)
            throw OSError(Error{ErrorCode::os, errno, "bind", path});
        const UniqueFd first = unwrap(forkserver::connect_to(path)); // fills the backlog
        struct sigaction action {};
        action.sa_handler = interrupted;
        ::sigaction(SIGALRM, &action, nullptr);
        const itimerval pace{{0, 20'000}, {0, 20'000}};
        ::setitimer(ITIMER_REAL, &pace, nullptr);
        const auto second = forkserver::connect_to(path);
        say(second ? "connected" : second.error().describe());
        ::unlink(path.c_str());
    });
}
