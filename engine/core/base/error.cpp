// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/error.h"

#include <cerrno>
#include <fmt/format.h>
#include <system_error>

namespace poolscope {

Failure os_failure(std::string operation, std::string detail) {
    const int saved = errno;
    const ErrorCode code = saved == EPERM || saved == EACCES ? ErrorCode::permission : ErrorCode::os;
    return Failure(Error{code, saved, std::move(operation), std::move(detail)});
}

Failure failure(ErrorCode code, std::string operation, std::string detail) {
    return Failure(Error{code, 0, std::move(operation), std::move(detail)});
}

const char *to_string(ErrorCode code) {
    switch (code) {
    case ErrorCode::os: return "system call failed";
    case ErrorCode::timed_out: return "timed out";
    case ErrorCode::end_of_file: return "end of file";
    case ErrorCode::truncated: return "truncated";
    case ErrorCode::too_large: return "too large";
    case ErrorCode::malformed: return "malformed";
    case ErrorCode::wrong_type: return "wrong type";
    case ErrorCode::invalid_argument: return "invalid argument";
    case ErrorCode::not_found: return "not found";
    case ErrorCode::not_registered: return "not registered";
    case ErrorCode::not_shareable: return "not shareable";
    case ErrorCode::wrong_state: return "wrong state";
    case ErrorCode::closed: return "closed";
    case ErrorCode::full: return "full";
    case ErrorCode::empty: return "empty";
    case ErrorCode::authentication: return "authentication failed";
    case ErrorCode::owner_died: return "owner died";
    case ErrorCode::lost: return "lost";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::permission: return "permission denied";
    case ErrorCode::too_early: return "too early";
    case ErrorCode::no_attribute: return "no such attribute";
    }
    return "unknown";
}

std::string Error::describe() const {
    const std::string reason = os_error != 0 ? std::generic_category().message(os_error) : to_string(code);
    std::string text = operation;
    if (!detail.empty())
        text += text.empty() ? detail : " " + detail;
    return text.empty() ? reason : fmt::format("{}: {}", text, reason);
}

} // namespace poolscope
