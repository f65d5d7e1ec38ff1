// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The window attached to a program that runs already, as a person does it.

#include "tests/ui/main_window/opened_window.h"

#include "ui/launch/attach_dialog.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTableView>

namespace poolscope::tests {

// For people who want to see what the test sees: POOLSCOPE_PICTURES names a folder.
inline void picture(QWidget &widget, const QString &name) {
    if (const QString folder = qEnvironmentVariable("POOLSCOPE_PICTURES"); !folder.isEmpty())
        widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

// The row of the program in the list, once it is there.
inline QModelIndex rowOf(QTableView *view, qint64 pid) {
    for (int row = 0; row < view->model()->rowCount(); ++row)
        if (view->model()->index(row, ui::ProgramModel::Pid).data().toString() == QString::number(pid))
            return view->model()->index(row, 0);
    return {};
}

// Two clicks: the row, and Attach.
inline bool attachTo(OpenedWindow &opened, qint64 pid) {
    opened.click("attach-door");
    auto *dialog = opened.find<ui::AttachDialog>("attach-dialog");
    if (!dialog)
        return false;
    QAbstractItemModelTester tester(&dialog->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto *view = dialog->findChild<QTableView *>("running-programs");
    if (!QTest::qWaitFor([&] { return rowOf(view, pid).isValid(); }, 60'000))
        return false;
    opened.clickRow(view, rowOf(view, pid));
    picture(*dialog, QStringLiteral("attach-dialog"));
    auto *attach = dialog->findChild<QPushButton *>("attach");
    if (!attach->isEnabled())
        return false;
    opened.click(attach);
    return true;
}

} // namespace poolscope::tests
