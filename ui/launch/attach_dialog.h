// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The programs that run on the machine, to choose one and look at it; what cannot be looked into is shown with the reason and
// cannot be chosen. The other half launches a command, so that its messages are seen from the start. GUI thread.

#include "ui/bridge/program_lister.h"
#include "ui/bridge/run_request.h"
#include "ui/bridge/session.h"
#include "ui/controls/method_control.h"
#include "ui/launch/sought_programs_model.h"
#include "ui/theme/theme_provider.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

namespace poolscope::ui {

class AttachDialog : public QDialog {
    Q_OBJECT
public:
    AttachDialog(const QString &hostProgram, Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    ProgramModel &model() { return model_; }

signals:
    void chosen(const poolscope::ui::RunningProgram &program);
    void launchWanted(const poolscope::ui::RunRequest &request);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showPrograms(const std::vector<RunningProgram> &programs);
    QWidget *makeAttachHalf(Session &session, const ThemeProvider &themes);
    QWidget *makeLaunchHalf(const ThemeProvider &themes);
    bool isLaunching() const { return halves_->currentIndex() == 1; }
    void showHalf();
    void enable();
    void accepted();
    void attach();
    void launch();
    QString wayOfLaunch() const;
    // The chosen row of the model, or −1.
    int chosenRow() const;

    ProgramLister lister_;
    ProgramModel model_;
    SoughtProgramsModel filtered_{model_};
    QLineEdit *filter_;
    QTableView *view_;
    QLabel *problem_;
    QPushButton *attach_;
    QTabWidget *halves_;
    QLineEdit *command_;
    QToolButton *ownMethod_;
    MethodControl *method_;
};

} // namespace poolscope::ui
