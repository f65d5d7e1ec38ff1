// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Timeline view as the window hosts it: the filter of tasks, a bar, the canvas, what the selected stretch or wait says,
// and the same as a table. Follows the session at most thirty times a second, and only while it is seen. GUI thread.

#include "ui/filter/filter_bar.h"
#include "ui/theme/theme_provider.h"
#include "ui/timeline/arrow_series.h"
#include "ui/timeline/lane_series.h"
#include "ui/timeline/timeline_model.h"

#include <QLabel>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTimer>
#include <QWidget>

namespace poolscope::ui {

class PanelBar;
class Session;
class TimelineView;

class TimelinePanel : public QWidget {
    Q_OBJECT
public:
    TimelinePanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    TimelineView &view() { return *view_; }
    TimelineModel &model() { return model_; }
    const LaneSeries &lanes() const { return lanes_; }
    FilterBar &filterBar() { return *filter_; }
    QString sentence() const { return sentence_->text(); }

signals:
    void notice(const QString &sentence);
    // Why something could not be done, and what to do.
    void failed(const QString &sentence);
    // The person looks at that stretch of time now.
    void stretchChosen(qint64 fromNs, qint64 toNs);
    // That range is selected, and what is counted is counted in it; two zeros: all of the session.
    void rangeChosen(qint64 fromNs, qint64 toNs);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeBar(PanelBar &bar);
    void makeTable(const ThemeProvider &themes);
    void takeEvents();
    void takeMessages();
    void setFilter(const query::Filter &filter);
    void judge();
    void schedule();
    void refresh();
    void showScroll();
    void showStretch();
    void showWait(int lane, const WaitSpan &wait);
    void step(int events);

    Session &session_;
    LaneSeries lanes_;
    ArrowSeries arrows_;
    TimelineModel model_;
    QSortFilterProxyModel sorted_;
    query::Filter accepted_;
    FilterBar *filter_;
    TimelineView *view_;
    QScrollBar *scroll_;
    QLabel *sentence_;
    QTableView *table_;
    std::size_t taken_ = 0, takenMessages_ = 0;
    std::vector<std::size_t> judged_;     // for each lane: how many of its tasks the filter was asked about
    std::vector<std::uint64_t> pending_; // messages that nobody has received yet
    QTimer timer_;
};

} // namespace poolscope::ui
