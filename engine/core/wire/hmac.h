// SPDX-License-Identifier: Apache-2.0
#pragma once

// HMAC for the authentication of multiprocessing. It comes from OpenSSL's libcrypto, which is opened at the first use
// and not linked: loading and initialising it would cost every started process milliseconds that only few of them need.

#include "engine/core/base/error.h"

#include <optional>
#include <string>
#include <string_view>

namespace poolscope {

// Those that CPython accepts in a challenge.
enum class Digest { md5, sha256, sha384, sha3_256, sha3_384 };

std::string_view to_string(Digest digest);
std::optional<Digest> digest_named(std::string_view name);

// The raw bytes. Unsupported when there is no libcrypto, or when a policy (FIPS) forbids the digest.
Result<std::string> hmac(Digest digest, std::string_view key, std::string_view message);

// Takes as long for a wrong as for a right answer of the same length.
bool equal_in_constant_time(std::string_view left, std::string_view right);

// The library's functions, from the given shared object.
class CryptoLibrary {
public:
    static Result<CryptoLibrary> open(const char *name);
    Result<std::string> hmac(Digest digest, std::string_view key, std::string_view message) const;

private:
    void *handle_ = nullptr; // never closed: libcrypto does not survive that in a program with threads
    void *hmac_ = nullptr;
};

} // namespace poolscope
