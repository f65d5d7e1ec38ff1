// SPDX-License-Identifier: Apache-2.0
#pragma once

// Events as bytes, in batches: what the host sends, and what stands in a recording's blocks. A batch needs nothing but
// itself to be read. Integers are LEB128 varints, signed ones zigzag first; "step" is the difference from the value that
// the event before had, for object, a and b from the event before *of the same kind*.
//
// batch   u8 version (1), varint count, then count × event
// event   u8 kind, u8 of bits, step of time_ns, and then, for the bits that are set, in this order:
//         0x01 source      u8 slot in a table of 256 sources (process and thread) that earlier events have filled
//         0x02 new source  pid, start_ticks (unsigned), thread; it goes into slot (pid · 31 + thread) mod 256
//                          neither: the source of the event before
//         0x04 object, 0x08 a, 0x10 b: their steps, else as in the event before of this kind
//         0x20 payload     varint size, bytes
//         0x40 sequence    step minus 1
//         0x80 certainty in the low four bits of a u8, flags in the high ones

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::telemetry {

constexpr std::size_t batch_limit = 1'048'576; // events in a batch that a reader accepts

// Appends one batch to `out`. At most batch_limit events; payloads beyond payload_limit are cut and marked as cut.
void encode_batch(std::span<const Event> events, std::string &out);
// Exactly the events that were encoded, or an Error, whatever the bytes are. They take the memory of `spent`, of whose events
// nothing is left: whoever decodes batch after batch need not get every page anew from the kernel.
Result<std::vector<Event>> decode_batch(std::string_view bytes, std::vector<Event> spent = {});

} // namespace poolscope::telemetry
