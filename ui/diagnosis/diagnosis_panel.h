// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The findings as a list; a click selects all who have part in a finding, and what they have part with. GUI thread.

#include "ui/bridge/session.h"
#include "ui/diagnosis/finding_model.h"
#include "ui/theme/theme_provider.h"

#include <QTableView>
#include <QWidget>

namespace poolscope::ui {

class DiagnosisPanel : public QWidget {
    Q_OBJECT
public:
    DiagnosisPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    FindingModel &model() { return model_; }
    QTableView &view() { return *view_; }

private:
    FindingModel model_;
    QTableView *view_;
};

} // namespace poolscope::ui
