// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A program that runs until it says that it is where it should be, about which `poolscope-cli why` is then asked.

#include "tests/scope/observe/running_program.h"

#include <QByteArray>
#include <QStringList>
#include <list>

namespace poolscope::diagnose {

struct Answer {
    int exit_code = -1;
    QStringList stuck;    // kinds of findings that say so
    QStringList troubles; // kinds of the others but information
    QStringList files;    // in which the stuck ones wait
    QByteArray words;
};

class AskedProgram {
public:
    AskedProgram(QString name, std::vector<std::string> command) : name_(std::move(name)), program_(std::move(command)) {}

    const QString &name() const { return name_; }
    // It printed "ready" within 90 s.
    bool is_ready() { return program_.next_line() == "ready"; }
    Answer ask() const;

private:
    QString name_;
    observe::RunningProgram program_;
};

// What was wrongly said of healthy programs, or that they did not get where they should; empty when all is well.
QStringList false_findings(std::list<AskedProgram> &programs);
// The Python programs in programs/<folder>: their paths.
QStringList programs_in(const QString &folder);

} // namespace poolscope::diagnose
