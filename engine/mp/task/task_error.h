// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a task threw, as it travels back to the caller (Python: multiprocessing.pool.RemoteTraceback).

#include "engine/core/base/exception.h"
#include "engine/core/wire/pickle/pickle_writer.h"
#include "engine/core/wire/pickle/value.h"

#include <exception>
#include <string>
#include <string_view>

namespace poolscope {

struct TaskError {
    std::string type;    // the C++ type's name, e.g. "std::runtime_error"
    std::string message; // what()
    std::string process; // name and pid of the process in which it was thrown

    std::string describe() const; // "std::runtime_error: no such row (in ForkPoolWorker-2, pid 4203)"
    void write(PickleWriter &writer) const;
    static TaskError read(const Value &value);
};

// Of the exception that is being handled.
TaskError task_error_of(std::exception_ptr exception);

// Thrown where the result of a task is asked for whose function threw.
class RemoteError : public Exception {
public:
    explicit RemoteError(TaskError cause);
    const std::string &type() const { return cause_.type; }
    const std::string &message() const { return cause_.message; }
    const std::string &process() const { return cause_.process; }

private:
    TaskError cause_;
};

// The same where the function did its work and what it gave cannot be sent (Python: multiprocessing.pool.MaybeEncodingError).
class MaybeEncodingError : public RemoteError {
public:
    using RemoteError::RemoteError;
    static constexpr std::string_view type_name = "poolscope::MaybeEncodingError";
};

// Ends the process in which it is thrown, with that code (Python: SystemExit). In a pool task it is an error like others.
struct SystemExit {
    int code = 0;
    std::string text; // said on standard error

    SystemExit() = default;
    SystemExit(int exit_code) : code(exit_code) {}
    // sys.exit("text"): the text, and code 1.
    SystemExit(std::string what) : code(1), text(std::move(what)) {}
    SystemExit(const char *what) : SystemExit(std::string(what)) {}
};

} // namespace poolscope
