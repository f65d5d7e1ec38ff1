// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/contents.h"

#include "engine/core/wire/preview/masking.h"

namespace poolscope::telemetry {

namespace {

bool has_contents(EventKind kind) {
    using enum EventKind;
    switch (kind) {
    case message_sent:
    case message_received: // who is looked at from outside tells it at either end
    case message_dropped:
    case task_submitted:
    case task_finished:
    case console_output: return true;
    default: return false;
    }
}

} // namespace

void limit_contents(Event &event, Contents contents) {
    if (contents == Contents::kept || event.payload.empty() || !has_contents(event.kind))
        return;
    if (contents == Contents::masked) {
        event.payload = event.kind == EventKind::console_output ? masked_output(event.payload) : masked_body(event.payload);
        return;
    }
    event.payload.clear();
    event.flags = EventFlag::payload_truncated;
}

} // namespace poolscope::telemetry
