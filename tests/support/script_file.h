// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A script in a file of its own, which goes with the value.

#include <QTemporaryFile>

#include <string>

class ScriptFile {
public:
    ScriptFile() = default;
    explicit ScriptFile(const std::string &text) { write(text); }

    // In place of what it said before. Its path; empty when that cannot be.
    std::string write(const std::string &text) {
        if (!file_.isOpen() && !file_.open())
            return {};
        file_.resize(0);
        file_.seek(0);
        file_.write(text.c_str());
        return file_.flush() ? path() : std::string();
    }
    std::string path() const { return file_.fileName().toStdString(); }

private:
    QTemporaryFile file_;
};
