// SPDX-License-Identifier: Apache-2.0
// What closes or replaces descriptors: from then on the number may stand for another channel.
#include "engine/scope/shim/channel_table.h"
#include "engine/scope/shim/real_calls.h"

#include <cstdio>
#include <unistd.h>

using namespace poolscope::shim;

namespace {

constinit Real<int(int)> real_close("close");
constinit Real<int(int, int)> real_dup2("dup2");
constinit Real<int(int, int, int)> real_dup3("dup3");
constinit Real<int(unsigned, unsigned, int)> real_close_range("close_range");
constinit Real<void(int)> real_closefrom("closefrom");
constinit Real<int(FILE *)> real_pclose("pclose");

// Before, and again after, when another thread may have asked in between.
class Forgetting {
public:
    explicit Forgetting(unsigned first) : Forgetting(first, first) {}
    Forgetting(unsigned first, unsigned last) : first_(first), last_(last) { forget_descriptors(first_, last_); }
    ~Forgetting() { forget_descriptors(first_, last_); }
    Forgetting(const Forgetting &) = delete;
    Forgetting &operator=(const Forgetting &) = delete;

private:
    unsigned first_, last_;
};

} // namespace

POOLSCOPE_EXPORT int close(int fd) {
    const Forgetting forgetting(static_cast<unsigned>(fd));
    return real_close(fd);
}

POOLSCOPE_EXPORT int dup2(int from, int to) {
    const Forgetting forgetting(static_cast<unsigned>(to));
    return real_dup2(from, to);
}

POOLSCOPE_EXPORT int dup3(int from, int to, int flags) {
    const Forgetting forgetting(static_cast<unsigned>(to));
    return real_dup3(from, to, flags);
}

POOLSCOPE_EXPORT int close_range(unsigned first, unsigned last, int flags) {
    const Forgetting forgetting(first, last);
    return real_close_range(first, last, flags);
}

POOLSCOPE_EXPORT void closefrom(int first) {
    const Forgetting forgetting(static_cast<unsigned>(first), ~0u);
    real_closefrom(first);
}

POOLSCOPE_EXPORT int pclose(FILE *file) {
    const Forgetting forgetting(file != nullptr ? static_cast<unsigned>(::fileno(file)) : ~0u);
    return real_pclose(file);
}
