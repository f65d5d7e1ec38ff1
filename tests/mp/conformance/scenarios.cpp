// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include "engine/mp/task/task_error.h"

#include <cstdio>
#include <cstring>

std::vector<Scenario> &scenarios() {
    static std::vector<Scenario> all;
    return all;
}

std::string raised(const std::function<void()> &call) {
    try {
        call();
        return "nothing";
    } catch (...) {
        const std::string type = poolscope::task_error_of(std::current_exception()).type;
        const std::size_t colon = type.rfind("::");
        return colon == std::string::npos ? type : type.substr(colon + 2);
    }
}

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [&] {
        if (argc == 2 && std::strcmp(argv[1], "--list") == 0) {
            for (const Scenario &scenario : scenarios())
                say("{}", scenario.name);
            return;
        }
        for (const Scenario &scenario : scenarios())
            if (argc == 2 && scenario.name == argv[1])
                return scenario.run();
        fmt::print(stderr, "no scenario of that name; --list prints them\n");
        throw poolscope::SystemExit{2};
    });
}
