// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/transfer.h"

#include <fmt/format.h>

namespace poolscope::transfer {

void write(PickleWriter &writer, std::string_view module, std::string_view name, int fd, StartMethod made_for,
           std::initializer_list<std::int64_t> extras) {
    OutgoingDescriptors *outgoing = OutgoingDescriptors::current();
    if (outgoing == nullptr || (made_for == StartMethod::fork && outgoing->start_method() != StartMethod::fork)) {
        refuse_encoding(outgoing == nullptr ? only_through_inheritance(name) : only_for_fork(name, outgoing->start_method()));
        writer.none();
        return;
    }
    writer.global(module, name);
    writer.begin_tuple(1 + extras.size());
    writer.integer(outgoing->add(fd));
    for (const std::int64_t extra : extras)
        writer.integer(extra);
    writer.end_tuple(1 + extras.size());
    writer.reduce();
}

Result<Received> read(const Value &value, std::string_view name) {
    const auto malformed = [&] { return failure(ErrorCode::wrong_type, "decode", fmt::format("{} is not a {}", value.repr(80), name)); };
    const Instance *instance = value.get_if<Instance>();
    const Global *callable = instance != nullptr ? instance->callable().get_if<Global>() : nullptr;
    const Tuple *arguments = instance != nullptr ? instance->arguments().get_if<Tuple>() : nullptr;
    if (callable == nullptr || callable->name != name || arguments == nullptr || arguments->items.empty())
        return malformed();
    std::vector<std::int64_t> numbers;
    for (const Value &item : arguments->items) {
        const std::int64_t *number = item.get_if<std::int64_t>();
        if (number == nullptr)
            return malformed();
        numbers.push_back(*number);
    }
    IncomingDescriptors *incoming = IncomingDescriptors::current();
    if (incoming == nullptr)
        return tl::unexpected(only_through_inheritance(name));
    POOLSCOPE_ASSIGN(UniqueFd fd, incoming->take(numbers.front()));
    return Received{std::move(fd), {numbers.begin() + 1, numbers.end()}};
}

} // namespace poolscope::transfer
