// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/zstd_bytes.h"

#include <memory>
#include <new>
#include <zstd.h>

namespace poolscope::telemetry {
namespace {

struct Free {
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

} // namespace

void zstd_pack(std::string_view bytes, int level, std::string &packed) {
    thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
    thread_local std::string room;
    room.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t size = context == nullptr ? 0 : ZSTD_compressCCtx(context.get(), room.data(), room.size(), bytes.data(), bytes.size(), level);
    if (size == 0 || ZSTD_isError(size)) // it has no way to fail but memory
        throw std::bad_alloc();
    packed.assign(room, 0, size);
}

std::optional<std::string> zstd_unpack(std::string_view packed, std::size_t size) {
    thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
    if (context == nullptr)
        throw std::bad_alloc();
    std::string bytes(size, '\0');
    const std::size_t found = ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(found) || found != size)
        return std::nullopt;
    return bytes;
}

} // namespace poolscope::telemetry
