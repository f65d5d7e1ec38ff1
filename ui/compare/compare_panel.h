// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Compare view as the window hosts it: the newest runs of one program under the three start methods, side by side. Takes
// its facts from the session while a run is there; asks for runs that are missing. GUI thread.

#include "ui/compare/compare_model.h"
#include "ui/compare/method_table_model.h"
#include "ui/compare/other_session.h"
#include "ui/compare/session_facts_model.h"
#include "ui/theme/theme_provider.h"

#include <QList>
#include <QTimer>
#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace poolscope::ui {

class CompareView;
class Session;

class ComparePanel : public QWidget {
    Q_OBJECT
public:
    ComparePanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    const CompareModel &model() const { return model_; }
    CompareView *view() const { return view_; }
    const SessionFactsModel &facts() const { return facts_; }
    // The facts of this recording beside those of the open session, from when they are read.
    void compareWith(const QString &path);
    // How a program is called that has a better name than its command's; empty when it has none.
    void setNaming(std::function<QString(const std::vector<std::string> &command)> naming) { naming_ = std::move(naming); }

signals:
    // Run the same program again, that way.
    void runRequested(poolscope::StartMethod method);
    void notice(const QString &sentence);
    // Why something could not be done, and what to do.
    void failed(const QString &sentence);

private:
    void makeBar();
    void takeRun();
    void refresh();
    void runNext();
    void chooseOther();
    void takeSession();
    void showOther();
    QByteArray factsText(const QString &separator) const;

    Session &session_;
    std::function<QString(const std::vector<std::string> &)> naming_;
    CompareModel model_;
    MethodTableModel methods_{model_};
    SessionFactsModel facts_;
    OtherSession other_;
    CompareView *view_;
    QLabel *title_, *words_;
    QTableView *factsView_, *methodsView_;
    QTimer factsTimer_; // facts of a growing session are counted now and then
    QToolButton *runAll_ = nullptr, *withOther_ = nullptr;
    QList<StartMethod> waiting_; // to be run one after the other
    bool isOver_ = false;        // the run that the session shows
};

} // namespace poolscope::ui
