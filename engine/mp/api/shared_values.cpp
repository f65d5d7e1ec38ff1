// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/shared_values.h"

#include "engine/mp/channel/transfer.h"

#include <cstdint>

namespace poolscope::detail {

std::shared_ptr<SharedSegment> shared_objects(std::size_t size, std::int64_t count) {
    if (count < 0)
        raise(Error{ErrorCode::invalid_argument, 0, "RawArray", "Array length must be >= 0"});
    if (static_cast<std::size_t>(count) > static_cast<std::size_t>(PTRDIFF_MAX) / size)
        throw OverflowError(Error{ErrorCode::too_large, 0, "RawArray", "no memory is that large"});
    return unwrap(SharedSegment::create_unnamed("poolscope-values", size * static_cast<std::size_t>(count)));
}

std::size_t checked_index(std::int64_t index, std::size_t size) {
    const std::int64_t place = index < 0 ? index + static_cast<std::int64_t>(size) : index;
    if (place < 0 || place >= static_cast<std::int64_t>(size))
        throw IndexError(Error{ErrorCode::too_large, 0, "array", "invalid index"});
    return static_cast<std::size_t>(place);
}

std::pair<std::size_t, std::size_t> slice_of(std::int64_t start, std::int64_t stop, std::size_t size) {
    const auto length = static_cast<std::int64_t>(size);
    const auto clamp = [&](std::int64_t index) { return std::clamp(index < 0 ? index + length : index, std::int64_t{0}, length); };
    const std::int64_t from = clamp(start);
    return {static_cast<std::size_t>(from), static_cast<std::size_t>(std::max(from, clamp(stop)))};
}

void write_shared(PickleWriter &writer, std::string_view name, const SharedSegment &segment, std::size_t size) {
    transfer::write(writer, "multiprocessing.sharedctypes", name, segment.fd(), StartMethod::none, {static_cast<std::int64_t>(size)});
}

Result<std::shared_ptr<SharedSegment>> read_shared(const Value &value, std::string_view name, std::size_t size) {
    POOLSCOPE_ASSIGN(auto received, transfer::read(value, name));
    if (received.extras != std::vector<std::int64_t>{static_cast<std::int64_t>(size)})
        return failure(ErrorCode::wrong_type, "decode", "a shared object of another type than the one that was sent");
    return SharedSegment::attach_unnamed(std::move(received.fd));
}

void write_lock(PickleWriter &writer, const Lock &lock) {
    write_sync(writer, lock.core()->is_recursive() ? "RLock" : "Lock", lock.core()->memory());
}

Result<Lock> read_lock(const Value &value) {
    const Instance *instance = value.get_if<Instance>();
    const Global *callable = instance != nullptr ? instance->callable().get_if<Global>() : nullptr;
    POOLSCOPE_ASSIGN(auto memory, read_sync(value, callable != nullptr && callable->name == "RLock" ? "RLock" : "Lock"));
    POOLSCOPE_ASSIGN(auto core, MutexCore::attach(std::move(memory)));
    return Lock(std::move(core));
}

std::string text_until_nul(std::span<const char> characters) {
    return {characters.begin(), std::find(characters.begin(), characters.end(), '\0')};
}

void assign_text(std::span<char> characters, std::string_view text, bool ends_with_nul) {
    if (text.size() > characters.size())
        raise(Error{ErrorCode::invalid_argument, 0, "set_value", "byte string too long"});
    std::ranges::copy(text, characters.begin());
    if (ends_with_nul && text.size() < characters.size())
        characters[text.size()] = '\0';
}

} // namespace poolscope::detail
