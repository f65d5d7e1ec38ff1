// SPDX-License-Identifier: Apache-2.0
#pragma once

// The codec of plain structs: their public members in order, as a tuple. The members are counted by trying how many
// values the braces take, and named by a structured binding. Include codec.h, which has all.

#include "engine/core/wire/pickle/codec_base.h"
#include "engine/core/wire/pickle/codec_containers.h"

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace poolscope {

namespace codec {

constexpr std::size_t maximum_members = 16;

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-internal" // for structs of an unnamed namespace
#endif
// Becomes whatever a member wants. Never a T itself, or the first member would be taken for a copy. Never called.
template <class T> struct Anything {
    template <class U>
    requires(!std::is_same_v<U, T>) operator U() const;
};
// Becomes a base class of T only.
template <class T> struct AnyBase {
    template <class U>
    requires(std::is_base_of_v<U, T> && !std::is_same_v<U, T>) operator U() const;
};

#ifdef __clang__
#pragma clang diagnostic pop
#endif

template <class T, std::size_t... I> constexpr bool takes(std::index_sequence<I...>) {
    return requires {
        T{((void)I, Anything<T>{})...};
    };
}
template <class T, std::size_t... Before, std::size_t... Inside, std::size_t... After>
constexpr bool takes_nested(std::index_sequence<Before...>, std::index_sequence<Inside...>,
                            std::index_sequence<After...>) {
    return requires {
        T{((void)Before, Anything<T>{})..., {((void)Inside, Anything<T>{})...}, ((void)After, Anything<T>{})...};
    };
}

// How many values the braces of T take, one more than the maximum when there are more.
template <class T, std::size_t N = maximum_members + 1> constexpr std::size_t count_members() {
    if constexpr (takes<T>(std::make_index_sequence<N>{}))
        return N;
    else if constexpr (N > 0)
        return count_members<T, N - 1>();
    else
        return 0;
}

// A built-in array of two or more takes as many values; it shows in that its own braces leave room for fewer after it.
template <class T, std::size_t Count, std::size_t At = 0, std::size_t Length = 2> constexpr bool has_array_member() {
    if constexpr (Count > maximum_members || At + 2 > Count) {
        return false;
    } else if constexpr (At + Length > Count) {
        return has_array_member<T, Count, At + 1>();
    } else {
        using Before = std::make_index_sequence<At>;
        using Inside = std::make_index_sequence<Length>;
        using After = std::make_index_sequence<Count - At - Length>;
        using OneMore = std::make_index_sequence<Count - At - Length + 1>;
        if constexpr (takes_nested<T>(Before{}, Inside{}, After{}) && !takes_nested<T>(Before{}, Inside{}, OneMore{}))
            return true;
        else
            return has_array_member<T, Count, At, Length + 1>();
    }
}

template <class T> constexpr bool has_base_class() {
    return requires {
        T{AnyBase<T>{}};
    };
}

// References to the members of an object, in order.
template <class T> auto tie_members(T &object) {
    constexpr std::size_t count = count_members<std::remove_const_t<T>>();
    static_assert(count <= maximum_members);
    if constexpr (count == 0) {
        return std::tuple<>();
    } else if constexpr (count == 1) {
        auto &[a] = object;
        return std::tie(a);
    } else if constexpr (count == 2) {
        auto &[a, b] = object;
        return std::tie(a, b);
    } else if constexpr (count == 3) {
        auto &[a, b, c] = object;
        return std::tie(a, b, c);
    } else if constexpr (count == 4) {
        auto &[a, b, c, d] = object;
        return std::tie(a, b, c, d);
    } else if constexpr (count == 5) {
        auto &[a, b, c, d, e] = object;
        return std::tie(a, b, c, d, e);
    } else if constexpr (count == 6) {
        auto &[a, b, c, d, e, f] = object;
        return std::tie(a, b, c, d, e, f);
    } else if constexpr (count == 7) {
        auto &[a, b, c, d, e, f, g] = object;
        return std::tie(a, b, c, d, e, f, g);
    } else if constexpr (count == 8) {
        auto &[a, b, c, d, e, f, g, h] = object;
        return std::tie(a, b, c, d, e, f, g, h);
    } else if constexpr (count == 9) {
        auto &[a, b, c, d, e, f, g, h, i] = object;
        return std::tie(a, b, c, d, e, f, g, h, i);
    } else if constexpr (count == 10) {
        auto &[a, b, c, d, e, f, g, h, i, j] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j);
    } else if constexpr (count == 11) {
        auto &[a, b, c, d, e, f, g, h, i, j, k] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k);
    } else if constexpr (count == 12) {
        auto &[a, b, c, d, e, f, g, h, i, j, k, l] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
    } else if constexpr (count == 13) {
        auto &[a, b, c, d, e, f, g, h, i, j, k, l, m] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
    } else if constexpr (count == 14) {
        auto &[a, b, c, d, e, f, g, h, i, j, k, l, m, n] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n);
    } else if constexpr (count == 15) {
        auto &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
    } else if constexpr (count == 16) {
        auto &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = object;
        return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
    }
}

// "Point", for errors.
template <class T> constexpr std::string_view type_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("T = ") + 4);
    return text.substr(0, text.find_first_of(";]"));
}

template <class T>
concept Aggregate = std::is_class_v<T> && std::is_aggregate_v<T> && !ValuePart<T>;

} // namespace codec

template <codec::Aggregate T> struct Codec<T> {
    static void write(PickleWriter &writer, const T &object) {
        check();
        if constexpr (is_sound) {
            writer.begin_tuple(count);
            std::apply([&](const auto &...member) { (write_object(writer, member), ...); }, codec::tie_members(object));
            writer.end_tuple(count);
        }
    }
    static Result<T> read(const Value &value) {
        check();
        if constexpr (is_sound)
            return Reader<decltype(codec::tie_members(std::declval<T &>()))>::read(value);
        else
            return codec::wrong_type(value, codec::type_name<T>());
    }

private:
    template <class Tie> struct Reader;
    template <class... Members> struct Reader<std::tuple<Members &...>> {
        static Result<T> read(const Value &value) {
            POOLSCOPE_ASSIGN(auto slots, codec::TupleReader<Members...>::read(value, codec::type_name<T>()));
            return std::apply([](auto &&...slot) { return T{std::move(slot).take()...}; }, std::move(slots));
        }
    };

    static constexpr std::size_t count = codec::count_members<T>();
    static constexpr bool is_sound =
        count <= codec::maximum_members && !codec::has_array_member<T, count>() && !codec::has_base_class<T>();

    static constexpr void check() {
        static_assert(
            count <= codec::maximum_members,
            "Poolscope sends structs of up to 16 members by itself. Specialise poolscope::Codec for this larger one.");
        static_assert(
            !codec::has_array_member<T, count>(),
            "Poolscope cannot send a struct with a built-in array as a member. Make it a std::array or std::vector.");
        static_assert(
            !codec::has_base_class<T>(),
            "Poolscope cannot send a struct with a base class by itself. Specialise poolscope::Codec for it.");
    }
};

} // namespace poolscope
