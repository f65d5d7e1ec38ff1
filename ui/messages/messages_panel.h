// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The list of messages, with what narrows it as removable chips. Follows the newest one while the session is live and the
// list stands at its end. GUI thread.

#include "ui/bridge/session.h"
#include "ui/messages/message_model.h"
#include "ui/theme/theme_provider.h"

#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QWidget>

namespace poolscope::ui {

class MessagesPanel : public QWidget {
    Q_OBJECT
public:
    MessagesPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    MessageModel &model() { return model_; }
    QTableView &view() { return *view_; }
    // Only those of that process, or of that channel.
    void showOnly(const MessageFilter &filter);

private:
    void showMenu(const QPoint &where);
    void followSelection(const Selected &selected);
    void setFollowing(bool following);
    void showCount();

    Session &session_;
    MessageModel model_;
    QLabel *count_;
    QToolButton *chip_;
    QToolButton *follow_;
    QTableView *view_;
};

} // namespace poolscope::ui
