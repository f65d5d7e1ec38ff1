// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/python_stack.h"

#include "engine/core/base/unicode.h"
#include "engine/scope/inspect/python_lines.h"
#include "engine/scope/inspect/symbol_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <fmt/format.h>

namespace poolscope::inspect {

namespace {

constexpr std::size_t most_threads = 4096, most_frames = 256, longest_text = 1024;
constexpr std::size_t longest_table = 256 * 1024;
constexpr int tries = 4;
// The same in all versions (Include/object.h, bytesobject.h, unicodeobject.h), in bytes.
constexpr std::uint64_t object_type = 8, object_size = 16, type_name = 24, bytes_content = 32, text_length = 16, text_state = 32;
constexpr char owned_by_c_stack = 3;
// In glibc's struct pthread on x86-64 (nptl/descr.h); what is no thread of the process finds no thread there.
constexpr std::uint64_t id_in_pthread = 0x2d0;

std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

bool may_be_python(const observe::Mapping &mapping) {
    const std::string_view name = file_name(mapping.path);
    return mapping.offset == 0 && (name.starts_with("python") || name.starts_with("libpython"));
}

// CPython keeps a text in units as wide as its widest letter.
template <class Unit> std::string utf8_of(std::string_view bytes) {
    std::string text;
    for (std::size_t at = 0; at + sizeof(Unit) <= bytes.size(); at += sizeof(Unit)) {
        Unit unit;
        std::memcpy(&unit, bytes.data() + at, sizeof unit);
        append_utf8(text, unit);
    }
    return text;
}

bool is_of_library(std::string_view file) {
    const std::size_t at = file.find("/lib/python3.");
    return file.starts_with('<') ? file.starts_with("<frozen") : at != file.npos;
}

class Interpreter {
public:
    Interpreter(TargetReader &target, const PythonLayout &layout, std::uint64_t runtime) : target_(target), layout_(layout), runtime_(runtime) {}

    std::vector<PythonThread> threads() {
        std::vector<PythonThread> threads;
        for (std::uint64_t interpreter = target_.pointer(runtime_ + layout_.runtime.first_interpreter); interpreter != 0 && threads.size() < most_threads;
             interpreter = target_.pointer(interpreter + layout_.interpreter.next)) {
            const std::uint64_t holder = gil_holder(interpreter);
            for (std::uint64_t state = target_.pointer(interpreter + layout_.interpreter.first_thread); state != 0 && threads.size() < most_threads;
                 state = target_.pointer(state + layout_.thread.next)) {
                PythonThread thread = read_thread(state);
                thread.has_gil = state == holder;
                threads.push_back(std::move(thread));
            }
        }
        return threads;
    }

private:
    struct Code {
        std::string function, file, line_table;
        int first_line = 0;
    };

    // Its thread state; 0 when nobody has it.
    std::uint64_t gil_holder(std::uint64_t interpreter) {
        const std::uint64_t gil = layout_.gil.in_interpreter != 0 ? target_.pointer(interpreter + layout_.gil.in_interpreter) : runtime_ + layout_.gil.in_runtime;
        const bool is_locked = gil != 0 && target_.value<std::int32_t>(gil + layout_.gil.locked).value_or(0) == 1;
        return is_locked ? target_.pointer(gil + layout_.gil.holder) : 0;
    }

    std::uint64_t innermost(std::uint64_t state) {
        const std::uint64_t frame = target_.pointer(state + layout_.thread.frame);
        return layout_.thread.via_cframe && frame != 0 ? target_.pointer(frame + layout_.thread.current_frame) : frame;
    }

    pid_t kernel_id(std::uint64_t state) {
        if (layout_.thread.native_id != 0)
            return static_cast<pid_t>(target_.pointer(state + layout_.thread.native_id));
        return target_.value<pid_t>(target_.pointer(state + layout_.thread.posix_id) + id_in_pthread).value_or(0);
    }

    // In bytes from the first; nothing before that.
    std::uint64_t instruction_offset(std::uint64_t frame, std::uint64_t code) {
        if (layout_.frame.unit != 0) {
            const std::int32_t index = target_.value<std::int32_t>(frame + layout_.frame.instruction).value_or(0);
            return index > 0 ? static_cast<std::uint64_t>(index) * layout_.frame.unit : 0;
        }
        const std::uint64_t begin = code + layout_.code.instructions, at = target_.pointer(frame + layout_.frame.instruction);
        return at > begin ? at - begin : 0;
    }

    bool is_of_no_function(std::uint64_t frame) {
        return layout_.frame.owner != 0 && target_.value<char>(frame + layout_.frame.owner).value_or(0) == owned_by_c_stack;
    }

    PythonThread read_thread(std::uint64_t state) {
        PythonThread thread;
        for (int attempt = 0; attempt < tries; ++attempt) {
            thread = {};
            thread.id = kernel_id(state);
            const std::uint64_t first = innermost(state);
            const std::uint64_t instruction = first != 0 ? target_.pointer(first + layout_.frame.instruction) : 0;
            const bool fits = read_frames(first, thread);
            thread.is_settled = fits && innermost(state) == first && (first == 0 || target_.pointer(first + layout_.frame.instruction) == instruction);
            if (thread.is_settled)
                break;
        }
        return thread;
    }

    // False when something was no frame.
    bool read_frames(std::uint64_t frame, PythonThread &thread) {
        for (; frame != 0; frame = target_.pointer(frame + layout_.frame.previous)) {
            if (thread.frames.size() == most_frames) {
                thread.is_whole = false;
                return true;
            }
            if (is_of_no_function(frame))
                continue;
            const std::uint64_t code = target_.pointer(frame + layout_.frame.code);
            if (!is_code(code)) {
                thread.is_whole = false;
                return false;
            }
            const Code known = read_code(code);
            thread.frames.push_back({known.function, known.file, line_at(layout_.line_table, known.line_table, known.first_line, instruction_offset(frame, code)),
                                     is_of_library(known.file)});
        }
        return true;
    }

    bool is_code(std::uint64_t object) {
        const std::uint64_t type = object != 0 ? target_.pointer(object + object_type) : 0;
        if (type == 0 || type == code_type_)
            return type != 0;
        if (target_.text(target_.pointer(type + type_name), 8) != "code")
            return false;
        code_type_ = type;
        return true;
    }

    Code read_code(std::uint64_t code) {
        return {text_of(target_.pointer(code + layout_.code.name)), text_of(target_.pointer(code + layout_.code.file_name)),
                bytes_of(target_.pointer(code + layout_.code.line_table)), target_.value<std::int32_t>(code + layout_.code.first_line).value_or(0)};
    }

    std::string bytes_of(std::uint64_t object) {
        const auto size = object != 0 ? target_.value<std::int64_t>(object + object_size) : std::nullopt;
        if (!size || *size <= 0 || static_cast<std::size_t>(*size) > longest_table)
            return {};
        std::string bytes(static_cast<std::size_t>(*size), '\0');
        return target_.read(object + bytes_content, bytes) ? bytes : std::string();
    }

    std::string text_of(std::uint64_t object) {
        const auto length = object != 0 ? target_.value<std::int64_t>(object + text_length) : std::nullopt;
        const auto state = target_.value<std::uint32_t>(object + text_state);
        if (!length || *length <= 0 || !state)
            return {};
        const unsigned kind = *state >> 2 & 7; // bytes a letter
        const bool is_compact = (*state & 32) != 0, is_ascii = (*state & 64) != 0;
        if (!is_compact || (kind != 1 && kind != 2 && kind != 4))
            return {};
        std::string bytes(std::min<std::size_t>(static_cast<std::size_t>(*length), longest_text) * kind, '\0');
        if (!target_.read(object + (is_ascii ? layout_.text.ascii_content : layout_.text.other_content), bytes))
            return {};
        return kind == 4 ? utf8_of<std::uint32_t>(bytes) : kind == 2 ? utf8_of<std::uint16_t>(bytes) : utf8_of<std::uint8_t>(bytes);
    }

    TargetReader &target_;
    const PythonLayout &layout_;
    std::uint64_t runtime_;
    std::uint64_t code_type_ = 0;
};

// "python3.9", "libpython3.9.so.1.0"; 0 for another name.
std::uint32_t version_in(std::string_view name) {
    const std::size_t at = name.find("python3.");
    std::uint32_t minor = 0;
    if (at == name.npos || std::from_chars(name.data() + at + 8, name.data() + name.size(), minor).ec != std::errc())
        return 0;
    return 3u << 8 | minor;
}

} // namespace

const StackFrame *own_frame(const std::vector<StackFrame> &frames) {
    const auto found = std::find_if(frames.begin(), frames.end(), [](const StackFrame &frame) { return !frame.is_library; });
    return found != frames.end() ? &*found : nullptr;
}

const StackFrame &target_frame(const std::vector<StackFrame> &frames) {
    const auto runs = [](const StackFrame &frame) {
        return (frame.function == "run" || frame.function.ends_with(".run")) &&
               (frame.file.ends_with("/threading.py") || frame.file.ends_with("/multiprocessing/process.py"));
    };
    const auto found = std::ranges::find_if(frames, runs);
    return found != frames.end() && found != frames.begin() ? *std::prev(found) : frames.front();
}

Result<std::vector<PythonThread>> python_stacks(observe::ProcessSource &source, ProcessKey process) {
    constexpr std::array<std::string_view, 2> names{"_PyRuntime", "Py_Version"};
    POOLSCOPE_ASSIGN(const auto mappings, source.mappings(process));
    TargetReader target(source, process);
    for (const observe::Mapping &mapping : mappings) {
        if (!may_be_python(mapping))
            continue;
        const auto addresses = addresses_of(names, process, mappings, mapping.path);
        if (!addresses || addresses->front() == 0)
            continue;
        std::uint32_t version = version_in(file_name(mapping.path)), told = 0;
        if (addresses->back() != 0) {
            POOLSCOPE_TRY(source.read_memory(process, addresses->back(), &told, sizeof told));
            version = told >> 16;
        }
        const PythonLayout *layout = python_layout(version);
        if (layout == nullptr)
            return failure(ErrorCode::unsupported, "read a Python stack", fmt::format("{}.{}", version >> 8, version & 255));
        return Interpreter(target, *layout, addresses->front()).threads();
    }
    return failure(ErrorCode::not_found, "read a Python stack", "it runs no Python");
}

} // namespace poolscope::inspect
