// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of filters and exports. Korean avoids particles after inserted words, whose right form depends on the word.
#include "app/poolscope-cli/words/message_rows.h"

namespace poolscope::cli {

namespace {

constexpr MessageRow table[] = {
    {Text::filter_option, "Tell only events that this filter accepts, e.g. 'kind == message_sent && bytes > 64KiB'; see poolscope-cli(1)",
     "이 필터에 맞는 이벤트만 알려 줍니다. 예: 'kind == message_sent && bytes > 64KiB'. poolscope-cli(1) 참조"},
    {Text::filter_too_long, "The filter is too long.", "필터가 너무 깁니다."},
    {Text::filter_too_deep, "There are too many parentheses in parentheses.", "괄호가 너무 깊이 겹쳐 있습니다."},
    {Text::filter_symbol, "'{}' has no meaning in a filter.", "필터에서 뜻이 없는 기호입니다: '{}'."},
    {Text::filter_open_text, "A quotation mark is never closed.", "따옴표가 닫히지 않았습니다."},
    {Text::filter_unknown_field, "There is no field '{}'.", "없는 필드입니다: '{}'."},
    {Text::filter_foreign_field, "Events have no field '{}'.", "이벤트에 없는 필드입니다: '{}'."},
    {Text::filter_wants_field, "A field is missing here, such as kind or process.pid.", "여기에 kind나 process.pid 같은 필드가 빠졌습니다."},
    {Text::filter_wants_comparison, "After {} comes a comparison: ==, !=, <, >, in, contains or matches.",
     "{} 뒤에는 비교가 와야 합니다: ==, !=, <, >, in, contains, matches."},
    {Text::filter_wants_number, "{} is compared with a whole number.", "{}: 정수와 비교해야 합니다."},
    {Text::filter_wants_duration, "{} is compared with a time and its unit, such as 5ms or 1.5s.", "{}: 5ms, 1.5s처럼 단위가 붙은 시간과 비교해야 합니다."},
    {Text::filter_wants_size, "{} is compared with a size, such as 1000 or 64KiB.", "{}: 1000, 64KiB 같은 크기와 비교해야 합니다."},
    {Text::filter_wants_text, "{} is compared with text in quotation marks, such as \"tasks\".", "{}: \"tasks\"처럼 따옴표 안의 글과 비교해야 합니다."},
    {Text::filter_wants_word, "{} can be: {}.", "{}의 값이 될 수 있는 것: {}."},
    {Text::filter_too_large, "The number {} is too large.", "수가 너무 큽니다: {}."},
    {Text::filter_not_ordered, "{} has no order: only == != and in can be used.", "{}에는 순서가 없어 == != in만 쓸 수 있습니다."},
    {Text::filter_not_text, "{} is no text: contains and matches cannot be used.", "{}: 글이 아니라서 contains와 matches를 쓸 수 없습니다."},
    {Text::filter_bad_pattern, "The pattern cannot be read: {}.", "패턴을 읽을 수 없습니다: {}."},
    {Text::filter_wants_list, "After in come values in braces: {{1, 2}}.", "in 뒤에는 중괄호 안의 값들이 와야 합니다: {{1, 2}}."},
    {Text::filter_wants_comma, "A comma or }} is missing here.", "여기에 쉼표나 }}가 빠졌습니다."},
    {Text::filter_wants_closing, "This parenthesis is never closed.", "이 괄호가 닫히지 않았습니다."},
    {Text::filter_wants_connective, "'{}' cannot stand here: && or || is missing before it, or it is one too many.",
     "'{}': 여기에 올 수 없습니다. 앞에 && 또는 ||가 빠졌거나 하나가 더 있습니다."},

    {Text::about_export, "Write a recording in another format", "기록을 다른 형식으로 씁니다"},
    {Text::format_option, "perfetto, csv, json, dot, sqlite, pcapng or session", "perfetto, csv, json, dot, sqlite, pcapng, session 가운데 하나"},
    {Text::payloads_option, "Contents of messages, tasks and output: keep, mask (same lengths) or strip", "메시지, 작업, 출력의 내용: keep(유지), mask(길이를 지켜 가림), strip(없앰)"},
    {Text::output_option, "The file to write", "쓸 파일"},
    {Text::export_unknown_format, "There is no format '{}'; there are {}.", "없는 형식입니다: '{}'. 있는 것: {}."},
    {Text::export_unknown_payloads, "Payloads cannot be treated as '{}'; there are {}.", "내용을 다룰 수 없는 방법입니다: '{}'. 있는 것: {}."},
    {Text::export_failed, "{} cannot be written. {}", "쓸 수 없습니다: {}. {}"},
    {Text::exported, "Exported {} events to {}.", "이벤트 {}개를 내보냈습니다: {}."},
};
static_assert(is_in_order(table, first_of_filters, first_of_control));

} // namespace

const std::span<const MessageRow> messages_of_filters = table;

} // namespace poolscope::cli
