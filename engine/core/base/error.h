// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can go wrong in normal life, as a value. Callers branch on the code, never on the text; front ends turn an
// Error into a sentence, and engine/mp/api turns it into the exception that Python would raise.

#include <string>
#include <tl/expected.hpp>

namespace poolscope {

enum class ErrorCode {
    os,                   // a system call failed: see os_error
    timed_out,            // a deadline passed (multiprocessing.TimeoutError)
    end_of_file,          // the peer closed its end (EOFError)
    truncated,            // a stream ended, or a record stopped, in the middle of a message
    too_large,            // a length above the permitted maximum
    malformed,            // bytes that are not what they claim to be
    wrong_type,           // a value of another type than asked for (TypeError)
    invalid_argument,     // ValueError
    not_found,            // no such name, lesson, process or file
    not_registered,       // a task that POOLSCOPE_TASK has not named
    not_shareable,        // may only be shared through inheritance (RuntimeError)
    wrong_state,          // not legal in the object's present state (AssertionError, ValueError, RuntimeError)
    closed,               // the object was closed
    full,                 // queue.Full
    empty,                // queue.Empty
    authentication,       // AuthenticationError
    owner_died,           // a lock's owner ended without releasing it
    lost,                 // a task whose worker ended before its result came
    cancelled,            // a task that was cancelled
    unsupported,          // not available on this system or for this target
    permission,           // the kernel or a policy does not let us
    too_early,            // before the program got to poolscope::run (RuntimeError)
    no_attribute,         // where strict mode fails as Python's missing attribute does (AttributeError)
};

struct Error {
    ErrorCode code = ErrorCode::os;
    int os_error = 0;       // errno, or 0
    std::string operation;  // what was tried, e.g. "open"
    std::string detail;     // on what and why, e.g. the path or the offending field

    // One line for logs and developers: "open /x: No such file or directory". Sentences for people are made by front ends.
    std::string describe() const;
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;
using Failure = tl::unexpected<Error>;

// An Error of the current errno. Call at once after the failing system call.
Failure os_failure(std::string operation, std::string detail = {});
Failure failure(ErrorCode code, std::string operation, std::string detail = {});

const char *to_string(ErrorCode code);

} // namespace poolscope

#define POOLSCOPE_CONCAT_(a, b) a##b
#define POOLSCOPE_CONCAT(a, b) POOLSCOPE_CONCAT_(a, b)

// Returns the error of a Status or Result to the caller.
#define POOLSCOPE_TRY(expression)                                                                                      \
    if (auto POOLSCOPE_CONCAT(try_, __LINE__) = (expression); !POOLSCOPE_CONCAT(try_, __LINE__))                       \
    return ::tl::unexpected(std::move(POOLSCOPE_CONCAT(try_, __LINE__)).error())

// POOLSCOPE_ASSIGN(auto fd, open_thing()): the value, or returns the error to the caller.
#define POOLSCOPE_ASSIGN(declaration, expression)                                                                      \
    auto POOLSCOPE_CONCAT(assign_, __LINE__) = (expression);                                                           \
    if (!POOLSCOPE_CONCAT(assign_, __LINE__))                                                                          \
        return ::tl::unexpected(std::move(POOLSCOPE_CONCAT(assign_, __LINE__)).error());                               \
    declaration = *std::move(POOLSCOPE_CONCAT(assign_, __LINE__))
