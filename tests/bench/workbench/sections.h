// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is measured; each in a process of its own, so that none stands in the memory of another.

#include <QString>

namespace poolscope::bench {

struct Section {
    const char *name;
    int (*run)(const QString &argument);
    const char *argument = ""; // unless the command line gives another
    bool is_part = false;      // started by another section only
};

int startSection(const QString &argument);
int firstFrameSection(const QString &argument); // told to startSection on stdout
int streamSection(const QString &seconds);
int idleSection(const QString &seconds);
int sessionSection(const QString &events);
int openedSessionSection(const QString &path);
int topologySection(const QString &nodes);
int treeSection(const QString &processes);
int timelineSection(const QString &tasks);

} // namespace poolscope::bench
