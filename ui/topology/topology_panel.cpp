// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_panel.h"

#include "ui/bridge/session.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/export_button.h"
#include "ui/controls/item_views.h"
#include "ui/controls/panel_bar.h"
#include "ui/controls/second_hand.h"
#include "ui/shared/sentences.h"
#include "ui/theme/metrics.h"
#include "ui/topology/topology_dot.h"
#include "ui/topology/topology_view.h"

#include <QHeaderView>
#include <QIODevice>
#include <QTableView>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int refreshMilliseconds = 33;
// Of one batch only this many events are shown moving; more could not be told apart.
constexpr std::size_t animatedEvents = 100;
// How far back rates are looked for when the cursor stands somewhere in the past.
constexpr std::size_t mostPastEvents = 200'000;

Selected selectedOf(NodeId node) {
    switch (node.kind) {
    case NodeKind::process:
        return Selected::process(ProcessKey::unpack(node.id));
    case NodeKind::channel:
        return Selected::channel(node.id);
    case NodeKind::lock:
        break;
    }
    return Selected::lock(node.id);
}

} // namespace

TopologyPanel::TopologyPanel(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), view_(new TopologyView(model_, session.identities(), themes, this)), table_(new QTableView(this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeTable(themes);
    makeBar();
    column->addWidget(view_, 2);
    column->addWidget(table_, 1);
    setFocusProxy(view_);

    timer_.setSingleShot(true);
    timer_.setInterval(refreshMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &TopologyPanel::refresh);
    session_.feed(*this, [this](const Event &event) { traffic_.apply(event); }, [this] { forget(); });
    connect(&session_, &Session::came, this, &TopologyPanel::animateNewest);
    connect(&session_, &Session::changed, this, &TopologyPanel::takeChanges);
    connect(&session_, &Session::momentChanged, this, &TopologyPanel::showMoment);
    connect(&session_, &Session::grew, this, [this] { // who uses what comes later than the moment of a recording
        if (traffic_.distinctUses() != shownUses_)
            schedule();
    });
    connect(new SecondHand(session_, *this), &SecondHand::moved, this, [this] {
        if (model_.isAnyoneWaiting())
            view_->setNow(session_.moment().presentNs());
    });
    connect(&session_.selection(), &Selection::changed, this, &TopologyPanel::showSelection);
    connect(view_, &TopologyView::nodeActivated, this, [this](NodeId node) { session_.selection().select(selectedOf(node)); });
    connect(view_, &TopologyView::backgroundClicked, this, [this] { session_.selection().clear(); });
    connect(view_, &TopologyView::menuRequested, this,
            [this](NodeId node, const QPoint &where) { emit menuRequested(selectedOf(node), where); });
    connect(view_, &TopologyView::layoutFailed, this,
            [this](const Error &error) { emit failed(errorSentence(error)); });
    showMoment();
    showSelection();
}

void TopologyPanel::makeTable(const ThemeProvider &themes) {
    sortedEdges_.setSourceModel(&edges_);
    sortedEdges_.setSortRole(SortRole);
    table_->setObjectName(QStringLiteral("topology-table"));
    table_->setAccessibleName(tr("Topology as a table"));
    table_->setModel(&sortedEdges_);
    table_->setItemDelegate(new CellDelegate(session_, themes, table_));
    setUpTable(*table_);
    table_->setSortingEnabled(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setColumnWidths(*table_->horizontalHeader(), {24, 12, 24, 12, 12, 12});
    table_->hide();
    // A click on either end selects it; with keys the first end of the row.
    const auto select = [this](const QModelIndex &index) {
        const QModelIndex edge = sortedEdges_.mapToSource(index);
        if (edge.isValid())
            session_.selection().select(selectedOf(edge.column() == EdgeTableModel::To ? edges_.toOf(edge.row()) : edges_.fromOf(edge.row())));
    };
    connect(table_, &QTableView::clicked, this, select);
    connect(table_, &QTableView::activated, this, select);
}

void TopologyPanel::makeBar() {
    auto *bar = new PanelBar(this);
    QToolButton *parents = bar->addButton(QStringLiteral("tree"), tr("Parents"), tr("Show who started whom, as dotted lines"));
    parents->setCheckable(true);
    parents->setChecked(view_->areParentsShown());
    connect(parents, &QToolButton::toggled, view_, &TopologyView::setParentsShown);
    QToolButton *table = bar->addButton(QStringLiteral("table"), tr("Table"), tr("the same as rows: who writes, reads, holds and waits"));
    table->setObjectName(QStringLiteral("topology-show-table"));
    table->setCheckable(true);
    connect(table, &QToolButton::toggled, this, [this](bool shown) {
        table_->setVisible(shown);
        refresh();
    });
    bar->addStretch();
    const auto zoom = [this](double factor) { view_->zoomBy(factor, QRectF(view_->rect()).center()); };
    connect(bar->addIconButton(QStringLiteral("zoom-out"), tr("Zoom out"), tr("smaller (−, wheel)")), &QToolButton::clicked, this,
            [zoom] { zoom(0.8); });
    connect(bar->addIconButton(QStringLiteral("zoom-in"), tr("Zoom in"), tr("larger (+, wheel)")), &QToolButton::clicked, this,
            [zoom] { zoom(1.25); });
    connect(bar->addIconButton(QStringLiteral("fit"), tr("Fit"), tr("show everything and keep it in sight (F)")), &QToolButton::clicked,
            view_, &TopologyView::fit);

    auto *exporting = new ExportButton(QStringLiteral("topology"), bar);
    const auto paint = [this](QPaintDevice &device) { view_->paintTo(device); };
    exporting->addFormat(tr("PNG picture"), QStringLiteral("png"),
                         [this, paint](QIODevice &file) { return writePng(file, paintedImage(view_->exportSize(), 2, paint)); });
    exporting->addFormat(tr("SVG drawing"), QStringLiteral("svg"),
                         [this, paint](QIODevice &file) { return writeSvg(file, view_->exportSize(), tr("Topology"), paint); });
    exporting->addFormat(tr("Graphviz document"), QStringLiteral("dot"), [this](QIODevice &file) -> Status {
        const QByteArray text = dotOf(model_);
        if (file.write(text) != text.size())
            return failure(ErrorCode::os, "write DOT", file.errorString().toStdString());
        return {};
    });
    exporting->addCopyImage([this, paint] { return paintedImage(view_->exportSize(), 2, paint); });
    connect(exporting, &ExportButton::notice, this, &TopologyPanel::notice);
    connect(exporting, &ExportButton::failed, this, &TopologyPanel::failed);
    bar->addWidget(exporting);
    layout()->addWidget(bar);
}

void TopologyPanel::forget() {
    lastCursor_ = 0;
    traffic_.clear();
    model_ = TopologyModel();
    changes_.clear();
    allChanged_ = true;
    view_->forget();
}

void TopologyPanel::animateNewest(std::span<const Event> events) {
    if (session_.isLive() && session_.fed() == session_.history().size())
        for (const Event &event : events.last(std::min(events.size(), animatedEvents)))
            animate(event);
}

void TopologyPanel::animate(const Event &event) {
    if (event.kind == EventKind::message_sent)
        view_->showMessage({event.process.packed(), event.object, Use::write});
    else if (event.kind == EventKind::message_received)
        view_->showMessage({event.process.packed(), event.object, Use::read});
}

void TopologyPanel::takeChanges(const state::Changes &changes) {
    if (!isVisible())
        allChanged_ = true;
    else
        changes_.insert(changes_.end(), changes.begin(), changes.end());
    schedule();
}

void TopologyPanel::showMoment() {
    allChanged_ = true;
    changes_.clear();
    const std::size_t cursor = session_.cursor();
    if (!session_.isLive()) {
        const state::History &history = session_.history();
        std::size_t first = cursor;
        const std::int64_t since = session_.shownNs() - TrafficSeries::windowNs;
        while (first > 0 && cursor - first < mostPastEvents && history.event(first - 1).time_ns >= since)
            --first;
        past_.clear();
        for (; first < cursor; ++first)
            past_.apply(history.event(first));
        if (cursor == lastCursor_ + 1) // one step forward: show what happened
            animate(history.event(cursor - 1));
    }
    lastCursor_ = cursor;
    schedule();
}

void TopologyPanel::schedule() {
    if (isVisible() && !timer_.isActive())
        timer_.start();
}

void TopologyPanel::refresh() {
    const Moment moment = session_.moment();
    model_.update(moment, {traffic_, session_.isLive() ? traffic_ : past_}, allChanged_ ? nullptr : &changes_);
    allChanged_ = false;
    changes_.clear();
    shownUses_ = traffic_.distinctUses();
    view_->refresh(moment.presentNs());
    if (table_->isVisible())
        edges_.refresh(model_);
}

void TopologyPanel::showSelection() {
    std::vector<NodeId> nodes;
    for (const Selected &each : session_.selection().all())
        switch (each.kind) {
        case Selected::Kind::process: nodes.push_back({NodeKind::process, each.id}); break;
        case Selected::Kind::channel: nodes.push_back({NodeKind::channel, each.id}); break;
        case Selected::Kind::lock: nodes.push_back({NodeKind::lock, each.id}); break;
        default: break;
        }
    if (nodes.empty())
        return view_->setSelected(std::nullopt);
    const NodeId first = nodes.front();
    nodes.erase(nodes.begin());
    view_->setSelected(first, std::move(nodes));
}

void TopologyPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace poolscope::ui
