// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The findings as a list; a click selects all who have part in a finding, and what they have part with. While nobody is stuck, lines
// below name those for whom the others wait in the end, or what all of them do. GUI thread.

#include "ui/bridge/session.h"
#include "ui/diagnosis/finding_model.h"
#include "ui/theme/theme_provider.h"

#include <QLabel>
#include <QTableView>
#include <QTimer>
#include <QWidget>

namespace poolscope::ui {

class EmptyState;

class DiagnosisPanel : public QWidget {
    Q_OBJECT
public:
    DiagnosisPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    FindingModel &model() { return model_; }
    QTableView &view() { return *view_; }
    QLabel &doings() { return *doings_; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void tellDoings();
    void tellWhetherSeen();

    Session &session_;
    FindingModel model_;
    QTableView *view_;
    EmptyState *empty_;
    QLabel *doings_;
    QTimer retelling_;
};

} // namespace poolscope::ui
