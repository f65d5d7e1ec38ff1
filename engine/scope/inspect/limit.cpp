// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/limit.h"

#include "engine/scope/observe/kernel/control_group.h"

#include <charconv>
#include <fstream>

namespace poolscope::inspect {

namespace {

using std::filesystem::path;

struct Controller {
    const char *name;
    LimitKind kind;
    const char *maximum[2], *used[2]; // files, of version 1 and 2
};
constexpr Controller controllers[] = {
    {"memory", LimitKind::memory, {"memory.limit_in_bytes", "memory.max"}, {"memory.usage_in_bytes", "memory.current"}},
    {"pids", LimitKind::processes, {"pids.max", "pids.max"}, {"pids.current", "pids.current"}},
    {"cpu", LimitKind::cpu, {"cpu.cfs_quota_us", "cpu.max"}, {nullptr, nullptr}},
};
constexpr std::int64_t no_limit = std::int64_t{1} << 60; // version 1 tells a number of about 2^63

struct ResourceLimit {
    std::string_view name;
    LimitKind kind;
};
constexpr ResourceLimit resources[] = {
    {"Max open files", LimitKind::descriptors},     {"Max processes", LimitKind::user_processes}, {"Max address space", LimitKind::address_space},
    {"Max file size", LimitKind::file_size}, {"Max cpu time", LimitKind::cpu_time},
};

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> number_in(const path &file, std::string *rest = nullptr) {
    std::ifstream stream(file);
    std::string word;
    if (!(stream >> word))
        return std::nullopt;
    if (rest != nullptr)
        stream >> *rest;
    return number(word); // "max" is none
}

std::optional<std::int64_t> maximum_of(const Controller &controller, int version, const path &folder) {
    std::string rest;
    const auto value = number_in(folder / controller.maximum[version - 1], &rest);
    if (!value || *value < 0 || *value >= no_limit)
        return std::nullopt;
    if (controller.kind != LimitKind::cpu)
        return value;
    const auto period = version == 1 ? number_in(folder / "cpu.cfs_period_us") : number(rest);
    return period && *period > 0 ? std::optional(*value * 1000 / *period) : std::nullopt;
}

} // namespace

std::string_view to_string(LimitKind kind) {
    constexpr std::string_view names[] = {"memory", "processes", "cpu", "descriptors", "user_processes", "address_space", "file_size", "cpu_time"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<Limit> control_group_limits(std::string_view proc_cgroup, const path &mount) {
    std::vector<Limit> limits;
    for (const Controller &controller : controllers) {
        const auto group = observe::control_group(proc_cgroup, controller.name, mount);
        if (!group)
            continue;
        std::optional<Limit> tightest;
        for (path name = group->name;; name = name.parent_path()) {
            const path folder = name.empty() ? group->mount : group->mount / name;
            const auto maximum = maximum_of(controller, group->version, folder);
            if (maximum && (!tightest || *maximum < tightest->maximum)) {
                const char *used = controller.used[group->version - 1];
                tightest = Limit{controller.kind, *maximum, used != nullptr ? number_in(folder / used) : std::nullopt, "/" + name.string()};
            }
            if (name.empty())
                break;
        }
        if (tightest)
            limits.push_back(*std::move(tightest));
    }
    return limits;
}

std::vector<Limit> resource_limits(std::string_view text) {
    std::vector<Limit> limits;
    for (const ResourceLimit &resource : resources) {
        const std::size_t at = text.find(resource.name);
        const std::size_t value = at == text.npos ? at : text.find_first_not_of(' ', at + resource.name.size());
        if (value == text.npos)
            continue;
        if (const auto maximum = number(text.substr(value))) // "unlimited" is none
            limits.push_back({resource.kind, *maximum, std::nullopt, {}});
    }
    return limits;
}

} // namespace poolscope::inspect
