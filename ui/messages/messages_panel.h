// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The list of messages, with the filter that narrows it, and the passport of the selected one. Follows the newest one while the session is live and the
// list stands at its end. GUI thread.

#include "ui/bridge/session.h"
#include "ui/filter/filter_bar.h"
#include "ui/messages/message_model.h"
#include "ui/messages/passport_model.h"
#include "ui/theme/theme_provider.h"

#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QWidget>

class QAction;
class QMenu;

namespace poolscope::ui {

class EmptyState;

class MessagesPanel : public QWidget {
    Q_OBJECT
public:
    MessagesPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    MessageModel &model() { return model_; }
    PassportModel &passport() { return passport_; }
    QTableView &view() { return *view_; }
    FilterBar &filterBar() { return *filter_; }
    // Only those, instead of what was filtered before.
    void showOnly(const QString &condition);
    // What can be done where an attached program's messages pass unseen, and whether that is so.
    void offerTracing(const QList<QAction *> &actions);
    void setTracing(bool canTrace, bool isTracing);

private:
    void showMenu(const QPoint &where);
    void addFilterMenu(QMenu &menu, const QModelIndex &index);
    void addSelectMenu(QMenu &menu, const state::MessageRow &message);
    void followSelection(const Selected &selected);
    void setFollowing(bool following);
    void followStream(const state::MessageRow &message);
    void makePassport(const ThemeProvider &themes);
    void showPassport();
    void showCount();

    Session &session_;
    MessageModel model_;
    PassportModel passport_;
    QLabel *count_;
    FilterBar *filter_;
    QToolButton *follow_;
    QToolButton *passportButton_;
    QTableView *view_;
    EmptyState *empty_;
    QTableView *passportView_;
};

} // namespace poolscope::ui
