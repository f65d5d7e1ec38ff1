// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/big_integer.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <vector>

namespace poolscope {

namespace {

constexpr std::size_t longest_decimal_input = 10'000;
constexpr std::size_t longest_decimal_bytes = 1786; // 4300 digits are 14,285 bits

// Base 2^32, least significant first, no leading zeros.
using Limbs = std::vector<std::uint32_t>;

bool is_negative(std::string_view bytes) {
    return !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0x80) != 0;
}

Limbs magnitude(std::string_view bytes) {
    const bool negative = is_negative(bytes);
    Limbs limbs(bytes.size() / 4 + 1, negative ? ~0u : 0u);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t shift = i % 4 * 8;
        limbs[i / 4] &= ~(0xffu << shift);
        limbs[i / 4] |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << shift;
    }
    if (negative) {
        std::uint64_t carry = 1;
        for (std::uint32_t &limb : limbs) {
            carry += static_cast<std::uint32_t>(~limb);
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    while (!limbs.empty() && limbs.back() == 0)
        limbs.pop_back();
    return limbs;
}

std::string_view shortest(std::string_view bytes) {
    while (bytes.size() > 1) {
        const unsigned char last = static_cast<unsigned char>(bytes.back());
        const bool sign_below = (static_cast<unsigned char>(bytes[bytes.size() - 2]) & 0x80) != 0;
        if (!((last == 0 && !sign_below) || (last == 0xff && sign_below)))
            break;
        bytes.remove_suffix(1);
    }
    return bytes;
}

std::string decimal(Limbs limbs) {
    std::vector<std::uint32_t> groups; // of nine digits, least significant first
    while (!limbs.empty()) {
        std::uint64_t remainder = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            remainder = remainder << 32 | limbs[i];
            limbs[i] = static_cast<std::uint32_t>(remainder / 1'000'000'000);
            remainder %= 1'000'000'000;
        }
        groups.push_back(static_cast<std::uint32_t>(remainder));
        while (!limbs.empty() && limbs.back() == 0)
            limbs.pop_back();
    }
    if (groups.empty())
        return "0";
    std::string text = fmt::to_string(groups.back());
    for (std::size_t i = groups.size() - 1; i-- > 0;)
        text += fmt::format("{:09}", groups[i]);
    return text;
}

std::string hexadecimal(const Limbs &limbs) {
    std::string text = fmt::format("0x{:x}", limbs.back());
    for (std::size_t i = limbs.size() - 1; i-- > 0;)
        text += fmt::format("{:08x}", limbs[i]);
    return text;
}

} // namespace

BigInteger BigInteger::from(std::uint64_t integer) {
    std::string bytes(9, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<char>(integer >> (8 * i));
    return {std::string(shortest(bytes))};
}

Value integer_from_little_endian(std::string_view bytes) {
    bytes = shortest(bytes);
    if (bytes.size() > 8)
        return BigInteger{std::string(bytes)};
    std::uint64_t bits = is_negative(bytes) ? ~std::uint64_t{0} : 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        bits = bits << 8 | static_cast<unsigned char>(bytes[i]);
    return static_cast<std::int64_t>(bits);
}

Result<Value> integer_from_decimal(std::string_view text) {
    std::int64_t small = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), small);
    if (problem == std::errc() && end == text.data() + text.size())
        return Value(small);
    std::string_view digits = text;
    const bool negative = !digits.empty() && digits.front() == '-';
    if (!digits.empty() && (digits.front() == '-' || digits.front() == '+'))
        digits.remove_prefix(1);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return failure(ErrorCode::malformed, "unpickle", "not a decimal number");
    if (digits.size() > longest_decimal_input)
        return failure(ErrorCode::too_large, "unpickle",
                       fmt::format("{} decimal digits, at most {} are read", digits.size(), longest_decimal_input));
    std::vector<std::uint32_t> limbs;
    for (const char digit : digits) {
        std::uint64_t carry = static_cast<std::uint64_t>(digit - '0');
        for (std::uint32_t &limb : limbs) {
            carry += std::uint64_t{limb} * 10;
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        if (carry != 0)
            limbs.push_back(static_cast<std::uint32_t>(carry));
    }
    limbs.push_back(0); // room for the sign
    std::string bytes;
    std::uint64_t carry = 1;
    for (std::uint32_t limb : limbs) {
        if (negative) {
            carry += static_cast<std::uint32_t>(~limb);
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(limb >> shift);
    }
    return integer_from_little_endian(bytes);
}

std::string to_text(const BigInteger &integer) {
    Limbs limbs = magnitude(integer.little_endian);
    const std::string sign = is_negative(integer.little_endian) ? "-" : "";
    return sign + (integer.little_endian.size() > longest_decimal_bytes && !limbs.empty() ? hexadecimal(limbs)
                                                                                          : decimal(std::move(limbs)));
}

std::optional<std::uint64_t> to_unsigned(const BigInteger &integer) {
    const Limbs limbs = magnitude(integer.little_endian);
    if (is_negative(integer.little_endian) || limbs.size() > 2)
        return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = limbs.size(); i-- > 0;)
        value = value << 32 | limbs[i];
    return value;
}

double to_double(const BigInteger &integer) {
    const Limbs limbs = magnitude(integer.little_endian);
    const double sign = is_negative(integer.little_endian) ? -1.0 : 1.0;
    if (limbs.size() > 32)
        return sign * std::numeric_limits<double>::infinity();
    // Through text, because summing limbs would round more than once.
    const std::string text = limbs.empty() ? "0" : decimal(limbs);
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return sign * (problem == std::errc() && end ? value : std::numeric_limits<double>::infinity());
}

} // namespace poolscope
