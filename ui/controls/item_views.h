// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What all lists and trees of the workbench have in common: dense rows, no grid, one row selected, columns that can be
// hidden from the header's menu, and Ctrl+C copies the row.

#include <QList>

class QHeaderView;
class QTableView;
class QTreeView;

namespace poolscope::ui {

void setUpTable(QTableView &view);
void setUpTree(QTreeView &view);
// Sentences in all columns: each as wide as the others, rows as high as their text.
void setUpSentences(QTableView &view);
// Widths of the first columns, in characters of the body font.
void setColumnWidths(QHeaderView &header, const QList<int> &characters);

} // namespace poolscope::ui
