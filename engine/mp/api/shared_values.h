// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers, structs and arrays in memory that processes share (Python: multiprocessing.sharedctypes), raw or with a lock
// around each access. Handles: copies mean the same object; give them to processes as arguments. Each has memory of its
// own, which the kernel frees with its last user, however that ends: no heap of the engine has to guess. A struct or
// number must be trivially copyable.

#include "engine/mp/api/shared_number.h"
#include "engine/mp/api/synchronize.h"
#include "engine/mp/shared/shared_segment.h"

#include <algorithm>
#include <atomic>
#include <concepts>
#include <iterator>
#include <mutex>
#include <new>
#include <ranges>
#include <span>
#include <utility>

namespace poolscope {

namespace detail {
// Zeroed memory for `count` objects. OverflowError when that is more than there can be.
std::shared_ptr<SharedSegment> shared_objects(std::size_t size, std::int64_t count);
std::size_t checked_index(std::int64_t index, std::size_t size);
std::pair<std::size_t, std::size_t> slice_of(std::int64_t start, std::int64_t stop, std::size_t size);
void write_shared(PickleWriter &writer, std::string_view name, const SharedSegment &segment, std::size_t size);
Result<std::shared_ptr<SharedSegment>> read_shared(const Value &value, std::string_view name, std::size_t size);
void write_lock(PickleWriter &writer, const Lock &lock);
Result<Lock> read_lock(const Value &value);
std::string text_until_nul(std::span<const char> characters);
void assign_text(std::span<char> characters, std::string_view text, bool ends_with_nul);
} // namespace detail

template <class T> class RawValue {
    static_assert(std::is_trivially_copyable_v<T>, "Shared memory holds bytes: the type must be trivially copyable.");

public:
    explicit RawValue(std::shared_ptr<SharedSegment> segment) : segment_(std::move(segment)) {}
    static RawValue create(const T &initial = T{}) {
        RawValue made(detail::shared_objects(sizeof(T), 1));
        new (&*made) T(initial);
        return made;
    }

    // A number is read and written whole; a struct may be torn by another process that writes it.
    T value() const {
        if constexpr (detail::is_whole<T>)
            return std::atomic_ref<T>(**this).load(std::memory_order_relaxed);
        else
            return **this;
    }
    // OverflowError for an integer that T does not hold; in strict mode it wraps.
    template <class V> void set_value(const V &value) const {
        if constexpr (detail::is_whole<T>)
            std::atomic_ref<T>(**this).store(detail::shared_number<T>(value), std::memory_order_relaxed);
        else
            **this = value;
    }
    T &operator*() const { return *reinterpret_cast<T *>(segment_->data()); }
    T *operator->() const { return &**this; }
    const std::shared_ptr<SharedSegment> &segment() const { return segment_; }

private:
    std::shared_ptr<SharedSegment> segment_;
};

template <class T> class RawArray {
    static_assert(std::is_trivially_copyable_v<T>, "Shared memory holds bytes: the type must be trivially copyable.");

public:
    explicit RawArray(std::shared_ptr<SharedSegment> segment) : segment_(std::move(segment)) {}
    // ValueError below 0.
    static RawArray create(std::int64_t count) { return RawArray(detail::shared_objects(sizeof(T), count)); }
    template <std::ranges::sized_range Range> static RawArray create(const Range &items) {
        RawArray made = create(static_cast<std::int64_t>(std::ranges::size(items)));
        std::ranges::transform(items, made.begin(), [](const auto &item) { return detail::shared_number<T>(item); });
        return made;
    }

    std::size_t size() const { return segment_->size() / sizeof(T); }
    T *begin() const { return reinterpret_cast<T *>(segment_->data()); }
    T *end() const { return begin() + size(); }
    std::span<T> span() const { return {begin(), size()}; }
    // IndexError. Negative ones count from the end.
    T &operator[](std::int64_t index) const { return begin()[detail::checked_index(index, size())]; }
    // As Python's array[start:stop].
    std::vector<T> slice(std::int64_t start, std::int64_t stop) const {
        const auto [from, to] = detail::slice_of(start, stop, size());
        return {begin() + from, begin() + to};
    }
    // ValueError unless there are as many.
    void set_slice(std::int64_t start, std::int64_t stop, std::span<const T> items) const {
        const auto [from, to] = detail::slice_of(start, stop, size());
        if (to - from != items.size())
            raise(Error{ErrorCode::invalid_argument, 0, "set_slice", "Can only assign sequence of same size"});
        std::ranges::copy(items, begin() + from);
    }
    // Of characters: up to the first NUL, and all. ValueError for a text that is longer.
    std::string value() const requires std::is_same_v<T, char> { return detail::text_until_nul(span()); }
    std::string raw() const requires std::is_same_v<T, char> { return {begin(), size()}; }
    void set_value(std::string_view text) const requires std::is_same_v<T, char> { detail::assign_text(span(), text, true); }
    void set_raw(std::string_view text) const requires std::is_same_v<T, char> { detail::assign_text(span(), text, false); }
    const std::shared_ptr<SharedSegment> &segment() const { return segment_; }

private:
    std::shared_ptr<SharedSegment> segment_;
};

// An object with its lock: for std::lock_guard too, when several steps belong together.
template <class Raw> class Synchronized {
public:
    Synchronized(Raw object, Lock lock) : object_(std::move(object)), lock_(std::move(lock)) {}
    bool acquire(bool block = true, std::optional<Seconds> timeout = std::nullopt) { return lock_.acquire(block, timeout); }
    void release() { lock_.release(); }
    void lock() { acquire(); }
    bool try_lock() { return acquire(false); }
    void unlock() { release(); }
    const Lock &get_lock() const { return lock_; }
    const Raw &get_obj() const { return object_; }

protected:
    // OwnerDied when a process ended in the middle of an access.
    std::unique_lock<Lock> guard() const { return std::unique_lock(lock_); }

    Raw object_;
    mutable Lock lock_;
};

// Python's Value: here that word is a dynamic value's. `v.set_value(v.value() + 1)` are two accesses: hold the lock around.
template <class T> class SharedValue : public Synchronized<RawValue<T>> {
public:
    using Synchronized<RawValue<T>>::Synchronized;
    T value() const {
        const auto guard = this->guard();
        return this->object_.value();
    }
    template <class V> void set_value(const V &value) {
        const auto guard = this->guard();
        this->object_.set_value(value);
    }
    // A member of a struct.
    template <class M, std::same_as<T> S> M get(M S::*member) const {
        const auto guard = this->guard();
        return (*this->object_).*member;
    }
    template <class M, std::same_as<T> S> void set(M S::*member, const M &value) {
        const auto guard = this->guard();
        (*this->object_).*member = value;
    }
};

// Python's Array. Each access is under the lock.
template <class T> class SharedArray : public Synchronized<RawArray<T>> {
public:
    using Synchronized<RawArray<T>>::Synchronized;
    class Item {
    public:
        Item(SharedArray &array, std::int64_t index) : array_(array), index_(index) {}
        operator T() const { return array_.get(index_); }
        template <class V> Item &operator=(const V &value) {
            array_.set(index_, value);
            return *this;
        }
        Item(const Item &) = default;
        Item &operator=(const Item &other) { return *this = static_cast<T>(other); }
        // Two accesses each, as in Python: hold the lock around.
        template <class V> Item &operator+=(const V &value) { return *this = static_cast<T>(*this) + value; }
        template <class V> Item &operator-=(const V &value) { return *this = static_cast<T>(*this) - value; }
        template <class V> Item &operator*=(const V &value) { return *this = static_cast<T>(*this) * value; }
        template <class V> Item &operator/=(const V &value) { return *this = static_cast<T>(*this) / value; }

    private:
        SharedArray &array_;
        std::int64_t index_;
    };
    // The items one after the other, each read under the lock.
    class Iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = T;
        using pointer = const T *;
        using iterator_category = std::input_iterator_tag;
        Iterator() = default;
        Iterator(const SharedArray &array, std::size_t index) : array_(&array), index_(index) {}
        T operator*() const { return array_->get(static_cast<std::int64_t>(index_)); }
        Iterator &operator++() {
            ++index_;
            return *this;
        }
        Iterator operator++(int) { return std::exchange(*this, Iterator(*array_, index_ + 1)); }
        bool operator==(const Iterator &other) const { return index_ == other.index_; }

    private:
        const SharedArray *array_ = nullptr;
        std::size_t index_ = 0;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

    std::size_t size() const { return this->object_.size(); }
    T get(std::int64_t index) const {
        const auto guard = this->guard();
        return this->object_[index];
    }
    template <class V> void set(std::int64_t index, const V &value) {
        const auto guard = this->guard();
        this->object_[index] = detail::shared_number<T>(value);
    }
    Item operator[](std::int64_t index) { return {*this, index}; }
    T operator[](std::int64_t index) const { return get(index); }
    std::vector<T> slice(std::int64_t start, std::int64_t stop) const {
        const auto guard = this->guard();
        return this->object_.slice(start, stop);
    }
    void set_slice(std::int64_t start, std::int64_t stop, std::span<const T> items) {
        const auto guard = this->guard();
        this->object_.set_slice(start, stop, items);
    }
    std::string value() const requires std::is_same_v<T, char> {
        const auto guard = this->guard();
        return this->object_.value();
    }
    std::string raw() const requires std::is_same_v<T, char> {
        const auto guard = this->guard();
        return this->object_.raw();
    }
    void set_value(std::string_view text) requires std::is_same_v<T, char> {
        const auto guard = this->guard();
        this->object_.set_value(text);
    }
    void set_raw(std::string_view text) requires std::is_same_v<T, char> {
        const auto guard = this->guard();
        this->object_.set_raw(text);
    }
};

// New memory with the same contents (Python: sharedctypes.copy).
template <class T> RawValue<T> copy(const RawValue<T> &object) {
    return RawValue<T>::create(object.value());
}
template <class T> RawArray<T> copy(const RawArray<T> &array) {
    return RawArray<T>::create(array.span());
}
// A raw object, from now on with a lock (Python: sharedctypes.synchronized). One that has a lock already is not taken.
template <class T> SharedValue<T> synchronized(const RawValue<T> &object, const Lock &lock = RLock()) {
    return {object, lock};
}
template <class T> SharedArray<T> synchronized(const RawArray<T> &array, const Lock &lock = RLock()) {
    return {array, lock};
}

template <class T> struct Codec<RawValue<T>> {
    static void write(PickleWriter &writer, const RawValue<T> &object) { detail::write_shared(writer, "RawValue", *object.segment(), sizeof(T)); }
    static Result<RawValue<T>> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto segment, detail::read_shared(value, "RawValue", sizeof(T)));
        return RawValue<T>(std::move(segment));
    }
};
template <class T> struct Codec<RawArray<T>> {
    static void write(PickleWriter &writer, const RawArray<T> &array) { detail::write_shared(writer, "RawArray", *array.segment(), sizeof(T)); }
    static Result<RawArray<T>> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto segment, detail::read_shared(value, "RawArray", sizeof(T)));
        return RawArray<T>(std::move(segment));
    }
};

namespace detail {
template <class Face, class Raw> struct SynchronizedCodec {
    static void write(PickleWriter &writer, const Face &face) {
        writer.begin_tuple(2);
        Codec<Raw>::write(writer, face.get_obj());
        write_lock(writer, face.get_lock());
        writer.end_tuple(2);
    }
    static Result<Face> read(const Value &value) {
        const Tuple *parts = value.get_if<Tuple>();
        if (parts == nullptr || parts->items.size() != 2)
            return failure(ErrorCode::wrong_type, "decode", "a shared object with its lock");
        POOLSCOPE_ASSIGN(Raw object, Codec<Raw>::read(parts->items[0]));
        POOLSCOPE_ASSIGN(Lock lock, read_lock(parts->items[1]));
        return Face(std::move(object), std::move(lock));
    }
};
} // namespace detail
template <class T> struct Codec<SharedValue<T>> : detail::SynchronizedCodec<SharedValue<T>, RawValue<T>> {};
template <class T> struct Codec<SharedArray<T>> : detail::SynchronizedCodec<SharedArray<T>, RawArray<T>> {};

} // namespace poolscope
