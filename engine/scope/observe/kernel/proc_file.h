// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reading files of /proc: what vanished meanwhile is not_found, what is not for us is permission.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"

#include <span>
#include <string>
#include <string_view>

namespace poolscope::observe {

// The folder /proc/PID of that very process; everything opened beneath it stays about that process.
Result<UniqueFd> open_process_folder(ProcessKey process);
// A whole file beneath a folder, at most `maximum` bytes of it.
Result<std::string> read_file(int folder, const char *path, std::size_t maximum = std::size_t{16} << 20);
// A file of a few words, read at one go into `text`; what is longer is cut.
Result<std::string_view> read_short_file(int folder, const char *path, std::span<char> text);
// The same of one that stays open, from its beginning.
Result<std::string_view> read_again(int file, std::span<char> text);
// The Error of a failed open or read of a file of /proc, by errno.
Failure proc_failure(const char *operation, std::string path);

} // namespace poolscope::observe
