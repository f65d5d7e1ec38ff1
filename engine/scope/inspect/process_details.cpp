// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/process_details.h"

#include "engine/core/base/command_line.h"
#include "engine/scope/observe/kernel/proc_file.h"
#include "engine/scope/observe/program/program_root.h"
#include "engine/scope/observe/snapshot/snapshot.h"

#include <algorithm>
#include <climits>
#include <map>
#include <unistd.h>

namespace poolscope::inspect {

namespace {

std::string target_of(int folder, const char *link) {
    char text[PATH_MAX];
    const ssize_t size = ::readlinkat(folder, link, text, sizeof text);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string content_of(int folder, const char *file) {
    return observe::read_file(folder, file, std::size_t{1} << 20).value_or(std::string());
}

std::vector<std::pair<std::string, std::string>> variables_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> variables;
    for (const std::string_view word : words_of(text))
        if (const std::size_t equals = word.find('='); equals != word.npos)
            variables.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    std::sort(variables.begin(), variables.end());
    return variables;
}

std::vector<MappedFile> files_of(const std::vector<observe::Mapping> &mappings) {
    std::map<std::pair<std::string, bool>, MappedFile> files;
    for (const observe::Mapping &mapping : mappings) {
        MappedFile &file = files[{mapping.path, mapping.is_shared}];
        file.path = mapping.path;
        file.size += static_cast<std::int64_t>(mapping.size());
        file.is_shared = mapping.is_shared;
        file.is_writable = file.is_writable || mapping.is_writable;
    }
    std::vector<MappedFile> sorted;
    for (auto &[key, file] : files)
        sorted.push_back(std::move(file));
    std::stable_sort(sorted.begin(), sorted.end(), [](const MappedFile &a, const MappedFile &b) { return a.size > b.size; });
    return sorted;
}

// Those of one object are held by others, too; a file with a name is only opened by others.
bool joins_processes(observe::DescriptorKind kind) {
    using enum observe::DescriptorKind;
    return kind == pipe || kind == fifo || kind == socket || kind == eventfd;
}

void add_descriptors_and_feeders(ProcessDetails &details, observe::ProcessSource &source) {
    const auto root = observe::program_root(source, details.process);
    observe::SnapshotTaker taker(source);
    const auto snapshot = taker.take(root.value_or(details.process), std::span(&details.process, 1), observe::Extent::tree, 0);
    const observe::ProcessView *own = snapshot ? snapshot->process(details.process) : nullptr;
    if (own == nullptr)
        return;
    details.feeders = feeders_of(source, *snapshot, recognise(*snapshot), *own);
    for (const observe::Descriptor &descriptor : own->descriptors) {
        DescriptorDetails &found = details.descriptors.emplace_back(DescriptorDetails{descriptor, snapshot->is_inherited(*own, descriptor.number), {}});
        if (!joins_processes(descriptor.kind))
            continue;
        const observe::ObjectKey object = object_key(descriptor);
        for (const observe::ProcessView &other : snapshot->processes)
            if (other.stat.key != details.process &&
                std::any_of(other.descriptors.begin(), other.descriptors.end(), [&](const auto &each) { return object_key(each) == object; }))
                found.also_held_by.push_back(other.stat.key);
    }
}

void add_limits(ProcessDetails &details, int folder, std::int64_t address_space) {
    details.limits = control_group_limits(content_of(folder, "cgroup"));
    for (Limit &limit : resource_limits(content_of(folder, "limits"))) {
        if (limit.kind == LimitKind::descriptors && details.access.insight != observe::Insight::nothing)
            limit.used = static_cast<std::int64_t>(details.descriptors.size());
        else if (limit.kind == LimitKind::address_space)
            limit.used = address_space;
        details.limits.push_back(std::move(limit));
    }
    const auto part = [](const Limit &limit) { return limit.used ? static_cast<double>(*limit.used) / static_cast<double>(std::max<std::int64_t>(limit.maximum, 1)) : -1.0; };
    std::stable_sort(details.limits.begin(), details.limits.end(), [&](const Limit &a, const Limit &b) { return part(a) > part(b); });
}

} // namespace

Result<ProcessDetails> inspect(observe::ProcessSource &source, ProcessKey process) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, observe::open_process_folder(process));
    ProcessDetails details;
    details.process = process;
    POOLSCOPE_ASSIGN(details.access, source.access(process));
    details.program = target_of(folder.get(), "exe");
    details.folder = target_of(folder.get(), "cwd");
    details.command_line = content_of(folder.get(), "cmdline");
    details.environment = variables_of(content_of(folder.get(), "environ"));
    details.threads = threads_of(source, process);
    add_descriptors_and_feeders(details, source);
    details.mappings = files_of(source.mappings(process).value_or(std::vector<observe::Mapping>()));
    std::int64_t address_space = 0;
    for (const MappedFile &file : details.mappings)
        address_space += file.size;
    add_limits(details, folder.get(), address_space);
    return details;
}

} // namespace poolscope::inspect
