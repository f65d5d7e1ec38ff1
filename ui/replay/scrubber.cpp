// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/scrubber.h"

#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace poolscope::ui {
namespace {

constexpr double nearPixels = 4;
constexpr int sideMargin = space(2);

} // namespace

Scrubber::Scrubber(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), themes_(themes) {
    setObjectName(QStringLiteral("scrubber"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Time line of the run"));
    session_.feed(*this, [this](const Event &event) { ticks_.add(event); }, [this] { ticks_.clear(); });
    connect(&session_, &Session::grew, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::momentChanged, this, [this] {
        tellAccessible();
        update();
    });
    connect(&themes_, &ThemeProvider::changed, this, qOverload<>(&QWidget::update));
    tellAccessible();
}

QSize Scrubber::sizeHint() const {
    return {400, controlHeight};
}

QSize Scrubber::minimumSizeHint() const {
    return {120, controlHeight};
}

QRectF Scrubber::groove() const {
    return QRectF(sideMargin, space(1), width() - 2 * sideMargin, height() - 2 * space(1));
}

double Scrubber::xOf(std::int64_t timeNs) const {
    const QRectF line = groove();
    return line.left() + std::clamp(double(timeNs - session_.startNs()) / double(spanNs()), 0.0, 1.0) * line.width();
}

std::int64_t Scrubber::timeAt(double x) const {
    const QRectF line = groove();
    const double share = std::clamp((x - line.left()) / std::max(1.0, line.width()), 0.0, 1.0);
    return session_.startNs() + std::int64_t(share * double(spanNs()));
}

// The ticks of a recording that is being read are ahead of its history.
std::int64_t Scrubber::spanNs() const {
    const std::int64_t endNs = std::max(session_.history().last_time_ns(), ticks_.lastNs());
    return std::max<std::int64_t>(1, endNs - session_.startNs());
}

QColor Scrubber::colorOf(Tick::Kind kind) const {
    const Theme &theme = themes_.theme();
    switch (kind) {
    case Tick::Kind::started:
        return theme.color(Token::stateRunning);
    case Tick::Kind::ended:
        return theme.color(Token::stateIdle);
    case Tick::Kind::killed:
    case Tick::Kind::lost:
        return theme.color(Token::stateDead);
    case Tick::Kind::gap:
        return theme.color(Token::findingWarning);
    case Tick::Kind::bookmark:
        break;
    }
    return theme.color(Token::accent);
}

void Scrubber::paintEvent(QPaintEvent *) {
    const Theme &theme = themes_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF line = groove();
    painter.setPen(QPen(hasFocus() ? theme.color(Token::accent) : theme.color(Token::border), 1));
    painter.setBrush(theme.color(Token::surfaceSunken));
    painter.drawRoundedRect(line.adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    const state::History &history = session_.history();
    if (history.size() == 0)
        return;

    const double cursor = session_.isLive() ? line.right() : xOf(session_.shownNs());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(line.adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
    painter.setClipPath(clip);
    painter.fillRect(QRectF(line.topLeft(), QPointF(cursor, line.bottom())),
                     Theme::mixed(theme.color(Token::accent), theme.color(Token::surfaceSunken), 0.14));

    // How much happened, by square root so that quiet moments still show.
    const int columns = int(line.width());
    std::vector<double> heights(std::size_t(std::max(1, columns)), 0.0);
    for (std::size_t bin = 0; bin < TickSeries::binCount; ++bin)
        if (const std::uint32_t events = ticks_.eventsIn(bin)) {
            const double x = xOf(ticks_.startNs() + std::int64_t(bin) * ticks_.binNs()) - line.left();
            heights[std::min(heights.size() - 1, std::size_t(std::max(0.0, x)))] += events;
        }
    const double most = std::sqrt(*std::max_element(heights.begin(), heights.end()));
    const QColor quiet = Theme::mixed(theme.color(Token::textDim), theme.color(Token::surfaceSunken), 0.45);
    for (std::size_t column = 0; column < heights.size(); ++column)
        if (heights[column] > 0) {
            const double height = std::max(2.0, std::sqrt(heights[column]) / most * (line.height() - 8));
            painter.fillRect(QRectF(line.left() + double(column), line.bottom() - 1 - height, 1, height), quiet);
        }
    for (const Tick &tick : ticks_.ticks())
        painter.fillRect(QRectF(std::floor(xOf(tick.timeNs)), line.top() + 1, tick.kind == Tick::Kind::ended ? 1 : 2,
                                tick.kind == Tick::Kind::lost || tick.kind == Tick::Kind::gap ? line.height() : 6),
                         colorOf(tick.kind));
    painter.restore();

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(session_.isLive() ? theme.color(Token::stateRunning) : theme.color(Token::accent));
    painter.drawRoundedRect(QRectF(cursor - 1.5, 1, 3, height() - 2), 1.5, 1.5);
}

void Scrubber::goToX(double x) {
    if (session_.history().size() > 0)
        session_.setCursorTime(timeAt(x));
}

void Scrubber::mousePressEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton)
        goToX(event->position().x());
}

void Scrubber::mouseMoveEvent(QMouseEvent *event) {
    if (event->buttons() & Qt::LeftButton)
        goToX(event->position().x());
}

void Scrubber::wheelEvent(QWheelEvent *event) {
    if (const int steps = event->angleDelta().y() / 120)
        stepBy(steps);
    event->accept();
}

void Scrubber::stepBy(int events) {
    const std::size_t cursor = session_.cursor();
    const std::size_t size = session_.history().size();
    if (events < 0)
        session_.setCursor(cursor - std::min(cursor, std::size_t(-events)));
    else
        session_.setCursor(std::min(size, cursor + std::size_t(events)));
}

void Scrubber::keyPressEvent(QKeyEvent *event) {
    const int page = std::max(1, int(session_.history().size() / 20));
    switch (event->key()) {
    case Qt::Key_Left:
        return stepBy(-1);
    case Qt::Key_Right:
        return stepBy(1);
    case Qt::Key_PageUp:
        return stepBy(-page);
    case Qt::Key_PageDown:
        return stepBy(page);
    case Qt::Key_Home:
        return session_.setCursor(0);
    case Qt::Key_End:
        return session_.goLive();
    default:
        QWidget::keyPressEvent(event);
    }
}

QString Scrubber::describe(std::int64_t timeNs) const {
    return tr("%1 s after the start").arg(momentText(timeNs - session_.startNs()));
}

std::vector<Tick> Scrubber::bookmarks() const {
    std::vector<Tick> found;
    std::copy_if(ticks_.ticks().begin(), ticks_.ticks().end(), std::back_inserter(found), [](const Tick &tick) { return tick.kind == Tick::Kind::bookmark; });
    return found;
}

// The note of a bookmark that is near enough to be meant, below the time.
QString Scrubber::tipAt(double x) const {
    QString tip = describe(timeAt(x));
    for (const Tick &tick : bookmarks())
        if (std::abs(xOf(tick.timeNs) - x) <= nearPixels)
            tip += QLatin1Char('\n') + QString::fromStdString(tick.note);
    return tip;
}

bool Scrubber::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip && session_.history().size() > 0) {
        auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos().x()), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

void Scrubber::tellAccessible() {
    const QString where = session_.isLive() ? tr("live") : describe(session_.shownNs());
    setAccessibleDescription(where);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace poolscope::ui
