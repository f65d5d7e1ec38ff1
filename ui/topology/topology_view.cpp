// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_view.h"

#include "ui/shared/units.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"
#include "ui/topology/node_painter.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolscope::ui {
namespace {

constexpr int frameMilliseconds = 16;
constexpr double leastScale = 0.04, greatestScale = 3, greatestFitScale = 1.25;
constexpr int margin = space(6);
constexpr int clickSlack = 4;

} // namespace

TopologyView::TopologyView(const TopologyModel &model, Identities &identities, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), model_(model), identities_(identities), themes_(themes) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Topology"));
    setAccessibleDescription(tr("Processes, queues, pipes and locks, and what goes between them."));
    makeCanvasesAccessible();
    frame_.setTimerType(Qt::PreciseTimer);
    frame_.setInterval(frameMilliseconds);
    connect(&frame_, &QTimer::timeout, this, &TopologyView::moveOn);
    connect(&layouts_, &LayoutThread::ready, this, &TopologyView::takeLayout);
    connect(&layouts_, &LayoutThread::failed, this, &TopologyView::layoutFailed);
    connect(&themes_, &ThemeProvider::changed, this, [this] {
        cards_.clear();
        invalidate();
    });
}

void TopologyView::refresh(std::int64_t nowNs) {
    nowNs_ = nowNs;
    if (structure_ != model_.structure()) {
        structure_ = model_.structure();
        requestLayout();
    }
    curvesStale_ = true;
    invalidate();
}

void TopologyView::setNow(std::int64_t nowNs) {
    nowNs_ = nowNs;
    invalidate();
}

void TopologyView::forget() {
    placement_.clear();
    motion_.clear();
    curves_ = {};
    fitted_ = true;
    structure_ = -1;    // the next model counts from the beginning, and may have come as far as this one
    requested_.clear(); // an answer that is under way is about another session
    hovered_.reset();
    invalidate();
}

void TopologyView::requestLayout() {
    LayoutRequest request = NodePlacement::requestFor(model_);
    std::vector<NodeId> &nodes = requested_[++ticket_];
    for (const TopologyNode &node : model_.nodes())
        nodes.push_back(node.id);
    layouts_.request(std::move(request), ticket_);
}

void TopologyView::takeLayout(int ticket, const Layout &layout) {
    const auto found = requested_.find(ticket);
    if (found == requested_.end())
        return; // of another session
    const std::vector<NodeId> nodes = std::move(found->second);
    requested_.erase(requested_.begin(), std::next(found));
    const bool first = placement_.bounds().isNull();
    placement_.become(nodes, layout, themes_.motionAllowed() && isVisible() && !first ? Motion::eased : Motion::none);
    curvesStale_ = true;
    if (fitted_)
        fitNow();
    invalidate();
    if (placement_.isMoving())
        startMoving();
}

bool TopologyView::isSelected(const NodeId &node) const {
    return selected_ == node || std::find(alsoSelected_.begin(), alsoSelected_.end(), node) != alsoSelected_.end();
}

void TopologyView::setSelected(std::optional<NodeId> node, std::vector<NodeId> others) {
    if (selected_ == node && alsoSelected_ == others)
        return;
    selected_ = node;
    alsoSelected_ = std::move(others);
    if (selected_ && !fitted_)
        keepInSight(*selected_);
    announceSelection(this, selectedItem());
    invalidate();
}

void TopologyView::showMessage(const UseKey &use) {
    if (!themes_.motionAllowed() || !isVisible())
        return;
    if (motion_.send(use))
        startMoving();
}

void TopologyView::setParentsShown(bool shown) {
    parentsShown_ = shown;
    invalidate();
}

void TopologyView::fit() {
    fitted_ = true;
    fitNow();
    invalidate();
}

void TopologyView::fitNow() {
    const QRectF bounds = placement_.bounds();
    if (bounds.isEmpty())
        return;
    scale_ = std::clamp(std::min((width() - 2.0 * margin) / bounds.width(), (height() - 2.0 * margin) / bounds.height()), leastScale, greatestFitScale);
    offset_ = QRectF(rect()).center() - bounds.center() * scale_;
}

void TopologyView::zoomBy(double factor, QPointF around) {
    const double scale = std::clamp(scale_ * factor, leastScale, greatestScale);
    offset_ = around - (around - offset_) * (scale / scale_);
    scale_ = scale;
    fitted_ = false;
    invalidate();
}

QRectF TopologyView::rectOf(NodeId node) const {
    return placement_.contains(node) ? toDevice(placement_.rectOf(node)) : QRectF();
}

void TopologyView::keepInSight(NodeId node) {
    const QRectF where = rectOf(node), room = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
    if (where.isNull() || room.contains(where))
        return;
    const auto shift = [](double begin, double end, double least, double greatest) {
        return begin < least ? least - begin : end > greatest ? greatest - end : 0;
    };
    offset_ += QPointF(shift(where.left(), where.right(), room.left(), room.right()),
                       shift(where.top(), where.bottom(), room.top(), room.bottom()));
    invalidate();
}

void TopologyView::invalidate() {
    baseStale_ = true;
    update();
}

void TopologyView::startMoving() {
    if (frame_.isActive())
        return;
    clock_.start();
    frame_.start();
}

void TopologyView::moveOn() {
    const int passed = std::min(int(clock_.restart()), 100);
    if (placement_.isMoving()) {
        placement_.advance(passed);
        curvesStale_ = true;
        baseStale_ = true;
    }
    motion_.advance(passed);
    if (!placement_.isMoving() && !motion_.isMoving())
        frame_.stop();
    update();
}

std::optional<NodeId> TopologyView::nodeAt(QPointF position) const {
    for (auto node = model_.nodes().rbegin(); node != model_.nodes().rend(); ++node)
        if (placement_.contains(node->id) && toDevice(placement_.rectOf(node->id)).contains(position))
            return node->id;
    return std::nullopt;
}

bool TopologyView::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto node = nodeAt(help->pos());
        const int place = node ? model_.placeOf(*node) : -1;
        if (place >= 0)
            QToolTip::showText(help->globalPos(), toolTipOf(model_.nodes()[std::size_t(place)]), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

QString TopologyView::toolTipOf(const TopologyNode &node) const {
    return itemName(model_.placeOf(node.id)) + QLatin1Char('\n') + itemDescription(model_.placeOf(node.id));
}

void TopologyView::resizeEvent(QResizeEvent *) {
    if (fitted_)
        fitNow();
    invalidate();
}

void TopologyView::wheelEvent(QWheelEvent *event) {
    zoomBy(std::pow(1.25, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void TopologyView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return;
    dragFrom_ = event->position();
    dragOffset_ = offset_;
    dragged_ = false;
}

void TopologyView::mouseMoveEvent(QMouseEvent *event) {
    if (dragFrom_) {
        const QPointF moved = event->position() - *dragFrom_;
        dragged_ = dragged_ || moved.manhattanLength() > clickSlack;
        if (dragged_) {
            offset_ = dragOffset_ + moved;
            fitted_ = false;
            invalidate();
        }
        return;
    }
    const auto node = nodeAt(event->position());
    if (node == hovered_)
        return;
    const auto inBlock = [this](const std::optional<NodeId> &id) { return id && placement_.blockOf(*id) >= 0; };
    if (inBlock(node) || inBlock(hovered_))
        baseStale_ = true; // its own edges come out of the bundle
    hovered_ = node;
    setCursor(node ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void TopologyView::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton || !dragFrom_)
        return;
    dragFrom_.reset();
    if (std::exchange(dragged_, false))
        return;
    if (const auto node = nodeAt(event->position()))
        emit nodeActivated(*node);
    else
        emit backgroundClicked();
}

void TopologyView::leaveEvent(QEvent *) {
    hovered_.reset();
    update();
}

void TopologyView::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return goTo(Qt::Key(event->key()));
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1.25, QRectF(rect()).center());
    case Qt::Key_Minus:
        return zoomBy(0.8, QRectF(rect()).center());
    case Qt::Key_F:
    case Qt::Key_0:
        return fit();
    case Qt::Key_Escape:
        emit backgroundClicked();
        return;
    case Qt::Key_Menu:
        if (selected_)
            emit menuRequested(*selected_, mapToGlobal(rectOf(*selected_).center().toPoint()));
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

// The nearest card in that direction, sideways distance counting double; without a selection, the first card.
void TopologyView::goTo(Qt::Key direction) {
    if (model_.nodes().empty())
        return;
    if (!selected_ || !placement_.contains(*selected_)) {
        emit nodeActivated(model_.nodes().front().id);
        return;
    }
    const QPointF here = placement_.rectOf(*selected_).center();
    const bool sideways = direction == Qt::Key_Left || direction == Qt::Key_Right;
    const double sign = direction == Qt::Key_Right || direction == Qt::Key_Down ? 1 : -1;
    std::optional<NodeId> best;
    double least = std::numeric_limits<double>::max();
    for (const TopologyNode &node : model_.nodes()) {
        const QPointF way = placement_.rectOf(node.id).center() - here;
        const double along = (sideways ? way.x() : way.y()) * sign, across = std::abs(sideways ? way.y() : way.x());
        if (node.id == *selected_ || along < 8 || !placement_.contains(node.id))
            continue;
        if (const double distance = along + 2 * across; distance < least) {
            least = distance;
            best = node.id;
        }
    }
    if (best) {
        emit nodeActivated(*best);
        keepInSight(*best);
    }
}

void TopologyView::contextMenuEvent(QContextMenuEvent *event) {
    if (const auto node = nodeAt(event->pos())) {
        emit nodeActivated(*node);
        emit menuRequested(*node, event->globalPos());
    }
}

QString TopologyView::itemName(int item) const {
    const TopologyNode &node = model_.nodes()[std::size_t(item)];
    switch (node.id.kind) {
    case NodeKind::process:
        return tr("%1, %2, PID %3").arg(node.name, wordFor(node.role)).arg(node.pid());
    case NodeKind::channel:
        return tr("%1, %2").arg(node.name, wordFor(node.channelKind));
    case NodeKind::lock:
        break;
    }
    return tr("%1, %2").arg(node.name, wordFor(node.lockKind));
}

QString TopologyView::itemDescription(int item) const {
    const TopologyNode &node = model_.nodes()[std::size_t(item)];
    QStringList lines;
    switch (node.id.kind) {
    case NodeKind::process:
        lines << stateText(node);
        if (node.wait != WaitKind::none && nowNs_ > node.waitingSinceNs)
            lines << tr("for %1").arg(durationText(nowNs_ - node.waitingSinceNs));
        if (node.startMethod != StartMethod::none)
            lines << tr("started by %1").arg(wordFor(node.startMethod));
        if (!node.task.isEmpty())
            lines << (node.isDead() ? tr("lost %1").arg(node.task) : tr("runs %1").arg(node.task));
        break;
    case NodeKind::channel:
        lines << fillText(node) << tr("%1 in").arg(rateText(node.rate.messages)) << tr("%1/s in").arg(bytesText(std::llround(node.rate.bytes)));
        break;
    case NodeKind::lock:
        lines << holderText(node);
        break;
    }
    return lines.join(QLatin1String(", "));
}

QRect TopologyView::itemRect(int item) const {
    return rectOf(model_.nodes()[std::size_t(item)].id).toAlignedRect();
}

void TopologyView::activateItem(int item) {
    emit nodeActivated(model_.nodes()[std::size_t(item)].id);
}

} // namespace poolscope::ui
