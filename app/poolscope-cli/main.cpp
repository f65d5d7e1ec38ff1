// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/command_line.h"

int main(int argc, char **argv) {
    return static_cast<int>(poolscope::cli::run_command_line(argc, argv));
}
