// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/native_stack.h"

#include "engine/scope/inspect/target_reader.h"
#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <array>
#include <cstdlib>
#include <cxxabi.h>
#include <elfutils/libdwfl.h>
#include <fmt/format.h>
#include <memory>

namespace poolscope::inspect {

namespace {

constexpr std::size_t most_frames = 128, most_threads = 4096;
constexpr int stack_pointer = 7; // DWARF's number of it (System V ABI, AMD64, 3.6.2)

struct Place {
    pid_t thread = 0;
    std::uint64_t stack = 0, instruction = 0;
};

struct Walk {
    TargetReader &target;
    Dwfl *modules;
    std::vector<Place> places;
    std::size_t next = 0;
    NativeThread current;
};

// "NUMBER ARGUMENTS… STACK INSTRUCTION"; a thread that runs has one word.
std::optional<Place> place_of(pid_t thread, std::string_view text) {
    text = text.substr(0, text.find('\n'));
    const std::size_t last = text.rfind(' ');
    const std::size_t before = last == text.npos || last == 0 ? text.npos : text.rfind(' ', last - 1);
    if (before == text.npos)
        return std::nullopt;
    const auto number = [&](std::size_t from) { return std::strtoull(std::string(text.substr(from + 1)).c_str(), nullptr, 16); };
    return Place{thread, number(before), number(last)};
}

Result<std::vector<Place>> places_of(ProcessKey process) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, observe::open_process_folder(process));
    POOLSCOPE_ASSIGN(const UniqueFd threads, observe::open_folder(folder.get(), "task"));
    POOLSCOPE_ASSIGN(const auto ids, observe::numbers_in(threads.get()));
    std::vector<Place> places;
    for (const int id : ids) {
        char text[256];
        const auto read = observe::read_short_file(threads.get(), observe::NumberedPath("", id, "/syscall").c_str(), text);
        if (!read && read.error().code == ErrorCode::permission)
            return tl::unexpected(read.error());
        if (const auto place = read ? place_of(id, *read) : std::nullopt; place && places.size() < most_threads)
            places.push_back(*place);
    }
    return places;
}

std::string demangled(const char *name) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain(abi::__cxa_demangle(name, nullptr, nullptr, &status), &std::free);
    return status == 0 && plain ? plain.get() : name;
}

// Not the debug information: it may be hundreds of megabytes, and libdw would ask servers for it.
int no_debug_information(Dwfl_Module *, void **, const char *, Dwarf_Addr, const char *, const char *, GElf_Word, char **) {
    return -1;
}

pid_t next_thread(Dwfl *, void *argument, void **thread) {
    auto &walk = *static_cast<Walk *>(argument);
    if (walk.next == walk.places.size())
        return 0;
    *thread = &walk.places[walk.next];
    return walk.places[walk.next++].thread;
}

bool set_registers(Dwfl_Thread *thread, void *argument) {
    const auto &place = *static_cast<Place *>(argument);
    const Dwarf_Word stack = place.stack;
    dwfl_thread_state_register_pc(thread, place.instruction);
    return dwfl_thread_state_registers(thread, stack_pointer, 1, &stack);
}

bool read_word(Dwfl *, Dwarf_Addr address, Dwarf_Word *into, void *argument) {
    const auto value = static_cast<Walk *>(argument)->target.value<Dwarf_Word>(address);
    *into = value.value_or(0);
    return value.has_value();
}

int add_frame(Dwfl_Frame *frame, void *argument) {
    auto &walk = *static_cast<Walk *>(argument);
    Dwarf_Addr instruction = 0;
    bool is_interrupted = false;
    if (!dwfl_frame_pc(frame, &instruction, &is_interrupted))
        return DWARF_CB_ABORT;
    // A return address may be the first of the next function.
    const Dwarf_Addr within = is_interrupted ? instruction : instruction - 1;
    Dwfl_Module *module = dwfl_addrmodule(walk.modules, within);
    const char *symbol = module != nullptr ? dwfl_module_addrname(module, within) : nullptr;
    const char *file = module != nullptr ? dwfl_module_info(module, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr) : nullptr;
    walk.current.frames.push_back({symbol != nullptr ? demangled(symbol) : fmt::format("{:#x}", instruction), file != nullptr ? file : "", 0, false});
    return walk.current.frames.size() < most_frames ? DWARF_CB_OK : DWARF_CB_ABORT;
}

} // namespace

Result<std::vector<NativeThread>> native_stacks(observe::ProcessSource &source, ProcessKey process) {
#if !defined(__x86_64__)
    return failure(ErrorCode::unsupported, "read a native stack", "only on x86-64");
#endif
    POOLSCOPE_ASSIGN(auto places, places_of(process));
    static const Dwfl_Callbacks callbacks{&dwfl_linux_proc_find_elf, &no_debug_information, nullptr, nullptr};
    static const Dwfl_Thread_Callbacks thread_callbacks{&next_thread, nullptr, &read_word, &set_registers, nullptr, nullptr};
    const std::unique_ptr<Dwfl, decltype(&dwfl_end)> modules(dwfl_begin(&callbacks), &dwfl_end);
    const auto refused = [](const char *what) { return failure(ErrorCode::malformed, what, dwfl_errmsg(-1)); };
    if (!modules || dwfl_linux_proc_report(modules.get(), process.pid) != 0 || dwfl_report_end(modules.get(), nullptr, nullptr) != 0)
        return refused("read the libraries of a process");
    TargetReader target(source, process);
    Walk walk{target, modules.get(), std::move(places), 0, {}};
    if (walk.places.empty())
        return std::vector<NativeThread>();
    if (!dwfl_attach_state(modules.get(), nullptr, process.pid, &thread_callbacks, &walk))
        return refused("read the stacks of a process");
    std::vector<NativeThread> threads;
    for (const Place &place : walk.places) {
        walk.next = 0;
        walk.current = {place.thread, false, {}};
        walk.current.is_whole = dwfl_getthread_frames(modules.get(), place.thread, &add_frame, &walk) == 0;
        threads.push_back(std::move(walk.current));
    }
    return threads;
}

} // namespace poolscope::inspect
