// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/challenge.h"

#include <cerrno>
#include <fmt/format.h>
#include <sys/random.h>

namespace poolscope {

namespace {

constexpr std::size_t legacy_nonce = 20;
constexpr std::size_t legacy_answer = 16;
constexpr std::size_t modern_nonce = 40;
constexpr std::size_t longest_digest_name = 20;

Failure refused(std::string detail) {
    return failure(ErrorCode::authentication, "authenticate", std::move(detail));
}

struct Tagged {
    std::optional<Digest> digest; // none: the legacy form without a name, which means MD5
    std::string_view payload;
};

// "{sha256}…", or one of the two legacy lengths.
Result<Tagged> untag(std::string_view message) {
    if (message.size() == legacy_nonce || message.size() == legacy_answer)
        return Tagged{std::nullopt, message};
    const std::size_t end =
        message.starts_with('{') ? message.substr(0, longest_digest_name + 2).find('}') : std::string_view::npos;
    const auto digest = end == std::string_view::npos ? std::nullopt : digest_named(message.substr(1, end - 1));
    if (!digest)
        return refused(
            fmt::format("the peer's message of {} bytes names no digest that Poolscope knows", message.size()));
    return Tagged{digest, message.substr(end + 1)};
}

std::string tag(Digest digest, std::string_view payload) {
    return fmt::format("{{{}}}{}", to_string(digest), payload);
}

} // namespace

Result<std::string> make_challenge(ChallengeStyle style) {
    char nonce[modern_nonce];
    const std::size_t size = style == ChallengeStyle::modern ? modern_nonce : legacy_nonce;
    ssize_t got;
    do {
        got = getrandom(nonce, size, 0); // up to 256 bytes come whole: random(7)
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return os_failure("getrandom", "for a challenge");
    return make_challenge(style, std::string_view(nonce, size));
}

std::string make_challenge(ChallengeStyle style, std::string_view nonce) {
    return std::string(challenge_mark) +
           (style == ChallengeStyle::modern ? tag(Digest::sha256, nonce) : std::string(nonce));
}

Result<std::string> answer_challenge(std::string_view key, std::string_view challenge) {
    if (!challenge.starts_with(challenge_mark))
        return refused("the peer sent no challenge: it has no key, or speaks another protocol");
    const std::string_view message = challenge.substr(challenge_mark.size());
    if (message.size() < legacy_nonce)
        return refused(fmt::format("the peer's challenge has only {} bytes", message.size()));
    POOLSCOPE_ASSIGN(const Tagged tagged, untag(message));
    // The MAC is over the whole message, the digest's name included.
    if (!tagged.digest) {
        if (auto mac = hmac(Digest::md5, key, message))
            return mac;
        // Where a policy forbids MD5, CPython answers in the modern form too.
    }
    const Digest digest = tagged.digest.value_or(Digest::sha256);
    POOLSCOPE_ASSIGN(const std::string mac, hmac(digest, key, message));
    return tag(digest, mac);
}

Status verify_answer(std::string_view key, std::string_view challenge, std::string_view answer) {
    if (!challenge.starts_with(challenge_mark))
        return failure(ErrorCode::invalid_argument, "authenticate", "what was sent to the peer was no challenge");
    POOLSCOPE_ASSIGN(const Tagged tagged, untag(answer));
    POOLSCOPE_ASSIGN(const std::string expected,
                     hmac(tagged.digest.value_or(Digest::md5), key, challenge.substr(challenge_mark.size())));
    if (!equal_in_constant_time(expected, tagged.payload))
        return refused("the peer has another key");
    return {};
}

Status verify_welcome(std::string_view message) {
    if (message == welcome_message)
        return {};
    if (message == failure_message)
        return refused("the peer refused our key: it has another one");
    return refused("the peer answered neither welcome nor failure");
}

} // namespace poolscope
