// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/place.h"

#include "app/poolscope-cli/look/stack_page.h"

#include <algorithm>
#include <filesystem>

namespace poolscope::cli {

namespace {

bool has_name(const inspect::StackFrame &frame) {
    return !frame.function.starts_with("0x");
}

template <class Threads> auto thread_in(const Threads &threads, pid_t thread) {
    return std::ranges::find_if(threads, [thread](const auto &each) { return each.id == thread; });
}

} // namespace

Places::Places(observe::ProcessSource &source, ProcessKey process)
    : python_(inspect::python_stacks(source, process).value_or(std::vector<inspect::PythonThread>())), native_(inspect::native_stacks(source, process)) {
    std::error_code gone;
    program_ = std::filesystem::read_symlink(fmt::format("/proc/{}/exe", process.pid), gone).string();
}

// Natively the function of the program itself says more than the library's in which it sleeps.
std::optional<Place> Places::of(pid_t thread) const {
    if (const auto python = thread_in(python_, thread); python != python_.end() && !python->frames.empty()) {
        const inspect::StackFrame *frame = inspect::own_frame(python->frames);
        return Place{frame != nullptr ? *frame : inspect::target_frame(python->frames), false};
    }
    if (!native_)
        return std::nullopt;
    const auto native = thread_in(*native_, thread);
    if (native == native_->end() || native->frames.empty())
        return std::nullopt;
    const auto own = std::ranges::find_if(native->frames, [&](const inspect::StackFrame &frame) { return frame.file == program_ && has_name(frame); });
    if (own != native->frames.end())
        return Place{*own, true};
    const auto named = std::ranges::find_if(native->frames, has_name);
    return Place{named != native->frames.end() ? *named : native->frames.front(), true};
}

Text Places::obstacle() const {
    if (native_)
        return Text::place_running;
    switch (native_.error().code) {
    case ErrorCode::permission: return Text::place_not_allowed;
    case ErrorCode::unsupported: return Text::place_unsupported;
    case ErrorCode::not_found: return Text::place_running;
    default: return Text::place_unwound;
    }
}

std::string place_text(const Messages &text, const Places &places, pid_t thread) {
    const auto place = places.of(thread);
    if (!place)
        return text(Text::why_no_place, text.raw(places.obstacle()));
    if (!has_name(place->frame))
        return text(Text::why_place_unnamed, place->frame.file);
    return text(Text::why_place, frame_text(place->frame));
}

} // namespace poolscope::cli
