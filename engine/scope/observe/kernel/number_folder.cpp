// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/number_folder.h"

#include "engine/scope/observe/kernel/proc_file.h"

#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::observe {

Result<UniqueFd> open_folder(int parent, const char *path) {
    UniqueFd folder(::openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return proc_failure("open", path);
    return folder;
}

Result<std::vector<int>> numbers_in(int folder) {
    std::vector<int> numbers;
    alignas(dirent64) char entries[16384];
    if (::lseek(folder, 0, SEEK_SET) != 0)
        return proc_failure("read", "a folder of /proc");
    for (long size; (size = ::syscall(SYS_getdents64, folder, entries, sizeof entries)) != 0;) {
        if (size < 0)
            return proc_failure("read", "a folder of /proc");
        for (long at = 0; at < size;) {
            const auto *entry = reinterpret_cast<const dirent64 *>(entries + at);
            if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
                numbers.push_back(std::atoi(entry->d_name));
            at += entry->d_reclen;
        }
    }
    return numbers;
}

NumberedPath::NumberedPath(const char *before, int number, const char *behind) {
    std::snprintf(text_, sizeof text_, "%s%d%s", before, number, behind);
}

} // namespace poolscope::observe
