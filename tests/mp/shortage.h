// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Takes from a process of this program, while it runs, what it needs to start others.

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

// For whoever is root, whom the kernel does not limit: from here on it is nobody, with all that it starts.
inline void become_nobody() {
    constexpr uid_t nobody = 65534;
    if (::geteuid() != 0)
        return;
    if (::setresgid(nobody, nobody, nobody) != 0 || ::setresuid(nobody, nobody, nobody) != 0)
        std::abort();
    ::prctl(PR_SET_DUMPABLE, 1); // else /proc/self is still root's
}

// While it lives, the process may have no more descriptors than it has and `left` others, or no more processes than it has.
class Shortage {
public:
    Shortage(pid_t process, __rlimit_resource resource, int left = 0) : process_(process), resource_(resource) {
        ::prlimit(process_, resource_, nullptr, &before_);
        const rlimit none{resource == RLIMIT_NOFILE ? first_with_free_below(left) : 0, before_.rlim_max};
        ::prlimit(process_, resource_, &none, nullptr);
    }
    ~Shortage() { ::prlimit(process_, resource_, &before_, nullptr); }
    Shortage(const Shortage &) = delete;
    Shortage &operator=(const Shortage &) = delete;

private:
    rlim_t first_with_free_below(int wanted) const {
        rlim_t fd = 0;
        for (char target[1];; ++fd)
            if (::readlink(fmt::format("/proc/{}/fd/{}", process_, fd).c_str(), target, sizeof target) < 0 && wanted-- == 0)
                return fd;
    }

    pid_t process_;
    __rlimit_resource resource_;
    rlimit before_{};
};
