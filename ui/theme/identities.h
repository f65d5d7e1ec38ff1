// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which hue a process or a function has: its place in the order in which the session first met it. One per session, shared
// by all views, so that a process looks the same everywhere. GUI thread.

#include "engine/core/base/process_key.h"

#include <QHash>
#include <QString>

namespace poolscope::ui {

class Identities {
public:
    // The place of that process or function, given at the first call. For Theme::identityColor.
    int ordinalOf(ProcessKey process) { return ordinalIn(processes_, quint64(process.packed())); }
    int ordinalOf(const QString &function) { return ordinalIn(functions_, function); }
    void clear() {
        processes_.clear();
        functions_.clear();
    }

private:
    template <class Key> static int ordinalIn(QHash<Key, int> &known, const Key &key) {
        const auto place = known.constFind(key);
        return place != known.cend() ? *place : *known.insert(key, int(known.size()));
    }
    QHash<quint64, int> processes_;
    QHash<QString, int> functions_;
};

} // namespace poolscope::ui
