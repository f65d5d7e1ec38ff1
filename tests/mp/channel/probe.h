// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the probe programs of this folder have in common: they print what they see and name what is thrown.

#include "tests/support/footprint.h"

#include <fmt/format.h>
#include <functional>
#include <poolscope/engine.h>
#include <string>
#include <string_view>

inline void say(std::string_view line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
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
