// SPDX-License-Identifier: Apache-2.0
#pragma once

// POSIX semaphores that a process has mapped, and CPython's SemLock objects for them, found in its memory: they alone know a
// lock's kind, its name and who holds it. Layout of the object seen in CPython 3.6 to 3.13, of the semaphore in glibc 2.21 on.

#include "engine/scope/observe/kernel/process_source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::observe {

// Where a process has a semaphore.
struct MappedSemaphore {
    FileId file; // the same in every process; a name is not: glibc shows a temporary one
    std::uint64_t address = 0;
};

struct SemaphoreValue {
    std::uint32_t value = 0;
    std::uint32_t waiters = 0; // stays too high after a waiter was killed
};

struct SemLock {
    FileId file;
    std::uint64_t object = 0; // its address
    bool is_recursive = false;
    int maximum = 0;
    int count = 0;            // acquired minus released by this process; above 0 with maximum 1: it holds the lock
    std::uint64_t last_thread = 0; // pthread_t of the last that acquired it
    std::string name;         // "/mp-…"; empty under fork
};

std::vector<MappedSemaphore> mapped_semaphores(const std::vector<Mapping> &mappings);
Result<SemaphoreValue> read_semaphore(ProcessSource &source, ProcessKey process, std::uint64_t address);

// Searches the process's private memory, some 2 GB/s; at most `limit_bytes` of it, small pieces first.
Result<std::vector<SemLock>> find_sem_locks(ProcessSource &source, ProcessKey process, const std::vector<Mapping> &mappings,
                                            std::uint64_t limit_bytes = std::uint64_t{512} << 20);
// The same objects read again; those that are gone are left out.
std::vector<SemLock> read_sem_locks(ProcessSource &source, ProcessKey process, const std::vector<SemLock> &known,
                                    const std::vector<MappedSemaphore> &semaphores);

} // namespace poolscope::observe
