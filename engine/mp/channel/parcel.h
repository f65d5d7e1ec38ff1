// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a value travels on the fast carrier, between engine processes only: the plain types as the bytes they are, with a
// tag that says what they are, everything else as the pickle that the compatible carrier has. The receiver needs no
// agreement with the sender: a tagged int can be read as any number type that holds it, or as a dynamic Value.

#include "engine/core/wire/pickle/codec.h"
#include "engine/mp/process/inheritance.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace poolscope {

enum class ParcelKind : std::uint8_t { pickle, none, boolean, integer, real, text, bytes };

struct Parcel { // on its way out; the bytes are the sender's
    ParcelKind kind = ParcelKind::pickle;
    std::string_view bytes;
};
struct ReceivedParcel {
    ParcelKind kind = ParcelKind::pickle;
    std::string bytes;
};

namespace parcel {

// The pickle of what is in it: for a Python reader, for recv_bytes(), for a watcher.
std::string to_pickle(Parcel parcel);
// malformed when the bytes are not of that kind.
Result<Value> to_value(ReceivedParcel parcel);

// Calls `use` with the parcel of a value, whose bytes live as long as the call; or gives the reason why it cannot be sent.
template <class T, class Use> Status with(const T &value, Use &&use) {
    const auto plain = [&](ParcelKind kind, auto scalar) {
        char bytes[sizeof scalar];
        std::memcpy(bytes, &scalar, sizeof scalar);
        return use(Parcel{kind, {bytes, sizeof bytes}});
    };
    if constexpr (std::is_same_v<T, bool>) {
        return plain(ParcelKind::boolean, static_cast<char>(value));
    } else if constexpr (std::is_integral_v<T> && (std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t))) {
        return plain(ParcelKind::integer, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_same_v<T, double> || std::is_same_v<T, float>) {
        return plain(ParcelKind::real, static_cast<double>(value));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return use(Parcel{ParcelKind::text, value});
    } else if constexpr (std::is_same_v<T, Bytes>) {
        return use(Parcel{ParcelKind::bytes, value.data});
    } else if constexpr (std::is_same_v<T, Value>) {
        if (value.is_none())
            return use(Parcel{ParcelKind::none, {}});
        if (const auto *integer = value.template get_if<std::int64_t>())
            return with(*integer, use);
        if (const auto *text = value.template get_if<std::string>())
            return with(*text, use);
        if (const auto *bytes = value.template get_if<Bytes>())
            return with(*bytes, use);
    }
    POOLSCOPE_ASSIGN(const std::string pickle, encode_for_transfer(value));
    return use(Parcel{ParcelKind::pickle, pickle});
}

template <class T> Result<T> read(ReceivedParcel parcel) {
    if (parcel.kind == ParcelKind::pickle)
        return decode<T>(parcel.bytes);
    if constexpr (std::is_same_v<T, std::string>) {
        if (parcel.kind == ParcelKind::text)
            return std::move(parcel.bytes);
    } else if constexpr (std::is_same_v<T, Bytes>) {
        if (parcel.kind == ParcelKind::bytes)
            return Bytes{std::move(parcel.bytes)};
    }
    POOLSCOPE_ASSIGN(Value value, to_value(std::move(parcel)));
    if constexpr (std::is_same_v<T, Value>)
        return value;
    else
        return read_object<T>(value);
}

} // namespace parcel

} // namespace poolscope
