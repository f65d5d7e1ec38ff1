// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_panel.h"

#include "engine/core/wire/preview/preview.h"
#include "ui/bridge/follow.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/controls/second_hand.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr int betweenLooksMilliseconds = 1000;

struct Payload {
    QString name;
    std::string bytes;
    bool truncated = false;
    std::int64_t total = 0;
};

} // namespace

InspectorPanel::InspectorPanel(Session &session, RunControl &runControl, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), runControl_(runControl) {
    title_ = new QLabel;
    title_->setTextFormat(Qt::PlainText);
    title_->setObjectName(QStringLiteral("inspector-title"));
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    title_->setContentsMargins(space(2), space(2), space(2), space(1));
    QFont bold = textFont();
    bold.setBold(true);
    title_->setFont(bold);

    factsView_ = new QTableView;
    factsView_->setObjectName(QStringLiteral("facts"));
    factsView_->setAccessibleName(tr("Facts on the selection"));
    factsView_->setModel(&facts_);
    factsView_->setItemDelegate(new CellDelegate(session, themes, factsView_));
    setUpTable(*factsView_);
    factsView_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents); // the values need the room
    factsView_->horizontalHeader()->hide();
    noFacts_ = EmptyState::of(factsView_, QStringLiteral("information"), {}, {});
    goToBeginning_ = new QAction(tr("Go to its beginning"), this);
    goToBeginning_->setObjectName(QStringLiteral("go-to-beginning"));
    connect(goToBeginning_, &QAction::triggered, this, &InspectorPanel::goToBeginning);
    noFacts_->offer({goToBeginning_});
    connect(factsView_, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const Selected target = facts_.factAt(index.row()).leadsTo; !target.isNothing())
            session_.selection().select(target);
    });

    decodedView_ = new QTreeView;
    decodedView_->setObjectName(QStringLiteral("decoded"));
    decodedView_->setAccessibleName(tr("Decoded value"));
    decodedView_->setModel(&decoded_);
    decodedView_->setItemDelegate(new CellDelegate(session, themes, decodedView_));
    setUpTree(*decodedView_);
    setColumnWidths(*decodedView_->header(), {14, 22});
    EmptyState::of(decodedView_, QStringLiteral("bytes"), tr("These bytes are no pickle; see Bytes."), QString());
    bytesView_ = new BytesView;
    payload_ = new QTabWidget;
    payload_->setDocumentMode(true);
    payload_->addTab(decodedView_, tr("Decoded"));
    payload_->addTab(bytesView_, tr("Bytes"));

    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(factsView_);
    splitter->addWidget(payload_);
    splitter->addWidget(makeDetailsView(themes));
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setStretchFactor(2, 3);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title_);
    layout->addWidget(splitter, 1);
    setFocusProxy(factsView_);

    follow(session, facts_);
    connect(new SecondHand(session, *this), &SecondHand::moved, this, [this] { facts_.show(session_.moment()); });
    connect(&session.selection(), &Selection::changed, this, &InspectorPanel::showSelection);
    connect(&session, &Session::momentChanged, this, &InspectorPanel::showTitle);
    connect(&session, &Session::momentChanged, this, &InspectorPanel::showPayload);
    connect(&session, &Session::momentChanged, this, &InspectorPanel::showDetails);
    connect(&session, &Session::changed, this, [this](const state::Changes &changes) {
        if (title_->toolTip() != facts_.title()) // another pipe has its number now, or a process tells its name
            showTitle();
        if (session_.selection().current().kind == Selected::Kind::task)
            showPayload();
        const bool isOurs = inside_ && std::any_of(changes.begin(), changes.end(), [this](const state::Change &change) {
            return change.table == state::Table::process && change.id == inside_.packed();
        });
        if (isOurs && !nextLook_.isActive())
            nextLook_.start(betweenLooksMilliseconds);
    });
    connect(&runControl, &RunControl::stateChanged, this, [this] {
        if (runControl_.state() == RunControl::State::starting || !runControl_.isActive())
            isLooking_ = false; // whom it was asked of does not answer any more
        showDetails();
    });
    nextLook_.setSingleShot(true);
    connect(&nextLook_, &QTimer::timeout, this, &InspectorPanel::look);
    showSelection();
}

// A long call is cut rather than let it widen the window.
void InspectorPanel::showTitle() {
    const QMargins margins = title_->contentsMargins();
    title_->setText(title_->fontMetrics().elidedText(facts_.title(), Qt::ElideRight, width() - margins.left() - margins.right()));
    title_->setToolTip(facts_.title());
    title_->setVisible(!facts_.title().isEmpty());
    showAbsence();
}

// Nothing is selected, or what is selected comes later.
void InspectorPanel::showAbsence() {
    goToBeginning_->setEnabled(facts_.comesLater());
    if (facts_.comesLater())
        noFacts_->setText(tr("This did not exist yet at this moment."), tr("It comes later."));
    else
        noFacts_->setText(tr("Everything known about the selection appears here."), tr("Click a process, a channel, a task or a message in any view."));
}

void InspectorPanel::goToBeginning() {
    const std::size_t size = session_.history().size();
    for (std::size_t next = session_.cursor(); next < size && facts_.comesLater(); ++next)
        if (facts_.isToldOf(session_.history().event(next)))
            session_.setCursor(next + 1);
}

void InspectorPanel::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    showTitle();
}

void InspectorPanel::showSelection() {
    facts_.setSubject(session_.selection().current());
    showTitle();
    showPayload();
    showDetails();
}

void InspectorPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    showDetails();
}

QTreeView *InspectorPanel::makeDetailsView(const ThemeProvider &themes) {
    detailsView_ = new QTreeView;
    detailsView_->setObjectName(QStringLiteral("process-details"));
    detailsView_->setAccessibleName(tr("Inside the process"));
    detailsView_->setModel(&details_);
    detailsView_->setItemDelegate(new CellDelegate(session_, themes, detailsView_));
    setUpTree(*detailsView_);
    setColumnWidths(*detailsView_->header(), {20});
    noDetails_ = EmptyState::of(detailsView_, QStringLiteral("role-process"), {}, {});
    connect(detailsView_, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const Selected target = details_.leadsTo(index); !target.isNothing())
            session_.selection().select(target);
    });
    // Threads are what one looks for first: open down to their functions.
    connect(&details_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent, int first, int last) {
        for (int row = first; row <= last; ++row) {
            const QModelIndex inserted = details_.index(row, 0, parent);
            if (!parent.isValid() && inserted.data() == DetailsModel::tr("Threads"))
                detailsView_->expandRecursively(inserted, 1);
            else if (parent.isValid() && !parent.parent().isValid() && parent.data() == DetailsModel::tr("Threads"))
                detailsView_->expand(inserted);
        }
    });
    return detailsView_;
}

bool InspectorPanel::canLook() const {
    const state::ProcessRow *row = inside_ ? session_.state().process(inside_) : nullptr;
    return row != nullptr && row->is_alive() && session_.isLive() && runControl_.isActive();
}

void InspectorPanel::showDetails() {
    const ProcessKey process = session_.selection().current().processKey();
    const state::ProcessRow *row = session_.state().process(process);
    detailsView_->setVisible(row != nullptr);
    if (process != inside_) {
        inside_ = process;
        details_.clear();
    }
    if (!process || canLook())
        return look();
    details_.clear();
    if (row != nullptr && !row->is_alive())
        noDetails_->setText(tr("This process has ended."), tr("What is inside a process can be seen only while it runs."));
    else
        noDetails_->setText(tr("Where its threads are and what it has open was not recorded."), tr("Go to Live while the program runs: then it is looked into."));
}

void InspectorPanel::look() {
    if (!isVisible() || !canLook() || isLooking_)
        return;
    isLooking_ = true;
    runControl_.inspect(inside_, [this, process = inside_](const Result<ProcessDetails> &answer) {
        isLooking_ = false;
        if (process != inside_)
            return look();
        if (answer && canLook()) {
            details_.show(*answer, [this](ProcessKey key) { return processText(session_.state(), key); });
        } else if (!answer) {
            details_.clear();
            noDetails_->setText(tr("This process cannot be looked into."), errorSentence(answer.error()));
        }
    });
}

void InspectorPanel::showPayload() {
    const Selected &selected = session_.selection().current();
    Payload payload;
    if (selected.kind == Selected::Kind::message && selected.id < session_.log().messages().size()) {
        const state::MessageRow &row = session_.log().messages()[selected.id];
        payload = {tr("message"), row.payload, row.truncated, row.bytes};
    } else if (const state::TaskRow *task = selected.kind == Selected::Kind::task ? session_.state().task(selected.id) : nullptr) {
        payload = task->result.empty() ? Payload{tr("call"), std::string(task->call), task->call_truncated, 0}
                                       : Payload{tr("result"), std::string(task->result), task->result_truncated, 0};
    }
    payload_->setVisible(!payload.bytes.empty());
    Preview seen = preview(payload.bytes, payload.truncated);
    if (seen.value) {
        decoded_.setValue(payload.name, std::move(*seen.value));
        decodedView_->expandToDepth(1);
    } else {
        decoded_.clear();
    }
    bytesView_->setBytes(payload.bytes, payload.total);
}

} // namespace poolscope::ui
