// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the calls of a pool and what they give back travel between the engine's own processes: plain values one behind the
// other, all else as one pickle of their sequence. Both ends know the types, so nothing of them travels along.

#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/mp/task/plain.h"

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::call_codec {

// Appends `count` values, which `next` gives one after the other.
template <class T, class Next> void write(std::string &bytes, std::size_t count, Next &&next) {
    if constexpr (Plain<T>::is) {
        const std::size_t before = bytes.size();
        bytes.resize(before + count * Plain<T>::size);
        for (std::size_t index = 0; index < count; ++index)
            Plain<T>::write(bytes.data() + before + index * Plain<T>::size, next());
    } else {
        PickleWriter writer(bytes);
        auto items = writer.begin_list(count);
        for (std::size_t index = 0; index < count; ++index) {
            items.next();
            write_object(writer, next());
        }
        items.end();
        writer.finish();
    }
}

// Calls `take` with each of the values that stand in `bytes`, and no others. malformed, or what the type's codec says.
template <class T, class Take> Status read(std::string_view bytes, std::size_t count, Take &&take) {
    if constexpr (Plain<T>::is) {
        if (bytes.size() != count * Plain<T>::size)
            return failure(ErrorCode::malformed, "decode", fmt::format("{} bytes cannot be {} values of {}", bytes.size(), count, Plain<T>::size));
        for (std::size_t index = 0; index < count; ++index)
            take(Plain<T>::read(bytes.data() + index * Plain<T>::size));
    } else {
        POOLSCOPE_ASSIGN(const Unpickled unpickled, decode_pickle(bytes, Secrets::keep));
        const List *items = unpickled.value.get_if<List>();
        if (items == nullptr || items->size() != count)
            return failure(ErrorCode::malformed, "decode", fmt::format("this is not a list of {}", count));
        for (const Value &item : *items) {
            POOLSCOPE_ASSIGN(T value, read_object<T>(item));
            take(std::move(value));
        }
    }
    return {};
}

} // namespace poolscope::call_codec
