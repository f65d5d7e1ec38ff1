// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which C++ type one of Python's typecodes is, and how a number gets into one.

#include "engine/core/base/exception.h"
#include "engine/core/base/strictness.h"

#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>

namespace poolscope {

namespace detail {

template <char code> constexpr auto typecode() {
    if constexpr (code == 'c')
        return std::type_identity<char>{};
    else if constexpr (code == 'u')
        return std::type_identity<wchar_t>{};
    else if constexpr (code == 'b')
        return std::type_identity<signed char>{};
    else if constexpr (code == 'B')
        return std::type_identity<unsigned char>{};
    else if constexpr (code == 'h')
        return std::type_identity<short>{};
    else if constexpr (code == 'H')
        return std::type_identity<unsigned short>{};
    else if constexpr (code == 'i')
        return std::type_identity<int>{};
    else if constexpr (code == 'I')
        return std::type_identity<unsigned>{};
    else if constexpr (code == 'l')
        return std::type_identity<long>{};
    else if constexpr (code == 'L')
        return std::type_identity<unsigned long>{};
    else if constexpr (code == 'q')
        return std::type_identity<long long>{};
    else if constexpr (code == 'Q')
        return std::type_identity<unsigned long long>{};
    else if constexpr (code == 'f')
        return std::type_identity<float>{};
    else if constexpr (code == 'd')
        return std::type_identity<double>{};
    else
        static_assert(code == 'c', "No such typecode: they are c u b B h H i I l L q Q f d. Or name the C++ type.");
}

// Read and written in one piece by every process.
template <class T> constexpr bool is_whole = std::is_arithmetic_v<T> && sizeof(T) <= sizeof(void *);

template <class T> constexpr bool is_counting = std::is_integral_v<T> && !std::is_same_v<T, bool>;

template <class T> constexpr bool holds(long long low, unsigned long long high) {
    return low >= static_cast<long long>(std::is_signed_v<T> ? std::numeric_limits<T>::min() : T{0}) &&
           high <= static_cast<unsigned long long>(std::numeric_limits<T>::max());
}

template <class T, class V> T shared_number(const V &value) {
    if constexpr (is_counting<T> && is_counting<V>) {
        const bool is_negative = value < V{};
        if (!is_strict() && !holds<T>(is_negative ? static_cast<long long>(value) : 0, is_negative ? 0 : static_cast<unsigned long long>(value)))
            throw OverflowError(Error{ErrorCode::invalid_argument, 0, "store", "the number is beyond what this shared type holds; strict mode lets it wrap"});
        return static_cast<T>(value);
    } else if constexpr (is_counting<T>) {
        static_assert(!std::is_floating_point_v<V>, "A real number does not go into an integer by itself: round it first.");
        return static_cast<T>(value);
    } else if constexpr (std::is_arithmetic_v<T>) {
        return static_cast<T>(value);
    } else {
        return value;
    }
}

} // namespace detail

// The C++ type of a typecode: typecode_t<'i'> is int.
template <char code> using typecode_t = typename decltype(detail::typecode<code>())::type;

} // namespace poolscope
