// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/process_key.h"

#include <fmt/format.h>

namespace poolscope {

std::string ProcessKey::describe() const {
    return fmt::format("{}@{}", pid, start_ticks);
}

} // namespace poolscope
