// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/show_beside.h"

#include <QDialog>

namespace poolscope::ui {

void showBeside(QDialog *dialog) {
    const auto siblings = dialog->parent() ? dialog->parent()->findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly) : QList<QDialog *>();
    for (QDialog *earlier : siblings)
        if (earlier != dialog && earlier->isVisible() && earlier->windowTitle() == dialog->windowTitle()) {
            dialog->deleteLater();
            dialog = earlier;
            break;
        }
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace poolscope::ui
