// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/channels/channels_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace poolscope::ui {

ChannelsPanel::ChannelsPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent) {
    follow(session, model_);
    view_ = new SessionTable(model_, Selected::Kind::channel, session, themes);
    view_->setObjectName(QStringLiteral("channels"));
    view_->setAccessibleName(tr("Channels"));
    setColumnWidths(*view_->horizontalHeader(), {16, 12, 8, 14, 8, 9, 9, 10, 26, 30});
    EmptyState::of(view_, QStringLiteral("queue"), tr("Queues and pipes appear here: what is in them and who holds their ends."),
                   tr("Run a program that makes a queue, a pipe or a pool."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    setFocusProxy(view_);
}

} // namespace poolscope::ui
