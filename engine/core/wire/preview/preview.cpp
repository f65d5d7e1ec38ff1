// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/preview/preview.h"

#include "engine/core/base/printable.h"
#include "engine/core/base/unicode.h"
#include "engine/core/wire/challenge.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/core/wire/preview/pickle_shape.h"
#include "engine/core/wire/tracker_line.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace poolscope {

namespace {

constexpr std::size_t longest_line = 500;
constexpr std::size_t shown_bytes = 32;
constexpr std::size_t most_values = 4;
// A table shows thousands of messages; what one of them holds beyond this is not worth its time.
constexpr PickleLimits limits{.depth = 100, .nodes = 20'000, .copies = 20'000, .bytes = 1 << 20, .ops = 20'000};

bool is_text(std::string_view body) {
    for (std::size_t i = 0; i < body.size();) {
        const CodePoint here = code_point_at(body, i);
        const bool is_space = here.value == '\n' || here.value == '\t' || here.value == '\r';
        if (here.is_raw || (!is_space && !is_printable(here.value)))
            return false;
        i += here.bytes;
    }
    return true;
}

// Brackets that match, outside of strings. Not a proof, but text of another kind does not pass by chance.
bool is_json(std::string_view text, bool truncated) {
    if (text.size() < 2 || (text.front() != '{' && text.front() != '['))
        return false;
    const std::size_t second = text.find_first_not_of(" \n\r\t", 1);
    constexpr std::string_view in_object = "\"}", in_array = "\"]{[-0123456789tfn";
    if (second == std::string_view::npos ||
        (text.front() == '{' ? in_object : in_array).find(text[second]) == std::string_view::npos)
        return false;
    std::string open;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            open += c == '{' ? '}' : ']';
        } else if (c == '}' || c == ']') {
            if (open.empty() || open.back() != c)
                return false;
            open.pop_back();
            if (open.empty())
                return text.find_first_not_of(" \n\r\t", i + 1) == std::string_view::npos;
        }
    }
    return truncated;
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text.substr(0, longest_line))
        if (const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t'; !is_space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    while (line.ends_with(' '))
        line.pop_back();
    line = without_cut_code_point(line);
    return text.size() > longest_line ? line + "…" : line;
}

std::string hexadecimal(std::string_view body, bool truncated) {
    std::string line = fmt::format("{}{} byte{}:", truncated ? "at least " : "", body.size(), body.size() == 1 ? "" : "s");
    for (const char byte : body.substr(0, shown_bytes))
        line += fmt::format(" {:02x}", static_cast<unsigned char>(byte));
    return truncated || body.size() > shown_bytes ? line + " …" : line;
}

// What forkserver and its clients say without frames: how many descriptors come along (one byte), and a process ID or how the
// process ended (eight). Empty when the bytes cannot be that.
std::string forkserver_word(std::string_view body) {
    if (const auto count = body.size() == 1 ? static_cast<unsigned char>(body[0]) : 0; count > 0 && count < ' ')
        return fmt::format(" ({} descriptors come along, if this is for a forkserver)", count);
    std::int64_t number = 0;
    if (body.size() != sizeof number)
        return {};
    std::memcpy(&number, body.data(), sizeof number);
    constexpr std::int64_t largest_pid = 1 << 22;
    if (number < -64 || number > largest_pid)
        return {};
    return fmt::format(" ({}: {}, if a forkserver told it)", number, number > 255 ? "a process ID" : "a process ID or exit code");
}

std::optional<Preview> authentication(std::string_view body) {
    const auto digest = [](std::string_view message) -> std::string_view {
        const std::size_t end = message.substr(0, 22).find('}');
        if (!message.starts_with('{') || end == std::string_view::npos || !digest_named(message.substr(1, end - 1)))
            return {};
        return message.substr(1, end - 1);
    };
    std::string line;
    if (body.starts_with(challenge_mark)) {
        const std::string_view name = digest(body.substr(challenge_mark.size()));
        line = fmt::format("challenge ({}) <redacted>", name.empty() ? "md5" : name);
    } else if (body == welcome_message) {
        line = "welcome";
    } else if (body == failure_message) {
        line = "failure";
    } else if (const std::string_view name = digest(body); !name.empty()) {
        line = fmt::format("answer to a challenge ({}) <redacted>", name);
    } else {
        return std::nullopt;
    }
    return Preview{Preview::Kind::authentication, std::move(line), std::nullopt, false};
}

bool looks_like_pickle(std::string_view body) {
    return body.size() >= 2 && body[0] == '\x80' && body[1] >= 0 && body[1] <= 5;
}

// Several pickles may follow each other, as in the data that spawn sends.
std::optional<Preview> pickles(std::string_view body, bool truncated) {
    std::vector<Value> values;
    Preview preview;
    while (values.size() < most_values && looks_like_pickle(body)) {
        auto prefix = decode_prefix(body, Secrets::redact, limits);
        if (!prefix)
            break;
        body.remove_prefix(prefix->consumed);
        preview.truncated = prefix->truncated;
        values.push_back(std::move(prefix->value));
        if (prefix->truncated) {
            body = {};
            break;
        }
    }
    if (values.empty())
        return std::nullopt;
    preview.truncated |= truncated || !body.empty();
    if (preview.truncated)
        for (Value &value : values)
            restore_shape(value);
    preview.kind = classify(values.front(), preview.truncated);
    for (const Value &value : values) {
        preview.line += (preview.line.empty() ? "" : "; ") + describe_message(value, longest_line);
    }
    preview.value = values.size() == 1 ? std::move(values.front()) : Value(Tuple{std::move(values)});
    return preview;
}

// Protocols 0 and 1 have no mark of their own; only bytes that are a whole pickle and nothing else are taken for one.
std::optional<Preview> old_pickle(std::string_view body) {
    if (body.size() < 4 || !body.ends_with('.'))
        return std::nullopt;
    auto unpickled = decode_pickle(body, Secrets::redact, limits);
    if (!unpickled || unpickled->consumed != body.size())
        return std::nullopt;
    const Preview::Kind kind = classify(unpickled->value, false);
    return Preview{kind, describe_message(unpickled->value, longest_line), std::move(unpickled->value), false};
}

} // namespace

Preview preview(std::string_view body, bool truncated) {
    if (body.empty())
        return {Preview::Kind::empty, truncated ? "…" : "", std::nullopt, truncated};
    if (auto found = authentication(body))
        return *std::move(found);
    if (looks_like_pickle(body))
        if (auto found = pickles(body, truncated))
            return *std::move(found);
    if (!truncated)
        if (auto found = old_pickle(body))
            return *std::move(found);
    // Looking at more would not change the line.
    const bool is_long = body.size() > 4 * longest_line;
    const std::string_view start =
        truncated || is_long ? without_cut_code_point(body.substr(0, 4 * longest_line)) : body;
    if (!is_text(start)) {
        // Raw bytes in which a key may stand, such as a stream that was joined in the middle.
        if (body.find("AuthenticationString") != std::string_view::npos ||
            body.find("authkey") != std::string_view::npos)
            return {Preview::Kind::binary, fmt::format("{} bytes <redacted: they hold a key>", body.size()),
                    std::nullopt, truncated};
        return {Preview::Kind::binary, hexadecimal(body, truncated) + (truncated ? std::string() : forkserver_word(body)), std::nullopt,
                truncated || body.size() > shown_bytes};
    }
    Preview text{Preview::Kind::text, {}, std::nullopt, truncated || body.size() > longest_line};
    if (begins_as_tracker_line(start) || start.starts_with("{\"cmd\":"))
        text.kind = Preview::Kind::resource_tracker;
    else if (is_json(start, truncated || is_long))
        text.kind = Preview::Kind::json;
    text.line = text.kind == Preview::Kind::text ? Value(start).repr(longest_line) : one_line(start);
    if (truncated && !text.line.ends_with("…"))
        text.line += "…";
    return text;
}

std::string_view to_string(Preview::Kind kind) {
    using Kind = Preview::Kind;
    switch (kind) {
    case Kind::empty:
        return "empty";
    case Kind::pool_task:
        return "pool task";
    case Kind::pool_result:
        return "pool result";
    case Kind::stop:
        return "stop";
    case Kind::manager_request:
        return "manager request";
    case Kind::manager_reply:
        return "manager reply";
    case Kind::executor_call:
        return "executor call";
    case Kind::executor_result:
        return "executor result";
    case Kind::preparation:
        return "preparation";
    case Kind::process:
        return "process";
    case Kind::authentication:
        return "authentication";
    case Kind::resource_tracker:
        return "resource tracker";
    case Kind::value:
        return "value";
    case Kind::json:
        return "json";
    case Kind::text:
        return "text";
    case Kind::binary:
        return "binary";
    }
    return "unknown";
}

} // namespace poolscope
