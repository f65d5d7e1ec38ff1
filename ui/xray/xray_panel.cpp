// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/xray/xray_panel.h"

#include "engine/core/wire/preview/preview.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/controls/panel_bar.h"
#include "ui/shared/channel_fill.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr int lookMilliseconds = 400;
constexpr std::size_t mostKnown = 200;

// Sent and not received at that moment, as far as the messages were told.
WaitingMessages knownOf(const Session &session, const state::ChannelRow &channel) {
    WaitingMessages waiting;
    waiting.bytes = bytesHeld(channel);
    const auto &log = session.log().messages();
    const std::uint64_t now = session.state().sequence();
    const auto unread = std::int64_t(channel.sent - std::min(channel.sent, channel.received + channel.dropped));
    for (std::size_t index = std::min<std::size_t>(log.size(), session.moment().messages()); index-- > 0 && std::int64_t(waiting.messages.size()) < unread;) {
        const state::MessageRow &row = log[index];
        const bool isReceived = row.received_sequence != 0 && row.received_sequence <= now;
        if (row.channel == channel.id && row.sent_sequence != 0 && !isReceived && !row.dropped)
            waiting.messages.push_back({row.payload, row.bytes, WaitingMessage::Part::whole});
    }
    std::reverse(waiting.messages.begin(), waiting.messages.end());
    if (waiting.messages.size() > mostKnown) {
        waiting.leftOut = std::int64_t(waiting.messages.size() - mostKnown);
        waiting.messages.resize(mostKnown);
    }
    return waiting;
}

} // namespace

XrayPanel::XrayPanel(Session &session, RunControl &runControl, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), runControl_(runControl) {
    channels_ = new QComboBox;
    channels_->setObjectName(QStringLiteral("xray-channel"));
    channels_->setAccessibleName(tr("Channel"));
    channels_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    fill_ = new QLabel;
    fill_->setObjectName(QStringLiteral("xray-fill"));
    fill_->setProperty("tone", "dim");
    auto *bar = new PanelBar;
    bar->addWidget(channels_);
    bar->addWidget(fill_);
    bar->addStretch();

    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("waiting-messages"));
    view_->setAccessibleName(tr("Messages that wait"));
    view_->setModel(&model_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    setColumnWidths(*view_->horizontalHeader(), {10, 17});
    empty_ = EmptyState::of(view_, QStringLiteral("queue"), {}, {});

    decodedView_ = new QTreeView;
    decodedView_->setObjectName(QStringLiteral("xray-decoded"));
    decodedView_->setAccessibleName(tr("Decoded value"));
    decodedView_->setModel(&decoded_);
    decodedView_->setItemDelegate(new CellDelegate(session, themes, decodedView_));
    setUpTree(*decodedView_);
    setColumnWidths(*decodedView_->header(), {16, 40});
    EmptyState::of(decodedView_, QStringLiteral("bytes"), tr("These bytes are no pickle; see Bytes."), QString());
    bytesView_ = new BytesView;
    bytesView_->setObjectName(QStringLiteral("xray-bytes"));
    payload_ = new QTabWidget;
    payload_->setDocumentMode(true);
    payload_->addTab(decodedView_, tr("Decoded"));
    payload_->addTab(bytesView_, tr("Bytes"));
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(view_);
    splitter->addWidget(payload_);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(splitter, 1);
    setFocusProxy(view_);

    connect(channels_, &QComboBox::activated, this, [this](int row) {
        session_.selection().select(Selected::channel(channels_->itemData(row).toULongLong()));
    });
    connect(&session.selection(), &Selection::changed, this, [this](const Selected &selected) {
        if (selected.kind == Selected::Kind::channel)
            choose(selected.id);
    });
    connect(&session, &Session::momentChanged, this, &XrayPanel::refresh);
    connect(&session, &Session::changed, this, [this](const state::Changes &changes) {
        const bool isOurs = std::any_of(changes.begin(), changes.end(), [](const state::Change &change) {
            return change.table == state::Table::channel || change.table == state::Table::message;
        });
        if (isOurs && isVisible())
            refresh();
    });
    connect(&runControl, &RunControl::stateChanged, this, [this] {
        if (runControl_.state() == RunControl::State::starting || !runControl_.isActive())
            isAsking_ = false; // whom it was asked of does not answer any more
        refresh();
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &XrayPanel::showMessage);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &XrayPanel::ask);
    showMessage();
    refresh();
}

void XrayPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    refresh();
}

void XrayPanel::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    timer_.stop();
}

void XrayPanel::choose(ObjectId channel) {
    if (channel == channel_)
        return;
    channel_ = channel;
    model_.show({});
    refresh();
}

void XrayPanel::fillChannels() {
    const QSignalBlocker blocker(channels_);
    std::vector<const state::ChannelRow *> rows;
    for (const auto &[id, channel] : session_.state().channels())
        if (!channel.ends.empty() || id == channel_)
            rows.push_back(&channel);
    std::sort(rows.begin(), rows.end(), [](auto *a, auto *b) { return std::tie(a->created_ns, a->id) < std::tie(b->created_ns, b->id); });
    bool isSame = int(rows.size()) == channels_->count();
    for (int row = 0; isSame && row < channels_->count(); ++row)
        isSame = channels_->itemData(row).toULongLong() == rows[std::size_t(row)]->id && channels_->itemText(row) == nameOf(*rows[std::size_t(row)]);
    if (!isSame) {
        channels_->clear();
        for (const state::ChannelRow *row : rows)
            channels_->addItem(nameOf(*row), qulonglong(row->id));
    }
    // The first that holds something, until the person chooses.
    if (!session_.state().channel(channel_)) {
        const auto full = std::find_if(rows.begin(), rows.end(), [](auto *row) { return row->depth_bytes > 0 || row->depth_items > 0; });
        channel_ = full != rows.end() ? (*full)->id : rows.empty() ? 0 : rows.front()->id;
    }
    channels_->setCurrentIndex(channels_->findData(qulonglong(channel_)));
    channels_->setVisible(!rows.empty());
}

void XrayPanel::refresh() {
    if (!isVisible())
        return;
    fillChannels();
    const state::ChannelRow *channel = session_.state().channel(channel_);
    if (!channel) {
        show({});
        fill_->clear();
        explain(tr("The messages that wait in a queue or pipe appear here."), tr("Run a program or attach to one, and select a channel."));
    } else if (channel->sent > 0) {
        showKnown();
    } else if (!session_.isLive() || !runControl_.isActive()) {
        show({});
        fill_->clear();
        explain(tr("What waited in this channel at that moment was not recorded."), tr("Go to Live while the program runs: then it is looked into."));
    } else if (!timer_.isActive() && !isAsking_) {
        ask();
    }
}

void XrayPanel::showKnown() {
    timer_.stop();
    const state::ChannelRow *channel = session_.state().channel(channel_);
    explain(tr("Nothing waits in this channel."), tr("Everything that was put into it has been taken out."));
    show(knownOf(session_, *channel));
}

void XrayPanel::ask() {
    const state::ChannelRow *row = session_.state().channel(channel_);
    if (!isVisible() || !session_.isLive() || !runControl_.isActive() || !row || row->sent > 0 || isAsking_)
        return;
    isAsking_ = true;
    runControl_.peek(channel_, [this, channel = channel_](const Result<WaitingMessages> &answer) {
        isAsking_ = false;
        if (channel == channel_) {
            if (answer) {
                explain(tr("Nothing waits in this channel."), tr("What is put into it appears here at once, and stays in it."));
                show(*answer);
            } else {
                show({});
                fill_->clear();
                explain(tr("This channel cannot be looked into."), errorSentence(answer.error()));
            }
        }
        if (isVisible())
            timer_.start(lookMilliseconds);
    });
}

void XrayPanel::explain(const QString &what, const QString &how) {
    empty_->setText(what, how);
}

void XrayPanel::show(const WaitingMessages &waiting) {
    model_.show(waiting.messages);
    QString text = waiting.capacity > 0 ? tr("%1 of %2 wait").arg(bytesText(waiting.bytes), bytesText(waiting.capacity)) : QString();
    const QString count = tr("%n message(s)", nullptr, int(qint64(waiting.messages.size()) + waiting.leftOut));
    text = text.isEmpty() ? count : tr("%1, %2").arg(count, text);
    if (!waiting.isWhole)
        text = tr("%1; more than could be seen").arg(text);
    fill_->setText(text);
    if (!view_->currentIndex().isValid() && model_.rowCount() > 0)
        view_->setCurrentIndex(model_.index(0, WaitingModel::Content));
    showMessage();
}

void XrayPanel::showMessage() {
    const QModelIndex current = view_->currentIndex();
    payload_->setVisible(current.isValid());
    if (!current.isValid()) {
        decoded_.clear();
        bytesView_->setBytes({}, 0);
        shown_ = {};
        return;
    }
    const WaitingMessage &message = model_.messageAt(current.row());
    if (shown_ == message)
        return;
    shown_ = message;
    Preview seen = preview(message.bytes, message.isCut());
    if (seen.value) {
        decoded_.setValue(tr("message"), std::move(*seen.value));
        decodedView_->expandToDepth(1);
    } else {
        decoded_.clear();
    }
    bytesView_->setBytes(message.bytes, message.size);
}

} // namespace poolscope::ui
