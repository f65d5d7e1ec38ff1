// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whether a program is built with a sanitizer: those keep freed memory aside, so that it is not flat there, and take many
// times as long for a fork.

namespace poolscope::tests {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

} // namespace poolscope::tests
