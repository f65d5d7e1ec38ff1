// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/exception.h"

#include <cerrno>
#include <fmt/format.h>
#include <system_error>

namespace poolscope {

std::string detail::message_of(const Error &error) {
    if (error.detail.empty())
        return error.describe();
    const bool says_all = error.os_error == 0 || error.os_error == EBADF; // "handle is closed", without a number as in Python
    return says_all ? error.detail
                    : fmt::format("[Errno {}] {}: {}", error.os_error, std::generic_category().message(error.os_error), error.detail);
}

void raise(Error error) {
    switch (error.code) {
    case ErrorCode::os:
        if (error.os_error == EPIPE)
            throw BrokenPipeError(std::move(error));
        if (error.os_error == ENOENT)
            throw FileNotFoundError(std::move(error));
        if (error.os_error == ECHILD)
            throw ChildProcessError(std::move(error));
        if (error.os_error == EEXIST)
            throw FileExistsError(std::move(error));
        throw OSError(std::move(error));
    case ErrorCode::timed_out: throw TimeoutError(std::move(error));
    case ErrorCode::end_of_file: throw EOFError(std::move(error));
    case ErrorCode::truncated: throw OSError(std::move(error));
    case ErrorCode::too_large: throw OSError(std::move(error));
    case ErrorCode::malformed: throw UnpicklingError(std::move(error));
    case ErrorCode::wrong_type: throw TypeError(std::move(error));
    case ErrorCode::invalid_argument: throw ValueError(std::move(error));
    case ErrorCode::not_found: throw FileNotFoundError(std::move(error));
    case ErrorCode::not_registered: throw TypeError(std::move(error));
    case ErrorCode::not_shareable: throw RuntimeError(std::move(error));
    case ErrorCode::wrong_state: throw AssertionError(std::move(error));
    case ErrorCode::closed: throw ValueError(std::move(error));
    case ErrorCode::full: throw Full(std::move(error));
    case ErrorCode::empty: throw Empty(std::move(error));
    case ErrorCode::authentication: throw AuthenticationError(std::move(error));
    case ErrorCode::owner_died: throw OwnerDied(std::move(error));
    case ErrorCode::lost: throw TaskLost(std::move(error));
    case ErrorCode::cancelled: throw CancelledError(std::move(error));
    case ErrorCode::unsupported: throw NotImplementedError(std::move(error));
    case ErrorCode::permission: throw PermissionError(std::move(error));
    case ErrorCode::too_early: throw RuntimeError(std::move(error));
    case ErrorCode::no_attribute: throw AttributeError(std::move(error));
    case ErrorCode::broken: throw BrokenProcessPool(std::move(error));
    }
    throw Exception(std::move(error));
}

} // namespace poolscope
