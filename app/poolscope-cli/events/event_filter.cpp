// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/event_filter.h"

#include <algorithm>

namespace poolscope::cli {

namespace {

constexpr std::size_t most_words = 12;

std::string words_text(query::Field field) {
    std::string list;
    std::size_t count = 0;
    for (const std::string_view word : query::words_of(field)) {
        if (word == "?")
            continue;
        if (++count > most_words)
            return list + ", …";
        list += (list.empty() ? "" : ", ") + std::string(word);
    }
    return list.empty() ? "true, false" : list;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// The filter, and below it a mark under what is wrong.
std::string marked(std::string_view filter, const query::Problem &problem) {
    std::string line(filter);
    std::replace_if(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    const std::size_t position = std::min(problem.position, filter.size());
    const std::size_t length = characters(filter.substr(position, problem.length));
    return "  " + line + "\n  " + std::string(characters(filter.substr(0, position)), ' ') + "^" + std::string(length > 1 ? length - 1 : 0, '~');
}

std::string what_is_wrong(const Messages &text, const query::Problem &problem) {
    using enum query::ProblemKind;
    const std::string field(problem.field ? query::row_of(*problem.field).name : std::string_view());
    switch (problem.kind) {
    case too_long: return text(Text::filter_too_long);
    case too_deep: return text(Text::filter_too_deep);
    case unknown_symbol: return text(Text::filter_symbol, problem.word);
    case open_text: return text(Text::filter_open_text);
    case unknown_field: return text(Text::filter_unknown_field, problem.word);
    case foreign_field: return text(Text::filter_foreign_field, problem.word);
    case wants_field: return text(Text::filter_wants_field);
    case wants_comparison: return text(Text::filter_wants_comparison, field);
    case wants_number: return text(Text::filter_wants_number, field);
    case wants_duration: return text(Text::filter_wants_duration, field);
    case wants_size: return text(Text::filter_wants_size, field);
    case wants_text: return text(Text::filter_wants_text, field);
    case wants_word: return text(Text::filter_wants_word, field, words_text(*problem.field));
    case too_large: return text(Text::filter_too_large, problem.word);
    case not_ordered: return text(Text::filter_not_ordered, field);
    case not_text: return text(Text::filter_not_text, field);
    case bad_pattern: return text(Text::filter_bad_pattern, problem.word);
    case wants_list: return text(Text::filter_wants_list);
    case wants_comma: return text(Text::filter_wants_comma);
    case wants_closing: return text(Text::filter_wants_closing);
    case wants_connective: return text(Text::filter_wants_connective, problem.word);
    }
    return {};
}

} // namespace

std::string filter_sentence(const Messages &text, const query::Problem &problem) {
    const std::string sentence = what_is_wrong(text, problem);
    return problem.suggestion.empty() ? sentence : sentence + " " + text(Text::did_you_mean, problem.suggestion);
}

void EventFilter::declare(CLI::App &app, const Messages &text) {
    app.add_option("--filter", text_, std::string(text.raw(Text::filter_option)))->type_name("FILTER");
}

std::optional<ExitCode> EventFilter::parse(const Invocation &invocation) {
    auto parsed = query::Filter::parse(text_, query::Subject::event);
    if (!parsed)
        return invocation.refuse(filter_sentence(invocation.text, parsed.error()) + "\n" + marked(text_, parsed.error()));
    filter_ = *std::move(parsed);
    return std::nullopt;
}

bool EventFilter::accepts(const Event &event) {
    if (filter_.is_empty())
        return true;
    if (first_ns_ == 0)
        first_ns_ = event.time_ns;
    state_.apply(event);
    return filter_.accepts(query::EventRecord(event, {&state_, first_ns_}));
}

} // namespace poolscope::cli
