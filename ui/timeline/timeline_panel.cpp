// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_panel.h"

#include "ui/bridge/session.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/export_button.h"
#include "ui/controls/item_views.h"
#include "ui/controls/panel_bar.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timeline/wait_story.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int refreshMilliseconds = 33;

} // namespace

TimelinePanel::TimelinePanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    filter_ = new FilterBar(query::Subject::task, session);
    filter_->setObjectName(QStringLiteral("timeline-filter"));
    view_ = new TimelineView(lanes_, arrows_, session, themes);
    scroll_ = new QScrollBar(Qt::Vertical);
    sentence_ = new QLabel;
    sentence_->setObjectName(QStringLiteral("timeline-sentence"));
    sentence_->setFont(textFont(TextSize::small));
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    sentence_->setWordWrap(true);
    sentence_->setContentsMargins(space(2), space(1), space(2), space(1));
    makeTable(themes);
    auto *bar = new PanelBar;
    makeBar(*bar);

    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(view_, 1);
    row->addWidget(scroll_);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(filter_);
    column->addLayout(row, 2);
    column->addWidget(sentence_);
    column->addWidget(table_, 1);
    column->addWidget(bar);
    setFocusProxy(view_);

    timer_.setSingleShot(true);
    timer_.setInterval(refreshMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &TimelinePanel::refresh);
    for (const auto signal : {&Session::grew, &Session::momentChanged})
        connect(&session, signal, this, &TimelinePanel::schedule);
    connect(&session.selection(), &Selection::changed, view_, qOverload<>(&QWidget::update));
    connect(filter_, &FilterBar::changed, this, &TimelinePanel::setFilter);
    connect(scroll_, &QScrollBar::valueChanged, view_, &TimelineView::scrollTo);
    connect(view_, &TimelineView::scrolled, this, &TimelinePanel::showScroll);
    connect(view_, &TimelineView::stretchChosen, this, &TimelinePanel::stretchChosen);
    connect(view_, &TimelineView::stretchChanged, this, &TimelinePanel::showStretch);
    connect(view_, &TimelineView::waitActivated, this, &TimelinePanel::showWait);
    connect(view_, &TimelineView::taskActivated, this, [this](ObjectId task) { session_.selection().select(Selected::task(task)); });
    connect(view_, &TimelineView::laneActivated, this,
            [this](int lane) { session_.selection().select(Selected::process(lanes_.lanes()[std::size_t(lane)].process)); });
    connect(view_, &TimelineView::momentChosen, this, [this](qint64 timeNs) { session_.setCursorTime(timeNs); });
    connect(view_, &TimelineView::stepWanted, this, &TimelinePanel::step);
    refresh();
}

// In a very low window the lanes need the room.
void TimelinePanel::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    sentence_->setVisible(height() >= space(55));
}

void TimelinePanel::makeTable(const ThemeProvider &themes) {
    sorted_.setSourceModel(&model_);
    sorted_.setSortRole(SortRole);
    table_ = new QTableView;
    table_->setObjectName(QStringLiteral("timeline-table"));
    table_->setAccessibleName(tr("Timeline as a table"));
    table_->setModel(&sorted_);
    table_->setItemDelegate(new CellDelegate(session_, themes, table_));
    setUpTable(*table_);
    table_->setSortingEnabled(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setColumnWidths(*table_->horizontalHeader(), {28, 9, 10, 8, 10, 9, 9});
    table_->hide();
    EmptyState::of(table_, QStringLiteral("timeline"), tr("What each process did appears here."), tr("Run the lesson on the square pool."));
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            session_.selection().select(Selected::process(model_.processAt(sorted_.mapToSource(current).row())));
    });
}

void TimelinePanel::makeBar(PanelBar &bar) {
    QToolButton *arrows = bar.addButton(QStringLiteral("message"), tr("Messages"), tr("Show messages as arrows; more than 200 as a table of senders and receivers"));
    arrows->setObjectName(QStringLiteral("timeline-arrows"));
    arrows->setCheckable(true);
    arrows->setChecked(true);
    connect(arrows, &QToolButton::toggled, view_, &TimelineView::setArrowsShown);
    QToolButton *table = bar.addButton(QStringLiteral("table"), tr("Table"), tr("the same as numbers"));
    table->setObjectName(QStringLiteral("timeline-show-table"));
    table->setCheckable(true);
    connect(table, &QToolButton::toggled, this, [this](bool shown) {
        table_->setVisible(shown);
        showStretch();
    });
    bar.addStretch();
    const auto zoom = [this](double factor) { view_->zoomBy(factor, view_->lanesRect().width() / 2.0); };
    connect(bar.addIconButton(QStringLiteral("zoom-out"), tr("Zoom out"), tr("a longer stretch (S, Ctrl+wheel)")), &QToolButton::clicked, this, [zoom] { zoom(1 / 1.5); });
    connect(bar.addIconButton(QStringLiteral("zoom-in"), tr("Zoom in"), tr("a shorter stretch (W, Ctrl+wheel)")), &QToolButton::clicked, this, [zoom] { zoom(1.5); });
    connect(bar.addIconButton(QStringLiteral("fit"), tr("Fit"), tr("show all of the session and keep it in sight (F)")), &QToolButton::clicked, view_,
            &TimelineView::fit);
    auto *exporting = new ExportButton(QStringLiteral("timeline"), &bar);
    const auto paint = [this](QPaintDevice &device) { view_->paintTo(device); };
    exporting->addFormat(tr("PNG picture"), QStringLiteral("png"),
                         [this, paint](QIODevice &file) { return writePng(file, paintedImage(view_->size(), 2, paint)); });
    exporting->addFormat(tr("SVG drawing"), QStringLiteral("svg"),
                         [this, paint](QIODevice &file) { return writeSvg(file, view_->size(), tr("Timeline"), paint); });
    exporting->addCopyImage([this, paint] { return paintedImage(view_->size(), 2, paint); });
    connect(exporting, &ExportButton::notice, this, &TimelinePanel::notice);
    connect(exporting, &ExportButton::failed, this, &TimelinePanel::failed);
    bar.addWidget(exporting);
}

void TimelinePanel::takeEvents() {
    const state::History &history = session_.history();
    if (history.size() < taken_) { // another run
        taken_ = takenMessages_ = 0;
        pending_.clear();
        lanes_.clear();
        arrows_.clear();
        judged_.clear();
        view_->forget();
    }
    for (; taken_ < history.size(); ++taken_)
        lanes_.apply(history.event(taken_));
    takeMessages();
}

void TimelinePanel::takeMessages() {
    const auto &messages = session_.log().messages();
    for (; takenMessages_ < messages.size(); ++takenMessages_)
        pending_.push_back(takenMessages_);
    std::erase_if(pending_, [&](std::uint64_t index) {
        const state::MessageRow &row = messages[index];
        if (row.sent_sequence && row.received_sequence && row.from && row.to && row.from != row.to)
            arrows_.add(row.from, row.to, {row.sent_ns, row.received_ns, index});
        return row.dropped || (row.sent_sequence && row.received_sequence);
    });
}

void TimelinePanel::setFilter(const query::Filter &filter) {
    accepted_ = filter;
    judged_.clear();
    judge();
    view_->refresh();
}

// Tasks that the filter does not accept stay in place, faint: time would be misread without them. What has ended is judged once.
void TimelinePanel::judge() {
    const query::Context context{&session_.history().newest(), session_.startNs()};
    judged_.resize(lanes_.lanes().size());
    for (std::size_t lane = 0; lane < judged_.size(); ++lane) {
        std::vector<TaskSpan> &spans = lanes_.lanes()[lane].tasks;
        for (std::size_t at = judged_[lane]; at < spans.size(); ++at) {
            const state::TaskRow *task = accepted_.is_empty() ? nullptr : context.state->task(spans[at].task);
            spans[at].isAccepted = accepted_.is_empty() || (task && accepted_.accepts(query::TaskRecord(*task, context)));
        }
        judged_[lane] = spans.empty() || spans.back().endNs != stillGoing ? spans.size() : spans.size() - 1;
    }
}

void TimelinePanel::schedule() {
    if (isVisible() && !timer_.isActive())
        timer_.start();
}

void TimelinePanel::refresh() {
    takeEvents();
    if (!accepted_.is_empty())
        judge();
    view_->refresh();
    showScroll();
    showStretch();
}

void TimelinePanel::showScroll() {
    const int room = view_->lanesRect().height();
    const QSignalBlocker blocker(scroll_);
    scroll_->setRange(0, std::max(view_->lanesHeight() - room, 0));
    scroll_->setPageStep(std::max(room, 1));
    scroll_->setSingleStep(rowHeight);
    scroll_->setValue(view_->firstVisiblePixel());
    scroll_->setVisible(scroll_->maximum() > 0);
}

void TimelinePanel::showStretch() {
    const TimeRange stretch = view_->range().value_or(TimeRange{lanes_.firstNs(), session_.history().last_time_ns()});
    emit rangeChosen(view_->range() ? stretch.fromNs : 0, view_->range() ? stretch.toNs : 0);
    if (table_->isVisible())
        model_.refresh(lanes_, arrows_, session_.history().newest(), stretch.fromNs, stretch.toNs);
    if (!view_->range()) {
        sentence_->setText(lanes_.lanes().empty() ? QString() : tr("W S zoom · A D pan · drag measures · click a hatched bar, or [ ]: who held it up"));
        return;
    }
    qint64 tasks = 0, busy = 0, waited = 0;
    for (const Lane &lane : lanes_.lanes()) {
        tasks += qint64(lane.tasksIn(stretch.fromNs, stretch.toNs));
        busy += lane.busyIn(stretch.fromNs, stretch.toNs);
        waited += lane.waitedIn(stretch.fromNs, stretch.toNs);
    }
    sentence_->setText(tr("%1 from %2 s to %3 s: %4 tasks begun, %5 busy, %6 waited, %7 messages sent", "a duration, two moments, four sums")
                           .arg(durationText(stretch.toNs - stretch.fromNs), momentText(stretch.fromNs - session_.startNs()), momentText(stretch.toNs - session_.startNs()))
                           .arg(countText(tasks), durationText(busy), durationText(waited), countText(qint64(arrows_.totalIn(stretch.fromNs, stretch.toNs)))));
}

void TimelinePanel::showWait(int lane, const WaitSpan &wait) {
    const ProcessKey waiter = lanes_.lanes()[std::size_t(lane)].process;
    const WaitStory story = storyOf(wait, waiter, session_.history());
    session_.selection().select(Selected::process(waiter));
    sentence_->setText(storySentence(wait, waiter, story, session_.history().newest()));
}

void TimelinePanel::step(int events) {
    const std::size_t cursor = session_.cursor();
    if (events < 0 ? cursor > 0 : cursor < session_.history().size())
        session_.setCursor(events < 0 ? cursor - 1 : cursor + 1);
}

void TimelinePanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace poolscope::ui
