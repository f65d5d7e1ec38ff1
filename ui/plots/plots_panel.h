// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Plots view as the window hosts it: a bar, the plots, and the table of the same values. Follows the session; replots at
// most ten times a second, and only while it is seen. GUI thread.

#include "ui/plots/plots_model.h"

#include <QTimer>
#include <QWidget>

class QTableView;
class QToolButton;

namespace poolscope::ui {

class PlotTableModel;
class PlotsView;
class Session;
class ThemeProvider;

class PlotsPanel : public QWidget {
    Q_OBJECT
public:
    PlotsPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    const PlotsModel &model() const { return model_; }
    PlotsView *view() const { return view_; }
    PlotTableModel *table() const { return table_; }
    void showStretch(qint64 fromNs, qint64 toNs);
    // Values of every line over time, one row an interval.
    QByteArray csv() const;

signals:
    // A sentence for the status bar.
    void notice(const QString &sentence);
    // The person looks at that stretch of time now.
    void stretchChosen(qint64 fromNs, qint64 toNs);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeBar();
    void schedule();
    void refresh();
    void showMoment();

    Session &session_;
    PlotsModel model_;
    PlotsView *view_;
    PlotTableModel *table_;
    QTableView *tableView_;
    QToolButton *follow_ = nullptr;
    QTimer timer_;
};

} // namespace poolscope::ui
