// SPDX-License-Identifier: Apache-2.0
#pragma once

// A long list that only grows at its end. Its newest part and the parts that were asked for last stand unpacked; all others
// are packed, at a tenth of their size and less, until they are asked for again. One thread.
//
// A Codec says how many items make a block, and writes and reads such a block:
//     static constexpr std::size_t block_size;
//     static void encode(std::span<const T> items, std::string &out);
//     static Result<std::vector<T>> decode(std::string_view bytes);
// Blocks that were packed elsewhere are taken as they are and may have any size.

#include "engine/core/base/error.h"
#include "engine/core/recording/zstd_bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace poolscope::telemetry {

template <class T, class Codec> class PackedList {
public:
    using value_type = T;
    static constexpr std::size_t block_size = Codec::block_size;
    // Blocks of block_size, or as many items in others, that stand unpacked beside the last: what operator[] gives is good
    // until so many others were asked for.
    static constexpr std::size_t unpacked_limit = 16;

    class const_iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        const_iterator() = default;
        const_iterator(const PackedList *list, std::size_t index) : list_(list), index_(index) {}
        reference operator*() const { return (*list_)[index_]; }
        pointer operator->() const { return &(*list_)[index_]; }
        reference operator[](difference_type offset) const { return *(*this + offset); }
        const_iterator &operator+=(difference_type offset) {
            index_ = static_cast<std::size_t>(static_cast<difference_type>(index_) + offset);
            return *this;
        }
        const_iterator &operator-=(difference_type offset) { return *this += -offset; }
        const_iterator &operator++() { return *this += 1; }
        const_iterator &operator--() { return *this += -1; }
        const_iterator operator++(int) { return std::exchange(*this, *this + 1); }
        const_iterator operator--(int) { return std::exchange(*this, *this - 1); }
        friend const_iterator operator+(const_iterator at, difference_type offset) { return at += offset; }
        friend const_iterator operator+(difference_type offset, const_iterator at) { return at += offset; }
        friend const_iterator operator-(const_iterator at, difference_type offset) { return at -= offset; }
        difference_type operator-(const const_iterator &other) const {
            return static_cast<difference_type>(index_) - static_cast<difference_type>(other.index_);
        }
        bool operator==(const const_iterator &other) const { return index_ == other.index_; }
        auto operator<=>(const const_iterator &other) const { return index_ <=> other.index_; }

    private:
        const PackedList *list_ = nullptr;
        std::size_t index_ = 0;
    };
    using iterator = const_iterator;

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::size_t packed_bytes() const { return packed_bytes_; }
    const T &operator[](std::size_t index) const {
        const std::size_t block = block_of(index);
        return items(block)[index - blocks_[block].first];
    }
    // The items from there on that stand together, one at least; good as long as that of operator[].
    std::span<const T> stretch_from(std::size_t index) const {
        const std::size_t block = block_of(index);
        return std::span<const T>(items(block)).subspan(index - blocks_[block].first);
    }
    // The item to be changed; good as long as that of operator[].
    T &edit(std::size_t index) {
        const std::size_t block = block_of(index);
        std::vector<T> &there = items(block);
        blocks_[block].is_changed = true;
        return there[index - blocks_[block].first];
    }
    const T &front() const { return (*this)[0]; }
    const T &back() const { return (*this)[size_ - 1]; }
    const_iterator begin() const { return {this, 0}; }
    const_iterator end() const { return {this, size_}; }

    T &push_back(T item) {
        if (is_last_full_)
            begin_block();
        ++size_;
        std::vector<T> &last = items(blocks_.size() - 1);
        is_last_full_ = last.size() + 1 == block_size;
        return last.emplace_back(std::move(item));
    }
    // `count` items as the codec wrote them in `encoded_size` bytes and zstd packed those; that they are is the caller's promise.
    void push_packed(std::size_t count, std::string packed, std::size_t encoded_size) {
        if (count == 0)
            return;
        Block &block = blocks_.emplace_back();
        block.first = size_;
        block.packed = std::move(packed);
        block.encoded_size = encoded_size;
        packed_bytes_ += block.packed.size();
        size_ += count;
        is_last_full_ = true;
    }

    bool operator==(const PackedList &other) const { return size_ == other.size_ && std::equal(begin(), end(), other.begin()); }

private:
    static constexpr int compression_level = -1; // as small as 1, in five sixths of its time

    struct Block {
        std::size_t first = 0;                 // place of its first item in the list
        std::string packed;                    // what is in `items`, unless that has changed since
        std::size_t encoded_size = 0;
        std::unique_ptr<std::vector<T>> items; // null: packed only
        bool is_changed = false;
        std::uint64_t used = 0; // when it was asked for last, in askings
    };

    std::size_t end_of(std::size_t block) const { return block + 1 < blocks_.size() ? blocks_[block + 1].first : size_; }

    // Mostly the one that was asked for last, or that after it.
    std::size_t block_of(std::size_t index) const {
        if (index < blocks_[asked_].first || index >= end_of(asked_)) {
            if (asked_ + 1 < blocks_.size() && index >= end_of(asked_) && index < end_of(asked_ + 1)) {
                ++asked_;
            } else {
                const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), index, [](std::size_t wanted, const Block &block) { return wanted < block.first; });
                asked_ = static_cast<std::size_t>(after - blocks_.begin()) - 1;
            }
        }
        return asked_;
    }

    std::vector<T> &items(std::size_t index) const {
        Block &block = blocks_[index];
        block.used = ++askings_;
        if (!block.items)
            unpack(index);
        return *block.items;
    }

    void begin_block() {
        Block &block = blocks_.emplace_back();
        block.first = size_;
        block.items = spare_ ? std::move(spare_) : std::make_unique<std::vector<T>>();
        block.items->clear();
        block.items->reserve(block_size);
        block.is_changed = true;
        block.used = ++askings_;
        keep(blocks_.size() - 1);
    }

    void unpack(std::size_t index) const {
        Block &block = blocks_[index];
        const auto encoded = zstd_unpack(block.packed, block.encoded_size);
        auto items = encoded ? Codec::decode(*encoded) : Result<std::vector<T>>();
        if (!items || items->size() != end_of(index) - block.first) // it was packed here or promised, so memory is damaged
            throw std::logic_error("PackedList: a block cannot be unpacked");
        block.items = std::make_unique<std::vector<T>>(std::move(*items));
        keep(index);
    }

    // As if the last were full: it will be.
    std::size_t room_of(std::size_t block) const { return std::max(end_of(block) - blocks_[block].first, block_size); }

    void keep(std::size_t index) const {
        unpacked_.push_back(index);
        unpacked_room_ += room_of(index);
        while (unpacked_room_ > (unpacked_limit + 1) * block_size && unpacked_.size() > 2)
            pack_oldest();
    }

    void pack_oldest() const {
        const auto oldest = std::min_element(unpacked_.begin(), unpacked_.end(), [this](std::size_t one, std::size_t other) { return blocks_[one].used < blocks_[other].used; });
        // The last block is still growing; it counts as asked for, so that it stays.
        if (*oldest + 1 == blocks_.size()) {
            blocks_[*oldest].used = ++askings_;
            return;
        }
        unpacked_room_ -= room_of(*oldest);
        pack(blocks_[*oldest]);
        unpacked_.erase(oldest);
    }

    void pack(Block &block) const {
        if (block.is_changed) {
            thread_local std::string encoded;
            encoded.clear();
            Codec::encode(*block.items, encoded);
            packed_bytes_ -= block.packed.size();
            zstd_pack(encoded, compression_level, block.packed);
            packed_bytes_ += block.packed.size();
            block.encoded_size = encoded.size();
            block.is_changed = false;
        }
        spare_ = std::move(block.items);
    }

    // Which blocks stand unpacked is no part of the list's value.
    mutable std::vector<Block> blocks_;
    mutable std::vector<std::size_t> unpacked_;
    mutable std::unique_ptr<std::vector<T>> spare_; // of the block that was packed last, for its memory
    mutable std::uint64_t askings_ = 0;
    mutable std::size_t packed_bytes_ = 0;
    mutable std::size_t asked_ = 0;         // the block that was asked for last
    mutable std::size_t unpacked_room_ = 0; // items for which there is room in the unpacked ones
    std::size_t size_ = 0;
    bool is_last_full_ = true; // also when there is none
};

} // namespace poolscope::telemetry
