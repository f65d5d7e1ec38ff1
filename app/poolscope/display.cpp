// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope/display.h"

#include <QByteArray>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace poolscope::ui {
namespace {

constexpr int cannotStart = 3;

bool needsNoWindow(std::string_view argument) {
    return argument == "-h" || argument == "--help" || argument == "--help-all" || argument == "-v" || argument == "--version" ||
           argument.starts_with("--screenshot") || argument == "-platform";
}

} // namespace

void settleDisplay(int argc, char **argv) {
    if (!qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") || qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return;
    if (std::any_of(argv + 1, argv + argc, needsNoWindow)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return;
    }
    std::fputs("poolscope: There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set. Use poolscope-cli in the terminal, "
               "or poolscope --screenshot FILE for a picture of the window.\n",
               stderr);
    std::exit(cannotStart);
}

} // namespace poolscope::ui
