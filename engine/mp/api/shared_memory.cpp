// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/shared_memory.h"

#include "engine/core/base/strictness.h"
#include "engine/mp/channel/transfer.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

namespace poolscope {

namespace {

constexpr std::string_view module = "multiprocessing.shared_memory";

Error invalid(std::string detail) {
    return Error{ErrorCode::invalid_argument, 0, "SharedMemory", std::move(detail)};
}

Result<std::shared_ptr<SharedSegment>> open(const SharedMemoryOptions &options) {
    if (options.size < 0)
        return tl::unexpected(invalid("'size' must be a positive integer"));
    if (options.name && options.name->empty()) {
        errno = EINVAL;
        return os_failure("shm_open", "an empty name; without one, leave it out");
    }
    const Tracking tracking = options.track ? Tracking::on : Tracking::off;
    if (!options.create) {
        if (!options.name)
            return tl::unexpected(invalid("'name' can only be None if create=True"));
        return SharedSegment::attach_named(*options.name, tracking);
    }
    if (options.size == 0)
        return tl::unexpected(invalid("'size' must be a positive number different from zero"));
    const auto size = static_cast<std::size_t>(options.size);
    if (options.name || options.named || is_strict())
        return SharedSegment::create_named(options.name.value_or(""), size, tracking);
    return SharedSegment::create_unnamed("poolscope-memory", size);
}

std::optional<long double> number_in(const Value &value) { // long double holds every int64 and every double
    if (const bool *boolean = value.get_if<bool>())
        return *boolean;
    if (const std::int64_t *integer = value.get_if<std::int64_t>())
        return *integer;
    if (const double *real = value.get_if<double>())
        return *real;
    return std::nullopt;
}

// Python's ==: 1, True and 1.0 are the same to it.
bool are_equal(const Value &one, const Value &other) {
    const auto number = number_in(one), another = number_in(other);
    return number && another ? *number == *another : one == other;
}

SharedMemory memory_for(const std::vector<Value> &items, const std::optional<std::string> &name) {
    Result<std::size_t> size = ShareableItems::size_of(items);
    if (!size && size.error().code == ErrorCode::not_found)
        throw KeyError(size.error());
    if (!size && size.error().code == ErrorCode::invalid_argument)
        throw OverflowError(size.error());
    const std::size_t bytes = unwrap(std::move(size));
    const bool is_made_up = name && name->empty();
    return SharedMemory({.name = is_made_up ? std::nullopt : name, .create = true, .size = static_cast<std::int64_t>(bytes), .named = is_made_up});
}

} // namespace

SharedMemory::SharedMemory(const SharedMemoryOptions &options) : SharedMemory(unwrap(open(options))) {}

SharedMemory::SharedMemory(std::shared_ptr<SharedSegment> segment)
    : state_(std::make_shared<State>(State{std::move(segment), std::make_shared<int>()})) {}

SharedBuffer SharedMemory::buf() const {
    if (!state_->segment->is_open())
        raise(Error{ErrorCode::closed, 0, "buf", "this shared memory is closed"});
    return {std::span(state_->segment->data(), size()), state_->pin};
}

void SharedMemory::close() {
    if (state_->pin.use_count() > 1)
        throw BufferError(Error{ErrorCode::wrong_state, 0, "close", "cannot close exported pointers exist"});
    state_->segment->close();
}

std::string SharedMemory::repr() const {
    return fmt::format("SharedMemory({}, size={})", name().empty() ? "None" : poolscope::repr(name()), size());
}

ShareableList::ShareableList(const std::vector<Value> &items, const std::optional<std::string> &name)
    : memory_(memory_for(items, name)), items_(unwrap(ShareableItems::create(memory_.segment(), items))) {}

ShareableList::ShareableList(SharedMemory memory) : memory_(std::move(memory)), items_(unwrap(ShareableItems::attach(memory_.segment()))) {}

ShareableList ShareableList::attach(const std::string &name) {
    return ShareableList(SharedMemory({.name = name}));
}

Value ShareableList::get(std::int64_t position) const {
    Result<Value> value = items_.get(position);
    if (!value && value.error().code == ErrorCode::too_large)
        throw IndexError(value.error());
    if (!value && value.error().operation == "utf-8")
        throw UnicodeDecodeError(value.error());
    return unwrap(std::move(value));
}

void ShareableList::set(std::int64_t position, const Value &value) {
    const Status status = items_.set(position, value);
    if (status)
        return;
    if (status.error().code == ErrorCode::too_large)
        throw IndexError(Error{ErrorCode::too_large, 0, "ShareableList", "assignment index out of range"});
    if (status.error().code == ErrorCode::not_found)
        throw KeyError(status.error());
    if (value.is<BigInteger>())
        throw OverflowError(status.error());
    raise(status.error());
}

std::string ShareableList::format() const {
    std::string all;
    for (std::size_t index = 0; index < size(); ++index)
        all += unwrap(items_.format(static_cast<std::int64_t>(index)));
    return all;
}

std::vector<Value> ShareableList::list() const {
    std::vector<Value> all;
    for (std::size_t index = 0; index < size(); ++index)
        all.push_back(get(static_cast<std::int64_t>(index)));
    return all;
}

std::int64_t ShareableList::count(const Value &value) const {
    const std::vector<Value> all = list();
    return std::count_if(all.begin(), all.end(), [&](const Value &item) { return are_equal(item, value); });
}

std::int64_t ShareableList::index(const Value &value) const {
    const std::vector<Value> all = list();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Value &item) { return are_equal(item, value); });
    if (found == all.end())
        raise(invalid(fmt::format("{} not in this container", value.repr())));
    return found - all.begin();
}

std::string ShareableList::repr() const {
    return fmt::format("ShareableList({}, name={})", Value(List(list())).repr(), memory_.name().empty() ? "None" : poolscope::repr(memory_.name()));
}

void Codec<SharedMemory>::write(PickleWriter &writer, const SharedMemory &memory) {
    if (memory.name().empty()) {
        const int fd = memory.segment()->fd();
        transfer::write(writer, module, "SharedMemory", {&fd, 1}, {StartMethod::none, transfer::Travel::any_time}, {});
        return;
    }
    // As Python writes it; in the state its own attribute of that name, which releases before 3.13 do not look at.
    writer.global(module, "SharedMemory");
    writer.begin_tuple(3);
    writer.text(memory.name());
    writer.boolean(false);
    writer.unsigned_integer(memory.size());
    writer.end_tuple(3);
    writer.reduce();
    writer.write(Value::dict({{"_track", memory.segment()->is_tracked()}}));
    writer.build();
}

Result<SharedMemory> Codec<SharedMemory>::read(const Value &value) {
    const Instance *instance = value.get_if<Instance>();
    const Tuple *arguments = instance != nullptr ? instance->arguments().get_if<Tuple>() : nullptr;
    const std::string *name = arguments != nullptr && !arguments->items.empty() ? arguments->items[0].get_if<std::string>() : nullptr;
    if (name == nullptr) {
        POOLSCOPE_ASSIGN(auto received, transfer::read(value, "SharedMemory"));
        POOLSCOPE_ASSIGN(auto segment, SharedSegment::attach_unnamed(std::move(received.fd)));
        return SharedMemory(std::move(segment));
    }
    const Dict *state = instance->state().get_if<Dict>();
    const Value *track = state != nullptr ? find(*state, "_track") : nullptr;
    POOLSCOPE_ASSIGN(auto segment, SharedSegment::attach_relative(*name, track != nullptr && *track == Value(true)));
    return SharedMemory(std::move(segment));
}

Result<ShareableList> Codec<ShareableList>::read(const Value &value) {
    POOLSCOPE_ASSIGN(SharedMemory memory, Codec<SharedMemory>::read(value));
    POOLSCOPE_TRY(ShareableItems::attach(memory.segment()));
    return ShareableList(std::move(memory));
}

} // namespace poolscope
