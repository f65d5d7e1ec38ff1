// SPDX-License-Identifier: Apache-2.0
#pragma once

// Codecs of the standard containers and of pair, tuple, optional and variant. Include codec.h, which has all.

#include "engine/core/wire/pickle/codec_base.h"

#include <array>
#include <cstddef>
#include <deque>
#include <fmt/format.h>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace poolscope {

namespace codec {

template <class Container> struct ListCodec {
    using Item = typename Container::value_type;
    static void write(PickleWriter &writer, const Container &items) {
        auto batches = writer.begin_list(items.size());
        for (const Item &item : items) {
            batches.next();
            write_object(writer, item);
        }
        batches.end();
    }
    static Result<Container> read(const Value &value) {
        POOLSCOPE_ASSIGN(const auto *items, read_sequence(value, "list"));
        Container container;
        if constexpr (requires { container.reserve(items->size()); })
            container.reserve(items->size());
        for (std::size_t i = 0; i < items->size(); ++i) {
            auto item = read_object<Item>((*items)[i]);
            if (!item)
                return inside_element(std::move(item).error(), i, "list");
            container.push_back(*std::move(item));
        }
        return container;
    }
};

template <class Container> struct SetCodec {
    using Item = typename Container::value_type;
    static void write(PickleWriter &writer, const Container &items) {
        auto batches = writer.begin_set(items.size());
        for (const Item &item : items) {
            batches.next();
            write_object(writer, item);
        }
        batches.end();
    }
    static Result<Container> read(const Value &value) {
        const auto *set = value.get_if<Set>();
        const auto *frozen = value.get_if<FrozenSet>();
        if (!set && !frozen)
            return wrong_type(value, "set");
        Container container;
        std::size_t i = 0;
        for (const Value &part : set ? set->items : frozen->items) {
            auto item = read_object<Item>(part);
            if (!item)
                return inside_element(std::move(item).error(), i, "set");
            container.insert(*std::move(item));
            ++i;
        }
        return container;
    }
};

template <class Container> struct DictCodec {
    using Key = typename Container::key_type;
    using Mapped = typename Container::mapped_type;
    static void write(PickleWriter &writer, const Container &items) {
        auto batches = writer.begin_dict(items.size());
        for (const auto &[key, mapped] : items) {
            batches.next();
            write_object(writer, key);
            write_object(writer, mapped);
        }
        batches.end();
    }
    static Result<Container> read(const Value &value) {
        const auto *dict = value.get_if<Dict>();
        if (!dict)
            return wrong_type(value, "dict");
        Container container;
        for (std::size_t i = 0; i < dict->items.size(); ++i) {
            auto key = read_object<Key>(dict->items[i].key);
            if (!key)
                return inside(std::move(key).error(), fmt::format("key {} of dict", i));
            auto mapped = read_object<Mapped>(dict->items[i].value);
            if (!mapped)
                return inside(std::move(mapped).error(),
                              fmt::format("value of key {} of dict", dict->items[i].key.repr(40)));
            container.insert_or_assign(*std::move(key), *std::move(mapped));
        }
        return container;
    }
};

// A fixed number of items of fixed types, each read into its slot. `name` is what errors call the whole.
template <class... Items> struct TupleReader {
    // A place for an item that is read later. To make a Lock or a Queue first, and for nothing, would be work that may fail.
    template <class Item> struct Slot {
        static constexpr bool is_made_at_once = std::is_nothrow_default_constructible_v<Item>;
        using Place = std::conditional_t<is_made_at_once, Item, std::optional<Item>>;
        Place place{};
        Item take() && {
            if constexpr (is_made_at_once)
                return std::move(place);
            else
                return *std::move(place);
        }
    };
    using Slots = std::tuple<Slot<Items>...>;

    static Result<Slots> read(const Value &value, std::string_view name) {
        POOLSCOPE_ASSIGN(const auto *items, read_sequence(value, "tuple"));
        if (items->size() != sizeof...(Items))
            return invalid(fmt::format("{} has {} items, got {}", name, sizeof...(Items), items->size()));
        Slots slots;
        std::optional<Error> error;
        read_all(*items, slots, error, std::index_sequence_for<Items...>{});
        if (error)
            return inside_element_of(std::move(*error), name);
        return slots;
    }

private:
    template <std::size_t... I>
    static void read_all(const std::vector<Value> &items, Slots &slots, std::optional<Error> &error,
                         std::index_sequence<I...>) {
        (void)(read_one<I>(items, slots, error) && ...);
    }
    template <std::size_t I>
    static bool read_one(const std::vector<Value> &items, Slots &slots, std::optional<Error> &error) {
        auto item = read_object<std::tuple_element_t<I, std::tuple<Items...>>>(items[I]);
        if (item) {
            std::get<I>(slots).place = *std::move(item);
            return true;
        }
        error = inside(std::move(item).error(), fmt::format("element {} of ", I)).value();
        return false;
    }
    static Failure inside_element_of(Error error, std::string_view name) {
        error.detail.insert(error.detail.find(" of ") + 4, name);
        return Failure(std::move(error));
    }
};

// Whether a Value is what T is written as, rather than something that T accepts as well. Decides between a variant's
// alternatives.
template <class T> bool is_exactly(const Value &value) {
    if constexpr (std::is_same_v<T, bool>)
        return value.is<bool>();
    else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>)
        return value.is<std::int64_t>() || value.is<BigInteger>();
    else if constexpr (std::is_floating_point_v<T>)
        return value.is<double>();
    else
        return !std::is_same_v<T, Value>;
}

} // namespace codec

template <class T, class A>
requires Encodable<T>
struct Codec<std::vector<T, A>> : codec::ListCodec<std::vector<T, A>> {
};
template <class T, class A>
requires Encodable<T>
struct Codec<std::deque<T, A>> : codec::ListCodec<std::deque<T, A>> {
};
template <class T, class A>
requires Encodable<T>
struct Codec<std::list<T, A>> : codec::ListCodec<std::list<T, A>> {
};

template <class T, class C, class A>
requires Encodable<T>
struct Codec<std::set<T, C, A>> : codec::SetCodec<std::set<T, C, A>> {
};
template <class T, class H, class E, class A>
requires Encodable<T>
struct Codec<std::unordered_set<T, H, E, A>> : codec::SetCodec<std::unordered_set<T, H, E, A>> {
};

template <class K, class T, class C, class A>
requires(Encodable<K> &&Encodable<T>) struct Codec<std::map<K, T, C, A>> : codec::DictCodec<std::map<K, T, C, A>> {
};
template <class K, class T, class H, class E, class A>
requires(Encodable<K> &&Encodable<T>) struct Codec<std::unordered_map<K, T, H, E, A>>
    : codec::DictCodec<std::unordered_map<K, T, H, E, A>> {
};

template <class T, std::size_t N>
requires Encodable<T>
struct Codec<std::array<T, N>> {
    static void write(PickleWriter &writer, const std::array<T, N> &items) {
        auto batches = writer.begin_list(N);
        for (const T &item : items) {
            batches.next();
            write_object(writer, item);
        }
        batches.end();
    }
    static Result<std::array<T, N>> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto items, (Codec<std::vector<T>>::read(value)));
        if (items.size() != N)
            return codec::invalid(fmt::format("an array has {} items, got {}", N, items.size()));
        return make(std::move(items), std::make_index_sequence<N>{});
    }

private:
    template <std::size_t... I> static std::array<T, N> make(std::vector<T> items, std::index_sequence<I...>) {
        return {{static_cast<T>(std::move(items[I]))...}};
    }
};

template <class... Items>
requires(Encodable<Items> &&...) struct Codec<std::tuple<Items...>> {
    static void write(PickleWriter &writer, const std::tuple<Items...> &tuple) {
        writer.begin_tuple(sizeof...(Items));
        std::apply([&](const Items &...item) { (write_object(writer, item), ...); }, tuple);
        writer.end_tuple(sizeof...(Items));
    }
    static Result<std::tuple<Items...>> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto slots, codec::TupleReader<Items...>::read(value, "tuple"));
        return std::apply([](auto &&...slot) { return std::tuple<Items...>(std::move(slot).take()...); },
                          std::move(slots));
    }
};

template <class First, class Second>
requires(Encodable<First> &&Encodable<Second>) struct Codec<std::pair<First, Second>> {
    static void write(PickleWriter &writer, const std::pair<First, Second> &pair) {
        writer.begin_tuple(2);
        write_object(writer, pair.first);
        write_object(writer, pair.second);
        writer.end_tuple(2);
    }
    static Result<std::pair<First, Second>> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto slots, (codec::TupleReader<First, Second>::read(value, "pair")));
        return std::pair<First, Second>(std::get<0>(std::move(slots)).take(), std::get<1>(std::move(slots)).take());
    }
};

template <class T>
requires Encodable<T>
struct Codec<std::optional<T>> {
    static void write(PickleWriter &writer, const std::optional<T> &optional) {
        if (optional)
            write_object(writer, *optional);
        else
            writer.none();
    }
    static Result<std::optional<T>> read(const Value &value) {
        if (value.is_none())
            return std::nullopt;
        return read_object<T>(value).map([](T object) { return std::optional<T>(std::move(object)); });
    }
};

template <> struct Codec<std::monostate> {
    static void write(PickleWriter &writer, std::monostate) { writer.none(); }
    static Result<std::monostate> read(const Value &value) {
        return value.is_none() ? Result<std::monostate>(std::monostate{}) : codec::wrong_type(value, "None");
    }
};

// Written as the alternative itself, as Python would hold it. Alternatives that look the same to Python (two kinds of
// integer, two kinds of list) come back as the first of them that takes the value.
template <class... Alternatives>
requires(Encodable<Alternatives> &&...) struct Codec<std::variant<Alternatives...>> {
    using Variant = std::variant<Alternatives...>;
    static void write(PickleWriter &writer, const Variant &variant) {
        std::visit([&](const auto &alternative) { write_object(writer, alternative); }, variant);
    }
    static Result<Variant> read(const Value &value) {
        std::optional<Variant> found;
        read_first(value, found, true, std::index_sequence_for<Alternatives...>{}) ||
            read_first(value, found, false, std::index_sequence_for<Alternatives...>{});
        if (!found)
            return codec::wrong_type(value,
                                     fmt::format("one of the {} alternatives of a variant", sizeof...(Alternatives)));
        return *std::move(found);
    }

private:
    template <std::size_t... I>
    static bool read_first(const Value &value, std::optional<Variant> &found, bool exactly, std::index_sequence<I...>) {
        return (read_one<I>(value, found, exactly) || ...);
    }
    template <std::size_t I> static bool read_one(const Value &value, std::optional<Variant> &found, bool exactly) {
        using T = std::variant_alternative_t<I, Variant>;
        if (codec::is_exactly<T>(value) != exactly)
            return false;
        auto object = read_object<T>(value);
        if (object)
            found.emplace(std::in_place_index<I>, *std::move(object));
        return object.has_value();
    }
};

} // namespace poolscope
