// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/transfer.h"

#include "engine/mp/channel/handover.h"

#include <fmt/format.h>
#include <optional>

namespace poolscope::transfer {

namespace {

// The numbers of a tuple; nothing when it is none, or holds something else.
std::optional<std::vector<std::int64_t>> numbers_of(const Value &value, std::size_t from = 0) {
    const Tuple *tuple = value.get_if<Tuple>();
    if (tuple == nullptr || tuple->items.size() < from)
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (std::size_t at = from; at < tuple->items.size(); ++at) {
        const std::int64_t *number = tuple->items[at].get_if<std::int64_t>();
        if (number == nullptr)
            return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

} // namespace

void write(PickleWriter &writer, std::string_view module, std::string_view name, std::span<const int> fds, Permission permission,
           std::initializer_list<std::int64_t> extras) {
    OutgoingDescriptors *outgoing = OutgoingDescriptors::current();
    std::vector<std::int64_t> ticket;
    if (outgoing != nullptr) {
        if (permission.made_for == StartMethod::fork && outgoing->start_method() != StartMethod::fork)
            refuse_encoding(only_for_fork(name, outgoing->start_method()));
        for (const int fd : fds)
            ticket.push_back(outgoing->add(fd));
    } else if (permission.travel == Travel::inheritance) {
        refuse_encoding(only_through_inheritance(name));
    } else if (auto offered = handover::offer(fds)) {
        ticket = *std::move(offered);
    } else {
        refuse_encoding(offered.error());
    }
    writer.global(module, name);
    writer.begin_tuple(1 + extras.size());
    writer.begin_tuple(ticket.size());
    for (const std::int64_t number : ticket)
        writer.integer(number);
    writer.end_tuple(ticket.size());
    for (const std::int64_t extra : extras)
        writer.integer(extra);
    writer.end_tuple(1 + extras.size());
    writer.reduce();
}

void write(PickleWriter &writer, std::string_view module, std::string_view name, int fd, StartMethod made_for,
           std::initializer_list<std::int64_t> extras) {
    write(writer, module, name, std::span(&fd, 1), {made_for, Travel::inheritance}, extras);
}

Result<ReceivedAll> read_all(const Value &value, std::string_view name) {
    const auto malformed = [&] { return failure(ErrorCode::wrong_type, "decode", fmt::format("{} is not a {}", value.repr(80), name)); };
    const Instance *instance = value.get_if<Instance>();
    const Global *callable = instance != nullptr ? instance->callable().get_if<Global>() : nullptr;
    if (callable == nullptr || callable->name != name)
        return malformed();
    const auto extras = numbers_of(instance->arguments(), 1);
    const auto ticket = extras ? numbers_of(instance->arguments().get_if<Tuple>()->items.front()) : std::nullopt;
    if (!ticket)
        return malformed();
    ReceivedAll received{{}, *extras};
    if (handover::is_ticket(*ticket)) {
        POOLSCOPE_ASSIGN(received.fds, handover::take(*ticket));
        return received;
    }
    IncomingDescriptors *incoming = IncomingDescriptors::current();
    if (incoming == nullptr)
        return tl::unexpected(only_through_inheritance(name));
    for (const std::int64_t index : *ticket) {
        POOLSCOPE_ASSIGN(UniqueFd fd, incoming->take(index));
        received.fds.push_back(std::move(fd));
    }
    return received;
}

Result<Received> read(const Value &value, std::string_view name) {
    POOLSCOPE_ASSIGN(ReceivedAll received, read_all(value, name));
    if (received.fds.size() != 1)
        return failure(ErrorCode::malformed, "decode", fmt::format("a {} with {} descriptors", name, received.fds.size()));
    return Received{std::move(received.fds.front()), std::move(received.extras)};
}

} // namespace poolscope::transfer
