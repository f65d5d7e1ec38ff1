// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Plots view as the window hosts it: a bar, the plots over time, the histograms of latencies, and tables of the same values. Follows the session; replots at
// most ten times a second, and only while it is seen. GUI thread.

#include "ui/plots/latency_model.h"
#include "ui/plots/plots_model.h"

#include <QTimer>
#include <QWidget>

class QTableView;
class QToolButton;

namespace poolscope::ui {

class ExportButton;
class LatencyView;
class PanelBar;
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
    const LatencyModel &latencies() const { return latencies_; }
    LatencyView *latencyView() const { return latencyView_; }
    void showStretch(qint64 fromNs, qint64 toNs);
    // Latencies of that range only, with a chip that takes it back; two zeros: of all of the session.
    void countRange(qint64 fromNs, qint64 toNs);
    // Values of every line over time, one row an interval.
    QByteArray csv() const;
    // How many tasks and messages took how long, one row a bucket.
    QByteArray latencyCsv() const;
    // Everything that is seen, for paper.
    void paintTo(QPaintDevice &device);
    QSize exportSize() const;

signals:
    // A sentence for the status bar.
    void notice(const QString &sentence);
    // Why something could not be done, and what to do.
    void failed(const QString &sentence);
    // The person looks at that stretch of time now.
    void stretchChosen(qint64 fromNs, qint64 toNs);
    // The chip of the range was removed.
    void rangeRemoved();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeBar();
    void makeShown(PanelBar &bar);
    void makeTables();
    void makeExports(ExportButton &exporting);
    void showLatencies();
    void schedule();
    void refresh();
    void showMoment();

    Session &session_;
    PlotsModel model_;
    PlotsView *view_;
    PlotTableModel *table_;
    QTableView *tableView_;
    LatencyModel latencies_;
    LatencyView *latencyView_;
    QTableView *latencyTable_;
    QToolButton *follow_ = nullptr, *rangeChip_ = nullptr;
    std::pair<std::int64_t, std::int64_t> countedNs_; // zeros: all
    QTimer timer_;
};

} // namespace poolscope::ui
