// SPDX-License-Identifier: Apache-2.0
#pragma once

// The exceptions of the public API, named as Python names them, and the one place where an Error becomes one. The
// engine's own code calls the try_… forms and never these.

#include "engine/core/base/error.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace poolscope {

namespace detail {
// As Python words it: "[Errno 24] Too many open files: …" when the system has refused, else what the error says.
std::string message_of(const Error &error);
} // namespace detail

class Exception : public std::runtime_error {
public:
    explicit Exception(const std::string &what) : Exception(Error{ErrorCode::invalid_argument, 0, {}, what}) {}
    explicit Exception(Error error) : std::runtime_error(detail::message_of(error)), error_(std::move(error)) {}
    const Error &error() const { return error_; }

private:
    Error error_;
};

class OSError : public Exception { using Exception::Exception; };
class BrokenPipeError : public OSError { using OSError::OSError; };
class FileNotFoundError : public OSError { using OSError::OSError; };
class FileExistsError : public OSError { using OSError::OSError; };
class PermissionError : public OSError { using OSError::OSError; };
class ChildProcessError : public OSError { using OSError::OSError; };
class EOFError : public Exception { using Exception::Exception; };
class ValueError : public Exception { using Exception::Exception; };
class UnicodeDecodeError : public ValueError { using ValueError::ValueError; };
class OverflowError : public Exception { using Exception::Exception; };
class IndexError : public Exception { using Exception::Exception; };
class KeyError : public Exception { using Exception::Exception; };
class BufferError : public Exception { using Exception::Exception; };
class TypeError : public Exception { using Exception::Exception; };
class RuntimeError : public Exception { using Exception::Exception; };
class AssertionError : public Exception { using Exception::Exception; };
class AttributeError : public Exception { using Exception::Exception; };
class NotImplementedError : public RuntimeError { using RuntimeError::RuntimeError; };
class UnpicklingError : public Exception { using Exception::Exception; };
class ProcessError : public Exception { using Exception::Exception; };          // multiprocessing.ProcessError
class TimeoutError : public ProcessError { using ProcessError::ProcessError; };  // multiprocessing.TimeoutError
class BufferTooShort : public ProcessError {                                     // multiprocessing.BufferTooShort
public:
    BufferTooShort(Error error, std::string message) : ProcessError(std::move(error)), message_(std::move(message)) {}
    // The whole message, which has been taken (Python: args[0]).
    const std::string &message() const { return message_; }

private:
    std::string message_;
};
class AuthenticationError : public ProcessError { using ProcessError::ProcessError; };
class Full : public Exception { using Exception::Exception; };                   // queue.Full
class Empty : public Exception { using Exception::Exception; };                  // queue.Empty
class OwnerDied : public Exception { using Exception::Exception; };              // a lock's owner ended while holding it
class TaskLost : public Exception { using Exception::Exception; };               // a task's worker ended before its result came
class CancelledError : public Exception { using Exception::Exception; };         // concurrent.futures.CancelledError
class BrokenProcessPool : public RuntimeError { using RuntimeError::RuntimeError; }; // concurrent.futures.process.BrokenProcessPool

[[noreturn]] void raise(Error error);

// The value, or the exception for its error.
template <class T> T unwrap(Result<T> result) {
    if (!result)
        raise(std::move(result).error());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace poolscope
