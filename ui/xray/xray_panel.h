// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What waits in the selected queue or pipe at this moment, message by message, decoded and as bytes. Of a program that tells its
// messages they are known, at any moment of its past as well; into any other the host looks again and again while this is
// visible. Nothing is taken out. GUI thread.

#include "ui/bridge/run_control.h"
#include "ui/bridge/session.h"
#include "ui/messages/bytes_view.h"
#include "ui/messages/decoded_model.h"
#include "ui/theme/theme_provider.h"
#include "ui/xray/waiting_model.h"

#include <QComboBox>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QTreeView>
#include <QWidget>

namespace poolscope::ui {

class EmptyState;

class XrayPanel : public QWidget {
    Q_OBJECT
public:
    XrayPanel(Session &session, RunControl &runControl, const ThemeProvider &themes, QWidget *parent = nullptr);

    WaitingModel &model() { return model_; }
    ObjectId channel() const { return channel_; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void fillChannels();
    void choose(ObjectId channel);
    void refresh();
    void ask();
    void showKnown();
    void show(const WaitingMessages &waiting);
    void showMessage();
    void explain(const QString &what, const QString &how);

    Session &session_;
    RunControl &runControl_;
    ObjectId channel_ = 0;
    bool isAsking_ = false;
    WaitingMessage shown_; // decoded below
    WaitingModel model_;
    DecodedModel decoded_;
    QTimer timer_;
    QComboBox *channels_;
    QLabel *fill_;
    QTableView *view_;
    EmptyState *empty_;
    QTabWidget *payload_;
    QTreeView *decodedView_;
    BytesView *bytesView_;
};

} // namespace poolscope::ui
