// SPDX-License-Identifier: Apache-2.0
#pragma once

// multiprocessing's mutual authentication, as functions of message bodies: one side sends a challenge, the other
// answers with a MAC under the shared key, the first says welcome or failure; then the same the other way round. The
// listener challenges first. Nothing later is encrypted or signed. No I/O here: whoever owns the connection sends and
// receives.

#include "engine/core/base/error.h"
#include "engine/core/wire/hmac.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace poolscope {

constexpr std::string_view challenge_mark = "#CHALLENGE#";
constexpr std::string_view welcome_message = "#WELCOME#";
constexpr std::string_view failure_message = "#FAILURE#";

enum class ChallengeStyle {
    modern, // Python 3.12 and later: names its digest, 40 random bytes. An older client answers it with MD5, and is let
            // in.
    legacy, // Python 3.11 and earlier: 20 random bytes, MD5
};

// The body to send first, with fresh random bytes.
Result<std::string> make_challenge(ChallengeStyle style = ChallengeStyle::modern);
std::string make_challenge(ChallengeStyle style, std::string_view nonce);

// The body to answer a challenge with. Authentication error when it is none, too short, or asks for an unknown digest.
Result<std::string> answer_challenge(std::string_view key, std::string_view challenge);

// Whether the answer shows that the peer has the key; `challenge` is the body that was sent. Then send welcome_message,
// else failure_message and give up.
Status verify_answer(std::string_view key, std::string_view challenge, std::string_view answer);

// Whether the peer let us in.
Status verify_welcome(std::string_view message);

} // namespace poolscope
