// SPDX-License-Identifier: Apache-2.0
#pragma once

// The key by which a program's processes know each other (Python: multiprocessing.process.AuthenticationString). It travels
// to a process that is being started and nowhere else.

#include "engine/core/wire/pickle/codec.h"

#include <string>

namespace poolscope {

class AuthenticationString {
public:
    AuthenticationString() = default;
    explicit AuthenticationString(std::string bytes) : bytes_(std::move(bytes)) {}
    const std::string &bytes() const { return bytes_; }
    std::size_t size() const { return bytes_.size(); }
    bool operator==(const AuthenticationString &) const = default;

private:
    std::string bytes_;
};

// Outside of a start encoding refuses: TypeError.
template <> struct Codec<AuthenticationString> {
    static void write(PickleWriter &writer, const AuthenticationString &key);
    static Result<AuthenticationString> read(const Value &value);
};

} // namespace poolscope
