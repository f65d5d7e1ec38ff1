// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The page on the filter language: how a condition is written, examples, and every field with what it means, for messages,
// tasks, processes and events. Made from the table that the language itself uses.

#include <QDialog>

namespace poolscope::ui {

class FilterHelp : public QDialog {
    Q_OBJECT
public:
    explicit FilterHelp(QWidget *window);
};

// The page as HTML.
QString filterHelpPage();

} // namespace poolscope::ui
