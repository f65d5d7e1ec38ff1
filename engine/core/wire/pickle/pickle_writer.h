// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes one pickle of protocol 4, byte for byte as CPython's C pickler does, straight into a string: nothing else is
// allocated, no Value need exist. An object that appears twice is written twice. Text that is not UTF-8 is written as
// Python's surrogateescape has it.

#include "engine/core/wire/pickle/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace poolscope {

class PickleWriter {
public:
    // Appends to `out`, which must outlive the writer and must not be changed by others before finish().
    explicit PickleWriter(std::string &out);
    PickleWriter(const PickleWriter &) = delete;
    PickleWriter &operator=(const PickleWriter &) = delete;

    // Ends the pickle, after exactly one object has been written. Nothing may be written afterwards.
    void finish();

    void none();
    void boolean(bool boolean);
    void integer(std::int64_t integer);
    void integer(const BigInteger &integer);
    void unsigned_integer(std::uint64_t integer);
    void real(double real);
    void text(std::string_view text);
    void bytes(std::string_view data);
    void byte_array(std::string_view data);

    // Items in batches of 1000, as Python writes them: next() before each item (before each key of a dict), end() at
    // last.
    class Batches {
    public:
        void next();
        void end();

    private:
        friend class PickleWriter;
        Batches(PickleWriter &writer, unsigned char one, unsigned char many, std::size_t count)
            : writer_(writer), one_(one), many_(many), count_(count) {}
        PickleWriter &writer_;
        unsigned char one_;  // the opcode for a single item; 0: there is none
        unsigned char many_; // the opcode for a batch
        std::size_t count_;
        std::size_t in_batch_ = 0;
    };
    Batches begin_list(std::size_t count);
    Batches begin_dict(std::size_t count);
    Batches begin_set(std::size_t count);
    // Then exactly `count` objects, then end_tuple with the same count.
    void begin_tuple(std::size_t count);
    void end_tuple(std::size_t count);
    void begin_frozen_set();
    void end_frozen_set();

    // A function or class, found by name when it is read.
    void global(std::string_view module, std::string_view name);
    // After a callable and a tuple of arguments: the result of the call.
    void reduce();
    // After a class and a tuple of arguments: a new object of it, without its __init__.
    void new_object();
    // After an object and a state: the object with that state.
    void build();

    // Any value. A Reference to a tuple or frozenset, which no pickle spells directly, is written as Ellipsis.
    void write(const Value &value);

private:
    struct Enclosing { // the containers around the value in hand, for references
        const Enclosing *up;
        std::int64_t memo; // -1: not in the memo yet
    };
    void write(const Value &value, const Enclosing *up);
    void write_items(Batches batches, const std::vector<Value> &items, const Enclosing *up);
    void write_items(Batches batches, const std::vector<DictItem> &items, const Enclosing *up);
    void write_instance(const Instance &instance, const Enclosing *up);
    void write_reference(const Reference &reference, const Enclosing *up);

    void before_object();
    void open_frame();
    void close_frame();
    void op(unsigned char code);
    void op_little_endian(unsigned char code, std::uint64_t integer, int bytes);
    void memoize();
    // A payload with the opcode for its length: up to 255 bytes, up to 2^32-1, above.
    void sized(unsigned char tiny, unsigned char usual, unsigned char huge, std::string_view data);

    std::string &out_;
    std::size_t frame_ = 0; // where the open frame's opcode stands; no_frame when none is open
    std::uint32_t memoized_ = 0;
};

} // namespace poolscope
