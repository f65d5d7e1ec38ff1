// SPDX-License-Identifier: Apache-2.0
#pragma once

// Codec, encode and decode, and the codecs of numbers, text and dynamic values. Include codec.h, which adds the others.

#include "engine/core/base/error.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/core/wire/pickle/pickle_writer.h"
#include "engine/core/wire/pickle/value.h"

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace poolscope {

// Specialise with
//     static void write(PickleWriter &writer, const T &value);   exactly one object
//     static Result<T> read(const Value &value);
template <class T> struct Codec {};

// Has a Codec in both directions. Whether the members of a struct have one too is checked where it is used.
template <class T>
concept Encodable = requires(PickleWriter &writer, const T &object, const Value &value) {
    { Codec<T>::write(writer, object) } -> std::same_as<void>;
    { Codec<T>::read(value) } -> std::same_as<Result<T>>;
};

// Writes one object, of a type with a Codec or of text that can only be sent: string_view, literals.
template <class T> void write_object(PickleWriter &writer, const T &object) {
    if constexpr (!Encodable<T> && std::is_convertible_v<const T &, std::string_view>) {
        writer.text(object);
    } else {
        static_assert(Encodable<T>,
                      "Poolscope cannot send this type: it is neither a number, text, Bytes, Value, enum, optional, "
                      "variant, pair, tuple or standard container of such, nor a struct of up to 16 public members "
                      "that are. Specialise poolscope::Codec for it.");
        if constexpr (Encodable<T>)
            Codec<T>::write(writer, object);
    }
}

template <class T> Result<T> read_object(const Value &value) {
    static_assert(
        Encodable<T>,
        "Poolscope cannot receive this type: it is neither a number, std::string, Bytes, Value, enum, optional, "
        "variant, pair, tuple or standard container of such, nor a struct of up to 16 public members that "
        "are. Specialise poolscope::Codec for it.");
    return Codec<T>::read(value);
}

// One pickle that holds the object.
template <class T> std::string encode(const T &object) {
    std::string out;
    PickleWriter writer(out);
    write_object(writer, object);
    writer.finish();
    return out;
}

// The whole of a message as one object. Keys in it are kept: this is the addressee. Errors beside those of
// decode_pickle: wrong_type, invalid_argument (a number out of range, a wrong number of items), both with the way to
// the place: "element 3 of list: expected int, got str 'x'".
template <class T> Result<T> decode(std::string_view message, const PickleLimits &limits = {}) {
    POOLSCOPE_ASSIGN(Unpickled unpickled, decode_pickle(message, Secrets::keep, limits));
    if (unpickled.consumed != message.size())
        return failure(ErrorCode::malformed, "decode", "bytes that follow the end of the pickle");
    if constexpr (std::is_same_v<T, Value>)
        return std::move(unpickled.value);
    else
        return read_object<T>(unpickled.value);
}

namespace codec {

// What the codecs of this folder are made of; good for specialisations too.
Failure wrong_type(const Value &value, std::string_view expected); // "expected int, got str 'x'"
Failure invalid(std::string detail);
// The error, one container further out: inside(error, "element 3 of list").
Failure inside(Error error, std::string_view where);
Failure inside_element(Error error, std::size_t index, std::string_view container);

Result<bool> read_boolean(const Value &value);
Result<std::int64_t> read_signed(const Value &value, std::int64_t minimum, std::int64_t maximum);
Result<std::uint64_t> read_unsigned(const Value &value, std::uint64_t maximum);
Result<double> read_real(const Value &value); // an int is accepted, as Python does
Result<std::string> read_text(const Value &value);
// The items of a list or a tuple.
Result<const std::vector<Value> *> read_sequence(const Value &value, std::string_view expected);

} // namespace codec

template <> struct Codec<bool> {
    static void write(PickleWriter &writer, bool boolean) { writer.boolean(boolean); }
    static Result<bool> read(const Value &value) { return codec::read_boolean(value); }
};

template <class T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) struct Codec<T> {
    static void write(PickleWriter &writer, const T &integer) {
        if constexpr (std::is_signed_v<T>)
            writer.integer(std::int64_t{integer});
        else
            writer.unsigned_integer(std::uint64_t{integer});
    }
    static Result<T> read(const Value &value) {
        using Limits = std::numeric_limits<T>;
        if constexpr (std::is_signed_v<T>)
            return codec::read_signed(value, Limits::min(), Limits::max()).map([](auto i) {
                return static_cast<T>(i);
            });
        else
            return codec::read_unsigned(value, Limits::max()).map([](auto i) { return static_cast<T>(i); });
    }
};

template <> struct Codec<double> {
    static void write(PickleWriter &writer, double real) { writer.real(real); }
    static Result<double> read(const Value &value) { return codec::read_real(value); }
};

template <> struct Codec<float> {
    static void write(PickleWriter &writer, float real) { writer.real(double{real}); }
    static Result<float> read(const Value &value);
};

template <class T>
requires std::is_enum_v<T>
struct Codec<T> {
    using Number = std::underlying_type_t<T>;
    static void write(PickleWriter &writer, const T &value) {
        Codec<Number>::write(writer, static_cast<Number>(value));
    }
    static Result<T> read(const Value &value) {
        return Codec<Number>::read(value).map([](Number number) { return static_cast<T>(number); });
    }
};

template <> struct Codec<std::string> {
    static void write(PickleWriter &writer, std::string_view text) { writer.text(text); }
    static Result<std::string> read(const Value &value) { return codec::read_text(value); }
};

template <> struct Codec<Value> {
    static void write(PickleWriter &writer, const Value &value) { writer.write(value); }
    static Result<Value> read(const Value &value) { return value; }
};

// The dynamic types on their own: Bytes, Dict, Global, None, …
template <class T>
concept ValuePart = std::is_same_v<T, None> || std::is_same_v<T, BigInteger> || std::is_same_v<T, Bytes> ||
    std::is_same_v<T, ByteArray> || std::is_same_v<T, Tuple> || std::is_same_v<T, Dict> || std::is_same_v<T, Set> ||
    std::is_same_v<T, FrozenSet> || std::is_same_v<T, Global> || std::is_same_v<T, Instance> ||
    std::is_same_v<T, Reference>;

template <ValuePart T> struct Codec<T> {
    static void write(PickleWriter &writer, const T &part) {
        if constexpr (std::is_same_v<T, None>)
            writer.none();
        else if constexpr (std::is_same_v<T, Bytes>)
            writer.bytes(part.data);
        else
            writer.write(Value(part));
    }
    static Result<T> read(const Value &value) {
        if (const T *part = value.get_if<T>())
            return *part;
        return codec::wrong_type(value, Value(T{}).type_name());
    }
};

} // namespace poolscope
