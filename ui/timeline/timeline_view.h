// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The canvas of the timeline: a ruler above, a lane for each process. Tasks are bars in the hue of their function, waits are
// hatched by their cause, messages are arrows or, when they are many, a matrix of senders and receivers. W S zoom, A D pan,
// [ ] tell of the wait before and after, Ctrl+wheel zooms at the pointer, a drag selects a stretch, F fits, a click selects. Reads the series when refresh() is
// called; draws only what the pixels can show. GUI thread.

#include "ui/controls/accessible_canvas.h"
#include "ui/theme/theme_provider.h"
#include "ui/timeline/arrow_series.h"
#include "ui/timeline/time_scale.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace poolscope::ui {

class Session;

struct TimeRange {
    std::int64_t fromNs = 0, toNs = 0;
    bool operator==(const TimeRange &) const = default;
};

class TimelineView : public QWidget, public AccessibleCanvas {
    Q_OBJECT
public:
    TimelineView(LaneSeries &lanes, const ArrowSeries &arrows, Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    // The series or the moment changed.
    void refresh();
    void forget();
    void fit();
    void zoomBy(double factor, double aroundPixel);
    void panBy(double pixels);
    void clearRange();
    // That stretch, as another view of the same session shows it.
    void showStretch(qint64 fromNs, qint64 toNs);

    void setArrowsShown(bool shown);
    // From top to bottom; scrolling moves them.
    int lanesHeight() const;
    int firstVisiblePixel() const { return scroll_; }
    void scrollTo(int pixel);

    TimeRange shownRange() const { return {scale_.fromNs < 0 ? 0 : scale_.timeAt(0), scale_.endNs()}; }
    const std::optional<TimeRange> &range() const { return range_; }
    // Where things are, in the widget's coordinates.
    QRectF laneRect(int lane) const;
    double xOf(std::int64_t timeNs) const { return gutter() + scale_.pixelOf(timeNs); }
    QRect lanesRect() const;

    int itemCount() const override { return int(lanes_.lanes().size()); }
    QString itemName(int item) const override;
    QString itemDescription(int item) const override;
    QRect itemRect(int item) const override { return laneRect(item).toAlignedRect(); }
    int selectedItem() const override { return selectedLane_; }
    void activateItem(int item) override;

    // Draws everything at that scale; for tests of speed as well.
    void paintTo(QPaintDevice &device);

signals:
    void taskActivated(poolscope::ObjectId task);
    void waitActivated(int lane, const poolscope::ui::WaitSpan &wait);
    void laneActivated(int lane);
    void momentChosen(qint64 timeNs);
    void stepWanted(int events);
    // The stretch that is seen, or the selected range within it, is another one.
    void stretchChanged();
    void stretchChosen(qint64 fromNs, qint64 toNs); // by the person
    void scrolled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Hit {
        int lane = -1;
        const TaskSpan *task = nullptr;
        const WaitSpan *wait = nullptr;
    };
    int gutter() const;
    Hit hitAt(const QPointF &position) const;
    void click(const QPointF &position);
    void choose(int lane);
    void stepWait(int direction);
    void invalidate();
    void keepWithin();
    std::int64_t nowNs() const;
    void paintLanes(QImage &image);
    void paintLane(QImage &image, int lane, const TimeScale &scale, int top);
    void paintLabels(QPainter &painter);
    void paintRuler(QPainter &painter);
    void paintGutter(QPainter &painter);
    void paintArrows(QPainter &painter);
    void paintMatrix(QPainter &painter);
    void paintOverlay(QPainter &painter);
    QRgb colorOf(TaskSpan &span);
    template <class Mark> void forMarks(Mark mark) const;
    std::int64_t arrowsFromNs() const;
    QString tipFor(const Hit &hit) const;

    LaneSeries &lanes_;
    const ArrowSeries &arrows_;
    Session &session_;
    const ThemeProvider &themes_;
    TimeScale scale_;
    QImage base_;
    std::vector<int> taskPixels_, waitPixels_; // of the lane that is being painted
    std::vector<QRgb> row_;
    std::optional<TimeRange> range_;
    std::optional<QPointF> dragFrom_;
    enum class Drag { none, range, pan, moment } drag_ = Drag::none;
    double panFromNs_ = 0;
    int scroll_ = 0;
    int selectedLane_ = -1;
    std::int64_t toldWaitNs_ = 0; // where the wait began that was told of last
    int lookups_ = 0; // of functions, while one picture is painted
    bool fitted_ = true, stale_ = true, arrowsShown_ = true, telling_ = false;
};

// How a cause of waiting is hatched; also for the legend.
enum class WaitCause { nothingThere, full, held, someonesEnd };
WaitCause causeOf(WaitKind kind);
bool isHatched(WaitCause cause, int x, int y);

} // namespace poolscope::ui
