// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/signal_descriptor.h"

#include <sys/signalfd.h>

namespace poolscope::posix {

Result<UniqueFd> signal_descriptor(std::initializer_list<int> signals) {
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : signals)
        ::sigaddset(&set, signal);
    UniqueFd descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!descriptor)
        return os_failure("signalfd");
    if (::sigprocmask(SIG_BLOCK, &set, nullptr) != 0)
        return os_failure("sigprocmask");
    return descriptor;
}

} // namespace poolscope::posix
