// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/hmac.h"

#include <array>
#include <dlfcn.h>
#include <mutex>
#include <pthread.h>
#include <utility>

namespace poolscope {

namespace {

// As <openssl/hmac.h> and <openssl/evp.h> of OpenSSL 3 declare them.
using HmacFunction = unsigned char *(const void *type, const void *key, int key_length, const unsigned char *data,
                                     std::size_t data_length, unsigned char *out, unsigned int *out_length);
using DigestFunction = const void *();
constexpr std::size_t longest_digest = 64; // EVP_MAX_MD_SIZE

struct Names {
    std::string_view python;
    const char *function;
};
// In the order of Digest.
constexpr std::array<Names, 5> names{{{"md5", "EVP_md5"},
                                      {"sha256", "EVP_sha256"},
                                      {"sha384", "EVP_sha384"},
                                      {"sha3_256", "EVP_sha3_256"},
                                      {"sha3_384", "EVP_sha3_384"}}};

} // namespace

std::string_view to_string(Digest digest) {
    return names[static_cast<std::size_t>(digest)].python;
}

std::optional<Digest> digest_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i].python == name)
            return static_cast<Digest>(i);
    return std::nullopt;
}

Result<CryptoLibrary> CryptoLibrary::open(const char *name) {
    CryptoLibrary library;
    library.handle_ = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library.handle_)
        return failure(ErrorCode::unsupported, "authenticate",
                       std::string("needs OpenSSL's libcrypto (Debian package libssl3), which cannot be loaded: ") +
                           dlerror());
    library.hmac_ = dlsym(library.handle_, "HMAC");
    if (!library.hmac_)
        return failure(ErrorCode::unsupported, "authenticate",
                       std::string(name) + " has no function HMAC: it is not OpenSSL 3");
    return library;
}

Result<std::string> CryptoLibrary::hmac(Digest digest, std::string_view key, std::string_view message) const {
    void *type = dlsym(handle_, names[static_cast<std::size_t>(digest)].function);
    unsigned char out[longest_digest];
    unsigned int length = 0;
    const void *algorithm = type ? reinterpret_cast<DigestFunction *>(type)() : nullptr;
    // A null key would mean "the one before" to OpenSSL; an empty one is legal.
    const char *key_bytes = key.empty() ? "" : key.data();
    if (!algorithm || !std::in_range<int>(key.size()) ||
        !reinterpret_cast<HmacFunction *>(hmac_)(algorithm, key_bytes, static_cast<int>(key.size()),
                                                 reinterpret_cast<const unsigned char *>(message.data()),
                                                 message.size(), out, &length))
        return failure(ErrorCode::unsupported, "authenticate",
                       std::string("OpenSSL on this system does not offer HMAC with ") +
                           std::string(to_string(digest)));
    return std::string(reinterpret_cast<const char *>(out), length);
}

namespace {

// Held by whoever signs. A fork waits for that: its child would find the locks of the loader and of OpenSSL taken by a thread
// that it does not have.
std::mutex signing;
constinit std::optional<CryptoLibrary> library;
[[maybe_unused]] const int forks_wait = ::pthread_atfork([] { signing.lock(); }, [] { signing.unlock(); }, [] { signing.unlock(); });

} // namespace

Result<std::string> hmac(Digest digest, std::string_view key, std::string_view message) {
    const std::lock_guard lock(signing);
    if (!library) { // asked for again when it could not be loaded before: descriptors may have been short
        POOLSCOPE_ASSIGN(library, CryptoLibrary::open("libcrypto.so.3"));
    }
    return library->hmac(digest, key, message);
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    if (left.size() != right.size())
        return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        difference |= static_cast<unsigned char>(left[i] ^ right[i]);
    // volatile, so that no compiler turns the loop into one that stops early
    const volatile unsigned char result = difference;
    return result == 0;
}

} // namespace poolscope
