// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fields of a command on their way to JSON and back: a reader and a writer with the same functions, so that each command
// names its fields and their ranges once. Internal to command.cpp. Absent fields keep their default where nothing says that
// they are required; a present one must be right.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::host {

using Json = nlohmann::json;

enum class Presence : std::uint8_t { optional, required };

class FieldReader {
public:
    explicit FieldReader(const Json &json) : json_(json) {}

    // Words of a command line and paths are bytes on Linux, JSON's strings are not: what is not UTF-8 is {"hex": "…"}.
    Status text(const char *field, std::string &value, Presence presence = Presence::optional) const;
    // At least one, and the first is not empty.
    Status words(const char *field, std::vector<std::string> &value) const;
    Status variables(const char *field, std::map<std::string, std::string> &value) const;
    Status boolean(const char *field, bool &value) const;
    Status real(const char *field, double &value, double minimum, double maximum) const;
    template <class Integer>
    Status natural(const char *field, Integer &value, std::uint64_t minimum, std::uint64_t maximum, Presence presence = Presence::required) const {
        std::uint64_t read = static_cast<std::uint64_t>(value);
        const Status status = whole(field, read, minimum, maximum, presence);
        value = static_cast<Integer>(read);
        return status;
    }
    // One of the names, which stand in the order of the values.
    template <class Enum> Status choice(const char *field, Enum &value, std::span<const std::string_view> names) const {
        std::size_t index = static_cast<std::size_t>(value);
        const Status status = name(field, index, names);
        value = static_cast<Enum>(index);
        return status;
    }
    // "pid" and "start_ticks".
    Status process(ProcessKey &value) const;
    // At least one.
    Status processes(const char *field, std::vector<ProcessKey> &value) const;

private:
    const Json *find(const char *field) const;
    Status whole(const char *field, std::uint64_t &value, std::uint64_t minimum, std::uint64_t maximum, Presence presence) const;
    Status name(const char *field, std::size_t &index, std::span<const std::string_view> names) const;

    const Json &json_;
};

class FieldWriter {
public:
    explicit FieldWriter(Json &json) : json_(json) {}

    Status text(const char *field, const std::string &value, Presence = {});
    Status words(const char *field, const std::vector<std::string> &value);
    Status variables(const char *field, const std::map<std::string, std::string> &value);
    Status boolean(const char *field, bool value) { return set(field, value); }
    Status real(const char *field, double value, double, double) { return set(field, value); }
    template <class Integer> Status natural(const char *field, Integer value, std::uint64_t, std::uint64_t, Presence = {}) {
        return set(field, static_cast<std::uint64_t>(value));
    }
    template <class Enum> Status choice(const char *field, Enum value, std::span<const std::string_view> names) {
        return set(field, names[static_cast<std::size_t>(value)]);
    }
    Status process(const ProcessKey &value);
    Status processes(const char *field, const std::vector<ProcessKey> &value);

private:
    Status set(const char *field, Json value);

    Json &json_;
};

} // namespace poolscope::host
