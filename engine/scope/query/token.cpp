// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/query/token.h"

#include <algorithm>
#include <utility>

namespace poolscope::query {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool begins_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_word(char c) {
    return begins_word(c) || is_digit(c) || c == '.';
}

constexpr std::pair<std::string_view, TokenKind> symbols[] = {
    {"==", TokenKind::equal},   {"!=", TokenKind::not_equal},  {"<=", TokenKind::less_equal}, {">=", TokenKind::greater_equal},
    {"&&", TokenKind::both},    {"||", TokenKind::either},     {"<", TokenKind::less},        {">", TokenKind::greater},
    {"!", TokenKind::negation}, {"(", TokenKind::open},        {")", TokenKind::close},       {"{", TokenKind::open_list},
    {"}", TokenKind::close_list}, {",", TokenKind::comma},
};
constexpr std::pair<std::string_view, TokenKind> word_symbols[] = {
    {"and", TokenKind::both}, {"or", TokenKind::either}, {"not", TokenKind::negation},
    {"contains", TokenKind::contains}, {"matches", TokenKind::matches}, {"in", TokenKind::in},
};
constexpr std::pair<char, std::string_view> nearly[] = {{'=', "=="}, {'&', "&&"}, {'|', "||"}, {'~', "matches"}, {'[', "{"}, {']', "}"}, {'\'', "\""}};

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Tokens run() {
        while (!result_.problem) {
            while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
                ++at_;
            if (at_ == text_.size()) {
                result_.tokens.push_back({TokenKind::end, at_, 0, {}});
                break;
            }
            take();
        }
        return std::move(result_);
    }

private:
    void add(TokenKind kind, std::size_t length) {
        result_.tokens.push_back({kind, at_, length, std::string(text_.substr(at_, length))});
        at_ += length;
    }

    void take() {
        const char c = text_[at_];
        const bool is_negative = c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
        if (c == '"')
            return take_text();
        if (begins_word(c) || is_digit(c) || is_negative) {
            const auto end = std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, text_.end(), continues_word);
            const auto length = static_cast<std::size_t>(end - text_.begin()) - at_;
            if (!begins_word(c))
                return add(TokenKind::number, length);
            const std::string_view word = text_.substr(at_, length);
            for (const auto &[name, kind] : word_symbols)
                if (name == word)
                    return add(kind, length);
            return add(TokenKind::word, length);
        }
        for (const auto &[name, kind] : symbols)
            if (text_.substr(at_).starts_with(name))
                return add(kind, name.size());
        fail_symbol(c);
    }

    void take_text() {
        Token token{TokenKind::text, at_, 0, {}};
        for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
            if (text_[at] == '"') {
                token.length = at + 1 - at_;
                at_ = at + 1;
                result_.tokens.push_back(std::move(token));
                return;
            }
            // Only what would end the text is escaped; \d and the like stay as patterns have them.
            if (text_[at] == '\\' && at + 1 < text_.size() && (text_[at + 1] == '"' || text_[at + 1] == '\\'))
                ++at;
            token.text += text_[at];
        }
        result_.problem = Problem{ProblemKind::open_text, at_, text_.size() - at_, {}, {}, Expectation::value, {}};
    }

    void fail_symbol(char c) {
        std::size_t length = 1;
        while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xc0) == 0x80)
            ++length;
        Problem problem{ProblemKind::unknown_symbol, at_, length, std::string(text_.substr(at_, length)), {}, Expectation::nothing, {}};
        for (const auto &[written, meant] : nearly)
            if (written == c)
                problem.suggestion = meant;
        result_.problem = std::move(problem);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Tokens result_;
};

} // namespace

Tokens tokenize(std::string_view text) {
    return Lexer(text).run();
}

} // namespace poolscope::query
