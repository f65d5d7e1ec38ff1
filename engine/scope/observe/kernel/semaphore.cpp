// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/semaphore.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace poolscope::observe {

namespace {

// SemLockObject of CPython's Modules/_multiprocessing/semaphore.c behind the object's reference count and type.
struct SemLockLayout {
    std::uint64_t references;
    std::uint64_t type;
    std::uint64_t handle;
    std::uint64_t last_thread;
    std::int32_t count;
    std::int32_t maximum;
    std::int32_t kind; // 0 recursive, 1 not
    std::int32_t padding;
    std::uint64_t name;
};
static_assert(sizeof(SemLockLayout) == 56);
constexpr std::size_t handle_offset = offsetof(SemLockLayout, handle);
constexpr std::size_t piece_size = std::size_t{1} << 20;

bool is_plausible(const SemLockLayout &object) {
    const auto is_pointer = [](std::uint64_t value) { return value >= 4096 && value % 8 == 0 && value < std::uint64_t{1} << 56; };
    return object.references > 0 && object.references < std::uint64_t{1} << 32 && is_pointer(object.type) &&
           object.maximum >= 1 && (object.kind == 0 || object.kind == 1) && object.count <= object.maximum &&
           (object.name == 0 || object.name >= 4096);
}

// Names of named semaphores begin with '/'. Anything else means that this is no SemLock.
std::optional<std::string> read_name(ProcessSource &source, ProcessKey process, std::uint64_t address) {
    if (address == 0)
        return std::string();
    std::array<char, 64> text{};
    const auto size = source.read_memory(process, address, text.data(), text.size() - 1);
    if (!size || text[0] != '/')
        return std::nullopt;
    const std::string_view name(text.data());
    const bool is_printable = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
    return is_printable ? std::optional(std::string(name)) : std::nullopt;
}

const MappedSemaphore *at_address(const std::vector<MappedSemaphore> &sorted, std::uint64_t address) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), address,
                                        [](const MappedSemaphore &semaphore, std::uint64_t value) { return semaphore.address < value; });
    return found != sorted.end() && found->address == address ? &*found : nullptr;
}

std::optional<SemLock> as_sem_lock(ProcessSource &source, ProcessKey process, const SemLockLayout &object, std::uint64_t address,
                                   FileId file) {
    if (!is_plausible(object))
        return std::nullopt;
    auto name = read_name(source, process, object.name);
    if (!name)
        return std::nullopt;
    return SemLock{file, address, object.kind == 0, object.maximum, object.count, object.last_thread, std::move(*name)};
}

// Where in the piece a handle of one of the semaphores stands.
template <class Found>
void search(const char *bytes, std::size_t size, const std::vector<MappedSemaphore> &sorted, Found found) {
    const std::uint64_t first = sorted.front().address, span = sorted.back().address - first;
    for (std::size_t offset = 0; offset + 8 <= size; offset += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes + offset, sizeof word);
        if (word - first <= span) [[unlikely]]
            if (const MappedSemaphore *semaphore = at_address(sorted, word))
                found(offset, *semaphore);
    }
}

} // namespace

std::vector<MappedSemaphore> mapped_semaphores(const std::vector<Mapping> &mappings) {
    std::vector<MappedSemaphore> semaphores;
    for (const Mapping &mapping : mappings)
        if (mapping.is_shared && mapping.offset == 0 && mapping.path.starts_with("/dev/shm/sem."))
            semaphores.push_back({mapping.file, mapping.begin});
    std::sort(semaphores.begin(), semaphores.end(), [](const auto &a, const auto &b) { return a.address < b.address; });
    return semaphores;
}

Result<SemaphoreValue> read_semaphore(ProcessSource &source, ProcessKey process, std::uint64_t address) {
    SemaphoreValue value;
    static_assert(sizeof value == 8);
    POOLSCOPE_ASSIGN(const std::size_t size, source.read_memory(process, address, &value, sizeof value));
    if (size != sizeof value)
        return failure(ErrorCode::truncated, "read memory", "semaphore");
    return value;
}

Result<std::vector<SemLock>> find_sem_locks(ProcessSource &source, ProcessKey process, const std::vector<Mapping> &mappings,
                                            std::uint64_t limit_bytes) {
    const auto semaphores = mapped_semaphores(mappings);
    std::vector<SemLock> found;
    if (semaphores.empty())
        return found;
    std::vector<const Mapping *> pieces;
    for (const Mapping &mapping : mappings)
        if (mapping.is_readable && mapping.is_writable && !mapping.is_shared && !mapping.path.starts_with("[stack") &&
            (!mapping.file || mapping.path == "[heap]"))
            pieces.push_back(&mapping);
    std::sort(pieces.begin(), pieces.end(), [](const Mapping *a, const Mapping *b) { return a->size() < b->size(); });

    std::vector<char> bytes(piece_size);
    std::vector<std::pair<std::uint64_t, FileId>> places; // of handles
    std::uint64_t searched = 0;
    for (const Mapping *piece : pieces) {
        if ((searched += piece->size()) > limit_bytes)
            break;
        for (std::uint64_t begin = piece->begin; begin < piece->end; begin += piece_size) {
            const std::size_t wanted = std::min<std::uint64_t>(piece_size, piece->end - begin);
            const auto size = source.read_memory(process, begin, bytes.data(), wanted);
            if (!size && size.error().code == ErrorCode::permission)
                return tl::unexpected(size.error());
            if (size)
                search(bytes.data(), *size, semaphores, [&](std::size_t offset, const MappedSemaphore &semaphore) {
                    places.emplace_back(begin + offset, semaphore.file);
                });
        }
    }
    for (const auto &[place, file] : places) {
        SemLockLayout object;
        const std::uint64_t address = place - handle_offset;
        const auto size = source.read_memory(process, address, &object, sizeof object);
        if (size && *size == sizeof object)
            if (auto lock = as_sem_lock(source, process, object, address, file))
                found.push_back(std::move(*lock));
    }
    return found;
}

std::vector<SemLock> read_sem_locks(ProcessSource &source, ProcessKey process, const std::vector<SemLock> &known,
                                    const std::vector<MappedSemaphore> &semaphores) {
    std::vector<SemLock> found;
    for (const SemLock &lock : known) {
        SemLockLayout object;
        const auto size = source.read_memory(process, lock.object, &object, sizeof object);
        if (!size || *size != sizeof object)
            continue;
        const MappedSemaphore *semaphore = at_address(semaphores, object.handle);
        if (semaphore != nullptr && semaphore->file == lock.file && is_plausible(object)) {
            SemLock now = lock;
            now.count = object.count;
            now.last_thread = object.last_thread;
            found.push_back(std::move(now));
        }
    }
    return found;
}

} // namespace poolscope::observe
