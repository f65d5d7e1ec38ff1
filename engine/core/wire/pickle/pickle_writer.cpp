// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_writer.h"

#include "engine/core/base/unicode.h"
#include "engine/core/wire/pickle/pickle_opcodes.h"

#include <bit>
#include <limits>

namespace poolscope {

using namespace opcode;

namespace {

constexpr std::size_t no_frame = std::size_t(-1);
constexpr std::size_t frame_header_bytes = 9;
// CPython: a frame is closed once it is this long, a payload this long stands outside of frames, and a frame shorter
// than four bytes is written without a header.
constexpr std::size_t frame_target = 64 * 1024;
constexpr std::size_t smallest_frame = 4;
constexpr std::size_t batch_size = 1000;

} // namespace

PickleWriter::PickleWriter(std::string &out) : out_(out), frame_(no_frame) {
    out_ += static_cast<char>(PROTO);
    out_ += '\4';
}

void PickleWriter::finish() {
    op(STOP);
    close_frame();
}

void PickleWriter::open_frame() {
    if (frame_ != no_frame)
        return;
    frame_ = out_.size();
    out_.append(frame_header_bytes, static_cast<char>(FRAME));
}

void PickleWriter::close_frame() {
    if (frame_ == no_frame)
        return;
    const std::size_t length = out_.size() - frame_ - frame_header_bytes;
    if (length < smallest_frame) {
        out_.erase(frame_, frame_header_bytes);
    } else {
        for (std::size_t i = 0; i < 8; ++i)
            out_[frame_ + 1 + i] = static_cast<char>(std::uint64_t{length} >> (8 * i));
    }
    frame_ = no_frame;
}

void PickleWriter::before_object() {
    if (frame_ != no_frame && out_.size() - frame_ - frame_header_bytes >= frame_target)
        close_frame();
}

void PickleWriter::op(unsigned char code) {
    open_frame();
    out_ += static_cast<char>(code);
}

void PickleWriter::op_little_endian(unsigned char code, std::uint64_t integer, int bytes) {
    open_frame();
    char buffer[9] = {static_cast<char>(code)};
    for (int i = 0; i < bytes; ++i)
        buffer[1 + i] = static_cast<char>(integer >> (8 * i));
    out_.append(buffer, static_cast<std::size_t>(1 + bytes));
}

void PickleWriter::memoize() {
    op(MEMOIZE);
    ++memoized_;
}

void PickleWriter::sized(unsigned char tiny, unsigned char usual, unsigned char huge, std::string_view data) {
    const auto header = [&] {
        if (data.size() <= 0xff)
            op_little_endian(tiny, data.size(), 1);
        else if (data.size() <= 0xffffffffu)
            op_little_endian(usual, data.size(), 4);
        else
            op_little_endian(huge, data.size(), 8);
    };
    if (data.size() < frame_target) {
        header();
        out_ += data;
        return;
    }
    close_frame();
    header();
    // The header opened a frame; it goes out bare, as the payload does.
    out_.erase(frame_, frame_header_bytes);
    frame_ = no_frame;
    out_ += data;
}

void PickleWriter::none() {
    before_object();
    op(NONE);
}

void PickleWriter::boolean(bool boolean) {
    before_object();
    op(boolean ? NEWTRUE : NEWFALSE);
}

void PickleWriter::integer(std::int64_t integer) {
    before_object();
    if (integer >= 0 && integer <= 0xff)
        return op_little_endian(BININT1, static_cast<std::uint64_t>(integer), 1);
    if (integer >= 0 && integer <= 0xffff)
        return op_little_endian(BININT2, static_cast<std::uint64_t>(integer), 2);
    if (std::in_range<std::int32_t>(integer))
        return op_little_endian(BININT, static_cast<std::uint64_t>(integer), 4);
    int bytes = 8;
    while (bytes > 1 && (integer >> (8 * (bytes - 1) - 1)) == (integer < 0 ? -1 : 0))
        --bytes;
    op_little_endian(LONG1, static_cast<std::uint64_t>(bytes), 1);
    for (int i = 0; i < bytes; ++i)
        out_ += static_cast<char>(integer >> (8 * i));
}

void PickleWriter::integer(const BigInteger &integer) {
    before_object();
    const std::string &digits = integer.little_endian;
    if (digits.size() < 256)
        op_little_endian(LONG1, digits.size(), 1);
    else
        op_little_endian(LONG4, digits.size(), 4);
    out_ += digits;
}

void PickleWriter::unsigned_integer(std::uint64_t integer) {
    if (std::in_range<std::int64_t>(integer))
        return this->integer(static_cast<std::int64_t>(integer));
    before_object();
    op_little_endian(LONG1, 9, 1);
    for (int i = 0; i < 8; ++i)
        out_ += static_cast<char>(integer >> (8 * i));
    out_ += '\0';
}

void PickleWriter::real(double real) {
    before_object();
    const auto bits = std::bit_cast<std::uint64_t>(real);
    char buffer[9] = {static_cast<char>(BINFLOAT)};
    for (int i = 0; i < 8; ++i)
        buffer[1 + i] = static_cast<char>(bits >> (56 - 8 * i));
    open_frame();
    out_.append(buffer, sizeof buffer);
}

void PickleWriter::text(std::string_view text) {
    before_object();
    if (is_wire_text(text)) {
        sized(SHORT_BINUNICODE, BINUNICODE, BINUNICODE8, text);
    } else {
        std::string escaped;
        append_wire_text(escaped, text);
        sized(SHORT_BINUNICODE, BINUNICODE, BINUNICODE8, escaped);
    }
    memoize();
}

void PickleWriter::bytes(std::string_view data) {
    before_object();
    sized(SHORT_BINBYTES, BINBYTES, BINBYTES8, data);
    memoize();
}

void PickleWriter::byte_array(std::string_view data) {
    global("builtins", "bytearray");
    begin_tuple(data.empty() ? 0 : 1);
    if (!data.empty())
        bytes(data);
    end_tuple(data.empty() ? 0 : 1);
    reduce();
}

PickleWriter::Batches PickleWriter::begin_list(std::size_t count) {
    before_object();
    op(EMPTY_LIST);
    memoize();
    return Batches(*this, APPEND, APPENDS, count);
}

PickleWriter::Batches PickleWriter::begin_dict(std::size_t count) {
    before_object();
    op(EMPTY_DICT);
    memoize();
    return Batches(*this, SETITEM, SETITEMS, count);
}

PickleWriter::Batches PickleWriter::begin_set(std::size_t count) {
    before_object();
    op(EMPTY_SET);
    memoize();
    return Batches(*this, 0, ADDITEMS, count);
}

void PickleWriter::Batches::next() {
    if (count_ == 1 && one_ != 0)
        return;
    if (in_batch_ == batch_size) {
        writer_.op(many_);
        in_batch_ = 0;
    }
    if (in_batch_++ == 0)
        writer_.op(MARK);
}

void PickleWriter::Batches::end() {
    if (count_ == 1 && one_ != 0)
        return writer_.op(one_);
    if (in_batch_ == 0)
        return;
    writer_.op(many_);
    // After a full last batch CPython looks for one more item of a dict or set, in an empty batch.
    if (in_batch_ == batch_size && many_ != APPENDS) {
        writer_.op(MARK);
        writer_.op(many_);
    }
}

void PickleWriter::begin_tuple(std::size_t count) {
    before_object();
    if (count > 3)
        op(MARK);
}

void PickleWriter::end_tuple(std::size_t count) {
    constexpr unsigned char codes[] = {EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3};
    op(count <= 3 ? codes[count] : static_cast<unsigned char>(TUPLE));
    if (count != 0)
        memoize();
}

void PickleWriter::begin_frozen_set() {
    before_object();
    op(MARK);
}

void PickleWriter::end_frozen_set() {
    op(FROZENSET);
    memoize();
}

void PickleWriter::global(std::string_view module, std::string_view name) {
    before_object();
    text(module);
    text(name);
    op(STACK_GLOBAL);
    memoize();
}

void PickleWriter::reduce() {
    op(REDUCE);
    memoize();
}

void PickleWriter::new_object() {
    op(NEWOBJ);
    memoize();
}

void PickleWriter::build() {
    op(BUILD);
}

} // namespace poolscope
