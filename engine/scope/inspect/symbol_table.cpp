// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/symbol_table.h"

#include "engine/scope/observe/kernel/proc_file.h"

#include <algorithm>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <memory>
#include <optional>
#include <string>

namespace poolscope::inspect {

namespace {

using ElfFile = std::unique_ptr<Elf, decltype([](Elf *elf) { elf_end(elf); })>;

// How far from the addresses in the file the process has it.
std::optional<std::uint64_t> shift_of(Elf *elf, const std::vector<observe::Mapping> &mappings, std::string_view path) {
    const auto first = std::find_if(mappings.begin(), mappings.end(), [&](const observe::Mapping &mapping) { return mapping.path == path && mapping.offset == 0; });
    std::size_t parts = 0;
    if (first == mappings.end() || elf_getphdrnum(elf, &parts) != 0)
        return std::nullopt;
    for (std::size_t index = 0; index < parts; ++index) {
        GElf_Phdr part;
        if (gelf_getphdr(elf, static_cast<int>(index), &part) != nullptr && part.p_type == PT_LOAD && part.p_offset == 0)
            return first->begin - part.p_vaddr;
    }
    return std::nullopt;
}

void find_in_section(Elf *elf, Elf_Scn *section, const GElf_Shdr &head, std::uint64_t shift, std::span<const std::string_view> names,
                     std::vector<std::uint64_t> &addresses) {
    Elf_Data *data = elf_getdata(section, nullptr);
    if (data == nullptr || head.sh_entsize == 0)
        return;
    const auto count = static_cast<int>(head.sh_size / head.sh_entsize);
    GElf_Sym symbol;
    for (int index = 0; index < count && gelf_getsym(data, index, &symbol) != nullptr; ++index) {
        if (symbol.st_shndx == SHN_UNDEF)
            continue;
        const char *name = elf_strptr(elf, head.sh_link, symbol.st_name);
        const auto wanted = name != nullptr ? std::find(names.begin(), names.end(), name) : names.end();
        if (wanted != names.end())
            addresses[static_cast<std::size_t>(wanted - names.begin())] = symbol.st_value + shift;
    }
}

} // namespace

Result<std::vector<std::uint64_t>> addresses_of(std::span<const std::string_view> names, ProcessKey process,
                                                const std::vector<observe::Mapping> &mappings, std::string_view path) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, observe::open_process_folder(process));
    const std::string inside = "root" + std::string(path);
    const UniqueFd file(::openat(folder.get(), inside.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file)
        return observe::proc_failure("open", std::string(path));
    elf_version(EV_CURRENT);
    const ElfFile elf(elf_begin(file.get(), ELF_C_READ_MMAP, nullptr));
    const auto shift = elf ? shift_of(elf.get(), mappings, path) : std::nullopt;
    if (!shift)
        return failure(ErrorCode::malformed, "read symbols", std::string(path));
    std::vector<std::uint64_t> addresses(names.size());
    for (Elf_Scn *section = elf_nextscn(elf.get(), nullptr); section != nullptr; section = elf_nextscn(elf.get(), section)) {
        GElf_Shdr head;
        if (gelf_getshdr(section, &head) != nullptr && (head.sh_type == SHT_DYNSYM || head.sh_type == SHT_SYMTAB))
            find_in_section(elf.get(), section, head, *shift, names, addresses);
    }
    return addresses;
}

} // namespace poolscope::inspect
