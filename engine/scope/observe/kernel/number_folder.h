// SPDX-License-Identifier: Apache-2.0
#pragma once

// The entries of a folder of /proc that are numbers: processes, threads, descriptors. Asks the kernel without what opendir(3) adds
// for folders in general, because such a folder is read a hundred times in a look.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <vector>

namespace poolscope::observe {

Result<UniqueFd> open_folder(int parent, const char *path);
// From its beginning, in the order of the kernel.
Result<std::vector<int>> numbers_in(int folder);

// A path such as "fd/5" or "12/stat".
class NumberedPath {
public:
    NumberedPath(const char *before, int number, const char *behind = "");
    const char *c_str() const { return text_; }

private:
    char text_[48];
};

} // namespace poolscope::observe
