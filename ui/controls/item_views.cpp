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

void copyCurrentRow(const QAbstractItemView &view) {
    const QModelIndex current = view.currentIndex();
    if (!current.isValid())
        return;
    QStringList cells;
    for (int column = 0; column < view.model()->columnCount(current.parent()); ++column)
        cells << current.siblingAtColumn(column).data().toString();
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
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
    auto *copy = new QAction(ItemViews::tr("Copy row"), &view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, &view, [&view] { copyCurrentRow(view); });
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
