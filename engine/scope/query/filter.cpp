// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/query/filter.h"

#include "engine/scope/query/node.h"

#include <algorithm>

namespace poolscope::query {

namespace {

bool compare(std::int64_t left, TokenKind comparison, std::int64_t right) {
    switch (comparison) {
    case TokenKind::less: return left < right;
    case TokenKind::less_equal: return left <= right;
    case TokenKind::greater: return left > right;
    case TokenKind::greater_equal: return left >= right;
    default: return left == right;
    }
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_either(std::string_view text) {
    const Tokens tokens = tokenize(text);
    return std::any_of(tokens.tokens.begin(), tokens.tokens.end(), [](const Token &token) { return token.kind == TokenKind::either; });
}

} // namespace

tl::expected<Filter, Problem> Filter::parse(std::string_view text, Subject subject) {
    Filter filter;
    if (text.size() > longest_text)
        return tl::unexpected(Problem{ProblemKind::too_long, longest_text, text.size() - longest_text, {}, {}, Expectation::nothing, {}});
    if (is_blank(text))
        return filter;
    Tokens tokens = tokenize(text);
    if (tokens.problem)
        return tl::unexpected(*std::move(tokens.problem));
    auto parsed = parse_tokens(tokens.tokens, subject);
    if (!parsed)
        return tl::unexpected(std::move(parsed).error());
    filter.text_ = text;
    filter.root_ = parsed->root;
    filter.nodes_ = std::make_shared<const std::vector<Node>>(std::move(parsed->nodes));
    return filter;
}

bool Filter::asks_for(Field field) const {
    return nodes_ && std::any_of(nodes_->begin(), nodes_->end(), [field](const Node &node) {
        return node.kind != NodeKind::both && node.kind != NodeKind::either && node.kind != NodeKind::negation && node.field == field;
    });
}

bool Filter::accepts_node(int index, const Record &record) const {
    const Node &node = (*nodes_)[static_cast<std::size_t>(index)];
    switch (node.kind) {
    case NodeKind::both: return accepts_node(node.left, record) && accepts_node(node.right, record);
    case NodeKind::either: return accepts_node(node.left, record) || accepts_node(node.right, record);
    case NodeKind::negation: return !accepts_node(node.left, record);
    default: return accepts_reading(node, record);
    }
}

bool Filter::accepts_reading(const Node &node, const Record &record) const {
    Reading reading;
    record.read(node.field, reading);
    return std::any_of(reading.begin(), reading.end(), [&node](const Reading::Value &value) {
        switch (node.kind) {
        case NodeKind::present: return node.is_text ? !value.text.empty() : value.number != 0;
        case NodeKind::contains: return value.text.find(node.texts.front()) != std::string_view::npos;
        case NodeKind::matches: return RE2::PartialMatch({value.text.data(), value.text.size()}, *node.pattern);
        case NodeKind::list:
            return node.is_text ? std::find(node.texts.begin(), node.texts.end(), value.text) != node.texts.end()
                                : std::find(node.numbers.begin(), node.numbers.end(), value.number) != node.numbers.end();
        default: return node.is_text ? value.text == node.texts.front() : compare(value.number, node.comparison, node.numbers.front());
        }
    });
}

std::string joined(std::string_view one, std::string_view other) {
    if (is_blank(one) || is_blank(other))
        return std::string(is_blank(one) ? other : one);
    const auto part = [](std::string_view text) { return is_either(text) ? "(" + std::string(text) + ")" : std::string(text); };
    return part(one) + " && " + part(other);
}

} // namespace poolscope::query
