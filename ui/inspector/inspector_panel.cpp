// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_panel.h"

#include "engine/core/wire/preview.h"
#include "ui/bridge/follow.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

struct Payload {
    QString name;
    std::string bytes;
    bool truncated = false;
    std::int64_t total = 0;
};

} // namespace

InspectorPanel::InspectorPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    title_ = new QLabel;
    title_->setTextFormat(Qt::PlainText);
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
    setColumnWidths(*factsView_->horizontalHeader(), {17});
    factsView_->horizontalHeader()->hide();
    EmptyState::of(factsView_, QStringLiteral("information"), tr("Everything known about the selection appears here."),
                   tr("Click a process, a channel, a task or a message in any view."));
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
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title_);
    layout->addWidget(splitter, 1);
    setFocusProxy(factsView_);

    follow(session, facts_);
    connect(&session.selection(), &Selection::changed, this, &InspectorPanel::showSelection);
    connect(&session, &Session::momentChanged, this, &InspectorPanel::showPayload);
    connect(&session, &Session::changed, this, [this] {
        if (session_.selection().current().kind == Selected::Kind::task)
            showPayload();
    });
    showSelection();
}

void InspectorPanel::showSelection() {
    facts_.setSubject(session_.selection().current());
    title_->setText(facts_.title());
    title_->setVisible(!title_->text().isEmpty());
    showPayload();
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
