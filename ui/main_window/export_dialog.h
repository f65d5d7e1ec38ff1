// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Asks where and in which format a session is to be written, and what is to become of the contents of its messages: it may be
// meant for somebody who must not read them. GUI thread.

#include "engine/core/recording/contents.h"
#include "engine/scope/export/export.h"

#include <QFileDialog>

class QComboBox;

namespace poolscope::ui {

class ExportDialog : public QFileDialog {
    Q_OBJECT
public:
    explicit ExportDialog(QWidget *window);

signals:
    void chosen(const QString &path, poolscope::exporting::Format format, poolscope::telemetry::Contents contents);

private:
    void addContents();
    exporting::Format formatFor(const QString &path) const;

    QComboBox *contents_;
};

} // namespace poolscope::ui
