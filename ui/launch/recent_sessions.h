// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The recordings and scripts that were opened last, newest first, as the person's settings keep them.

#include <QString>
#include <QStringList>

namespace poolscope::ui {

class RecentSessions {
public:
    static constexpr int most = 8;

    // Those that still exist.
    QStringList paths() const;
    void add(const QString &path);
    void clear();
};

} // namespace poolscope::ui
