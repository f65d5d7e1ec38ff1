// SPDX-License-Identifier: Apache-2.0
#pragma once

// The host's answer to one request: {"id": N, "ok": {…}} or {"id": N, "error": {"code", "os_error", "operation", "detail"}}.

#include "engine/core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace poolscope::host {

struct Reply {
    std::uint64_t id = 0;
    Status status;
    std::string value; // JSON object text, "{}" when there is nothing to tell
};

std::string encode_reply(const Reply &reply);
Result<Reply> decode_reply(std::string_view json);

} // namespace poolscope::host
