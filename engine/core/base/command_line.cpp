// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/command_line.h"

#include <algorithm>
#include <array>

namespace poolscope {

namespace {

std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

bool is_interpreter(std::string_view name) {
    constexpr std::array<std::string_view, 8> prefixes{"python", "pypy", "perl", "ruby", "node", "bash", "dash", "sh"};
    return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
        return name.starts_with(prefix) &&
               name.find_first_not_of("0123456789.", prefix.size()) == std::string_view::npos;
    });
}

bool is_plain(std::string_view word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
    return !word.empty() && word.find_first_not_of(plain) == std::string_view::npos;
}

} // namespace

std::vector<std::string_view> words_of(std::string_view command_line) {
    std::vector<std::string_view> words;
    while (!command_line.empty()) {
        const std::size_t end = std::min(command_line.find('\0'), command_line.size());
        words.push_back(command_line.substr(0, end));
        command_line.remove_prefix(std::min(end + 1, command_line.size()));
    }
    // A program that writes its title over its words (setproctitle) leaves a row of empty ones.
    while (!words.empty() && words.back().empty())
        words.pop_back();
    return words;
}

std::string shown_command(std::string_view command_line) {
    const auto words = words_of(command_line);
    if (words.size() == 1) // a title, or a program without arguments
        return std::string(words.front());
    std::string shown;
    for (const std::string_view word : words) {
        if (!shown.empty())
            shown += ' ';
        if (is_plain(word)) {
            shown += word;
            continue;
        }
        shown += '\'';
        for (const char character : word) {
            if (character == '\'')
                shown += "'\\''";
            else
                shown += character;
        }
        shown += '\'';
    }
    return shown;
}

std::string program_name(std::string_view command_line, std::string_view fallback) {
    const auto words = words_of(command_line);
    if (words.empty())
        return std::string(fallback);
    std::string_view name = file_name(words.front());
    if (name.starts_with('-')) // a login shell
        name.remove_prefix(1);
    // A title such as "postgres: writer" or "nginx: worker process" is one word with spaces in it.
    if (const std::size_t space = words.front().find(": "); space != std::string_view::npos) {
        const std::string_view title = words.front().substr(0, 64);
        return std::string(title.substr(0, title.find_last_not_of(' ') + 1));
    }
    if (!is_interpreter(name))
        return std::string(name.empty() ? fallback : name);
    for (std::size_t index = 1; index < words.size(); ++index) {
        const std::string_view word = words[index];
        if (word == "-m" && index + 1 < words.size())
            return std::string(words[index + 1]);
        if (word == "-c" || word.empty())
            break;
        if ((word == "-X" || word == "-W") && index + 1 < words.size()) {
            ++index;
            continue;
        }
        if (word.starts_with("/dev/fd/") || word.starts_with("/proc/")) // a script without a name
            break;
        if (!word.starts_with('-'))
            return std::string(file_name(word));
    }
    return std::string(name);
}

} // namespace poolscope
