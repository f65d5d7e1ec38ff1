// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/activity.h"

#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <charconv>
#include <fcntl.h>
#include <string_view>

namespace poolscope::observe {

ThreadTurns parse_turns(std::string_view schedstat) {
    // Time on a CPU, time in a queue for one, turns on one.
    std::uint64_t fields[3]{};
    const char *cursor = schedstat.data(), *const end = cursor + schedstat.size();
    for (std::uint64_t &field : fields) {
        cursor = std::from_chars(cursor, end, field).ptr;
        cursor += cursor != end;
    }
    return {fields[0], fields[1], fields[2]};
}

Result<ActivityFiles::Files> ActivityFiles::open(int folder, int threads) {
    Files files;
    if (threads == 1) { // the process's own file is that of its first thread
        if (UniqueFd file(::openat(folder, "schedstat", O_RDONLY | O_CLOEXEC)); file)
            files.push_back(std::move(file));
    } else {
        POOLSCOPE_ASSIGN(const UniqueFd task, open_folder(folder, "task"));
        for (const int thread : numbers_in(task.get()).value_or(std::vector<int>()))
            if (UniqueFd file(::openat(task.get(), NumberedPath("", thread, "/schedstat").c_str(), O_RDONLY | O_CLOEXEC)); file)
                files.push_back(std::move(file));
    }
    if (files.empty())
        return failure(ErrorCode::unsupported, "open", "schedstat");
    return files;
}

Result<std::uint64_t> ActivityFiles::sum(const Files &files) {
    std::uint64_t total = 0;
    for (const UniqueFd &file : files) {
        char text[96];
        POOLSCOPE_ASSIGN(const std::string_view line, read_again(file.get(), text));
        const ThreadTurns turns = parse_turns(line);
        if (turns.count == 0)
            return failure(ErrorCode::unsupported, "read", "schedstat"); // a kernel that does not count
        total += turns.cpu_ns + turns.count;
    }
    return total;
}

std::optional<std::uint64_t> ActivityFiles::read_kept(ProcessKey process, int threads) {
    const auto kept = files_.find(process);
    if (kept == files_.end())
        return std::nullopt;
    if (kept->second.size() == static_cast<std::size_t>(threads))
        if (const auto total = sum(kept->second))
            return *total;
    open_ -= kept->second.size(); // threads came or went
    files_.erase(kept);
    return std::nullopt;
}

Result<std::uint64_t> ActivityFiles::open_and_read(ProcessKey process, int threads, int folder) {
    POOLSCOPE_ASSIGN(Files files, open(folder, threads));
    const auto total = sum(files);
    if (open_ + files.size() <= kept_open_) {
        open_ += files.size();
        files_.emplace(process, std::move(files));
    }
    return total;
}

} // namespace poolscope::observe
