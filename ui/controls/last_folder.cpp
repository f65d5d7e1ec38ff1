// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/last_folder.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace poolscope::ui {

void beginInLastFolder(QFileDialog &dialog) {
    const QString key = QStringLiteral("last-folder");
    if (const QString folder = QSettings().value(key).toString(); !folder.isEmpty() && QFileInfo(folder).isDir())
        dialog.setDirectory(folder);
    QObject::connect(&dialog, &QFileDialog::fileSelected, &dialog, [key](const QString &path) { QSettings().setValue(key, QFileInfo(path).absolutePath()); });
}

} // namespace poolscope::ui
