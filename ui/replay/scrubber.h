// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The time line of the whole run: how much happened when, ticks for starts, ends and losses, and the cursor that all views
// share. Drag or click to go to a moment; ← and → go event by event, Page keys by a twentieth, Home to the start, End to
// live. GUI thread.

#include "ui/bridge/session.h"
#include "ui/replay/tick_series.h"
#include "ui/theme/theme_provider.h"

#include <QWidget>

namespace poolscope::ui {

class Scrubber : public QWidget {
    Q_OBJECT
public:
    Scrubber(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    // Where a moment is, and back.
    double xOf(std::int64_t timeNs) const;
    std::int64_t timeAt(double x) const;

    // In the order in which they were made.
    std::vector<Tick> bookmarks() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void stepBy(int events);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void goToX(double x);
    void tellAccessible();
    QRectF groove() const;
    std::int64_t spanNs() const;
    QColor colorOf(Tick::Kind kind) const;
    QString describe(std::int64_t timeNs) const;
    QString tipAt(double x) const;

    Session &session_;
    const ThemeProvider &themes_;
    TickSeries ticks_;
};

} // namespace poolscope::ui
