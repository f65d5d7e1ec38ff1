// SPDX-License-Identifier: GPL-3.0-or-later
// A statically linked program of two processes: no library can be put in front of it. The parent sends ten lines to
// its child, which does not read them before a signal when there is an argument.
#include <cstdio>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **) {
    int ends[2];
    if (::pipe(ends) != 0)
        return 1;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[1]);
        if (argc > 1)
            ::pause();
        char line[64];
        int count = 0;
        while (::read(ends[0], line, 8) == 8)
            ++count;
        ::_exit(count);
    }
    ::close(ends[0]);
    for (int index = 0; index < 10; ++index) {
        char line[16];
        std::snprintf(line, sizeof line, "line %02d\n", index);
        if (::write(ends[1], line, 8) != 8)
            return 2;
    }
    ::close(ends[1]);
    int status = 0;
    ::waitpid(child, &status, 0);
    std::printf("%d lines\n", WEXITSTATUS(status));
    return WEXITSTATUS(status) == 10 ? 0 : 3;
}
