// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a look into one running process found, as the host reports it: where its threads are, its descriptors, the files in its
// memory, its limits and its environment. A value.

#include "engine/core/base/process_key.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace poolscope::ui {

struct StackFrame {
    QString function, file;
    int line = 0; // 0: not known
    bool isLibrary = false; // of Python's own
    bool operator==(const StackFrame &) const = default;
};

struct ThreadDetails {
    qint64 id = 0;
    QString name, call; // the system call in which it waits
    std::optional<QString> feeds; // a queue that it writes what was put there into a pipe for; empty: one of several
    bool isFeedGuessed = false;
    bool runs = false;
    bool hasGil = false;
    bool isWhole = true; // of the Python stack
    std::vector<StackFrame> python, native; // innermost first
};

struct DescriptorDetails {
    int number = -1;
    QString direction, target;
    bool isInherited = false;
    std::vector<ProcessKey> alsoHeldBy;
};

struct MappedFile {
    QString path;
    std::int64_t size = 0;
    bool isShared = false;
};

struct ProcessLimit {
    QString kind, group; // report.h has the words
    std::int64_t maximum = 0;
    std::optional<std::int64_t> used;
};

struct ProcessDetails {
    ProcessKey process;
    QString program, folder;
    bool isOpen = true; // false: we may not look inside
    std::vector<ThreadDetails> threads;
    QString unknownPython; // its version, when its stacks cannot be read
    std::vector<DescriptorDetails> descriptors;
    std::vector<MappedFile> mappings;
    std::vector<ProcessLimit> limits;
    std::vector<std::pair<QString, QString>> environment;
};

} // namespace poolscope::ui
