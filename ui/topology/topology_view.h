// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The canvas of the topology: reads a TopologyModel when refresh() is called, has it laid out beside the GUI thread when its
// structure changed, and draws it at any scale. Wheel or + − zooms, drag pans, F fits, arrow keys go from card to card, a
// click selects. Knows nothing of the session. Nothing runs while nothing moves.

#include "ui/controls/accessible_canvas.h"
#include "ui/theme/identities.h"
#include "ui/theme/theme_provider.h"
#include "ui/topology/card_cache.h"
#include "ui/topology/edge_curves.h"
#include "ui/topology/layout_thread.h"
#include "ui/topology/message_motion.h"
#include "ui/topology/node_placement.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>

namespace poolscope::ui {

class TopologyView : public QWidget, public AccessibleCanvas {
    Q_OBJECT
public:
    TopologyView(const TopologyModel &model, Identities &identities, const ThemeProvider &themes, QWidget *parent = nullptr);

    // Reads the model again, as of that time.
    void refresh(std::int64_t nowNs);
    // Nothing happened, and who waits waits longer.
    void setNow(std::int64_t nowNs);
    // Another session: nothing keeps its place.
    void forget();

    // `others` are shown as selected, too.
    void setSelected(std::optional<NodeId> node, std::vector<NodeId> others = {});
    bool isSelected(const NodeId &node) const;
    std::optional<NodeId> selected() const { return selected_; }
    // A message of that process goes into or comes out of that channel.
    void showMessage(const UseKey &use);
    bool areParentsShown() const { return parentsShown_; }
    void setParentsShown(bool shown);

    void fit();
    void zoomBy(double factor, QPointF around);
    double scale() const { return scale_; }
    // Where the node is, in the widget's coordinates; empty while it has no place.
    QRectF rectOf(NodeId node) const;
    bool isSettled() const { return !layouts_.isBusy() && !placement_.isMoving(); }

    // All of the graph at scale 1, for files. `exportSize` is what it needs.
    QSize exportSize() const { return exportBounds().size().toSize(); }
    void paintTo(QPaintDevice &device);

    int itemCount() const override { return int(model_.nodes().size()); }
    QString itemName(int item) const override;
    QString itemDescription(int item) const override;
    QRect itemRect(int item) const override;
    int selectedItem() const override { return selected_ ? model_.placeOf(*selected_) : -1; }
    void activateItem(int item) override;

    QSize sizeHint() const override { return {640, 420}; }

signals:
    void nodeActivated(const poolscope::ui::NodeId &node);
    void backgroundClicked();
    void menuRequested(const poolscope::ui::NodeId &node, const QPoint &globalPosition);
    void layoutFailed(const poolscope::Error &error);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    // With the frames of blocks, and what stands above them.
    QRectF exportBounds() const;
    void requestLayout();
    void takeLayout(int ticket, const Layout &layout);
    void invalidate();
    void moveOn();
    void startMoving();
    void fitNow();
    void keepInSight(NodeId node);
    void goTo(Qt::Key direction);
    std::optional<NodeId> nodeAt(QPointF position) const;
    QPointF toDevice(QPointF scene) const { return scene * scale_ + offset_; }
    QRectF toDevice(const QRectF &scene) const { return {toDevice(scene.topLeft()), scene.size() * scale_}; }
    QString toolTipOf(const TopologyNode &node) const;

    struct Stroke {
        QColor color;
        double width;
        Qt::PenStyle style;
        bool hasTip;
    };
    // Without a cache for files, which have another resolution.
    void paintScene(QPainter &painter, const QRectF &visible, CardCache *cards);
    void paintBlocks(QPainter &painter, const QRectF &visible);
    void paintEdges(QPainter &painter, const QRectF &visible, bool parents);
    bool touches(const TopologyEdge &edge, const std::optional<NodeId> &node) const;
    bool touchesSelected(const TopologyEdge &edge) const;
    Stroke strokeOf(EdgeKind kind, bool isUsed, const Rate &rate, StartMethod method) const;
    void paintCurve(QPainter &painter, const EdgeCurve &curve, const Stroke &stroke);
    void paintEdge(QPainter &painter, const TopologyEdge &edge, const EdgeCurve &curve, bool smooth);
    void paintDots(QPainter &painter);
    void paintEmpty(QPainter &painter);

    const TopologyModel &model_;
    Identities &identities_;
    const ThemeProvider &themes_;
    LayoutThread layouts_;
    NodePlacement placement_;
    MessageMotion motion_;
    EdgeCurves curves_;
    std::map<int, std::vector<NodeId>> requested_; // by ticket: the nodes that an answer will be about
    int ticket_ = 0, structure_ = -1;
    std::int64_t nowNs_ = 0;
    double scale_ = 1;
    QPointF offset_;
    bool fitted_ = true; // follows the graph until the person zooms or pans
    bool parentsShown_ = true;
    std::optional<NodeId> selected_, hovered_;
    std::vector<NodeId> alsoSelected_;
    std::optional<QPointF> dragFrom_;
    QPointF dragOffset_;
    bool dragged_ = false;
    CardCache cards_;
    QPixmap base_; // everything but what moves
    bool baseStale_ = true, curvesStale_ = true;
    QTimer frame_;
    QElapsedTimer clock_;
};

} // namespace poolscope::ui
