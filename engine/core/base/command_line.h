// SPDX-License-Identifier: Apache-2.0
#pragma once

// A command line as the kernel keeps it, NUL behind each word, cut into words and shown on one line.

#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

std::vector<std::string_view> words_of(std::string_view command_line);
// Words separated by spaces; a word that holds anything a shell would not take as it stands is quoted as for a shell.
std::string shown_command(std::string_view command_line);
// What a person calls the program: the script for an interpreter, else the name of the file; `fallback` (the kernel's name)
// for a process without a command line.
std::string program_name(std::string_view command_line, std::string_view fallback);

} // namespace poolscope
