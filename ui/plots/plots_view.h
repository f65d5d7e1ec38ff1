// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The plots, one under the other over one time axis. Reads a PlotsModel when refresh() is called, at no other time; knows
// nothing of the session. Wheel or W/S zooms, drag or A/D pans, F fits, a click asks for the time cursor, a click on a name
// selects what it stands for. Hovering shows the values at that moment in the legends.

#include "ui/plots/plots_model.h"
#include "ui/theme/identities.h"
#include "ui/theme/theme_provider.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace poolscope::ui {

class PlotsView : public QCustomPlot {
    Q_OBJECT
public:
    // All of them outlive the view.
    PlotsView(const PlotsModel &model, Identities &identities, const ThemeProvider &themes, QWidget *parent = nullptr);

    // Reads the model again. Cheap when little was added.
    void refresh();

    bool isShown(Quantity quantity) const { return shown_[std::size_t(quantity)]; }
    void setShown(Quantity quantity, bool shown);
    // Keeps the newest moment at the right edge.
    bool isFollowing() const { return following_; }
    void setFollowing(bool following);
    // Over which rates are taken; nothing: as the model proposes.
    void setInterval(std::optional<std::int64_t> nanoseconds);
    std::int64_t intervalNs() const;

    // The session's time cursor; nothing while live.
    void setCursorTime(std::optional<std::int64_t> timeNs);
    // The line that stands out: a channel's id, or a process's packed key.
    void setHighlight(std::uint64_t id);

    std::pair<std::int64_t, std::int64_t> rangeNs() const;
    void setRangeNs(std::int64_t beginNs, std::int64_t endNs);
    void fit();

    // The moment whose values stand beside the names: where the mouse is, else the cursor's, else the newest.
    std::int64_t readoutTime() const;
    QString readoutOf(SeriesId series) const;

    // Also for paper: everything that is seen, without hover.
    void paintTo(QPaintDevice &device);
    void paintWith(QCPPainter &painter);

signals:
    void cursorRequested(qint64 timeNs);
    void rangeChanged(qint64 beginNs, qint64 endNs); // by the person
    void followingChanged(bool following);
    void channelActivated(quint64 channel);
    void processActivated(quint64 packedKey);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Trace {
        SeriesId series;
        QString name;
        std::uint64_t subject = 0;
        QColor color;
        QCPGraph *graph = nullptr;
        std::size_t taken = 0; // points of a StepSeries that the graph has
        int generation = 0;
    };
    struct Row {
        Quantity quantity;
        QCPAxisRect *rect = nullptr;
        std::vector<Trace> traces;
    };
    struct LegendEntry {
        QRectF where;
        SeriesId series;
        std::uint64_t subject;
    };

    void buildRows();
    void buildTraces(Row &row);
    void fillSteps(Trace &trace);
    void fillRates(Trace &trace);
    void applyTheme();
    void style(const Row &row, Trace &trace);
    void applyRange();
    void changeRange(double lower, double upper, bool byPerson);
    double secondsAt(double x) const;
    std::int64_t timeAt(double x) const;
    double pixelOf(std::int64_t timeNs) const;
    std::optional<std::int64_t> hoveredTime() const;
    void paintTitles(QPainter &painter, bool withValues);
    void paintEmpty(QPainter &painter);
    double endSeconds() const;

    const PlotsModel &model_;
    Identities &identities_;
    const ThemeProvider &themes_;
    std::vector<Row> rows_;
    std::array<bool, quantityCount> shown_{true, true, false, true, true, false, false};
    std::vector<LegendEntry> legend_;
    QCPRange range_{0, 1};
    bool following_ = true, fitted_ = true;
    std::optional<std::int64_t> interval_, cursor_;
    std::optional<double> hoverX_, dragFrom_;
    QCPRange dragRange_;
    bool dragged_ = false;
    std::uint64_t highlight_ = 0;
    std::int64_t originNs_ = 0;
};

} // namespace poolscope::ui
