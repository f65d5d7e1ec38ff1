// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/words/messages.h"

#include "app/poolscope-cli/words/message_rows.h"
#include "engine/core/base/nearest_name.h"
#include "engine/core/posix/wait_status.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace poolscope::cli {

Language language_of_environment() {
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char *value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return language_named(value).value_or(Language::english);
    }
    return Language::english;
}

std::optional<Language> language_named(std::string_view name) {
    const std::string_view code = name.substr(0, name.find_first_of("_.@"));
    if (code == "en")
        return Language::english;
    if (code == "ko")
        return Language::korean;
    return std::nullopt;
}

std::string Messages::with_suggestion(const std::string &sentence, std::string_view word, const std::vector<std::string> &names) const {
    const std::string nearest = nearest_name(word, names);
    return nearest.empty() ? sentence : sentence + " " + (*this)(Text::did_you_mean, nearest);
}

std::string Messages::sentence(const Error &error) const {
    const std::string detail = error.detail.empty() ? error.operation : error.detail;
    if (error.code == ErrorCode::not_found)
        return (*this)(Text::not_found, detail);
    if (error.code == ErrorCode::permission)
        return (*this)(Text::not_allowed, detail);
    if (error.code == ErrorCode::os && error.os_error != 0)
        switch (error.os_error) {
        case ENOENT: return (*this)(error.operation == "create" ? Text::no_folder : Text::not_found, detail);
        case EACCES:
        case EPERM:
        case EROFS: return (*this)(Text::not_allowed, detail);
        case ENOSPC:
        case EDQUOT: return (*this)(Text::no_room, detail);
        case EISDIR: return (*this)(Text::is_folder, detail);
        default: return (*this)(Text::failed_on, error.operation, detail, std::generic_category().message(error.os_error));
        }
    if (error.code == ErrorCode::wrong_state || error.code == ErrorCode::invalid_argument || error.code == ErrorCode::unsupported)
        return (*this)(Text::refused, error.operation, detail);
    return (*this)(Text::other_failure, error.operation, detail, to_string(error.code));
}

std::string Messages::end_of(int exit_code) const {
    return exit_code < 0 ? (*this)(Text::tree_killed, posix::signal_name(-exit_code)) : (*this)(Text::tree_exit, exit_code);
}

std::string_view Messages::raw(Text text) const {
    const auto part = text < first_of_looks ? std::pair{messages_of_runs, Text{}}
                      : text < first_of_filters ? std::pair{messages_of_looks, first_of_looks}
                      : text < first_of_control ? std::pair{messages_of_filters, first_of_filters}
                      : text < first_of_comparisons ? std::pair{messages_of_control, first_of_control}
                                                    : std::pair{messages_of_comparisons, first_of_comparisons};
    const MessageRow &row = part.first[static_cast<std::size_t>(text) - static_cast<std::size_t>(part.second)];
    return language_ == Language::korean ? row.korean : row.english;
}

} // namespace poolscope::cli
