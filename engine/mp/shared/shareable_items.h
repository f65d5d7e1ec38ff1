// SPDX-License-Identifier: Apache-2.0
#pragma once

// The items of a ShareableList in the bytes of CPython, which can attach the list: the number of items, where each begins,
// the items, a struct format and a kind for each. Behind that, where CPython does not look, stand the exact lengths of
// texts, so that none loses its last NULs. A strict list has neither these nor room for the bytes of wide characters.

#include "engine/core/base/error.h"
#include "engine/core/wire/pickle/value.h"
#include "engine/mp/shared/shared_segment.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

class ShareableItems {
public:
    // What memory they need. invalid_argument for an integer beyond 64 bits, not_found for another type than None, bool, int,
    // float, str and bytes, wrong_state for a text whose length has more than seven digits.
    static Result<std::size_t> size_of(const std::vector<Value> &items);
    // Writes them into memory of that size.
    static Result<ShareableItems> create(std::shared_ptr<SharedSegment> segment, const std::vector<Value> &items);
    // malformed when the memory holds no list.
    static Result<ShareableItems> attach(std::shared_ptr<SharedSegment> segment);

    std::size_t size() const { return count_; }
    // Negative positions count from the end. too_large beyond it; malformed "utf-8" for text that is none.
    Result<Value> get(std::int64_t position) const;
    // invalid_argument for text longer than its place; else as in size_of and get.
    Status set(std::int64_t position, const Value &value);
    Result<std::string> format(std::int64_t position) const;
    const std::shared_ptr<SharedSegment> &segment() const { return segment_; }

private:
    explicit ShareableItems(std::shared_ptr<SharedSegment> segment) : segment_(std::move(segment)) {}

    struct ExactLength { // of a text, as long as its place still holds what it was written with
        std::uint64_t length;
        std::uint64_t hash;
    };
    std::byte *at(std::size_t offset) const { return segment_->data() + offset; }
    std::size_t data_begin() const { return (count_ + 2) * 8; }
    std::size_t formats_begin() const { return data_begin() + offsets_.back(); }
    std::size_t kinds_begin() const { return formats_begin() + count_ * 8; }
    std::size_t lengths_begin() const { return (kinds_begin() + count_ + 7) / 8 * 8; } // a magic number, then ExactLength each
    ExactLength *exact(std::size_t index) const;
    std::string_view place(std::size_t index) const;
    std::string format_at(std::size_t index) const;
    Result<Value> read(std::size_t offset, const std::string &format, int kind, const ExactLength *exact) const;
    void write(std::size_t index, const std::string &format, const Value &value);
    Result<std::size_t> index_of(std::int64_t position) const;

    std::shared_ptr<SharedSegment> segment_;
    std::size_t count_ = 0;
    std::vector<std::size_t> offsets_; // of the items in the data, and its end
    bool has_lengths_ = false;
};

} // namespace poolscope
