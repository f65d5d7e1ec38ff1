// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/query/completion.h"

#include "engine/scope/query/node.h"

#include <algorithm>

namespace poolscope::query {

namespace {

// Text as it is written: in quotation marks.
std::string quoted(std::string_view text) {
    std::string written = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            written += '\\';
        written += c;
    }
    return written + "\"";
}

std::vector<std::string> comparisons_of(const FieldRow &field) {
    if (field.type == FieldType::text)
        return {"==", "!=", "contains", "matches", "in"};
    if (field.type == FieldType::word)
        return {"==", "!=", "in"};
    if (field.type == FieldType::truth)
        return {};
    return {"==", "!=", "<", "<=", ">", ">=", "in"};
}

std::vector<std::string> choices_for(const Completion &wanted, Subject subject, const KnownValues &known) {
    std::vector<std::string> choices;
    switch (wanted.expects) {
    case Expectation::field:
        for (const FieldRow &row : all_fields())
            if (row.belongs_to(subject))
                choices.emplace_back(row.name);
        break;
    case Expectation::comparison: choices = comparisons_of(row_of(*wanted.field)); break;
    case Expectation::value:
        for (const std::string_view word : words_of(*wanted.field))
            if (word != "?")
                choices.emplace_back(word);
        if (row_of(*wanted.field).type == FieldType::text && known)
            for (const std::string &value : known(*wanted.field))
                choices.push_back(quoted(value));
        break;
    case Expectation::connective: choices = {"&&", "||"}; break;
    case Expectation::nothing: break;
    }
    return choices;
}

// A token that the cursor touches is being written still.
bool is_unfinished(const Token &token, std::size_t cursor) {
    return token.position + token.length == cursor && token.length != 0 && token.kind != TokenKind::open && token.kind != TokenKind::close &&
           token.kind != TokenKind::open_list && token.kind != TokenKind::close_list && token.kind != TokenKind::comma;
}

} // namespace

Completion complete(std::string_view text, std::size_t cursor, Subject subject, const KnownValues &known) {
    Completion completion;
    text = text.substr(0, std::min({cursor, text.size(), longest_text}));
    completion.from = completion.to = text.size();
    Tokens before = tokenize(text);
    if (before.problem) {
        if (before.problem->kind != ProblemKind::open_text)
            return completion;
        completion.from = before.problem->position;
        before.tokens.push_back({TokenKind::end, completion.from, 0, {}});
    } else if (before.tokens.size() > 1 && is_unfinished(before.tokens[before.tokens.size() - 2], text.size())) {
        before.tokens.pop_back();
        completion.from = before.tokens.back().position;
        before.tokens.back() = {TokenKind::end, completion.from, 0, {}};
    }
    const auto parsed = parse_tokens(before.tokens, subject);
    if (parsed) {
        // After a whole condition; a field alone may become a comparison.
        const Token *last = before.tokens.size() > 1 ? &before.tokens[before.tokens.size() - 2] : nullptr;
        const FieldRow *field = last != nullptr && last->kind == TokenKind::word ? find_field(last->text) : nullptr;
        const bool is_alone = field != nullptr && (before.tokens.size() < 3 || before.tokens[before.tokens.size() - 3].kind != TokenKind::equal);
        completion.expects = is_alone && field->type != FieldType::truth ? Expectation::comparison : Expectation::connective;
        if (is_alone)
            completion.field = field->field;
    } else if (parsed.error().position + parsed.error().length >= completion.from || parsed.error().kind == ProblemKind::wants_closing) {
        completion.expects = parsed.error().expects;
        completion.field = parsed.error().field;
    }
    const std::string_view begun = text.substr(completion.from);
    for (std::string &choice : choices_for(completion, subject, known))
        if (choice.starts_with(begun) && choice != begun)
            completion.choices.push_back(std::move(choice));
    return completion;
}

} // namespace poolscope::query
