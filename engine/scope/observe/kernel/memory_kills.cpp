// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/memory_kills.h"

#include "engine/scope/observe/kernel/control_group.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace poolscope::observe {

namespace {

// Pids in the log are those of the machine; within a pid namespace of one's own they mean others.
constexpr std::string_view first_pid_namespace = "pid:[4026531836]"; // PROC_PID_INIT_INO
constexpr std::uint64_t microseconds_a_second = 1'000'000;

template <class Number> std::optional<Number> number_in(std::string_view text) {
    Number value{};
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc() ? std::optional(value) : std::nullopt;
}

std::filesystem::path counter_of(const MemoryKills::Places &places, pid_t pid) {
    std::ifstream file(places.processes / std::to_string(pid) / "cgroup");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto group = control_group(text, "memory", places.cgroups);
    return group ? group->folder() / (group->version == 1 ? "memory.oom_control" : "memory.events") : std::filesystem::path();
}

} // namespace

std::optional<pid_t> killed_in(std::string_view record) {
    constexpr std::string_view words = "Killed process ";
    // What programs write into the log themselves has another facility than the kernel's, 0: a priority of 8 or more.
    const auto priority = number_in<unsigned>(record);
    const std::size_t at = record.find(words);
    if (!priority || *priority >= 8 || at == record.npos || record.find("emory") > at)
        return std::nullopt;
    return number_in<pid_t>(record.substr(at + words.size()));
}

MemoryKills::MemoryKills(ProcessKey root, Places places)
    : places_(std::move(places)), counter_(counter_of(places_, root.pid)), accounted_(count()) {
    std::error_code none;
    if (std::filesystem::read_symlink(places_.processes / "self/ns/pid", none) == first_pid_namespace)
        log_ = UniqueFd(::open(places_.kernel_log.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
}

std::int64_t MemoryKills::count() const {
    std::ifstream file(counter_);
    std::string name;
    for (std::int64_t value = 0; file >> name >> value;)
        if (name == "oom_kill")
            return value;
    return 0;
}

// One record a read; EPIPE: some were overwritten, and the next read goes on behind them.
void MemoryKills::read_log() {
    char record[8192];
    while (log_) {
        const ssize_t size = ::read(log_.get(), record, sizeof record);
        if (size < 0 && (errno == EPIPE || errno == EINTR))
            continue;
        if (size <= 0)
            return;
        const std::string_view text(record, static_cast<std::size_t>(size));
        const auto pid = killed_in(text);
        const std::size_t sequence = text.find(','), time = text.find(',', sequence + 1);
        if (pid && time != text.npos)
            killed_.push_back({*pid, number_in<std::uint64_t>(text.substr(time + 1)).value_or(0)});
    }
}

std::optional<Certainty> MemoryKills::sign_of(ProcessKey process) {
    read_log();
    const std::int64_t now = count();
    const bool has_risen = now > accounted_;
    if (has_risen)
        ++accounted_;
    // Not one that had the same pid before. The log's clock and that of starts differ by what the machine slept.
    const std::uint64_t started = process.start_ticks * microseconds_a_second / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    const bool is_named = std::any_of(killed_.begin(), killed_.end(), [&](const Line &line) {
        return line.pid == process.pid && line.microseconds + microseconds_a_second >= started;
    });
    if (is_named)
        return Certainty::observed;
    return has_risen ? std::optional(Certainty::inferred) : std::nullopt;
}

std::optional<Event> MemoryKills::event_of(ProcessKey process, std::int64_t time_ns) {
    const auto sign = sign_of(process);
    if (!sign)
        return std::nullopt;
    return Event{.time_ns = time_ns, .process = process, .kind = EventKind::out_of_memory, .certainty = *sign};
}

} // namespace poolscope::observe
