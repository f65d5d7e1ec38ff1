// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the probe programs of this folder have in common: they print what they see, count what they hold, and name what is
// thrown.

#include "tests/support/sanitizer.h"

#include <cstdlib>
#include <dirent.h>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <poolscope/engine.h>
#include <string>
#include <string_view>

inline void say(std::string_view line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

inline std::size_t open_descriptors() {
    std::size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (const dirent *entry = readdir(folder))
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count - 1; // the folder itself
}

// A line of /proc/self/status in KiB.
inline long status_kib(std::string_view name) {
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with(name))
            return std::atol(line.c_str() + name.size() + 1);
    return -1;
}

// The Python name of what the call throws, of an OSError with its words; "nothing" when it throws nothing.
inline std::string name_of(const std::function<void()> &call) {
    using namespace poolscope;
    try {
        call();
        return "nothing";
    } catch (const UnpicklingError &) {
        return "UnpicklingError";
    } catch (const EOFError &) {
        return "EOFError";
    } catch (const TimeoutError &) {
        return "TimeoutError";
    } catch (const TypeError &) {
        return "TypeError";
    } catch (const ValueError &) {
        return "ValueError";
    } catch (const BrokenPipeError &) {
        return "BrokenPipeError";
    } catch (const FileNotFoundError &) {
        return "FileNotFoundError";
    } catch (const OSError &error) {
        return fmt::format("OSError {}", error.what());
    } catch (const RuntimeError &) {
        return "RuntimeError";
    } catch (const Exception &error) {
        return error.what();
    }
}

// AddressSanitizer keeps what was freed for a while, and its own notes.
constexpr long sanitizer_kib = poolscope::tests::is_sanitized ? 1024 * 1024 : 0;

// What this process holds, and how much more it came to hold.
struct Footprint {
    std::size_t descriptors = open_descriptors();
    long resident = status_kib("VmRSS:");
    long address_space = status_kib("VmSize:");

    std::string since() const {
        constexpr long noise_kib = 4096 + sanitizer_kib;
        return fmt::format("descriptors {} resident {} address space {}", open_descriptors() - descriptors,
                           status_kib("VmRSS:") - resident < noise_kib ? "flat" : "grew",
                           status_kib("VmSize:") - address_space < noise_kib ? "flat" : "grew");
    }
};
