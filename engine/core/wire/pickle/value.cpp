// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/value.h"

#include <algorithm>

namespace poolscope {

namespace {

const Value none_value;

// Sets and dicts are equal in any order; the usual case, the same order, costs one pass.
template <class Items> bool equal_in_any_order(const Items &left, const Items &right) {
    return left.size() == right.size() &&
           (left == right || std::is_permutation(left.begin(), left.end(), right.begin()));
}

const Value &part(const Instance &instance, std::size_t index) {
    return index < instance.parts.size() ? instance.parts[index] : none_value;
}

std::string global_name(const Global &global) {
    return global.module.empty() || global.module == "builtins" ? global.name : global.module + "." + global.name;
}

} // namespace

bool Tuple::operator==(const Tuple &other) const {
    return items == other.items;
}

bool Dict::operator==(const Dict &other) const {
    return equal_in_any_order(items, other.items);
}

bool Set::operator==(const Set &other) const {
    return equal_in_any_order(items, other.items);
}

bool FrozenSet::operator==(const FrozenSet &other) const {
    return equal_in_any_order(items, other.items);
}

const Value &Instance::callable() const {
    return part(*this, 0);
}

const Value &Instance::arguments() const {
    return part(*this, 1);
}

const Value &Instance::state() const {
    return part(*this, 3);
}

bool Instance::operator==(const Instance &other) const {
    for (std::size_t i = 0; i < std::max(parts.size(), other.parts.size()); ++i)
        if (part(*this, i) != part(other, i))
            return false;
    return construction == other.construction;
}

std::string Value::type_name() const {
    if (const auto *instance = get_if<Instance>()) {
        const auto *global = instance->callable().get_if<Global>();
        return global ? global_name(*global) : "object";
    }
    // In the order of Value::Storage.
    static constexpr const char *names[] = {"NoneType",  "bool",      "int",    "int",   "float", "str",
                                            "bytes",     "bytearray", "list",   "tuple", "dict",  "set",
                                            "frozenset", "function",  "object", "..."};
    static_assert(std::size(names) == std::variant_size_v<Storage>);
    return names[storage_.index()];
}

const Value *find(const Dict &dict, std::string_view key) {
    for (const DictItem &item : dict.items)
        if (const auto *text = item.key.get_if<std::string>(); text && *text == key)
            return &item.value;
    return nullptr;
}

} // namespace poolscope
