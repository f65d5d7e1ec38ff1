// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A scenario prints what can be observed, one fact a line, as its twin in scenarios.py does under CPython. The program's
// default start method is the one under test.

#include <exception>
#include <fmt/format.h>
#include <functional>
#include <poolscope/engine.h>
#include <string>
#include <vector>

struct Scenario {
    std::string name;
    std::function<void()> run;
};
std::vector<Scenario> &scenarios();
struct AddScenario {
    AddScenario(std::string name, std::function<void()> run) { scenarios().push_back({std::move(name), std::move(run)}); }
};
#define SCENARIO(name)                                                                                                 \
    static void name();                                                                                                \
    static const AddScenario add_##name(#name, name);                                                                  \
    static void name()

template <class... A> void say(fmt::format_string<A...> format, A &&...arguments) {
    fmt::print("{}\n", fmt::format(format, std::forward<A>(arguments)...));
    std::fflush(stdout);
}

// Python's True and False.
inline const char *py(bool value) {
    return value ? "True" : "False";
}
inline std::string py(std::optional<int> value) {
    return value ? std::to_string(*value) : "None";
}

// "TypeName" of what the call throws, or "nothing".
std::string raised(const std::function<void()> &call);
