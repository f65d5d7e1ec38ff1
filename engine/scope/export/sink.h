// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file that is written from beginning to end; the first error is kept and told at the end.

#include "engine/core/base/error.h"

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace poolscope::exporting {

class Sink {
public:
    static Result<Sink> open(const std::string &path);

    void write(std::string_view bytes);
    // A whole number, lowest byte first.
    template <class Number> void write_number(Number number) {
        char bytes[sizeof(Number)];
        for (std::size_t at = 0; at < sizeof(Number); ++at)
            bytes[at] = static_cast<char>(number >> (8 * at) & 0xff);
        write({bytes, sizeof bytes});
    }
    // Everything is in the file, or why not.
    Status finish();

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    Sink(std::FILE *file, std::string path) : file_(file), path_(std::move(path)) {}

    std::unique_ptr<std::FILE, Close> file_;
    std::string path_;
    int error_ = 0;
};

} // namespace poolscope::exporting
