// SPDX-License-Identifier: Apache-2.0
#pragma once

// Memory for direct access by several processes (Python: multiprocessing.shared_memory). Handles: copies mean the same
// object. Without a name it is found by those alone to whom it is given or sent, and nothing of it can be left behind;
// with one, strangers attach it, programs in Python too, until somebody unlinks it. Calls throw as Python does.

#include "engine/core/base/exception.h"
#include "engine/core/wire/pickle/codec.h"
#include "engine/mp/shared/shareable_items.h"
#include "engine/mp/shared/shared_segment.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

// Python's keywords: SharedMemory({.create = true, .size = 4096}).
struct SharedMemoryOptions {
    std::optional<std::string> name{};
    bool create = false;
    std::int64_t size = 0; // in bytes; ignored without create
    bool track = true;     // the resource tracker unlinks it if its makers are killed
    bool named = false;    // with create and no name: make one up, psm_ and eight digits. In strict mode always
};

// The bytes; while one of them lives, the memory cannot be closed (Python: a memoryview of it).
class SharedBuffer : public std::span<std::byte> {
public:
    SharedBuffer(std::span<std::byte> bytes, std::shared_ptr<const void> pin) : std::span<std::byte>(bytes), pin_(std::move(pin)) {}

private:
    std::shared_ptr<const void> pin_;
};

class SharedMemory {
public:
    // ValueError without a name when nothing is created, for a size below 1 when something is, and for a NUL in the name;
    // FileExistsError, FileNotFoundError; OSError for a '/' in the name, and when /dev/shm is full.
    explicit SharedMemory(const SharedMemoryOptions &options);
    // Attaches.
    template <std::convertible_to<std::string_view> Name>
    explicit SharedMemory(const Name &name) : SharedMemory(SharedMemoryOptions{.name = std::string(std::string_view(name))}) {}
    explicit SharedMemory(std::shared_ptr<SharedSegment> segment);

    // ValueError once closed.
    SharedBuffer buf() const;
    // Without a slash in front; empty when it has none.
    const std::string &name() const { return state_->segment->name(); }
    std::size_t size() const { return state_->segment->size(); }
    // Of this process and object; others go on. BufferError while a buf() lives. Idempotent.
    void close();
    // Removes the name. FileNotFoundError the second time; nothing happens without a name.
    void unlink() { unwrap(state_->segment->unlink()); }
    std::string repr() const;
    const std::shared_ptr<SharedSegment> &segment() const { return state_->segment; }

private:
    struct State {
        std::shared_ptr<SharedSegment> segment;
        std::shared_ptr<const void> pin;
    };
    std::shared_ptr<State> state_;
};

// A list of a fixed length of None, bool, int, float, str and bytes (Python: ShareableList, which can attach it by name).
// Places of texts are as long as the first text in them, and up to 8 bytes more. Not locked, not atomic.
class ShareableList {
public:
    // KeyError for an item of another type, OverflowError for an int beyond 64 bits, AssertionError for a text of 10^7 bytes.
    // `name`: as strangers attach it, an empty one is made up; none: only those to whom it is given have it.
    explicit ShareableList(const std::vector<Value> &items, const std::optional<std::string> &name = std::nullopt);
    // Attaches.
    static ShareableList attach(const std::string &name);
    explicit ShareableList(SharedMemory memory);

    // list[position], to read and to assign to, and the items one after the other.
    class Item {
    public:
        Item(ShareableList &list, std::int64_t position) : list_(list), position_(position) {}
        operator Value() const { return list_.get(position_); }
        Item &operator=(const Value &value) {
            list_.set(position_, value);
            return *this;
        }

    private:
        ShareableList &list_;
        std::int64_t position_;
    };
    Item operator[](std::int64_t position) { return {*this, position}; }
    Value operator[](std::int64_t position) const { return get(position); }
    class Iterator {
    public:
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        Iterator(const ShareableList &list, std::int64_t position) : list_(&list), position_(position) {}
        Value operator*() const { return list_->get(position_); }
        Iterator &operator++() {
            ++position_;
            return *this;
        }
        Iterator operator++(int) { return {*list_, position_++}; }
        bool operator==(const Iterator &) const = default;

    private:
        const ShareableList *list_ = nullptr;
        std::int64_t position_ = 0;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, static_cast<std::int64_t>(size())}; }

    std::size_t size() const { return items_.size(); }
    // IndexError. Positions may be negative.
    Value get(std::int64_t position) const;
    // ValueError for a text that is longer than its place.
    void set(std::int64_t position, const Value &value);
    // The struct formats of all items, as Python writes them.
    std::string format() const;
    std::int64_t count(const Value &value) const;
    // ValueError when no item is equal.
    std::int64_t index(const Value &value) const;
    SharedMemory shm() const { return memory_; }
    std::vector<Value> list() const;
    std::string repr() const;

private:
    SharedMemory memory_;
    ShareableItems items_;
};

template <> struct Codec<SharedMemory> {
    static void write(PickleWriter &writer, const SharedMemory &memory);
    static Result<SharedMemory> read(const Value &value);
};
template <> struct Codec<ShareableList> {
    static void write(PickleWriter &writer, const ShareableList &list) { Codec<SharedMemory>::write(writer, list.shm()); }
    static Result<ShareableList> read(const Value &value);
};

} // namespace poolscope
