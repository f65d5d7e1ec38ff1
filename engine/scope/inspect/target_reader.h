// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads the structures of another process out of its memory while it goes on: what is read may be torn or already freed, so
// nothing that comes from here is believed before it was checked, and every length is bounded.

#include "engine/scope/observe/kernel/process_source.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace poolscope::inspect {

class TargetReader {
public:
    TargetReader(observe::ProcessSource &source, ProcessKey process) : source_(source), process_(process) {}

    ProcessKey process() const { return process_; }
    observe::ProcessSource &source() { return source_; }

    // False unless all of it was there.
    bool read(std::uint64_t address, std::span<char> into) {
        const auto count = source_.read_memory(process_, address, into.data(), into.size());
        return count && *count == into.size();
    }
    template <class T> std::optional<T> value(std::uint64_t address) {
        static_assert(std::is_trivially_copyable_v<T>);
        T value;
        if (!read(address, {reinterpret_cast<char *>(&value), sizeof value}))
            return std::nullopt;
        return value;
    }
    // 0 when it cannot be read, as if it were null.
    std::uint64_t pointer(std::uint64_t address) { return value<std::uint64_t>(address).value_or(0); }
    // Up to its NUL, at most `maximum` bytes; empty when it cannot be read.
    std::string text(std::uint64_t address, std::size_t maximum);

private:
    observe::ProcessSource &source_;
    ProcessKey process_;
};

} // namespace poolscope::inspect
