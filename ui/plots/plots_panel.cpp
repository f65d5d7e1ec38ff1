// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plots_panel.h"

#include "ui/bridge/session.h"
#include "ui/controls/export_button.h"
#include "ui/controls/panel_bar.h"
#include "ui/plots/latency_view.h"
#include "ui/plots/plot_table_model.h"
#include "ui/plots/plot_words.h"
#include "ui/plots/plots_view.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int replotMilliseconds = 100;

} // namespace

PlotsPanel::PlotsPanel(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), view_(new PlotsView(model_, session.identities(), themes, this)),
      table_(new PlotTableModel(model_, this)), tableView_(new QTableView(this)), latencyView_(new LatencyView(latencies_, themes, this)),
      latencyTable_(new QTableView(this)) {
    makeTables();
    auto *split = new QSplitter(Qt::Vertical, this);
    for (QWidget *part : std::initializer_list<QWidget *>{view_, latencyView_, tableView_, latencyTable_})
        split->addWidget(part);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setStretchFactor(2, 1);
    split->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeBar();
    auto *scroll = new QScrollArea(this); // plots as low as a line tell nothing
    scroll->setWidget(split);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll, 1);
    setFocusProxy(view_);

    timer_.setSingleShot(true);
    timer_.setInterval(replotMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &PlotsPanel::refresh);
    session_.feed(
        *this,
        [this](const Event &event) {
            model_.apply(event);
            latencies_.apply(event);
        },
        [this] {
            model_.clear();
            latencies_.clear();
        });
    connect(&session_, &Session::grew, this, &PlotsPanel::schedule);
    connect(&session_, &Session::momentChanged, this, &PlotsPanel::showMoment);
    connect(&session_.selection(), &Selection::changed, this, [this](const Selected &selected) {
        const bool plotted = selected.kind == Selected::Kind::process || selected.kind == Selected::Kind::channel;
        view_->setHighlight(plotted ? selected.id : 0);
        view_->refresh();
    });
    connect(view_, &PlotsView::cursorRequested, &session_, &Session::setCursorTime);
    connect(view_, &PlotsView::rangeChanged, this, &PlotsPanel::stretchChosen);
    connect(view_, &PlotsView::channelActivated, this,
            [this](quint64 id) { session_.selection().select(Selected::channel(id)); });
    connect(view_, &PlotsView::processActivated, this,
            [this](quint64 key) { session_.selection().select(Selected::process(ProcessKey::unpack(key))); });
    connect(tableView_, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const quint64 subject = index.data(PlotTableModel::subjectRole).toULongLong();
        if (subject == 0)
            return;
        const bool isProcess = isOfProcesses(Quantity(index.data(PlotTableModel::quantityRole).toInt()));
        session_.selection().select(isProcess ? Selected::process(ProcessKey::unpack(subject)) : Selected::channel(subject));
    });
    schedule();
    showMoment();
}

void PlotsPanel::makeTables() {
    const auto prepare = [](QTableView &table, QAbstractItemModel &model, int stretched) {
        table.setModel(&model);
        table.setSelectionBehavior(QAbstractItemView::SelectRows);
        table.setShowGrid(false);
        table.verticalHeader()->hide();
        table.verticalHeader()->setDefaultSectionSize(rowHeight);
        table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table.horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
        table.hide();
    };
    prepare(*tableView_, *table_, PlotTableModel::nameColumn);
    tableView_->setObjectName(QStringLiteral("plot-table"));
    tableView_->setAccessibleName(tr("Plotted values"));
    tableView_->setMinimumHeight(4 * rowHeight);
    prepare(*latencyTable_, latencies_, LatencyModel::What);
    latencyTable_->setObjectName(QStringLiteral("latency-table"));
    latencyTable_->setAccessibleName(tr("Latencies as a table"));
    latencyTable_->setFixedHeight((latencyCount + 1) * rowHeight + space(3));
}

void PlotsPanel::makeShown(PanelBar &bar) {
    QStringList titles;
    for (int i = 0; i < quantityCount; ++i)
        titles.append(titleOf(Quantity(i)));
    titles.append(tr("Latency"));
    const QList<QToolButton *> buttons = bar.addSegments(titles, tr("Show or hide this plot"));
    for (int i = 0; i < quantityCount; ++i) {
        buttons[i]->setChecked(view_->isShown(Quantity(i)));
        connect(buttons[i], &QToolButton::toggled, this, [this, i](bool on) { view_->setShown(Quantity(i), on); });
    }
    buttons.last()->setChecked(true);
    connect(buttons.last(), &QToolButton::toggled, this, [this](bool on) {
        latencyView_->setVisible(on);
        showLatencies();
    });
}

void PlotsPanel::makeBar() {
    auto *bar = new PanelBar(this);
    makeShown(*bar);
    bar->addGap();
    auto *interval = new QComboBox(bar);
    interval->setFont(textFont(TextSize::small));
    interval->setAccessibleName(tr("Interval of rates"));
    interval->setToolTip(tr("Over which time messages, bytes and tasks are counted. Zooming does not change it."));
    interval->addItem(tr("Interval: automatic"), 0);
    for (const std::int64_t milliseconds : {1, 10, 100, 1000, 10'000})
        interval->addItem(tr("Interval: %1").arg(durationText(milliseconds * 1'000'000)), qint64(milliseconds * 1'000'000));
    connect(interval, &QComboBox::currentIndexChanged, this, [this, interval] {
        const qint64 chosen = interval->currentData().toLongLong();
        view_->setInterval(chosen > 0 ? std::optional<std::int64_t>(chosen) : std::nullopt);
    });
    bar->addWidget(interval);
    rangeChip_ = bar->addButton(QStringLiteral("close"), tr("Latencies of a part"), tr("Count the latencies of all of the session again"));
    rangeChip_->setObjectName(QStringLiteral("latency-range"));
    rangeChip_->hide();
    connect(rangeChip_, &QToolButton::clicked, this, [this] {
        countRange(0, 0);
        emit rangeRemoved();
    });
    bar->addStretch();

    follow_ = bar->addButton(QStringLiteral("follow"), tr("Follow"), tr("Keep the newest moment in sight"));
    follow_->setCheckable(true);
    follow_->setChecked(view_->isFollowing());
    connect(follow_, &QToolButton::toggled, view_, &PlotsView::setFollowing);
    connect(view_, &PlotsView::followingChanged, follow_, &QToolButton::setChecked);
    QToolButton *fit = bar->addIconButton(QStringLiteral("fit"), tr("Fit"), tr("show all of the session (F)"));
    connect(fit, &QToolButton::clicked, view_, &PlotsView::fit);
    QToolButton *table = bar->addIconButton(QStringLiteral("table"), tr("Table"), tr("the same values as a table"));
    table->setCheckable(true);
    connect(table, &QToolButton::toggled, this, [this](bool on) {
        tableView_->setVisible(on);
        latencyTable_->setVisible(on);
        refresh();
        tableView_->resizeColumnsToContents();
        latencyTable_->resizeColumnsToContents();
    });

    auto *exporting = new ExportButton(QStringLiteral("plots"), bar);
    makeExports(*exporting);
    bar->addWidget(exporting);
    layout()->addWidget(bar);
}

void PlotsPanel::showStretch(qint64 fromNs, qint64 toNs) {
    if (model_.isEmpty())
        return;
    view_->setRangeNs(fromNs, toNs);
}

void PlotsPanel::countRange(qint64 fromNs, qint64 toNs) {
    const std::pair<std::int64_t, std::int64_t> wanted(fromNs, toNs);
    if (std::exchange(countedNs_, wanted) == wanted)
        return;
    rangeChip_->setText(tr("Latencies from %1 s to %2 s").arg(momentText(fromNs - session_.startNs()), momentText(toNs - session_.startNs())));
    rangeChip_->setVisible(toNs > fromNs);
    showLatencies();
}

// Zooming changes none of these numbers; a range that was selected does.
void PlotsPanel::showLatencies() {
    if (!isVisible() || (!latencyView_->isVisible() && !latencyTable_->isVisible()))
        return;
    if (latencies_.takeMessages(session_.history()) && !timer_.isActive())
        timer_.start();
    const bool isPart = countedNs_.second > countedNs_.first;
    latencies_.show(isPart ? countedNs_.first : INT64_MIN, isPart ? countedNs_.second : INT64_MAX);
    latencyView_->refresh();
}

void PlotsPanel::schedule() {
    if (isVisible() && !timer_.isActive())
        timer_.start();
}

void PlotsPanel::refresh() {
    view_->refresh();
    showLatencies();
    if (tableView_->isVisible())
        table_->refresh(session_.isLive() ? model_.endNs() : session_.shownNs(), view_->intervalNs());
}

void PlotsPanel::showMoment() {
    view_->setCursorTime(session_.isLive() ? std::nullopt : std::optional(session_.shownNs()));
    schedule();
}

void PlotsPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace poolscope::ui
