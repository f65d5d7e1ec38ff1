// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/item_views.h"

#include "ui/theme/metrics.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace poolscope::ui {
namespace {

class ItemViews {
    Q_DECLARE_TR_FUNCTIONS(ItemViews)
};

void showColumnMenu(QHeaderView &header, const QPoint &where) {
    QMenu menu(&header);
    const QAbstractItemModel *model = header.model();
    for (int column = 0; column < model->columnCount(); ++column) {
        QAction *action = menu.addAction(model->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header.isSectionHidden(column));
        action->setEnabled(column != 0); // a view without columns has no header to bring them back
        QObject::connect(action, &QAction::toggled, &header,
                         [&header, column](bool shown) { header.setSectionHidden(column, !shown); });
    }
    menu.exec(header.mapToGlobal(where));
}

constexpr int mostCopied = 100'000; // rows: all of a long session would be more than a clipboard is for

void copyRows(const QAbstractItemView &view) {
    QModelIndexList rows;
    for (const QItemSelectionRange &range : view.selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostCopied; ++row)
            rows << view.model()->index(row, 0, range.parent());
    if (rows.isEmpty() && view.currentIndex().isValid())
        rows << view.currentIndex();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < view.model()->columnCount(row.parent()); ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void setUpView(QAbstractItemView &view, QHeaderView &header) {
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setFrameShape(QFrame::NoFrame);
    view.setMouseTracking(true);
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setStretchLastSection(true);
    header.setMinimumSectionSize(space(6));
    header.setFixedHeight(rowHeight + 2);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&header, &QWidget::customContextMenuRequested, &header,
                     [&header](const QPoint &where) { showColumnMenu(header, where); });
    auto *copy = new QAction(ItemViews::tr("Copy rows"), &view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, &view, [&view] { copyRows(view); });
    view.addAction(copy);
}

} // namespace

void setUpTable(QTableView &view) {
    setUpView(view, *view.horizontalHeader());
    view.setShowGrid(false);
    view.setWordWrap(false);
    view.setTabKeyNavigation(false);
    view.setCornerButtonEnabled(false);
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setMinimumSectionSize(rowHeight);
    view.verticalHeader()->setDefaultSectionSize(rowHeight);
}

void setUpSentences(QTableView &view) {
    view.setWordWrap(true);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view.verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    QObject::connect(view.horizontalHeader(), &QHeaderView::sectionResized, &view, [&view] { view.resizeRowsToContents(); });
}

void setUpTree(QTreeView &view) {
    setUpView(view, *view.header());
    view.setUniformRowHeights(true);
    view.setIndentation(space(4));
    view.setAllColumnsShowFocus(true);
}

void setColumnWidths(QHeaderView &header, const QList<int> &characters) {
    const int character = QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < characters.size() && column < header.count(); ++column)
        header.resizeSection(column, characters[column] * character + 2 * space(2));
}

} // namespace poolscope::ui
