// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The channels of the session as a sortable table, the twin of the topology. GUI thread.

#include "ui/controls/session_table.h"
#include "ui/channels/channel_model.h"

#include <QWidget>

namespace poolscope::ui {

class ChannelsPanel : public QWidget {
    Q_OBJECT
public:
    ChannelsPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    ChannelModel &model() { return model_; }
    QTableView &view() { return *view_; }

private:
    ChannelModel model_;
    SessionTable *view_;
};

} // namespace poolscope::ui
