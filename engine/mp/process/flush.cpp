// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/flush.h"

#include <cstdio>
#include <iostream>

namespace poolscope {

void flush_output() {
    std::cout.flush();
    std::cerr.flush();
    std::clog.flush();
    std::fflush(stdout);
    std::fflush(stderr);
    if (::ftrylockfile(stdin) != 0)
        return;
    std::fflush(nullptr);
    ::funlockfile(stdin);
}

} // namespace poolscope
