// SPDX-License-Identifier: Apache-2.0
#pragma once

// A list that only grows at its end and never moves what it holds, so that a long session has no sudden pauses.

#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace poolscope::state {

template <class T> class AppendList {
    static constexpr std::size_t block_size = 1024;

public:
    using value_type = T;

    class const_iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        const_iterator() = default;
        const_iterator(const AppendList *list, std::size_t index) : list_(list), index_(index) {}
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
        const AppendList *list_ = nullptr;
        std::size_t index_ = 0;
    };
    using iterator = const_iterator;

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T &operator[](std::size_t index) const { return blocks_[index / block_size][index % block_size]; }
    T &edit(std::size_t index) { return blocks_[index / block_size][index % block_size]; }
    const T &front() const { return (*this)[0]; }
    const T &back() const { return (*this)[size_ - 1]; }
    const_iterator begin() const { return {this, 0}; }
    const_iterator end() const { return {this, size_}; }

    T &push_back(T item) {
        if (size_ % block_size == 0) {
            blocks_.emplace_back();
            blocks_.back().reserve(block_size);
        }
        ++size_;
        return blocks_.back().emplace_back(std::move(item));
    }

    bool operator==(const AppendList &) const = default;

private:
    std::vector<std::vector<T>> blocks_;
    std::size_t size_ = 0;
};

} // namespace poolscope::state
