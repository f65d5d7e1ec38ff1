// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/activity.h"

#include "engine/scope/observe/proc_file.h"

#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <unistd.h>

namespace poolscope::observe {

Result<ActivityFiles::Files> ActivityFiles::open(ProcessKey process) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, open_process_folder(process));
    UniqueFd task(::openat(folder.get(), "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const std::unique_ptr<DIR, int (*)(DIR *)> threads(task ? ::fdopendir(task.get()) : nullptr, ::closedir);
    if (!threads)
        return proc_failure("open", "task");
    (void)task.release();
    Files files;
    while (const dirent *entry = ::readdir(threads.get())) {
        if (entry->d_name[0] == '.')
            continue;
        UniqueFd file(::openat(::dirfd(threads.get()), (std::string(entry->d_name) + "/schedstat").c_str(), O_RDONLY | O_CLOEXEC));
        if (file)
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
        const ssize_t size = ::pread(file.get(), text, sizeof text, 0);
        if (size <= 0)
            return proc_failure("read", "schedstat");
        // Time on a CPU, time in a queue for one, turns on one.
        const char *cursor = text, *const end = text + size;
        for (int field = 0; field < 3; ++field) {
            std::uint64_t value = 0;
            cursor = std::from_chars(cursor, end, value).ptr;
            total += field == 1 ? 0 : value;
            cursor += cursor != end;
        }
    }
    return total;
}

Result<std::uint64_t> ActivityFiles::read(ProcessKey process, int threads) {
    const auto kept = files_.find(process);
    if (kept != files_.end()) {
        if (kept->second.size() == static_cast<std::size_t>(threads))
            if (const auto total = sum(kept->second))
                return total;
        open_ -= kept->second.size(); // threads came or went
        files_.erase(kept);
    }
    POOLSCOPE_ASSIGN(Files files, open(process));
    const auto total = sum(files);
    if (open_ + files.size() <= kept_open_) {
        open_ += files.size();
        files_.emplace(process, std::move(files));
    }
    return total;
}

} // namespace poolscope::observe
