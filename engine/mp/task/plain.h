// SPDX-License-Identifier: Apache-2.0
#pragma once

// Types that travel between engine processes as they stand in memory, because both ends were compiled from the same line:
// numbers, enums, and pairs, tuples and arrays of such. Everything else travels as a pickle.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <utility>

namespace poolscope {

template <class T> struct Plain {
    // `size` is 0 where it is not.
    static constexpr bool is = (std::is_integral_v<T> || std::is_enum_v<T> || std::is_same_v<T, float> || std::is_same_v<T, double>)&&!std::is_const_v<T>;
    static constexpr std::size_t size = [] {
        if constexpr (is)
            return sizeof(T);
        else
            return std::size_t{0};
    }();
    static void write(char *place, const T &value) { std::memcpy(place, &value, sizeof value); }
    static T read(const char *place) {
        if constexpr (std::is_same_v<T, bool>) {
            return *place != 0;
        } else {
            T value;
            std::memcpy(&value, place, sizeof value);
            return value;
        }
    }
};

namespace detail {

// Several plain values, one behind the other.
template <class Whole, class... Parts> struct PlainParts {
    static constexpr bool is = (Plain<Parts>::is && ...);
    static constexpr std::size_t size = is ? (Plain<Parts>::size + ... + 0) : 0;
    static void write(char *place, const Whole &whole) {
        std::apply([&](const Parts &...part) { ((Plain<Parts>::write(place, part), place += Plain<Parts>::size), ...); }, whole);
    }
    static Whole read([[maybe_unused]] const char *place) {
        [[maybe_unused]] const auto next = [&]<class Part>(std::type_identity<Part>) {
            const char *here = place;
            place += Plain<Part>::size;
            return Plain<Part>::read(here);
        };
        return Whole{next(std::type_identity<Parts>{})...}; // braces: from left to right
    }
};

} // namespace detail

template <class... T> struct Plain<std::tuple<T...>> : detail::PlainParts<std::tuple<T...>, T...> {};
template <class A, class B> struct Plain<std::pair<A, B>> : detail::PlainParts<std::pair<A, B>, A, B> {};

template <class T, std::size_t N> struct Plain<std::array<T, N>> {
    static constexpr bool is = Plain<T>::is;
    static constexpr std::size_t size = N * Plain<T>::size;
    static void write(char *place, const std::array<T, N> &items) {
        for (std::size_t index = 0; index < N; ++index)
            Plain<T>::write(place + index * Plain<T>::size, items[index]);
    }
    static std::array<T, N> read(const char *place) {
        std::array<T, N> items;
        for (std::size_t index = 0; index < N; ++index)
            items[index] = Plain<T>::read(place + index * Plain<T>::size);
        return items;
    }
};

} // namespace poolscope
