// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/parcel.h"

#include <fmt/format.h>

namespace poolscope::parcel {

namespace {

template <class T> bool unpack(std::string_view bytes, T &number) {
    if (bytes.size() != sizeof number)
        return false;
    std::memcpy(&number, bytes.data(), sizeof number);
    return true;
}

} // namespace

std::string to_pickle(Parcel parcel) {
    if (parcel.kind == ParcelKind::pickle)
        return std::string(parcel.bytes);
    if (parcel.kind == ParcelKind::text || parcel.kind == ParcelKind::bytes) {
        std::string out;
        PickleWriter writer(out);
        parcel.kind == ParcelKind::text ? writer.text(parcel.bytes) : writer.bytes(parcel.bytes);
        writer.finish();
        return out;
    }
    return encode(to_value({parcel.kind, std::string(parcel.bytes)}).value_or(Value()));
}

Result<Value> to_value(ReceivedParcel parcel) {
    char boolean;
    std::int64_t integer;
    double real;
    switch (parcel.kind) {
    case ParcelKind::pickle: return decode<Value>(parcel.bytes);
    case ParcelKind::text: return Value(std::move(parcel.bytes));
    case ParcelKind::bytes: return Value(Bytes{std::move(parcel.bytes)});
    case ParcelKind::none:
        if (parcel.bytes.empty())
            return Value();
        break;
    case ParcelKind::boolean:
        if (unpack(parcel.bytes, boolean))
            return Value(boolean != 0);
        break;
    case ParcelKind::integer:
        if (unpack(parcel.bytes, integer))
            return Value(integer);
        break;
    case ParcelKind::real:
        if (unpack(parcel.bytes, real))
            return Value(real);
        break;
    }
    return failure(ErrorCode::malformed, "decode",
                   fmt::format("a message of kind {} with {} bytes, which no engine process writes", static_cast<int>(parcel.kind), parcel.bytes.size()));
}

} // namespace poolscope::parcel
