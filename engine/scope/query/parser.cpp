// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/query/node.h"

#include "engine/core/base/nearest_name.h"

#include <algorithm>

namespace poolscope::query {

namespace {

constexpr int deepest = 64;
constexpr std::size_t longest_pattern = 1000;
constexpr std::int64_t pattern_memory = 1 << 20;

using Part = tl::expected<int, Problem>;

class Parser {
public:
    Parser(const std::vector<Token> &tokens, Subject subject) : tokens_(tokens), subject_(subject) {}

    tl::expected<Parsed, Problem> run() {
        const Part root = either(0);
        if (!root)
            return tl::unexpected(root.error());
        if (now().kind != TokenKind::end)
            return tl::unexpected(at(now(), ProblemKind::wants_connective, Expectation::connective));
        return Parsed{std::move(nodes_), *root};
    }

private:
    const Token &now() const { return tokens_[place_]; }
    bool take(TokenKind kind) {
        if (now().kind != kind)
            return false;
        ++place_;
        return true;
    }
    static Problem at(const Token &token, ProblemKind kind, Expectation expects, std::optional<Field> field = {}) {
        return {kind, token.position, token.length, token.text, {}, expects, field};
    }
    int add(Filter::Node node) {
        nodes_.push_back(std::move(node));
        return static_cast<int>(nodes_.size()) - 1;
    }
    // The cheaper condition is asked first.
    int add_pair(NodeKind kind, int left, int right) {
        const bool left_costs = nodes_[static_cast<std::size_t>(left)].is_costly, right_costs = nodes_[static_cast<std::size_t>(right)].is_costly;
        if (left_costs && !right_costs)
            std::swap(left, right);
        Filter::Node node;
        node.kind = kind;
        node.left = left;
        node.right = right;
        node.is_costly = left_costs || right_costs;
        return add(std::move(node));
    }

    Part either(int depth) {
        Part left = both(depth);
        while (left && take(TokenKind::either)) {
            const Part right = both(depth);
            left = right ? Part(add_pair(NodeKind::either, *left, *right)) : right;
        }
        return left;
    }
    Part both(int depth) {
        Part left = single(depth);
        while (left && take(TokenKind::both)) {
            const Part right = single(depth);
            left = right ? Part(add_pair(NodeKind::both, *left, *right)) : right;
        }
        return left;
    }

    Part single(int depth) {
        if (depth > deepest)
            return tl::unexpected(at(now(), ProblemKind::too_deep, Expectation::nothing));
        if (take(TokenKind::negation)) {
            const Part inner = single(depth + 1);
            return inner ? Part(negated(*inner)) : inner;
        }
        const Token &opening = now();
        if (!take(TokenKind::open))
            return comparison();
        const Part inner = either(depth + 1);
        if (!inner || take(TokenKind::close))
            return inner;
        if (now().kind != TokenKind::end)
            return tl::unexpected(at(now(), ProblemKind::wants_connective, Expectation::connective));
        return tl::unexpected(at(opening, ProblemKind::wants_closing, Expectation::connective));
    }
    int negated(int inner) {
        Filter::Node node;
        node.kind = NodeKind::negation;
        node.left = inner;
        node.is_costly = nodes_[static_cast<std::size_t>(inner)].is_costly;
        return add(std::move(node));
    }

    Part comparison() {
        const Token &name = now();
        if (name.kind != TokenKind::word)
            return tl::unexpected(at(name, ProblemKind::wants_field, Expectation::field));
        const FieldRow *field = find_field(name.text);
        if (field == nullptr)
            return tl::unexpected(unknown_field(name));
        if (!field->belongs_to(subject_))
            return tl::unexpected(at(name, ProblemKind::foreign_field, Expectation::field, field->field));
        ++place_;
        Filter::Node node;
        node.field = field->field;
        node.is_text = field->type == FieldType::text;
        node.is_costly = is_costly(field->field);
        const Token &sign = now();
        switch (sign.kind) {
        case TokenKind::equal:
        case TokenKind::not_equal:
        case TokenKind::less:
        case TokenKind::less_equal:
        case TokenKind::greater:
        case TokenKind::greater_equal: ++place_; return compared(std::move(node), *field, sign);
        case TokenKind::in: ++place_; return listed(std::move(node), *field);
        case TokenKind::contains:
        case TokenKind::matches: ++place_; return searched(std::move(node), *field, sign);
        case TokenKind::end:
        case TokenKind::both:
        case TokenKind::either:
        case TokenKind::close: return add(std::move(node)); // a field alone
        default: return tl::unexpected(at(sign, ProblemKind::wants_comparison, Expectation::comparison, field->field));
        }
    }

    Problem unknown_field(const Token &name) const {
        Problem problem = at(name, ProblemKind::unknown_field, Expectation::field);
        std::vector<std::string> names;
        for (const FieldRow &row : all_fields())
            if (row.belongs_to(subject_))
                names.emplace_back(row.name);
        problem.suggestion = nearest_name(name.text, names);
        return problem;
    }

    Part compared(Filter::Node node, const FieldRow &field, const Token &sign) {
        node.kind = NodeKind::comparison;
        const bool is_equality = sign.kind == TokenKind::equal || sign.kind == TokenKind::not_equal;
        if (!is_equality && (field.type == FieldType::text || field.type == FieldType::word || field.type == FieldType::truth))
            return tl::unexpected(at(sign, ProblemKind::not_ordered, Expectation::comparison, field.field));
        node.comparison = sign.kind == TokenKind::not_equal ? TokenKind::equal : sign.kind;
        if (const auto problem = add_value(node, field))
            return tl::unexpected(*problem);
        const int index = add(std::move(node));
        return sign.kind == TokenKind::not_equal ? negated(index) : index;
    }

    Part listed(Filter::Node node, const FieldRow &field) {
        node.kind = NodeKind::list;
        if (!take(TokenKind::open_list))
            return tl::unexpected(at(now(), ProblemKind::wants_list, Expectation::nothing, field.field));
        do {
            if (const auto problem = add_value(node, field))
                return tl::unexpected(*problem);
        } while (take(TokenKind::comma));
        if (!take(TokenKind::close_list))
            return tl::unexpected(at(now(), ProblemKind::wants_comma, Expectation::nothing, field.field));
        return add(std::move(node));
    }

    Part searched(Filter::Node node, const FieldRow &field, const Token &sign) {
        if (field.type != FieldType::text)
            return tl::unexpected(at(sign, ProblemKind::not_text, Expectation::comparison, field.field));
        node.kind = sign.kind == TokenKind::contains ? NodeKind::contains : NodeKind::matches;
        const Token &text = now();
        if (const auto problem = add_value(node, field))
            return tl::unexpected(*problem);
        if (node.kind == NodeKind::contains)
            return add(std::move(node));
        Problem problem = at(text, ProblemKind::bad_pattern, Expectation::value, field.field);
        if (text.text.size() > longest_pattern) {
            problem.kind = ProblemKind::too_long;
            return tl::unexpected(std::move(problem));
        }
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(pattern_memory);
        auto pattern = std::make_shared<const RE2>(text.text, options);
        if (!pattern->ok()) {
            problem.word = pattern->error();
            return tl::unexpected(std::move(problem));
        }
        node.pattern = std::move(pattern);
        return add(std::move(node));
    }

    std::optional<Problem> add_value(Filter::Node &node, const FieldRow &field) {
        const Token &value = now();
        switch (field.type) {
        case FieldType::text:
            if (value.kind != TokenKind::text)
                return at(value, ProblemKind::wants_text, Expectation::value, field.field);
            node.texts.push_back(value.text);
            break;
        case FieldType::word:
        case FieldType::truth: {
            const auto number = word_number(value, field);
            if (!number)
                return number.error();
            node.numbers.push_back(*number);
            break;
        }
        default: {
            const auto number = number_for(value, field);
            if (!number)
                return number.error();
            node.numbers.push_back(*number);
        }
        }
        ++place_;
        return std::nullopt;
    }

    // The place of a word among those that the field can be; in quotation marks it means the same.
    static tl::expected<std::int64_t, Problem> word_number(const Token &value, const FieldRow &field) {
        std::vector<std::string_view> words = words_of(field.field);
        if (field.type == FieldType::truth)
            words = {"false", "true"};
        if (value.kind != TokenKind::end)
            if (const auto found = std::find(words.begin(), words.end(), value.text); found != words.end())
                return found - words.begin();
        Problem problem = at(value, ProblemKind::wants_word, Expectation::value, field.field);
        problem.suggestion = nearest_name(value.text, {words.begin(), words.end()});
        return tl::unexpected(std::move(problem));
    }

    const std::vector<Token> &tokens_;
    Subject subject_;
    std::size_t place_ = 0;
    std::vector<Filter::Node> nodes_;
};

} // namespace

tl::expected<Parsed, Problem> parse_tokens(const std::vector<Token> &tokens, Subject subject) {
    return Parser(tokens, subject).run();
}

} // namespace poolscope::query
