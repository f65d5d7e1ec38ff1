// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/process_start.h"

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/wait_status.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <linux/futex.h>
#include <linux/sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __SANITIZE_THREAD__
// vfork(2) by the name under which ThreadSanitizer does not make a fork of it: the caller would not see what the child tells.
extern "C" [[gnu::returns_twice]] pid_t __vfork();
#endif

namespace poolscope::posix {

namespace {

Result<std::string> find_program(const std::string &program) {
    if (program.empty())
        return failure(ErrorCode::invalid_argument, "spawn", "no program given");
    if (program.find('/') != std::string::npos)
        return program;
    const char *path = std::getenv("PATH");
    std::string folders = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
    for (std::size_t begin = 0; begin <= folders.size();) {
        std::size_t end = folders.find(':', begin);
        if (end == std::string::npos)
            end = folders.size();
        std::string candidate = folders.substr(begin, end - begin);
        candidate += candidate.empty() ? "./" + program : "/" + program;
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
        begin = end + 1;
    }
    return failure(ErrorCode::not_found, "spawn", fmt::format("{} is not in PATH", program));
}

std::vector<char *> pointers_to(const std::vector<std::string> &words) {
    std::vector<char *> pointers;
    pointers.reserve(words.size() + 1);
    for (const std::string &word : words)
        pointers.push_back(const_cast<char *>(word.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

// Everything that the child needs, prepared before it exists: it shares the caller's memory and may only make system calls.
struct ChildPlan {
    const char *program;
    char *const *arguments;
    char *const *environment;
    const char *working_directory;
    const int *sources; // copies above all targets; source i becomes target i
    const int *targets;
    std::size_t count;
    const int *kept; // ascending, all at or above first_closed
    std::size_t kept_count;
    int first_closed;
    ProcessGroup process_group;
    int parent_death_signal;
    pid_t parent;
    volatile int error_number;
    const char *volatile failed_call;
};

[[noreturn, gnu::no_sanitize_thread]] void give_up(ChildPlan &plan, const char *call) {
    plan.error_number = errno;
    plan.failed_call = call;
    ::_exit(127);
}

// Async-signal-safe. `kept` ascends and lies at or above `first`.
[[gnu::no_sanitize_thread]] bool close_between(int first, const int *kept, std::size_t count) {
    unsigned next = static_cast<unsigned>(first);
    for (std::size_t index = 0; index < count; ++index) {
        const auto one = static_cast<unsigned>(kept[index]);
        if (one > next && ::close_range(next, one - 1, 0) != 0)
            return false;
        next = one + 1;
    }
    return ::close_range(next, UINT_MAX, 0) == 0;
}

std::vector<int> ascending(std::vector<int> fds, int first) {
    std::erase_if(fds, [first](int fd) { return fd < first; });
    std::sort(fds.begin(), fds.end());
    fds.erase(std::unique(fds.begin(), fds.end()), fds.end());
    return fds;
}

// Runs on the caller's memory while the caller's thread is held by vfork. What a sanitizer keeps a record of is asked of the
// kernel: it would be taken for the caller's.
[[noreturn, gnu::no_sanitize_thread]] void become_image(ChildPlan &plan) {
    constexpr std::uint64_t by_default[4] = {}; // the kernel's struct sigaction, with SIG_DFL
    for (int signal = 1; signal < NSIG; ++signal)
        ::syscall(SYS_rt_sigaction, signal, by_default, nullptr, sizeof(std::uint64_t));
    if (plan.parent_death_signal != 0) {
        if (::prctl(PR_SET_PDEATHSIG, plan.parent_death_signal) != 0)
            give_up(plan, "prctl");
        if (::getppid() != plan.parent) // it ended before the wish was heard
            ::_exit(127);
    }
    if (plan.process_group == ProcessGroup::own && ::setpgid(0, 0) != 0)
        give_up(plan, "setpgid");
    if (plan.process_group == ProcessGroup::own_session && ::setsid() < 0)
        give_up(plan, "setsid");
    if (plan.working_directory != nullptr && ::chdir(plan.working_directory) != 0)
        give_up(plan, "chdir");
    for (std::size_t index = 0; index < plan.count; ++index)
        if (::syscall(SYS_dup3, plan.sources[index], plan.targets[index], 0) < 0)
            give_up(plan, "dup3");
    for (std::size_t index = 0; index < plan.kept_count; ++index)
        if (::fcntl(plan.kept[index], F_SETFD, 0) != 0)
            give_up(plan, "fcntl");
    if (!close_between(plan.first_closed, plan.kept, plan.kept_count))
        give_up(plan, "close_range");
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    ::execve(plan.program, plan.arguments, plan.environment);
    give_up(plan, "execve");
}

[[gnu::no_sanitize_thread]] pid_t vfork_image(ChildPlan &plan) {
#ifdef __SANITIZE_THREAD__
    const pid_t pid = __vfork();
#else
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    const pid_t pid = ::vfork();
#pragma GCC diagnostic pop
#endif
    if (pid == 0)
        become_image(plan);
    return pid;
}

} // namespace

Result<pid_t> spawn(const SpawnRequest &request) {
    POOLSCOPE_ASSIGN(const std::string program, find_program(request.program));

    std::vector<int> wanted, targets;
    const auto want = [&](int source, int target) {
        if (source >= 0) {
            wanted.push_back(source);
            targets.push_back(target);
        }
    };
    want(request.standard_input, STDIN_FILENO);
    want(request.standard_output, STDOUT_FILENO);
    want(request.standard_error, STDERR_FILENO);
    const int first_closed = 3 + static_cast<int>(request.descriptors.size());
    for (std::size_t index = 0; index < request.descriptors.size(); ++index)
        want(request.descriptors[index], 3 + static_cast<int>(index));

    // Copies above every target, so that no dup2 in the child overwrites a source that is still needed.
    std::vector<UniqueFd> copies;
    std::vector<int> sources;
    for (const int source : wanted) {
        UniqueFd copy(::fcntl(source, F_DUPFD_CLOEXEC, first_closed));
        if (!copy)
            return os_failure("fcntl", fmt::format("F_DUPFD of descriptor {}", source));
        sources.push_back(copy.get());
        copies.push_back(std::move(copy));
    }

    const std::vector<int> kept = ascending(request.kept_descriptors, first_closed);
    const std::vector<char *> arguments = pointers_to(request.arguments);
    const std::vector<char *> environment =
        request.environment ? pointers_to(*request.environment) : std::vector<char *>{};
    ChildPlan plan{program.c_str(),
                   arguments.data(),
                   request.environment ? environment.data() : environ,
                   request.working_directory.empty() ? nullptr : request.working_directory.c_str(),
                   sources.data(),
                   targets.data(),
                   sources.size(),
                   kept.data(),
                   kept.size(),
                   first_closed,
                   request.process_group,
                   request.parent_death_signal,
                   ::getpid(),
                   0,
                   nullptr};
    // No handler of the caller may run in the child, on the caller's memory.
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid = vfork_image(plan);
    const int fork_error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (pid < 0) {
        errno = fork_error;
        return os_failure("vfork");
    }
    if (plan.error_number != 0) {
        reap_child(pid);
        const std::string detail = std::strcmp(plan.failed_call, "chdir") == 0 ? request.working_directory : program;
        if (plan.error_number == ENOENT)
            return failure(ErrorCode::not_found, plan.failed_call, detail);
        errno = plan.error_number;
        return os_failure(plan.failed_call, detail);
    }
    return pid;
}

Status close_all_except(std::vector<int> kept, int first) {
    kept = ascending(std::move(kept), first);
    if (!close_between(first, kept.data(), kept.size()))
        return os_failure("close_range");
    return {};
}

Result<pid_t> fork_process() {
    const pid_t pid = ::fork();
    if (pid < 0)
        return os_failure("fork");
    return pid;
}

Result<pid_t> fork_sibling(pid_t &told) {
    // glibc keeps the thread's id in its descriptor and had the kernel clear it there at exit: the same word is given to
    // the kernel again, so that the child's copy holds the child's id (prctl(2), PR_GET_TID_ADDRESS).
    int *thread_id_word = nullptr;
    if (::prctl(PR_GET_TID_ADDRESS, &thread_id_word) != 0 || thread_id_word == nullptr)
        return fork_process();
    // And it keeps the list of robust mutexes that a thread holds, which the kernel walks when the thread ends; a child
    // begins without one (set_robust_list(2)).
    robust_list_head *held = nullptr;
    std::size_t size = 0;
    ::syscall(SYS_get_robust_list, 0, &held, &size);
    const long pid = ::syscall(SYS_clone, CLONE_PARENT | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD,
                               nullptr, &told, thread_id_word, 0);
    if (pid < 0)
        return os_failure("clone", "CLONE_PARENT");
    if (pid == 0 && held != nullptr) {
        held->list.next = &held->list; // what the parent's thread holds is not the child's
        held->list_op_pending = nullptr;
        ::syscall(SYS_set_robust_list, held, size);
    }
    return static_cast<pid_t>(pid);
}

std::vector<std::string> other_threads() {
    std::vector<std::string> names;
    const std::string own = std::to_string(own_thread_id());
    DIR *folder = ::opendir("/proc/self/task");
    if (folder == nullptr)
        return names;
    while (const dirent *entry = ::readdir(folder)) {
        if (entry->d_name[0] == '.' || own == entry->d_name)
            continue;
        if (is_thread_over(std::atoi(entry->d_name)))
            continue;
        std::ifstream file(fmt::format("/proc/self/task/{}/comm", entry->d_name));
        std::string name;
        std::getline(file, name);
        names.push_back(fmt::format("{} (thread {})", name, entry->d_name));
    }
    ::closedir(folder);
    return names;
}

} // namespace poolscope::posix
