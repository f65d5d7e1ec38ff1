// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the observer's knowledge of processes comes from: the kernel (ProcProcessSource), or a fake in tests. A process that
// is gone is ErrorCode::not_found, one that we may not look at is ErrorCode::permission; both are facts, not failures.
// A source belongs to one thread. Calls that take a ProcessKey never answer about another process that got the same pid.

#include "engine/core/base/error.h"
#include "engine/core/posix/memory_parts.h"
#include "engine/scope/observe/kernel/access.h"
#include "engine/scope/observe/kernel/activity.h"
#include "engine/scope/observe/kernel/descriptor.h"
#include "engine/scope/observe/kernel/file_lock.h"
#include "engine/scope/observe/kernel/inet_socket.h"
#include "engine/scope/observe/kernel/mapping.h"
#include "engine/scope/observe/kernel/peek.h"
#include "engine/scope/observe/kernel/process_stat.h"
#include "engine/scope/observe/kernel/thread_state.h"
#include "engine/scope/observe/kernel/unix_socket.h"

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace poolscope::observe {

using posix::MemoryParts;

// How often it called read() and write() and their like, whatever for (proc(5), io).
struct TransferCalls {
    std::uint64_t reads = 0, writes = 0;
};

class ProcessSource {
public:
    virtual ~ProcessSource() = default;

    // Every process that can be seen now.
    virtual Result<std::vector<pid_t>> pids() = 0;
    virtual Result<ProcessStat> stat(pid_t pid) = 0;
    // NUL behind each word; empty for a kernel thread and for a zombie.
    virtual Result<std::string> command_line(ProcessKey process) = 0;
    // The effective user; for a program that may not be dumped (proc(5)) it is root.
    virtual Result<uid_t> owner(ProcessKey process) = 0;

    // How far it may be looked into, and why not further.
    virtual Result<Access> access(ProcessKey process);
    // A number that differs whenever a thread of the process was given a CPU in between, so that equal numbers mean that nothing
    // it does itself has changed. `threads` is how many it has.
    virtual Result<std::uint64_t> activity(ProcessKey process, int threads);
    // Of each of its threads.
    virtual Result<std::map<pid_t, ThreadTurns>> turns(ProcessKey process);
    // For how long a thread has not run; unsupported when that is less than shortest_rest_ns, or not known.
    virtual Result<std::int64_t> rest_ns(ProcessKey process, pid_t thread);

    // Whether the exit code that a zombie's stat shows is true: to those who may not know it shows 0 (proc(5)).
    virtual bool is_exit_visible(ProcessKey process);

    // What follows needs the right to look into the process (ptrace(2), PTRACE_MODE_READ, which is given for one's own). A source
    // that cannot answer says unsupported.

    virtual Result<std::vector<Descriptor>> descriptors(ProcessKey process);
    // `call` is left out where we may not know it, and `wait_channel` where the call is known.
    virtual Result<std::vector<ThreadState>> threads(ProcessKey process);
    // The kernel's function in which a thread sleeps; empty when it runs, and when we may not know.
    virtual Result<std::string> wait_channel(ProcessKey process, pid_t thread);
    virtual Result<std::vector<Mapping>> mappings(ProcessKey process);
    // Those that are shared and writable, whoever else has them: most processes have none, which costs less to ask than all.
    virtual Result<std::vector<Mapping>> shared_mappings(ProcessKey process);
    // How many bytes were there to be read; needs PTRACE_MODE_ATTACH.
    virtual Result<std::size_t> read_memory(ProcessKey process, std::uint64_t address, void *into, std::size_t size);
    virtual Result<PipeFill> fill(ProcessKey process, int descriptor);
    virtual Result<Peeked> peek(ProcessKey process, int descriptor);
    virtual Result<std::vector<UnixSocket>> unix_sockets();
    // unsupported for one that is no TCP or UDP socket.
    virtual Result<InetSocket> inet_socket(ProcessKey process, std::uint64_t inode);
    // All of the machine that may be seen, and who waits for them; and those that belong to an open file of a process.
    virtual Result<std::vector<FileLock>> file_locks();
    virtual Result<std::vector<FileLock>> file_locks(ProcessKey process, int descriptor);
    virtual Result<MemoryParts> memory_parts(ProcessKey process);
    virtual Result<TransferCalls> transfer_calls(ProcessKey process);
    // How many it has open.
    virtual Result<std::int64_t> descriptor_count(ProcessKey process);

    Result<ProcessStat> stat(ProcessKey process);
    // stat() of every process; those that vanish meanwhile are left out.
    virtual Result<std::vector<ProcessStat>> all();

protected:
    static Failure gone(pid_t pid);
};

} // namespace poolscope::observe
