// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's objects of a whole process that main() finds unmade: a child that is forked while another thread makes one
// would wait for it for ever. Each has a guard in the program (Itanium C++ ABI, 3.3.2) whose first byte says whether it is made.

#include "tests/mp/say.h"

#include <cstdint>
#include <cxxabi.h>
#include <elf.h>
#include <fstream>
#include <iterator>
#include <link.h>
#include <memory>
#include <poolscope/engine.h>
#include <string>

using namespace poolscope;

static int square(int number) {
    return number * number;
}
POOLSCOPE_TASK(square);

static std::uintptr_t load_address() {
    std::uintptr_t address = 0;
    dl_iterate_phdr([](dl_phdr_info *info, std::size_t, void *to) { return *static_cast<std::uintptr_t *>(to) = info->dlpi_addr, 1; }, &address);
    return address;
}

int main(int argc, char **argv) {
    std::ifstream file("/proc/self/exe", std::ios::binary);
    const std::string image((std::istreambuf_iterator<char>(file)), {});
    const auto *head = reinterpret_cast<const ElfW(Ehdr) *>(image.data());
    const auto *sections = reinterpret_cast<const ElfW(Shdr) *>(image.data() + head->e_shoff);
    int guards = 0;
    for (int index = 0; index < head->e_shnum; ++index) {
        if (sections[index].sh_type != SHT_SYMTAB)
            continue;
        const auto *symbols = reinterpret_cast<const ElfW(Sym) *>(image.data() + sections[index].sh_offset);
        const char *names = image.data() + sections[sections[index].sh_link].sh_offset;
        for (std::size_t symbol = 0; symbol < sections[index].sh_size / sizeof *symbols; ++symbol) {
            const std::string name = names + symbols[symbol].st_name;
            if (!name.starts_with("_ZGV") || name.find("9poolscope") == std::string::npos || ELF64_ST_TYPE(symbols[symbol].st_info) == STT_TLS)
                continue;
            ++guards;
            if (*reinterpret_cast<const volatile char *>(load_address() + symbols[symbol].st_value) != 0)
                continue;
            int status = 0;
            const std::unique_ptr<char, decltype(&std::free)> readable(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
            say(readable ? readable.get() : name);
        }
    }
    say(guards > 10 ? "many looked at" : "not looked at");
    return run(argc, argv, [] { // what the engine has, so that it is all here
        auto [one, other] = pipe();
        Queue<Connection> connections;
        connections.put(one);
        (void)connections.get();
        ProcessPoolExecutor executor(1);
        say(fmt::format("{}", executor.submit(square, 3).result()));
    });
}
