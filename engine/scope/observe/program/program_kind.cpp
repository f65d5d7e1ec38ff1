// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/program/program_kind.h"

#include "engine/core/base/command_line.h"

#include <algorithm>
#include <array>

namespace poolscope::observe {

namespace {

// The file name of the first word, without the dash of a login shell.
std::string_view first_name(std::string_view command_line, std::string_view fallback) {
    const auto words = words_of(command_line);
    if (words.empty())
        return fallback;
    std::string_view word = words.front();
    word.remove_prefix(word.starts_with('-'));
    return word.substr(word.rfind('/') + 1);
}

template <std::size_t size> bool is_one_of(std::string_view name, const std::array<std::string_view, size> &names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// "nginx" in "nginx: worker process".
std::string_view title_of(std::string_view command_line) {
    const std::string_view word = command_line.substr(0, command_line.find('\0'));
    const std::size_t colon = word.find(": ");
    return colon == word.npos ? std::string_view() : word.substr(0, colon);
}

} // namespace

std::string_view to_string(ProgramKind kind) {
    constexpr std::array<std::string_view, 8> names{"other", "multiprocessing", "engine", "gunicorn", "nginx", "postgres", "make", "pipeline"};
    return names[static_cast<std::size_t>(kind)];
}

bool is_python(std::string_view command_line) {
    const std::string_view name = first_name(command_line, {});
    return name.starts_with("python") || name.starts_with("pypy");
}

ProgramKind program_kind(std::string_view command_line, std::string_view name) {
    const std::string_view title = title_of(command_line), first = first_name(command_line, name);
    if (title == "nginx" || first == "nginx")
        return ProgramKind::nginx;
    if (title == "postgres" || title == "postmaster" || first == "postgres" || first == "postmaster")
        return ProgramKind::postgres;
    if (first == "make" || first == "gmake" || first == "ninja" || first == "samu")
        return ProgramKind::make;
    if (title == "gunicorn" || first == "gunicorn")
        return ProgramKind::gunicorn;
    const auto words = words_of(command_line);
    for (std::size_t index = 1; index < std::min<std::size_t>(words.size(), 4); ++index) {
        const std::string_view word = words[index], file = word.substr(word.rfind('/') + 1);
        if (is_python(command_line) && (file == "gunicorn" || (words[index - 1] == "-m" && word.starts_with("gunicorn"))))
            return ProgramKind::gunicorn;
    }
    return ProgramKind::other;
}

bool is_shell(std::string_view command_line, std::string_view name) {
    constexpr std::array<std::string_view, 8> shells{"sh", "bash", "dash", "zsh", "fish", "ksh", "mksh", "ash"};
    return is_one_of(first_name(command_line, name), shells);
}

bool is_keeper(std::string_view command_line, std::string_view name) {
    constexpr std::array<std::string_view, 35> keepers{
        "systemd", "init",  "tini",      "dumb-init",  "catatonit",       "runit",        "s6-svscan", "sshd",  "sshd-session", "login", "su",
        "sudo",    "tmux",  "screen",    "containerd", "containerd-shim", "containerd-shim-runc-v2", "dockerd", "runc", "conmon", "crond",
        "cron",    "xinit", "gdm3",      "lightdm",    "sddm",            "gnome-session-binary", "plasmashell", "gnome-shell", "konsole",
        "gnome-terminal-server", "xterm", "dbus-daemon", "poolscope", "poolscope-cli"};
    const std::string_view first = first_name(command_line, name);
    if (is_one_of(first.substr(0, first.find(':')), keepers) || is_one_of(name, keepers))
        return true;
    // A shell without a script and without a command: somebody types into it.
    if (!is_shell(command_line, name))
        return false;
    const auto words = words_of(command_line);
    return std::none_of(words.begin() + std::min<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(words.size())), words.end(),
                        [](std::string_view word) { return !word.starts_with('-') || (word.starts_with("-") && !word.starts_with("--") && word.ends_with('c')); });
}

} // namespace poolscope::observe
