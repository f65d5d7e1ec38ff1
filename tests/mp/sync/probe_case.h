// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What sync_test has done outside of a process with Qt Test's threads: sync_probe CASE prints one fact a line.

#include <exception>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <poolscope/engine.h>
#include <string>

std::map<std::string, std::function<void()>> &probe_cases();
struct AddProbeCase {
    AddProbeCase(std::string name, std::function<void()> run) { probe_cases()[std::move(name)] = std::move(run); }
};
#define PROBE_CASE(name)                                                                                               \
    static void name();                                                                                                \
    static const AddProbeCase add_##name(#name, name);                                                                 \
    static void name()

template <class... A> void say(fmt::format_string<A...> format, A &&...arguments) {
    fmt::print("{}\n", fmt::format(format, std::forward<A>(arguments)...));
    std::fflush(stdout);
}
