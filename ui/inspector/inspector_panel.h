// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Everything on the selection: its facts, and for what carries bytes (messages, tasks) those bytes, decoded and raw.
// GUI thread.

#include "ui/bridge/session.h"
#include "ui/inspector/facts_model.h"
#include "ui/messages/bytes_view.h"
#include "ui/messages/decoded_model.h"
#include "ui/theme/theme_provider.h"

#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>
#include <QWidget>

namespace poolscope::ui {

class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    FactsModel &facts() { return facts_; }
    DecodedModel &decoded() { return decoded_; }

private:
    void showSelection();
    void showPayload();

    Session &session_;
    FactsModel facts_;
    DecodedModel decoded_;
    QLabel *title_;
    QTableView *factsView_;
    QTreeView *decodedView_;
    BytesView *bytesView_;
    QTabWidget *payload_;
};

} // namespace poolscope::ui
