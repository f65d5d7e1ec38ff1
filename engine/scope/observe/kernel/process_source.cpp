// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/process_source.h"

#include <fmt/format.h>

namespace poolscope::observe {

namespace {
Failure cannot(const char *what) {
    return failure(ErrorCode::unsupported, "look at a process", what);
}
} // namespace

Result<Access> ProcessSource::access(ProcessKey) {
    return cannot("rights");
}
Result<std::uint64_t> ProcessSource::activity(ProcessKey, int) {
    return cannot("activity");
}

Result<std::map<pid_t, ThreadTurns>> ProcessSource::turns(ProcessKey) {
    return cannot("turns");
}

Result<std::int64_t> ProcessSource::rest_ns(ProcessKey, pid_t) {
    return cannot("rest");
}
bool ProcessSource::is_exit_visible(ProcessKey) {
    return false;
}

Result<std::vector<Descriptor>> ProcessSource::descriptors(ProcessKey) {
    return cannot("descriptors");
}
Result<std::vector<ThreadState>> ProcessSource::threads(ProcessKey) {
    return cannot("threads");
}
Result<std::string> ProcessSource::wait_channel(ProcessKey, pid_t) {
    return cannot("wait channels");
}
Result<std::vector<Mapping>> ProcessSource::mappings(ProcessKey) {
    return cannot("mappings");
}
Result<std::vector<Mapping>> ProcessSource::shared_mappings(ProcessKey process) {
    POOLSCOPE_ASSIGN(auto all, mappings(process));
    std::erase_if(all, [](const Mapping &mapping) { return !mapping.is_shared || !mapping.is_writable; });
    return all;
}
Result<std::size_t> ProcessSource::read_memory(ProcessKey, std::uint64_t, void *, std::size_t) {
    return cannot("memory");
}
Result<PipeFill> ProcessSource::fill(ProcessKey, int) {
    return cannot("pipes");
}
Result<Peeked> ProcessSource::peek(ProcessKey, int) {
    return cannot("pipes");
}
Result<std::vector<UnixSocket>> ProcessSource::unix_sockets() {
    return cannot("sockets");
}
Result<InetSocket> ProcessSource::inet_socket(ProcessKey, std::uint64_t) {
    return cannot("inet_socket");
}

Result<std::vector<FileLock>> ProcessSource::file_locks() {
    return cannot("file locks");
}
Result<std::vector<FileLock>> ProcessSource::file_locks(ProcessKey, int) {
    return cannot("file locks");
}

Result<MemoryParts> ProcessSource::memory_parts(ProcessKey) {
    return cannot("shared memory");
}

Result<TransferCalls> ProcessSource::transfer_calls(ProcessKey) {
    return cannot("transfer calls");
}
Result<std::int64_t> ProcessSource::descriptor_count(ProcessKey) {
    return cannot("descriptors");
}

Result<ProcessStat> ProcessSource::stat(ProcessKey process) {
    auto found = stat(process.pid);
    if (found && found->key != process)
        return gone(process.pid);
    return found;
}

Result<std::vector<ProcessStat>> ProcessSource::all() {
    POOLSCOPE_ASSIGN(const auto present, pids());
    std::vector<ProcessStat> stats;
    stats.reserve(present.size());
    for (const pid_t pid : present)
        if (auto found = stat(pid))
            stats.push_back(std::move(*found));
    return stats;
}

Failure ProcessSource::gone(pid_t pid) {
    return failure(ErrorCode::not_found, "look at a process", fmt::format("process {} has ended", pid));
}

} // namespace poolscope::observe
