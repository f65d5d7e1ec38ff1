// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/preview/masking.h"

#include "engine/core/wire/pickle/pickle_opcodes.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/core/wire/preview/preview.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <optional>

namespace poolscope {

namespace {

constexpr char mask = 'x';

// Walks over the opcodes of pickles. All is masked from the beginning, and only what is known to be structure is put back, so
// that an error here could hide too much, never too little.
class Masker {
public:
    explicit Masker(std::string_view body) : body_(body), masked_(body.size(), mask) {
        const Preview::Kind kind = preview(body, true).kind;
        pool_numbers_ = kind == Preview::Kind::pool_task || kind == Preview::Kind::pool_result ? 2 : 0;
    }

    std::string run() && {
        while (at_ < body_.size() && decode_prefix(body_.substr(at_)) && code() == opcode::PROTO)
            if (!mask_pickle())
                break;
        return std::move(masked_);
    }

private:
    // A text on the stack, where it can be a name; nothing for everything else.
    struct Text {
        std::size_t begin, size;
    };
    using Pushed = std::optional<Text>;

    unsigned char code() const { return static_cast<unsigned char>(body_[at_]); }

    // False when the rest is not understood, or is not there.
    bool mask_pickle() {
        memo_.clear();
        for (bool has_stopped = false; !has_stopped;) {
            if (at_ >= body_.size())
                return false;
            has_stopped = code() == opcode::STOP;
            if (!step())
                return false;
        }
        return true;
    }

    bool step() {
        using namespace opcode;
        const unsigned char now = code();
        switch (now) {
        case PROTO: return keep(2);
        case FRAME: return keep(9);
        case MEMOIZE: memo_[memo_.size()] = last_; return keep(1);
        case BINPUT: return keep(2) && put(1);
        case LONG_BINPUT: return keep(5) && put(4);
        case BINGET: return keep(2) && get(1);
        case LONG_BINGET: return keep(5) && get(4);
        case BININT1: return number(1);
        case BININT2: return number(2);
        case BININT: return number(4);
        case BINFLOAT: return number(8);
        case LONG1: return counted(1, '\0');
        case LONG4: return counted(4, '\0');
        case SHORT_BINUNICODE: case SHORT_BINBYTES: case SHORT_BINSTRING: return counted(1, mask);
        case BINUNICODE: case BINBYTES: case BINSTRING: return counted(4, mask);
        case BINUNICODE8: case BINBYTES8: case BYTEARRAY8: return counted(8, mask);
        case GLOBAL: return global();
        case STACK_GLOBAL:
            if (before_ && last_) {
                show_name(*before_);
                show_name(*last_);
            }
            return keep(1) && push({});
        case MARK: case STOP: case POP: case POP_MARK: case DUP: case NONE: case REDUCE: case APPEND: case BUILD: case DICT:
        case EMPTY_DICT: case APPENDS: case LIST: case EMPTY_LIST: case OBJ: case SETITEM: case TUPLE: case EMPTY_TUPLE:
        case SETITEMS: case NEWOBJ: case TUPLE1: case TUPLE2: case TUPLE3: case NEWTRUE: case NEWFALSE: case EMPTY_SET:
        case ADDITEMS: case FROZENSET: case NEWOBJ_EX: case NEXT_BUFFER: case READONLY_BUFFER:
            return keep(1) && push({});
        default: return false;
        }
    }

    bool keep(std::size_t bytes) {
        if (bytes > body_.size() - at_)
            return false;
        body_.copy(masked_.data() + at_, bytes, at_);
        at_ += bytes;
        return true;
    }

    bool push(Pushed pushed) {
        before_ = last_;
        last_ = pushed;
        return true;
    }

    // The little-endian number in the bytes just passed.
    std::uint64_t passed(std::size_t bytes) const {
        std::uint64_t value = 0;
        for (std::size_t index = 0; index < bytes; ++index)
            value |= std::uint64_t{static_cast<unsigned char>(body_[at_ - bytes + index])} << (8 * index);
        return value;
    }

    bool put(std::size_t bytes) {
        memo_[passed(bytes)] = last_;
        return true;
    }

    bool get(std::size_t bytes) {
        const auto known = memo_.find(passed(bytes));
        return push(known == memo_.end() ? Pushed() : known->second);
    }

    bool number(std::size_t bytes) {
        if (!keep(1))
            return false;
        if (pool_numbers_ > 0 && bytes < 8) {
            --pool_numbers_;
            return keep(bytes) && push({});
        }
        const std::size_t there = std::min(bytes, body_.size() - at_);
        std::fill_n(masked_.begin() + static_cast<std::ptrdiff_t>(at_), there, '\0');
        at_ += there;
        return there == bytes && push({});
    }

    bool counted(std::size_t length_bytes, char filling) {
        if (!keep(1 + length_bytes))
            return false;
        const std::uint64_t size = passed(length_bytes);
        const auto there = static_cast<std::size_t>(std::min<std::uint64_t>(size, body_.size() - at_));
        std::fill_n(masked_.begin() + static_cast<std::ptrdiff_t>(at_), there, filling);
        const Text text{at_, there};
        at_ += there;
        return there == size && push(filling == mask ? Pushed(text) : Pushed());
    }

    static bool is_name(std::string_view text) {
        const auto fits = [](unsigned char byte) { return std::isalnum(byte) || byte == '_' || byte == '.' || byte == '<' || byte == '>' || byte >= 0x80; };
        return !text.empty() && std::all_of(text.begin(), text.end(), fits);
    }

    void show_name(const Text &text) {
        if (is_name(body_.substr(text.begin, text.size)))
            body_.copy(masked_.data() + text.begin, text.size, text.begin);
    }

    // Two lines: module and name.
    bool global() {
        const std::size_t first = body_.find('\n', at_), second = first == body_.npos ? body_.npos : body_.find('\n', first + 1);
        if (second == body_.npos || !is_name(body_.substr(at_ + 1, first - at_ - 1)) || !is_name(body_.substr(first + 1, second - first - 1)))
            return false;
        return keep(second + 1 - at_) && push({});
    }

    std::string_view body_;
    std::string masked_;
    std::size_t at_ = 0;
    int pool_numbers_ = 0; // by which a task and its result find each other, still to come
    Pushed before_, last_; // the two newest on the stack, as far as they came right after each other
    std::map<std::uint64_t, Pushed> memo_;
};

} // namespace

std::string masked_body(std::string_view body) {
    return Masker(body).run();
}

std::string masked_output(std::string_view output) {
    std::string masked(output);
    for (char &byte : masked)
        if (std::isspace(static_cast<unsigned char>(byte)) == 0)
            byte = mask;
    return masked;
}

} // namespace poolscope
