// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/waiting_messages.h"

#include "engine/core/wire/framing.h"
#include "engine/core/wire/pickle/pickle_reader.h"
#include "engine/core/wire/preview/preview.h"
#include "engine/core/wire/preview/redaction.h"

#include <algorithm>
#include <array>
#include <optional>

namespace poolscope::observe {

namespace {

// A length beyond is text or anything else: four printable characters make a number above.
constexpr std::uint64_t longest_frame = 0x1fffffff;
constexpr PickleLimits pickle_limits{.depth = 100, .nodes = 100'000, .copies = 100'000, .bytes = 1 << 20, .ops = 100'000};

bool is_pickle_start(std::string_view bytes) {
    return bytes.size() >= 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

struct Frame {
    std::size_t body = 0; // where it begins
    std::uint64_t size = 0;
    bool is_cut = false;
};

// Every frame from `at` to the end of the bytes, the last one maybe cut; nothing when that is no row of frames.
std::optional<std::vector<Frame>> frames_from(std::string_view bytes, std::size_t at) {
    std::vector<Frame> frames;
    while (at < bytes.size()) {
        const auto length = read_frame_length(bytes.substr(at), longest_frame);
        if (!length)
            return std::nullopt;
        if (length->header_size == 0) { // only a part of the length is there
            frames.push_back({bytes.size(), 0, true});
            break;
        }
        at += length->header_size;
        frames.push_back({at, length->body_size, length->body_size > bytes.size() - at});
        at += std::min<std::uint64_t>(length->body_size, bytes.size() - at);
    }
    return frames;
}

bool is_readable(std::string_view body) {
    const Preview::Kind kind = preview(body, true).kind;
    return kind != Preview::Kind::binary && kind != Preview::Kind::empty;
}

// Numbers of another protocol may look like one length; what stands behind it decides.
bool is_plausible(std::string_view bytes, const std::vector<Frame> &frames) {
    if (frames.empty())
        return false;
    const Frame &first = frames.front();
    if (!first.is_cut && frames.size() > 1)
        return true;
    return first.body < bytes.size() && is_readable(bytes.substr(first.body, first.size));
}

class Cutter {
public:
    Cutter(std::string_view bytes, bool has_more, const MessageLimits &limits) : bytes_(bytes), has_more_(has_more), limits_(limits) {}

    bool cut_frames(ChannelHint hint) {
        if (const auto frames = frames_from(bytes_, 0); frames && (is_plausible(bytes_, *frames) || (hint == ChannelHint::framed && may_be_queue(*frames)))) {
            add_frames(*frames);
            return true;
        }
        if (hint == ChannelHint::framed) {
            const std::size_t border = next_border();
            add(bytes_.substr(0, border), border, MessagePart::rest);
            if (border < bytes_.size())
                add_frames(*frames_from(bytes_, border));
            found_.framing = Framing::frames;
            return true;
        }
        return false;
    }

    bool cut_pickles() {
        std::string_view left = bytes_;
        while (is_pickle_start(left)) {
            const auto prefix = decode_prefix(left, Secrets::redact, pickle_limits);
            if (!prefix)
                break;
            if (prefix->truncated) {
                add(left, left.size(), MessagePart::beginning);
                left = {};
                break;
            }
            add(left.substr(0, prefix->consumed), prefix->consumed, MessagePart::whole);
            left.remove_prefix(prefix->consumed);
        }
        if (left.size() == bytes_.size())
            return false;
        if (!left.empty())
            add(left, left.size(), has_more_ ? MessagePart::beginning : MessagePart::whole);
        found_.framing = Framing::pickles;
        return true;
    }

    bool cut_lines() {
        const Preview::Kind kind = preview(bytes_.substr(0, 4096), true).kind;
        if (kind != Preview::Kind::text && kind != Preview::Kind::resource_tracker && kind != Preview::Kind::json)
            return false;
        std::string_view left = bytes_;
        while (!left.empty()) {
            const std::size_t end = left.find('\n');
            const bool is_whole = end != left.npos;
            const std::size_t size = is_whole ? end + 1 : left.size();
            add(left.substr(0, size), size, is_whole ? MessagePart::whole : MessagePart::beginning);
            left.remove_prefix(size);
        }
        found_.framing = Framing::lines;
        return true;
    }

    void take_as_it_is() {
        add(bytes_, bytes_.size(), has_more_ ? MessagePart::beginning : MessagePart::whole);
        found_.framing = Framing::raw;
    }

    WaitingMessages result() { return std::move(found_); }

private:
    // What goes through a queue are pickles.
    bool may_be_queue(const std::vector<Frame> &frames) const {
        return frames.front().body >= bytes_.size() || bytes_[frames.front().body] == '\x80';
    }

    void add_frames(const std::vector<Frame> &frames) {
        for (const Frame &frame : frames)
            add(bytes_.substr(frame.body, frame.size), frame.size, frame.is_cut ? MessagePart::beginning : MessagePart::whole);
        found_.framing = Framing::frames;
    }

    // Where the first message begins whose beginning is there; the end of the bytes when there is none.
    std::size_t next_border() const {
        for (std::size_t at = 1; at + 6 <= bytes_.size(); ++at) {
            if (!is_pickle_start(bytes_.substr(at + 4)))
                continue;
            if (const auto frames = frames_from(bytes_, at); frames && is_plausible(bytes_, *frames))
                return at;
        }
        return bytes_.size();
    }

    void add(std::string_view body, std::uint64_t size, MessagePart part) {
        if (found_.messages.size() >= limits_.most_messages) {
            found_.left_out += part == MessagePart::whole;
            return;
        }
        std::string bytes(body); // masked before it is cut: a key must not end at the border
        mask_keys(bytes);
        bytes.resize(std::min(bytes.size(), limits_.bytes_a_message));
        found_.messages.push_back({std::move(bytes), size, part});
    }

    std::string_view bytes_;
    bool has_more_;
    const MessageLimits &limits_;
    WaitingMessages found_;
};

} // namespace

std::string_view to_string(Framing framing) {
    constexpr std::array<std::string_view, 5> names{"nothing", "frames", "pickles", "lines", "raw"};
    return names[static_cast<std::size_t>(framing)];
}

std::string_view to_string(MessagePart part) {
    constexpr std::array<std::string_view, 3> names{"whole", "beginning", "rest"};
    return names[static_cast<std::size_t>(part)];
}

WaitingMessages cut_messages(std::string_view bytes, bool has_more, ChannelHint hint, const MessageLimits &limits) {
    if (bytes.empty())
        return {};
    Cutter cutter(bytes, has_more, limits);
    if (!cutter.cut_frames(hint) && !cutter.cut_pickles() && !cutter.cut_lines())
        cutter.take_as_it_is();
    return cutter.result();
}

} // namespace poolscope::observe
