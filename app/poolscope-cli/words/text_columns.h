// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands in the columns of a terminal, in which a Korean letter takes two.

#include <cstddef>
#include <cstdint>
#include <string>

namespace poolscope::cli {

// "0.42 s"
std::string seconds_text(std::int64_t nanoseconds);
// "8.5 µs", "850 µs", "3.2 ms", "1.24 s"
std::string duration_text(double nanoseconds);
// "12.3 MiB"
std::string size_text(std::int64_t bytes);
// With spaces up to so many columns.
std::string padded(std::string text, std::size_t columns);
// Ends in "…" when it was wider.
std::string cut_to(std::string text, std::size_t columns);

} // namespace poolscope::cli
