// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/shortcut_list.h"

#include "ui/controls/item_views.h"
#include "ui/controls/show_beside.h"
#include "ui/main_window/actions.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace poolscope::ui {

ShortcutList::ShortcutList(const QList<QAction *> &actions, QWidget *window) : QDialog(window) {
    setObjectName(QStringLiteral("shortcut-list"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *model = new QStandardItemModel(0, 2, this);
    model->setHorizontalHeaderLabels({tr("What"), tr("Keys")});
    const auto addRow = [model](const QString &what, const QString &keys) {
        model->appendRow({new QStandardItem(what), new QStandardItem(keys)});
    };
    for (const QAction *action : actions)
        if (!action->shortcut().isEmpty())
            addRow(plainText(*action), QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
    addRow(tr("Time line: event by event"), QStringLiteral("← →"));
    addRow(tr("Time line: a twentieth of the run"), tr("Page Up, Page Down"));
    addRow(tr("Timeline: zoom in, zoom out, earlier, later, everything"), QStringLiteral("W S A D F"));
    addRow(tr("Timeline: event by event"), QStringLiteral(", ."));
    addRow(tr("Timeline: choose a lane, forget the measured stretch"), QStringLiteral("↑ ↓ Esc"));
    addRow(tr("Timeline: the wait before or after, and who held it up"), QStringLiteral("[ ]"));
    addRow(tr("Topology: from card to card, nearer, farther, everything, select nothing"), QStringLiteral("← → ↑ ↓ + - F Esc"));
    addRow(tr("Plots: zoom in, zoom out, earlier, later, everything"), QStringLiteral("W S A D F"));
    addRow(tr("Latencies: from bar to bar, to the next histogram"), QStringLiteral("← → ↑ ↓"));
    addRow(tr("Tasks: cancel the task, try it again"), QKeySequence::listToString({QKeySequence(QKeySequence::Delete), QKeySequence(Qt::CTRL | Qt::Key_R)}, QKeySequence::NativeText));
    addRow(tr("Filters: what can be written here, take the first of it, keep what is written"), tr("↓ Tab Enter"));
    addRow(tr("Lists: copy the row"), QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
    addRow(tr("Lists: what can be done with the row"), tr("Menu key"));
    auto *view = new QTableView;
    view->setAccessibleName(windowTitle());
    view->setModel(model);
    setUpTable(*view);
    setColumnWidths(*view->horizontalHeader(), {34});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    resizeWithin(*this, window, {460, 560});
}

} // namespace poolscope::ui
