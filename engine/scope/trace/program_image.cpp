// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/program_image.h"

#include "engine/core/base/unique_fd.h"
#include "engine/scope/observe/kernel/ia32_call.h"

#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <vector>

namespace poolscope::trace {

namespace {

constexpr int longest_chain = 4; // of scripts, as the kernel has it
constexpr std::size_t most_parts = 128;
constexpr std::size_t longest_notes = 64 * 1024;

#if defined(__x86_64__)
constexpr int native_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr int native_machine = EM_AARCH64;
#else
constexpr int native_machine = EM_NONE;
#endif

Result<std::string> find_program(const std::string &program) {
    if (program.find('/') != std::string::npos)
        return program;
    const char *path = std::getenv("PATH");
    std::string_view folders = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
    for (bool is_last = false; !is_last;) {
        const std::size_t end = folders.find(':');
        is_last = end == folders.npos;
        std::string candidate = std::string(folders.substr(0, end)) + "/" + program;
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
        folders.remove_prefix(is_last ? folders.size() : end + 1);
    }
    return failure(ErrorCode::not_found, "look at a program", program);
}

template <class T> bool read_at(int fd, std::uint64_t offset, T *into, std::size_t count = 1) {
    const std::size_t size = sizeof(T) * count;
    return ::pread(fd, into, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

bool notes_tell_of_engine(std::string_view notes) {
    while (notes.size() >= sizeof(Elf64_Nhdr)) {
        Elf64_Nhdr note;
        std::memcpy(&note, notes.data(), sizeof note);
        const std::size_t name = sizeof note, next = name + (note.n_namesz + 3u) / 4 * 4 + (note.n_descsz + 3u) / 4 * 4;
        if (note.n_namesz == sizeof "poolscope" && notes.substr(name).starts_with(std::string_view("poolscope", sizeof "poolscope")))
            return true;
        if (next > notes.size())
            return false;
        notes.remove_prefix(next);
    }
    return false;
}

void read_parts(int fd, const Elf64_Ehdr &head, ProgramImage &image) {
    std::vector<Elf64_Phdr> parts(std::min<std::size_t>(head.e_phnum, most_parts));
    if (head.e_phentsize != sizeof(Elf64_Phdr) || !read_at(fd, head.e_phoff, parts.data(), parts.size()))
        return;
    for (const Elf64_Phdr &part : parts) {
        if (part.p_type == PT_INTERP)
            image.is_dynamic = true;
        if (part.p_type != PT_NOTE || part.p_filesz > longest_notes)
            continue;
        std::string notes(part.p_filesz, '\0');
        if (read_at(fd, part.p_offset, notes.data(), notes.size()))
            image.has_engine = image.has_engine || notes_tell_of_engine(notes);
    }
}

std::string interpreter_of(std::string_view script) {
    script.remove_prefix(2);
    script = script.substr(0, script.find('\n'));
    script.remove_prefix(std::min(script.find_first_not_of(" \t"), script.size()));
    return std::string(script.substr(0, script.find_first_of(" \t")));
}

Result<ProgramImage> read_image(const std::string &path, int left) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return errno == ENOENT ? failure(ErrorCode::not_found, "look at a program", path) : os_failure("open", path);
    char begin[256];
    const ssize_t size = ::pread(fd.get(), begin, sizeof begin, 0);
    const std::string_view text(begin, size > 0 ? static_cast<std::size_t>(size) : 0);
    if (text.starts_with("#!") && left > 0) {
        auto interpreter = read_image(interpreter_of(text), left - 1);
        if (interpreter)
            interpreter->is_script = true;
        return interpreter;
    }
    if (!text.starts_with(ELFMAG))
        return failure(ErrorCode::malformed, "look at a program", path);
    ProgramImage image;
    image.path = path;
    struct stat status {};
    image.is_privileged = (::fstat(fd.get(), &status) == 0 && (status.st_mode & (S_ISUID | S_ISGID)) != 0) ||
                          ::fgetxattr(fd.get(), "security.capability", nullptr, 0) > 0;
    image.is_understood = observe::is_ia32_program(text);
    Elf64_Ehdr head;
    if (!read_at(fd.get(), 0, &head) || head.e_ident[EI_CLASS] != ELFCLASS64)
        return image;
    image.is_native = image.is_understood = head.e_machine == native_machine;
    read_parts(fd.get(), head, image);
    return image;
}

} // namespace

Result<ProgramImage> read_program_image(const std::string &program) {
    POOLSCOPE_ASSIGN(const std::string path, find_program(program));
    return read_image(path, longest_chain);
}

Result<ProgramImage> image_of(ProcessKey process) {
    return read_program_image(fmt::format("/proc/{}/exe", process.pid));
}

} // namespace poolscope::trace
