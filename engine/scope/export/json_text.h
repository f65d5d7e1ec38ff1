// SPDX-License-Identifier: Apache-2.0
#pragma once

// JSON on one line. Bytes that are no UTF-8 (they come from foreign programs) become U+FFFD.

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace poolscope::exporting {

std::string json_text(const nlohmann::ordered_json &json);

} // namespace poolscope::exporting
