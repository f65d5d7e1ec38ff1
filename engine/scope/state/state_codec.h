// SPDX-License-Identifier: Apache-2.0
#pragma once

// A State as bytes, for the keyframes of a recording (RecordingWriter::keyframe). Exact: decoding gives an equal State.

#include "engine/core/base/error.h"
#include "engine/scope/state/state.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace poolscope::state {

constexpr std::uint16_t keyframe_tag = 1; // of this encoding; another one gets another tag

std::string encode_state(const State &state);
// The State that was encoded, or an Error, whatever the bytes are.
Result<State> decode_state(std::string_view bytes);

} // namespace poolscope::state
