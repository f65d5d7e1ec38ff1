// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Everything on the selection: its facts, for what carries bytes (messages, tasks) those bytes, decoded and raw, and for a process that
// runs what a look into it finds: where its threads are, descriptors, memory, limits, environment. It is looked into when it is
// selected and again when something happened to it, while this is visible.
// GUI thread.

#include "ui/bridge/run_control.h"
#include "ui/bridge/session.h"
#include "ui/inspector/details_model.h"
#include "ui/inspector/facts_model.h"
#include "ui/messages/bytes_view.h"
#include "ui/messages/decoded_model.h"
#include "ui/theme/theme_provider.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QTreeView>
#include <QWidget>

namespace poolscope::ui {

class EmptyState;

class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(Session &session, RunControl &runControl, const ThemeProvider &themes, QWidget *parent = nullptr);

    FactsModel &facts() { return facts_; }
    DecodedModel &decoded() { return decoded_; }
    DetailsModel &details() { return details_; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void showSelection();
    void showTitle();
    void showAbsence();
    void goToBeginning();
    void showPayload();
    QTreeView *makeDetailsView(const ThemeProvider &themes);
    void showDetails();
    void look();
    bool canLook() const;

    Session &session_;
    RunControl &runControl_;
    FactsModel facts_;
    DecodedModel decoded_;
    DetailsModel details_;
    ProcessKey inside_;      // whom the details are of
    bool isLooking_ = false;
    QTimer nextLook_;
    QLabel *title_;
    QTableView *factsView_;
    QTreeView *decodedView_;
    QTreeView *detailsView_;
    EmptyState *noFacts_;
    EmptyState *noDetails_;
    QAction *goToBeginning_; // of the selection
    BytesView *bytesView_;
    QTabWidget *payload_;
};

} // namespace poolscope::ui
