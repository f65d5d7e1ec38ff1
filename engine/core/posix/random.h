// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random bytes from the kernel (getrandom(2)).

#include <cstddef>
#include <cstdint>
#include <string>

namespace poolscope::posix {

std::string random_bytes(std::size_t count);
std::uint64_t random_number();
// `length` characters of [a-z0-9_], as Python's tempfile names have.
std::string random_name(std::size_t length);

} // namespace poolscope::posix
