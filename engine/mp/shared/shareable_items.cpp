// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/shared/shareable_items.h"

#include "engine/core/base/strictness.h"
#include "engine/core/base/unicode.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fmt/format.h>

namespace poolscope {

namespace {

constexpr std::uint64_t lengths_magic = 0x317473694c636f50; // "PocList1"
constexpr std::size_t most_items = std::size_t{1} << 32;

enum Kind : std::int8_t { plain, text, bytes, none };

const std::string *text_of(const Value &value) {
    if (const auto *string = value.get_if<std::string>())
        return string;
    const auto *data = value.get_if<Bytes>();
    return data != nullptr ? &data->data : nullptr;
}

Kind kind_of(const Value &value) {
    return value.is<std::string>() ? text : value.is<Bytes>() ? bytes : value.is_none() ? none : plain;
}

// What CPython takes for the length of a text: its characters. Its bytes may be more, and then they do not fit.
std::size_t counted_length(const Value &value) {
    const std::string &data = *text_of(value);
    if (!is_strict() || value.is<Bytes>())
        return data.size();
    return static_cast<std::size_t>(std::count_if(data.begin(), data.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

Result<std::string> format_for(const Value &value) {
    if (value.is<std::int64_t>())
        return "q";
    if (value.is<double>())
        return "d";
    if (value.is<bool>())
        return "xxxxxxx?";
    if (value.is_none())
        return "xxxxxx?x";
    if (value.is<BigInteger>())
        return failure(ErrorCode::invalid_argument, "ShareableList", "int too large: a place holds 64 bits");
    if (text_of(value) == nullptr)
        return failure(ErrorCode::not_found, "ShareableList",
                       fmt::format("a ShareableList holds None, bool, int, float, str and bytes, no {}", value.type_name()));
    std::string format = fmt::format("{}s", 8 * (counted_length(value) / 8 + 1));
    if (format.size() > 8)
        return failure(ErrorCode::wrong_state, "ShareableList", "a text in a ShareableList is shorter than 10,000,000 bytes");
    return format;
}

// The bytes of an "…s" format; 8 of any other.
std::size_t extent_of(std::string_view format) {
    std::size_t extent = 8;
    if (format.ends_with('s'))
        std::from_chars(format.data(), format.data() + format.size(), extent);
    return extent;
}

std::uint64_t hash_of(std::string_view data) { // FNV-1a
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte : data)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return hash;
}

std::string_view without_last_nuls(std::string_view data) {
    return data.substr(0, data.find_last_not_of('\0') + 1);
}

Failure no_list(std::string detail) {
    return failure(ErrorCode::malformed, "ShareableList", "this memory holds no ShareableList: " + std::move(detail));
}

} // namespace

Result<std::size_t> ShareableItems::size_of(const std::vector<Value> &items) {
    std::size_t size = (items.size() + 2) * 8;
    for (const Value &item : items) {
        POOLSCOPE_ASSIGN(const std::string format, format_for(item));
        size += extent_of(format);
    }
    size += items.size() * 9;
    return is_strict() ? size : (size + 7) / 8 * 8 + 8 + items.size() * sizeof(ExactLength);
}

Result<ShareableItems> ShareableItems::create(std::shared_ptr<SharedSegment> segment, const std::vector<Value> &items) {
    ShareableItems list(std::move(segment));
    list.count_ = items.size();
    list.offsets_.push_back(0);
    std::vector<std::string> formats;
    for (const Value &item : items) {
        POOLSCOPE_ASSIGN(formats.emplace_back(), format_for(item));
        list.offsets_.push_back(list.offsets_.back() + extent_of(formats.back()));
    }
    const std::uint64_t count = items.size();
    std::memcpy(list.at(0), &count, 8);
    for (std::size_t index = 0; index <= count; ++index) {
        const std::uint64_t offset = list.offsets_[index];
        std::memcpy(list.at(8 + 8 * index), &offset, 8);
    }
    list.has_lengths_ = !is_strict();
    if (list.has_lengths_)
        std::memcpy(list.at(list.lengths_begin()), &lengths_magic, 8);
    for (std::size_t index = 0; index < count; ++index)
        list.write(index, formats[index], items[index]);
    return list;
}

Result<ShareableItems> ShareableItems::attach(std::shared_ptr<SharedSegment> segment) {
    ShareableItems list(std::move(segment));
    const std::size_t size = list.segment_->size();
    std::uint64_t count = 0;
    if (size < 16)
        return no_list("it is too small");
    std::memcpy(&count, list.at(0), 8);
    if (count > most_items || (count + 2) * 8 + count * 9 > size)
        return no_list(fmt::format("{} items do not fit into {} bytes", count, size));
    list.count_ = count;
    for (std::size_t index = 0; index <= count; ++index) {
        std::uint64_t offset = 0;
        std::memcpy(&offset, list.at(8 + 8 * index), 8);
        if (offset > size || offset % 8 != 0 || (index == 0 ? offset != 0 : offset < list.offsets_.back()))
            return no_list(fmt::format("item {} lies at {}", index, offset));
        list.offsets_.push_back(offset);
    }
    if (list.kinds_begin() + count > size)
        return no_list("its items go beyond its end");
    std::uint64_t magic = 0;
    if (!is_strict() && list.lengths_begin() + 8 + count * sizeof(ExactLength) <= size)
        std::memcpy(&magic, list.at(list.lengths_begin()), 8);
    list.has_lengths_ = magic == lengths_magic;
    return list;
}

ShareableItems::ExactLength *ShareableItems::exact(std::size_t index) const {
    return has_lengths_ ? reinterpret_cast<ExactLength *>(at(lengths_begin() + 8)) + index : nullptr;
}

std::string_view ShareableItems::place(std::size_t index) const {
    return {reinterpret_cast<const char *>(at(data_begin() + offsets_[index])), offsets_[index + 1] - offsets_[index]};
}

std::string ShareableItems::format_at(std::size_t index) const {
    return std::string(without_last_nuls({reinterpret_cast<const char *>(at(formats_begin() + 8 * index)), 8}));
}

Result<std::size_t> ShareableItems::index_of(std::int64_t position) const {
    const auto count = static_cast<std::int64_t>(count_);
    const std::int64_t index = position < 0 ? position + count : position;
    if (index < 0 || index >= count)
        return failure(ErrorCode::too_large, "ShareableList", "index out of range");
    return static_cast<std::size_t>(index);
}

Result<std::string> ShareableItems::format(std::int64_t position) const {
    POOLSCOPE_ASSIGN(const std::size_t index, index_of(position));
    return format_at(index);
}

Result<Value> ShareableItems::read(std::size_t offset, const std::string &format, int kind, const ExactLength *exact_length) const {
    const std::size_t extent = extent_of(format);
    if (offset > segment_->size() || extent > segment_->size() - offset)
        return no_list("an item goes beyond its end");
    const std::string_view data(reinterpret_cast<const char *>(at(offset)), extent);
    if (kind == none)
        return Value();
    if (format == "q") {
        std::int64_t integer = 0;
        std::memcpy(&integer, data.data(), 8);
        return Value(integer);
    }
    if (format == "d") {
        double real = 0;
        std::memcpy(&real, data.data(), 8);
        return Value(real);
    }
    if (format == "xxxxxxx?" || format == "xxxxxx?x")
        return Value(data[format == "xxxxxxx?" ? 7 : 6] != 0);
    if (!format.ends_with('s'))
        return no_list(fmt::format("an item has the format {}", repr(format)));
    if (kind == plain)
        return Value(Bytes{std::string(data)});
    const bool is_exact = exact_length != nullptr && exact_length->length <= data.size() && exact_length->hash == hash_of(data);
    const std::string_view written = is_exact ? data.substr(0, exact_length->length) : without_last_nuls(data);
    if (kind == bytes)
        return Value(Bytes{std::string(written)});
    if (!is_wire_text(written))
        return failure(ErrorCode::malformed, "utf-8", "'utf-8' codec can't decode this text: its place was too small for all of its bytes");
    return Value(std::string(written));
}

Result<Value> ShareableItems::get(std::int64_t position) const {
    const auto count = static_cast<std::int64_t>(count_);
    if (is_strict() && position == -count - 1 && count > 0) {
        // CPython's index −len − 1: the format of the last item, applied to where the formats begin.
        std::int8_t kind = 0;
        std::memcpy(&kind, at(kinds_begin() - 1), 1);
        return read(formats_begin(), format_at(count_ - 1), kind, nullptr);
    }
    POOLSCOPE_ASSIGN(const std::size_t index, index_of(position));
    std::int8_t kind = 0;
    std::memcpy(&kind, at(kinds_begin() + index), 1);
    return read(data_begin() + offsets_[index], format_at(index), kind, exact(index));
}

void ShareableItems::write(std::size_t index, const std::string &format, const Value &value) {
    std::byte *const target = at(data_begin() + offsets_[index]);
    if (const std::string *data = text_of(value)) {
        const std::size_t room = std::min(extent_of(format), place(index).size());
        const std::size_t length = std::min(data->size(), room);
        std::memcpy(target, data->data(), length);
        std::memset(target + length, 0, room - length);
    } else if (const auto *integer = value.get_if<std::int64_t>()) {
        std::memcpy(target, integer, 8);
    } else if (const auto *real = value.get_if<double>()) {
        std::memcpy(target, real, 8);
    } else {
        std::memset(target, 0, 8);
        if (const bool *boolean = value.get_if<bool>())
            target[7] = static_cast<std::byte>(*boolean);
    }
    char padded[8] = {};
    std::memcpy(padded, format.data(), std::min<std::size_t>(format.size(), 8));
    std::memcpy(at(formats_begin() + 8 * index), padded, 8);
    const Kind kind = kind_of(value);
    std::memcpy(at(kinds_begin() + index), &kind, 1);
    if (ExactLength *length = exact(index))
        *length = {text_of(value) != nullptr ? text_of(value)->size() : 0, hash_of(place(index).substr(0, extent_of(format)))};
}

Status ShareableItems::set(std::int64_t position, const Value &value) {
    POOLSCOPE_ASSIGN(const std::size_t index, index_of(position));
    std::string format;
    if (const std::string *data = text_of(value)) {
        const std::size_t room = place(index).size();
        if (data->size() > room)
            return failure(ErrorCode::invalid_argument, "ShareableList", "bytes/str item exceeds available storage");
        format = format_at(index);
        if (!format.ends_with('s'))
            format = fmt::format("{}s", room);
    } else {
        POOLSCOPE_ASSIGN(format, format_for(value));
    }
    write(index, format, value);
    return {};
}

} // namespace poolscope
