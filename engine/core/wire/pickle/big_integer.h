// SPDX-License-Identifier: Apache-2.0
#pragma once

// Python's unbounded int as pickles carry it (little-endian two's complement) against decimal text and machine numbers.

#include "engine/core/base/error.h"
#include "engine/core/wire/pickle/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolscope {

// An int64 if it fits, else a BigInteger of the shortest form. Empty bytes are 0, as in LONG1.
Value integer_from_little_endian(std::string_view bytes);
// Decimal digits with an optional sign, as protocol 0 writes them. Malformed when it is not that; too large beyond
// 10,000 digits.
Result<Value> integer_from_decimal(std::string_view text);

// Decimal; hexadecimal for ints beyond Python's own limit for decimal text (4300 digits), where the cost is quadratic.
std::string to_text(const BigInteger &integer);
// When it fits.
std::optional<std::uint64_t> to_unsigned(const BigInteger &integer);
// The nearest double or an infinity.
double to_double(const BigInteger &integer);

} // namespace poolscope
