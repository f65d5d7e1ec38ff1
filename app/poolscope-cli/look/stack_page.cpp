// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/stack_page.h"

#include "engine/scope/observe/kernel/thread_state.h"

namespace poolscope::cli {

namespace {

std::string frames_text(const std::vector<inspect::StackFrame> &frames, std::string_view indent) {
    std::string lines;
    for (const inspect::StackFrame &frame : frames)
        lines += fmt::format("{}{}\n", indent, frame_text(frame));
    return lines;
}

// As everywhere else: a question mark for what is a guess.
std::string_view mark_of(Certainty certainty) {
    return certainty == Certainty::heuristic ? " ?" : "";
}

} // namespace

std::string frame_text(const inspect::StackFrame &frame) {
    if (frame.line > 0)
        return fmt::format("{} ({}:{})", frame.function, frame.file, frame.line);
    return frame.file.empty() ? frame.function : fmt::format("{} ({})", frame.function, frame.file);
}

std::string feeder_text(const Messages &text, const inspect::FeederThread &feeder) {
    return feeder.queue == 0 ? std::string(text.raw(Text::feeder_of_some)) : text(Text::feeder_of, feeder.name + std::string(mark_of(feeder.certainty)));
}

std::string thread_page(const Messages &text, const inspect::ThreadDetails &thread, const inspect::FeederThread *feeder, bool with_native) {
    std::string page = "  " + text(Text::stack_thread, thread.state.id);
    if (!thread.state.name.empty())
        page += " " + thread.state.name;
    if (feeder != nullptr)
        page += ", " + feeder_text(text, *feeder);
    if (thread.python && thread.python->has_gil)
        page += ", " + std::string(text.raw(Text::stack_gil));
    if (thread.state.call)
        page += ", " + observe::system_call_name(thread.state.call->number);
    else if (thread.python && !thread.python->is_settled)
        page += ", " + std::string(text.raw(Text::stack_about));
    else if (thread.state.letter == 'R')
        page += ", " + std::string(text.raw(Text::stack_running));
    page += '\n';
    const bool has_python = thread.python && !thread.python->frames.empty();
    if (has_python) {
        page += frames_text(thread.python->frames, "    ");
        if (!thread.python->is_whole)
            page += fmt::format("    {}\n", text.raw(Text::stack_cut));
    }
    if (thread.native && !thread.native->frames.empty() && (with_native || !has_python)) {
        if (has_python)
            page += fmt::format("    {}\n", text.raw(Text::stack_native));
        page += frames_text(thread.native->frames, has_python ? "      " : "    ");
        if (!thread.native->is_whole)
            page += fmt::format("    {}{}\n", has_python ? "  " : "", text.raw(Text::stack_cut));
    }
    return page;
}

std::string threads_page(const Messages &text, const inspect::Threads &threads, const std::vector<inspect::FeederThread> &feeders, bool with_native) {
    std::string page;
    if (threads.python_obstacle)
        page += "  " + (threads.python_obstacle->code == ErrorCode::unsupported ? text(Text::python_unknown, threads.python_obstacle->detail)
                                                                                : text(Text::stack_unseen)) + "\n";
    for (const inspect::ThreadDetails &thread : threads.threads)
        page += thread_page(text, thread, feeder_among(feeders, thread.state.id), with_native);
    return page;
}

} // namespace poolscope::cli
