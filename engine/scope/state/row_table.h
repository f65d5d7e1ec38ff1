// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rows by key, in the order of their keys, read like a std::map. A copy shares all rows with its original and costs one
// pointer per `chunk_limit` of them; whoever changes a row first copies the few beside it. That is what makes keyframes
// affordable. Copies may only be used by one thread.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

namespace poolscope::state {

template <class Key, class Row, std::size_t chunk_limit = 32> class RowTable {
public:
    using key_type = Key;
    using mapped_type = Row;
    using value_type = std::pair<Key, Row>;

private:
    using Chunk = std::vector<value_type>;

public:
    class const_iterator {
    public:
        using iterator_category = std::bidirectional_iterator_tag;
        using value_type = RowTable::value_type;
        using difference_type = std::ptrdiff_t;
        using pointer = const value_type *;
        using reference = const value_type &;

        const_iterator() = default;
        reference operator*() const { return (*table_->chunks_[chunk_])[row_]; }
        pointer operator->() const { return &**this; }
        const_iterator &operator++() {
            if (++row_ == table_->chunks_[chunk_]->size()) {
                ++chunk_;
                row_ = 0;
            }
            return *this;
        }
        const_iterator operator++(int) { return std::exchange(*this, std::next(*this)); }
        const_iterator &operator--() {
            if (row_ == 0)
                row_ = table_->chunks_[--chunk_]->size();
            --row_;
            return *this;
        }
        const_iterator operator--(int) { return std::exchange(*this, std::prev(*this)); }
        bool operator==(const const_iterator &other) const { return chunk_ == other.chunk_ && row_ == other.row_; }

    private:
        friend class RowTable;
        const_iterator(const RowTable *table, std::size_t chunk, std::size_t row) : table_(table), chunk_(chunk), row_(row) {}
        const RowTable *table_ = nullptr;
        std::size_t chunk_ = 0;
        std::size_t row_ = 0;
    };
    using iterator = const_iterator;

    const_iterator begin() const { return {this, 0, 0}; }
    const_iterator end() const { return {this, chunks_.size(), 0}; }
    auto rbegin() const { return std::make_reverse_iterator(end()); }
    auto rend() const { return std::make_reverse_iterator(begin()); }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    const_iterator find(const Key &key) const {
        const auto [chunk, row, found] = locate(key);
        return found ? const_iterator{this, chunk, row} : end();
    }
    const_iterator lower_bound(const Key &key) const {
        const Place place = locate(key);
        if (place.chunk < chunks_.size() && place.row == chunks_[place.chunk]->size())
            return {this, place.chunk + 1, 0};
        return {this, place.chunk, place.row};
    }
    bool contains(const Key &key) const { return locate(key).found; }
    std::size_t count(const Key &key) const { return contains(key) ? 1 : 0; }
    const Row &at(const Key &key) const {
        const Row *row = look(key);
        if (row == nullptr)
            throw std::out_of_range("RowTable::at");
        return *row;
    }
    // The row, or null.
    const Row *look(const Key &key) const {
        const auto [chunk, row, found] = locate(key);
        return found ? &(*chunks_[chunk])[row].second : nullptr;
    }

    // The row to be changed, or null. Good until the table changes otherwise.
    Row *edit(const Key &key) {
        const auto [chunk, row, found] = find_again(key);
        return found ? &own(chunk)[row].second : nullptr;
    }
    struct Edited {
        Row &row;
        bool is_new;
    };
    // The same, made when there was none.
    Edited edit_or_add(const Key &key) {
        auto [chunk, row, found] = find_again(key);
        if (found)
            return {own(chunk)[row].second, false};
        if (chunks_.empty() || (chunk + 1 == chunks_.size() && row >= chunk_limit)) {
            // At the end a full chunk stays full: keys mostly count up.
            chunk = chunks_.size();
            row = 0;
            chunks_.push_back(std::make_shared<Chunk>());
            chunks_.back()->reserve(chunk_limit);
            firsts_.push_back(key);
        } else if (chunks_[chunk]->size() >= chunk_limit) {
            split(chunk);
            if (row > chunks_[chunk]->size()) {
                row -= chunks_[chunk]->size();
                ++chunk;
            }
        }
        Chunk &rows = own(chunk);
        rows.emplace(rows.begin() + static_cast<std::ptrdiff_t>(row), std::piecewise_construct, std::forward_as_tuple(key), std::tuple());
        firsts_[chunk] = rows.front().first;
        ++size_;
        remember(key, chunk, row);
        return {rows[row].second, true};
    }

    // False when there is none.
    bool erase(const Key &key) {
        const auto [chunk, row, found] = locate(key);
        if (!found)
            return false;
        --size_;
        Chunk &rows = own(chunk);
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
        if (!rows.empty()) {
            firsts_[chunk] = rows.front().first;
            return true;
        }
        firsts_.erase(firsts_.begin() + static_cast<std::ptrdiff_t>(chunk));
        chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(chunk));
        return true;
    }

    bool operator==(const RowTable &other) const {
        return size_ == other.size_ && std::equal(begin(), end(), other.begin());
    }

private:
    struct Place {
        std::size_t chunk;
        std::size_t row;
        bool found;
    };

    // Where the key is, or where it belongs.
    Place locate(const Key &key) const {
        if (chunks_.empty())
            return {0, 0, false};
        // From the end, in doubling steps: keys mostly count up, and what is asked for is mostly new.
        std::size_t high = firsts_.size(), low = high - 1;
        for (std::size_t step = 1; low > 0 && key < firsts_[low]; step *= 2) {
            high = low;
            low = low > step ? low - step : 0;
        }
        const auto after = std::upper_bound(firsts_.begin() + static_cast<std::ptrdiff_t>(low), firsts_.begin() + static_cast<std::ptrdiff_t>(high), key);
        const std::size_t chunk = after == firsts_.begin() ? 0 : static_cast<std::size_t>(after - firsts_.begin()) - 1;
        const Chunk &rows = *chunks_[chunk];
        const auto at = std::lower_bound(rows.begin(), rows.end(), key, [](const value_type &row, const Key &wanted) { return row.first < wanted; });
        return {chunk, static_cast<std::size_t>(at - rows.begin()), at != rows.end() && at->first == key};
    }

    // The same, for a key that was probably looked for not long ago: then it is where it was.
    Place find_again(const Key &key) {
        const std::uint32_t remembered = places_[memory_of(key)];
        const Place guess{remembered / chunk_limit, remembered % chunk_limit, true};
        if (guess.chunk < chunks_.size() && guess.row < chunks_[guess.chunk]->size() && (*chunks_[guess.chunk])[guess.row].first == key)
            return guess;
        const Place place = locate(key);
        if (place.found)
            remember(key, place.chunk, place.row);
        return place;
    }
    void remember(const Key &key, std::size_t chunk, std::size_t row) {
        places_[memory_of(key)] = static_cast<std::uint32_t>(chunk * chunk_limit + row);
    }
    static std::size_t memory_of(const Key &key) { return std::hash<Key>{}(key) * 0x9e3779b97f4a7c15u >> 58; }

    Chunk &own(std::size_t chunk) {
        if (chunks_[chunk].use_count() != 1) {
            auto copy = std::make_shared<Chunk>();
            copy->reserve(chunk_limit);
            copy->assign(chunks_[chunk]->begin(), chunks_[chunk]->end());
            chunks_[chunk] = std::move(copy);
        }
        return *chunks_[chunk];
    }

    void split(std::size_t chunk) {
        Chunk &rows = own(chunk);
        const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
        auto upper = std::make_shared<Chunk>();
        upper->reserve(chunk_limit);
        std::move(middle, rows.end(), std::back_inserter(*upper));
        rows.erase(middle, rows.end());
        firsts_.insert(firsts_.begin() + static_cast<std::ptrdiff_t>(chunk) + 1, upper->front().first);
        chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(chunk) + 1, std::move(upper));
    }

    std::vector<Key> firsts_; // of each chunk
    std::vector<std::shared_ptr<Chunk>> chunks_;
    std::size_t size_ = 0;
    std::array<std::uint32_t, 64> places_{}; // where keys were found; may be out of date
};

} // namespace poolscope::state
