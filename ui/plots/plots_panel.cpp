// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plots_panel.h"

#include "ui/bridge/session.h"
#include "ui/controls/export_button.h"
#include "ui/controls/panel_bar.h"
#include "ui/plots/plot_table_model.h"
#include "ui/plots/plot_words.h"
#include "ui/plots/plots_view.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

#include <QComboBox>
#include <QHeaderView>
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
      table_(new PlotTableModel(model_, this)), tableView_(new QTableView(this)) {
    tableView_->setModel(table_);
    tableView_->setAccessibleName(tr("Plotted values"));
    tableView_->setSelectionBehavior(QAbstractItemView::SelectRows);
    tableView_->setShowGrid(false);
    tableView_->verticalHeader()->hide();
    tableView_->verticalHeader()->setDefaultSectionSize(rowHeight);
    tableView_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tableView_->horizontalHeader()->setSectionResizeMode(PlotTableModel::nameColumn, QHeaderView::Stretch);
    tableView_->hide();

    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(view_);
    split->addWidget(tableView_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeBar();
    column->addWidget(split, 1);
    setFocusProxy(view_);

    timer_.setSingleShot(true);
    timer_.setInterval(replotMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &PlotsPanel::refresh);
    session_.feed(*this, [this](const Event &event) { model_.apply(event); }, [this] { model_.clear(); });
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
    connect(view_, &PlotsView::workerActivated, this,
            [this](quint64 key) { session_.selection().select(Selected::process(ProcessKey::unpack(key))); });
    connect(tableView_, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const quint64 subject = index.data(PlotTableModel::subjectRole).toULongLong();
        if (subject == 0)
            return;
        const bool worker = index.data(PlotTableModel::quantityRole).toInt() == int(Quantity::utilisation);
        session_.selection().select(worker ? Selected::process(ProcessKey::unpack(subject)) : Selected::channel(subject));
    });
    schedule();
    showMoment();
}

void PlotsPanel::makeBar() {
    auto *bar = new PanelBar(this);
    QStringList titles;
    for (int i = 0; i < quantityCount; ++i)
        titles.append(titleOf(Quantity(i)));
    const QList<QToolButton *> buttons = bar->addSegments(titles, tr("Show or hide this plot"));
    for (int i = 0; i < quantityCount; ++i) {
        buttons[i]->setChecked(view_->isShown(Quantity(i)));
        connect(buttons[i], &QToolButton::toggled, this, [this, i](bool on) { view_->setShown(Quantity(i), on); });
    }
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
        refresh();
        tableView_->resizeColumnsToContents();
    });

    auto *exporting = new ExportButton(QStringLiteral("plots"), bar);
    const auto paint = [this](QPaintDevice &device) { view_->paintTo(device); };
    exporting->addFormat(tr("PNG picture"), QStringLiteral("png"),
                         [this, paint](QIODevice &file) { return writePng(file, paintedImage(view_->size(), 2, paint)); });
    exporting->addFormat(tr("SVG drawing"), QStringLiteral("svg"),
                         [this, paint](QIODevice &file) { return writeSvg(file, view_->size(), tr("Plots"), paint); });
    exporting->addFormat(tr("CSV table"), QStringLiteral("csv"), [this](QIODevice &file) -> Status {
        const QByteArray text = csv();
        if (file.write(text) != text.size())
            return failure(ErrorCode::os, "write CSV", file.errorString().toStdString());
        return {};
    });
    exporting->addCopyImage([this, paint] { return paintedImage(view_->size(), 2, paint); });
    connect(exporting, &ExportButton::notice, this, &PlotsPanel::notice);
    bar->addWidget(exporting);
    layout()->addWidget(bar);
}

void PlotsPanel::showStretch(qint64 fromNs, qint64 toNs) {
    if (!model_.isEmpty())
        view_->setRangeNs(fromNs, toNs);
}

void PlotsPanel::schedule() {
    if (isVisible() && !timer_.isActive())
        timer_.start();
}

void PlotsPanel::refresh() {
    view_->refresh();
    if (tableView_->isVisible())
        table_->refresh(session_.isLive() ? model_.endNs() : session_.state().time_ns(), view_->intervalNs());
}

void PlotsPanel::showMoment() {
    view_->setCursorTime(session_.isLive() ? std::nullopt : std::optional(session_.state().time_ns()));
    schedule();
}

void PlotsPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    refresh();
}

QByteArray PlotsPanel::csv() const {
    std::vector<SeriesId> series;
    QByteArray text = "time_s";
    for (int quantity = 0; quantity < quantityCount; ++quantity)
        for (const SeriesId each : model_.seriesOf(Quantity(quantity))) {
            series.push_back(each);
            QString name = QStringLiteral("%1: %2").arg(titleOf(each.quantity), nameOf(model_, each));
            text += ",\"" + name.replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
        }
    text += '\n';
    const std::int64_t interval = view_->intervalNs();
    const std::size_t step = std::size_t(interval / model_.binWidthNs());
    for (std::size_t bin = 0; bin < model_.binCount(); bin += step) {
        text += QByteArray::number(double(model_.binStartNs(bin) - model_.beginNs()) / 1e9, 'f', 3);
        for (const SeriesId each : series)
            text += ',' + QByteArray::number(model_.mean(each, bin, step), 'g', 8);
        text += '\n';
    }
    return text;
}

} // namespace poolscope::ui
