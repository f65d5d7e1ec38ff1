// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the first bytes of a message, a task or a result say, as one line of text. Decoded when asked for, never executed.

#include <QString>

#include <string>
#include <string_view>

namespace poolscope::ui {

// As engine/core/wire/preview/preview.h writes it, on one line of at most `maximum` characters. `truncated`: the bytes are only the
// beginning.
QString payloadText(std::string_view payload, bool truncated, qsizetype maximum = 200);
// A task's pickle of (function name, arguments) as "square(3)".
QString callText(std::string_view call, std::size_t maximum = 120);
// A task's result without what the pool wraps around it.
QString resultText(std::string_view result, bool truncated, qsizetype maximum = 200);
// "square"; empty when the bytes do not say.
QString functionOf(std::string_view call);

} // namespace poolscope::ui
