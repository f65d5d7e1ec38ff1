// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/task/task_error.h"

#include <cstdlib>
#include <cxxabi.h>
#include <fmt/format.h>
#include <memory>
#include <typeinfo>

namespace poolscope {

namespace {
std::string readable(const std::type_info &type) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
    return status == 0 ? name.get() : type.name();
}

std::string text_of(const Value &dict, std::string_view key) {
    const Dict *items = dict.get_if<Dict>();
    const Value *found = items != nullptr ? find(*items, key) : nullptr;
    const std::string *text = found != nullptr ? found->get_if<std::string>() : nullptr;
    return text != nullptr ? *text : std::string();
}
} // namespace

TaskError task_error_of(std::exception_ptr exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const RemoteError &error) {
        return {error.type(), error.message(), error.process()};
    } catch (const std::exception &error) {
        return {readable(typeid(error)), error.what(), {}};
    } catch (const SystemExit &exit) {
        return {"poolscope::SystemExit", exit.text.empty() ? std::to_string(exit.code) : exit.text, {}};
    } catch (...) {
        const std::type_info *type = abi::__cxa_current_exception_type();
        return {type != nullptr ? readable(*type) : "unknown", {}, {}};
    }
}

std::string TaskError::describe() const {
    std::string text = message.empty() ? type : fmt::format("{}: {}", type, message);
    return process.empty() ? text : fmt::format("{} (in {})", text, process);
}

void TaskError::write(PickleWriter &writer) const {
    writer.write(Value::dict({{"type", type}, {"message", message}, {"process", process}}));
}

TaskError TaskError::read(const Value &value) {
    return {text_of(value, "type"), text_of(value, "message"), text_of(value, "process")};
}

RemoteError::RemoteError(TaskError cause)
    : Exception(Error{ErrorCode::os, 0, "task", cause.describe()}), cause_(std::move(cause)) {}

} // namespace poolscope
