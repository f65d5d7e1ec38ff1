// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes under any tag as a message of the fast carrier: a value or a named error; a value's pickle is that value again.
#include "engine/mp/channel/parcel.h"

#include <cstdint>
#include <cstdlib>

using namespace poolscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    const auto kind = static_cast<ParcelKind>(data[0]);
    const std::string bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    (void)parcel::read<int>({kind, bytes});
    (void)parcel::read<std::string>({kind, bytes});
    const auto value = parcel::read<Value>({kind, bytes});
    if (!value || kind == ParcelKind::pickle || kind == ParcelKind::real) // a NaN is not itself
        return 0;
    const auto again = decode<Value>(parcel::to_pickle({kind, bytes}));
    if (!again || !(*again == *value))
        std::abort();
    return 0;
}
