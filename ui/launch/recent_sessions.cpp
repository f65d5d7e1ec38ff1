// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/recent_sessions.h"

#include <QFileInfo>
#include <QSettings>

namespace poolscope::ui {
namespace {

QString key() {
    return QStringLiteral("recent");
}

} // namespace

QStringList RecentSessions::paths() const {
    QStringList present;
    for (const QString &path : QSettings().value(key()).toStringList())
        if (QFileInfo::exists(path))
            present << path;
    return present;
}

void RecentSessions::add(const QString &path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList known = QSettings().value(key()).toStringList();
    known.removeAll(absolute);
    known.prepend(absolute);
    QSettings().setValue(key(), QStringList(known.mid(0, most)));
}

void RecentSessions::clear() {
    QSettings().remove(key());
}

} // namespace poolscope::ui
