// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/process_stat.h"

#include <array>
#include <charconv>
#include <sys/wait.h>
#include <unistd.h>

namespace poolscope::observe {

namespace {

ProcessState state_of(char letter) {
    switch (letter) {
    case 'R': return ProcessState::running;
    case 'S': case 'I': return ProcessState::sleeping;
    case 'D': return ProcessState::waiting; // cannot be interrupted: waits for a device
    case 'T': case 't': return ProcessState::stopped;
    case 'Z': return ProcessState::zombie;
    case 'X': case 'x': return ProcessState::dead;
    default: return ProcessState::unknown;
    }
}

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
    seed ^= value + 0x9e3779b97f4a7c15 + (seed << 6) + (seed >> 2);
    return seed;
}

// Fields 4 to 52, as numbers modulo 2^64: their numbering is that of proc(5).
class Fields {
public:
    static constexpr int first = 4, last = 52;

    explicit Fields(std::string_view text) {
        const char *cursor = text.data();
        const char *const end = cursor + text.size();
        while (count_ < numbers_.size()) {
            while (cursor != end && *cursor == ' ')
                ++cursor;
            const bool negative = cursor != end && *cursor == '-';
            const auto [next, problem] = std::from_chars(cursor + negative, end, numbers_[count_]);
            if (problem != std::errc())
                return;
            if (negative)
                numbers_[count_] = -numbers_[count_];
            cursor = next;
            ++count_;
        }
    }

    bool has(int field) const { return static_cast<std::size_t>(field - first) < count_; }
    std::uint64_t operator[](int field) const { return has(field) ? numbers_[static_cast<std::size_t>(field - first)] : 0; }

private:
    std::array<std::uint64_t, last - first + 1> numbers_{};
    std::size_t count_ = 0;
};

} // namespace

Result<ProcessStat> parse_process_stat(std::string_view text) {
    static const std::int64_t tick_ns = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    static const std::int64_t page_bytes = ::sysconf(_SC_PAGESIZE);

    // The name may contain spaces, parentheses and newlines: it ends at the last ')'.
    const std::size_t open = text.find('('), close = text.rfind(')');
    ProcessStat stat;
    if (open == text.npos || close == text.npos || close < open || close + 2 >= text.size() ||
        std::from_chars(text.data(), text.data() + open, stat.key.pid).ec != std::errc())
        return failure(ErrorCode::malformed, "parse", "/proc/PID/stat");
    const Fields field(text.substr(close + 3));
    if (!field.has(24))
        return failure(ErrorCode::malformed, "parse", "/proc/PID/stat");
    stat.name = text.substr(open + 1, close - open - 1);
    stat.letter = text[close + 2];
    stat.state = state_of(stat.letter);
    stat.parent = static_cast<pid_t>(field[4]);
    stat.group = static_cast<pid_t>(field[5]);
    stat.session = static_cast<pid_t>(field[6]);
    stat.cpu_ns = static_cast<std::int64_t>(field[14] + field[15]) * tick_ns;
    stat.threads = static_cast<int>(field[20]);
    stat.key.start_ticks = field[22];
    stat.caught_signals = field[34];
    stat.rss_bytes = static_cast<std::int64_t>(field[24]) * page_bytes;
    // startcode and startstack are 1 or 0 for those who may not know.
    if (field[28] > 1)
        stat.image = mix(mix(field[26], field[28]), field[50]);
    if (stat.has_ended())
        stat.wait_status = static_cast<int>(field[52]);
    return stat;
}

int exit_code_of(int wait_status) {
    return WIFSIGNALED(wait_status) ? -WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

} // namespace poolscope::observe
