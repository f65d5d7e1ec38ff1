// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Asks where and in which format a session is to be written.

#include "engine/scope/export/export.h"

#include <QFileDialog>

namespace poolscope::ui {

class ExportDialog : public QFileDialog {
    Q_OBJECT
public:
    explicit ExportDialog(QWidget *window);

signals:
    void chosen(const QString &path, poolscope::exporting::Format format);
};

} // namespace poolscope::ui
