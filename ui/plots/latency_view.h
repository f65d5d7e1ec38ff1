// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The histograms of a LatencyModel side by side, over one logarithmic axis of time: bars, and lines where half, 90 % and 99 %
// lie. Hovering reads a bar; arrow keys go from bar to bar. Reads the model when refresh() is called. GUI thread.

#include "ui/controls/accessible_canvas.h"
#include "ui/plots/latency_model.h"
#include "ui/theme/theme_provider.h"

#include <QWidget>

#include <optional>

namespace poolscope::ui {

class LatencyView : public QWidget, public AccessibleCanvas {
    Q_OBJECT
public:
    LatencyView(const LatencyModel &model, const ThemeProvider &themes, QWidget *parent = nullptr);

    void refresh();
    // All of it, that far from the top: for paper.
    void paintBelow(QPainter &painter, int top);
    // What stands above the histogram: of all, or of the bar that is read.
    QString readoutOf(Latency latency) const;

    int itemCount() const override { return latencyCount; }
    QString itemName(int item) const override { return titleOf(Latency(item)); }
    QString itemDescription(int item) const override { return readoutOf(Latency(item)); }
    QRect itemRect(int item) const override { return frameOf(item); }
    int selectedItem() const override { return read_ ? int(read_->latency) : -1; }
    void activateItem(int) override {}

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Bar {
        Latency latency;
        int bucket;
        bool operator==(const Bar &) const = default;
    };

    QRect frameOf(int item) const;
    QRectF roomOf(int item) const;
    double bucketWidth(int item) const;
    void read(std::optional<Bar> bar);
    void paint(QPainter &painter);
    void paintHistogram(QPainter &painter, Latency latency);
    void paintAxis(QPainter &painter, const QRectF &room);
    void paintPercentiles(QPainter &painter, Latency latency, const QRectF &room);

    const LatencyModel &model_;
    const ThemeProvider &themes_;
    int firstBucket_ = 0, endBucket_ = 1; // of the axis, which all share
    std::optional<Bar> read_;
};

} // namespace poolscope::ui
