// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Topology view as the window hosts it: a bar, the canvas, and a table of the same. Follows the session at most thirty times a second, and
// only while it is seen. GUI thread.

#include "ui/bridge/selection.h"
#include "ui/topology/edge_table_model.h"
#include "ui/topology/topology_model.h"

#include <QSortFilterProxyModel>
#include <QTimer>
#include <QWidget>

#include <span>

class QTableView;

namespace poolscope::ui {

class Session;
class ThemeProvider;
class TopologyView;

class TopologyPanel : public QWidget {
    Q_OBJECT
public:
    TopologyPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    const TopologyModel &model() const { return model_; }
    TopologyView *view() const { return view_; }

signals:
    // A sentence for the status bar.
    void notice(const QString &sentence);
    // Why something could not be done, and what to do.
    void failed(const QString &sentence);
    // The person wants to do something with what is there.
    void menuRequested(const poolscope::ui::Selected &item, const QPoint &globalPosition);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeBar();
    void makeTable(const ThemeProvider &themes);
    void forget();
    void animateNewest(std::span<const Event> events);
    void takeChanges(const state::Changes &changes);
    void showMoment();
    void schedule();
    void refresh();
    void animate(const Event &event);
    void showSelection();

    Session &session_;
    TrafficSeries traffic_, past_; // of the whole session; of the second before a cursor that stands still
    TopologyModel model_;
    TopologyView *view_;
    EdgeTableModel edges_;
    QSortFilterProxyModel sortedEdges_;
    QTableView *table_;
    std::size_t lastCursor_ = 0;
    std::size_t shownUses_ = 0; // of those in traffic_
    state::Changes changes_;
    bool allChanged_ = true;
    QTimer timer_;
};

} // namespace poolscope::ui
