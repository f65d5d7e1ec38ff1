// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How a session with a host was over, as a value that crosses from the I/O thread to the GUI thread.

#include <QMetaType>
#include <QString>

namespace poolscope::ui {

struct HostEnd {
    enum class Kind {
        saidBye,     // as it should
        notStarted,  // there is no such program, or it may not be run
        crashed,     // by a signal
        vanished,    // exited without saying so
        unreadable,  // what it said makes no sense, or is of another version
    };
    Kind kind = Kind::vanished;
    QString detail; // the reason it gave, the signal, its last words on standard error

    bool isFailure() const { return kind != Kind::saidBye; }
    // For people.
    QString sentence() const;
};

} // namespace poolscope::ui

Q_DECLARE_METATYPE(poolscope::ui::HostEnd)
