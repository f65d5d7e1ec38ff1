// SPDX-License-Identifier: Apache-2.0
#pragma once

// A dynamic value, as Python has them: what a pickle holds, what Connection::recv() gives, what the message views show.
// A plain value type: copying copies all of it. Instances of classes are held symbolically (who would be called, with
// what) and are never executed. Values from a decoder are bounded in depth and size; see PickleLimits.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace poolscope {

class Value;
struct DictItem;

using List = std::vector<Value>;
struct None {
    bool operator==(const None &) const = default;
};
struct BigInteger { // an int beyond 64 bits: two's complement, little-endian, as LONG1 and LONG4 carry it
    std::string little_endian;
    static BigInteger from(std::uint64_t integer);
    bool operator==(const BigInteger &) const = default;
};
struct Bytes {
    std::string data;
    bool operator==(const Bytes &) const = default;
};
struct ByteArray {
    std::string data;
    bool operator==(const ByteArray &) const = default;
};
struct Tuple {
    std::vector<Value> items;
    bool operator==(const Tuple &) const;
};
struct Dict { // in insertion order, as Python keeps it
    std::vector<DictItem> items;
    bool operator==(const Dict &) const;
};
struct Set {
    std::vector<Value> items;
    bool operator==(const Set &) const;
};
struct FrozenSet {
    std::vector<Value> items;
    bool operator==(const FrozenSet &) const;
};
struct Global { // a function or class, by name: GLOBAL, STACK_GLOBAL
    std::string module;
    std::string name;
    bool operator==(const Global &) const = default;
};
// What REDUCE, NEWOBJ and BUILD would make: callable(*arguments), then the state. Parts in this order; an absent one is
// None: [0] callable, [1] arguments (a Tuple), [2] keyword arguments, [3] state, [4] appended items, [5] set items.
struct Instance {
    enum class Construction : std::uint8_t {
        call,       // callable(*arguments): REDUCE
        new_object, // callable.__new__(callable, *arguments): NEWOBJ
    };
    std::vector<Value> parts;
    Construction construction = Construction::call;

    const Value &callable() const;
    const Value &arguments() const;
    const Value &state() const;
    bool operator==(const Instance &) const;
};
struct Reference { // where an object contains itself: how many levels up the enclosing one stands, 1 is the next
                   // container
    std::uint32_t levels = 1;
    bool operator==(const Reference &) const = default;
};

class Value {
public:
    using Storage = std::variant<None, bool, std::int64_t, BigInteger, double, std::string, Bytes, ByteArray, List,
                                 Tuple, Dict, Set, FrozenSet, Global, Instance, Reference>;

    Value() = default;
    Value(std::nullptr_t);
    Value(None);
    template <class T>
    requires std::is_same_v<T, bool> // nothing else: a pointer would convert
    Value(T boolean);
    template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) Value(T integer);
    Value(double real);
    Value(const char *text);
    Value(std::string_view text);
    Value(std::string text);
    template <class T>
    requires(std::is_same_v<T, BigInteger> || std::is_same_v<T, Bytes> || std::is_same_v<T, ByteArray> ||
             std::is_same_v<T, List> || std::is_same_v<T, Tuple> || std::is_same_v<T, Dict> || std::is_same_v<T, Set> ||
             std::is_same_v<T, FrozenSet> || std::is_same_v<T, Global> || std::is_same_v<T, Instance> ||
             std::is_same_v<T, Reference>) Value(T part)
        : storage_(std::move(part)) {}

    static Value list(std::initializer_list<Value> items);
    static Value tuple(std::initializer_list<Value> items);
    static Value dict(std::initializer_list<DictItem> items);

    template <class T> bool is() const { return std::holds_alternative<T>(storage_); }
    template <class T> const T *get_if() const { return std::get_if<T>(&storage_); }
    template <class T> T *get_if() { return std::get_if<T>(&storage_); }
    bool is_none() const { return is<None>(); }
    const Storage &storage() const { return storage_; }
    // Becomes a T made of the arguments.
    template <class T, class... Arguments> T &emplace(Arguments &&...arguments) {
        return storage_.template emplace<T>(std::forward<Arguments>(arguments)...);
    }

    // The type's name in Python: "NoneType", "int", "list", "__main__.Point", …
    std::string type_name() const;
    // As Python's repr() prints it; instances as module.name(arguments){state}. At most about `maximum` characters,
    // then "…".
    std::string repr(std::size_t maximum = std::size_t(-1)) const;

    bool operator==(const Value &) const = default;

private:
    Storage storage_;
};

struct DictItem {
    Value key;
    Value value;
    bool operator==(const DictItem &) const = default;
};

// Here, because a Dict is whole only now.
inline Value::Value(std::nullptr_t) {}
inline Value::Value(None) {}
template <class T>
requires std::is_same_v<T, bool> Value::Value(T boolean) : storage_(boolean) {}
template <class T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) Value::Value(T integer) {
    if (std::in_range<std::int64_t>(integer))
        storage_ = static_cast<std::int64_t>(integer);
    else
        storage_ = BigInteger::from(static_cast<std::uint64_t>(integer));
}
inline Value::Value(double real) : storage_(real) {}
inline Value::Value(const char *text) : storage_(std::string(text)) {}
inline Value::Value(std::string_view text) : storage_(std::string(text)) {}
inline Value::Value(std::string text) : storage_(std::move(text)) {}
inline Value Value::list(std::initializer_list<Value> items) {
    return List(items);
}
inline Value Value::tuple(std::initializer_list<Value> items) {
    return Tuple{items};
}
inline Value Value::dict(std::initializer_list<DictItem> items) {
    return Dict{items};
}

// The value for a string key, or null.
const Value *find(const Dict &dict, std::string_view key);
// Python's repr of a string: quotes chosen and escapes written as Python does. Bytes that are not UTF-8 show as \udcNN,
// which is what Python makes of them (surrogateescape).
std::string repr(std::string_view text);

} // namespace poolscope
