// SPDX-License-Identifier: Apache-2.0
// What stdio writes: libc writes its buffers without any function that could be stood in for, so what is in a buffer is told
// when the program has it written. Not seen: a buffer that is written because it is full, and everything that stdio reads.
#include "engine/scope/shim/channel_table.h"
#include "engine/scope/shim/real_calls.h"
#include "engine/scope/shim/transfer.h"

#include <cstdio>
#include <cstring>
#include <optional>
#include <stdio_ext.h>

using namespace poolscope;
using namespace poolscope::shim;

namespace {

constinit Real<int(FILE *)> real_fflush("fflush");
constinit Real<int(FILE *)> real_fflush_unlocked("fflush_unlocked");
constinit Real<int(FILE *)> real_fclose("fclose");

// What is about to be written of a buffer.
class Flushing {
public:
    explicit Flushing(FILE *file) {
        if (file == nullptr)
            return;
        if (const std::size_t size = ::__fpending(file); size != 0)
            sending_.emplace(::fileno(file), file->_IO_write_base, size);
    }

private:
    std::optional<Sending> sending_;
};

[[gnu::destructor]] void tell_what_exit_writes() {
    const Flushing output(stdout), errors(stderr);
}

} // namespace

POOLSCOPE_EXPORT int fflush(FILE *file) {
    const Flushing flushing(file != nullptr ? file : stdout);
    return real_fflush(file);
}

POOLSCOPE_EXPORT int fflush_unlocked(FILE *file) {
    const Flushing flushing(file != nullptr ? file : stdout);
    return real_fflush_unlocked(file);
}

POOLSCOPE_EXPORT int fclose(FILE *file) {
    const Flushing flushing(file);
    const int fd = ::fileno(file);
    forget_descriptor(fd);
    const int result = real_fclose(file);
    forget_descriptor(fd);
    return result;
}
