// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whether a program, or the probes that a test starts, are built with a sanitizer: those keep freed memory aside, so that it
// is not flat there, and take many times as long for a fork. ThreadSanitizer has a thread of its own in every process.

namespace poolscope::tests {

#if defined(__SANITIZE_THREAD__) || defined(POOLSCOPE_PROBES_HAVE_THREAD_SANITIZER)
constexpr bool is_thread_sanitized = true;
#else
constexpr bool is_thread_sanitized = false;
#endif

#if defined(__SANITIZE_ADDRESS__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = is_thread_sanitized;
#endif

} // namespace poolscope::tests
