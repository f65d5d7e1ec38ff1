// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The programs that run on the machine, to choose one and look at it. What cannot be looked into is shown with the reason and
// cannot be chosen. GUI thread.

#include "ui/bridge/program_lister.h"
#include "ui/bridge/session.h"
#include "ui/launch/program_model.h"
#include "ui/theme/theme_provider.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace poolscope::ui {

class AttachDialog : public QDialog {
    Q_OBJECT
public:
    AttachDialog(const QString &hostProgram, Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    ProgramModel &model() { return model_; }

signals:
    void chosen(const poolscope::ui::RunningProgram &program);

private:
    void showPrograms(const std::vector<RunningProgram> &programs);
    void attach();
    // The chosen row of the model, or −1.
    int chosenRow() const;

    ProgramLister lister_;
    ProgramModel model_;
    QSortFilterProxyModel filtered_;
    QLineEdit *filter_;
    QTableView *view_;
    QLabel *problem_;
    QPushButton *attach_;
};

} // namespace poolscope::ui
