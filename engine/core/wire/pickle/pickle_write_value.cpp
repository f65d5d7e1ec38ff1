// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_opcodes.h"
#include "engine/core/wire/pickle/pickle_writer.h"

namespace poolscope {

using namespace opcode;

namespace {

template <class... Cases> struct Overloaded : Cases... { using Cases::operator()...; };
template <class... Cases> Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace

void PickleWriter::write(const Value &value) {
    write(value, nullptr);
}

void PickleWriter::write(const Value &value, const Enclosing *up) {
    std::visit(Overloaded{
                   [&](const None &) { none(); },
                   [&](bool part) { boolean(part); },
                   [&](std::int64_t part) { integer(part); },
                   [&](const BigInteger &part) { integer(part); },
                   [&](double part) { real(part); },
                   [&](const std::string &part) { text(part); },
                   [&](const Bytes &part) { bytes(part.data); },
                   [&](const ByteArray &part) { byte_array(part.data); },
                   [&](const List &part) { write_items(begin_list(part.size()), part, up); },
                   [&](const Tuple &part) {
                       const Enclosing here{up, -1};
                       begin_tuple(part.items.size());
                       for (const Value &item : part.items)
                           write(item, &here);
                       end_tuple(part.items.size());
                   },
                   [&](const Dict &part) { write_items(begin_dict(part.items.size()), part.items, up); },
                   [&](const Set &part) { write_items(begin_set(part.items.size()), part.items, up); },
                   [&](const FrozenSet &part) {
                       const Enclosing here{up, -1};
                       begin_frozen_set();
                       for (const Value &item : part.items)
                           write(item, &here);
                       end_frozen_set();
                   },
                   [&](const Global &part) { global(part.module, part.name); },
                   [&](const Instance &part) { write_instance(part, up); },
                   [&](const Reference &part) { write_reference(part, up); },
               },
               value.storage());
}

void PickleWriter::write_items(Batches batches, const std::vector<Value> &items, const Enclosing *up) {
    const Enclosing here{up, std::int64_t{memoized_} - 1};
    for (const Value &item : items) {
        batches.next();
        write(item, &here);
    }
    batches.end();
}

void PickleWriter::write_items(Batches batches, const std::vector<DictItem> &items, const Enclosing *up) {
    const Enclosing here{up, std::int64_t{memoized_} - 1};
    for (const DictItem &item : items) {
        batches.next();
        write(item.key, &here);
        write(item.value, &here);
    }
    batches.end();
}

void PickleWriter::write_instance(const Instance &instance, const Enclosing *up) {
    Enclosing here{up, -1};
    const Value no_arguments = Tuple{};
    const Value &arguments = instance.arguments().is<Tuple>() ? instance.arguments() : no_arguments;
    const Dict *keywords = instance.parts.size() > 2 ? instance.parts[2].get_if<Dict>() : nullptr;
    write(instance.callable(), &here);
    write(arguments, &here);
    if (keywords && instance.construction == Instance::Construction::new_object) {
        write(instance.parts[2], &here);
        op(NEWOBJ_EX);
        memoize();
    } else if (instance.construction == Instance::Construction::new_object) {
        new_object();
    } else {
        reduce();
    }
    here.memo = std::int64_t{memoized_} - 1;
    if (instance.parts.size() > 4)
        if (const auto *items = instance.parts[4].get_if<List>())
            write_items(Batches(*this, APPEND, APPENDS, items->size()), *items, &here);
    if (instance.parts.size() > 5)
        if (const auto *items = instance.parts[5].get_if<Dict>())
            write_items(Batches(*this, SETITEM, SETITEMS, items->items.size()), items->items, &here);
    if (!instance.state().is_none()) {
        write(instance.state(), &here);
        build();
    }
}

void PickleWriter::write_reference(const Reference &reference, const Enclosing *up) {
    const Enclosing *target = up;
    for (std::uint32_t level = 1; level < reference.levels && target; ++level)
        target = target->up;
    if (!target || target->memo < 0)
        return global("builtins", "Ellipsis");
    before_object();
    if (target->memo <= 0xff)
        op_little_endian(BINGET, static_cast<std::uint64_t>(target->memo), 1);
    else
        op_little_endian(LONG_BINGET, static_cast<std::uint64_t>(target->memo), 4);
}

} // namespace poolscope
