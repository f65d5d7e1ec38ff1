// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/show_beside.h"

#include "ui/theme/metrics.h"

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

void resizeWithin(QDialog &dialog, const QWidget *window, const QSize &wanted) {
    dialog.resize(window ? wanted.boundedTo(window->size() - QSize(space(8), space(8))) : wanted);
}

} // namespace poolscope::ui
