// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/attach_dialog.h"

#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/shared/roles.h"
#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace poolscope::ui {

AttachDialog::AttachDialog(const QString &hostProgram, Session &session, const ThemeProvider &themes, QWidget *parent)
    : QDialog(parent), lister_(hostProgram) {
    setObjectName(QStringLiteral("attach-dialog"));
    setWindowTitle(tr("Attach to a running program"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(parent ? qMin(960, parent->width() - space(8)) : 960, parent ? qMin(520, parent->height() - space(8)) : 520);

    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("attach-filter"));
    filter_->setPlaceholderText(tr("Filter by name, kind, command or PID"));
    filter_->setAccessibleName(filter_->placeholderText());
    filter_->setClearButtonEnabled(true);
    filtered_.setSourceModel(&model_);
    filtered_.setSortRole(SortRole);
    filtered_.setFilterKeyColumn(-1);
    filtered_.setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString &text) { filtered_.setFilterFixedString(text.trimmed()); });

    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("running-programs"));
    view_->setAccessibleName(tr("Running programs"));
    view_->setModel(&filtered_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    view_->setSortingEnabled(true);
    view_->horizontalHeader()->setSortIndicatorClearable(true);
    view_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setColumnWidths(*view_->horizontalHeader(), {20, 24, 9, 10, 11, 9});
    EmptyState::of(view_, QStringLiteral("attach"), tr("Programs of several processes appear here as they start."),
                   tr("Python's multiprocessing, gunicorn, nginx, PostgreSQL, make, pipelines and any other tree of processes."));
    connect(view_, &QAbstractItemView::activated, this, &AttachDialog::attach);

    problem_ = new QLabel(tr("Looking does not stop or change a program. It goes on as it was, whatever happens here."));
    problem_->setProperty("tone", "dim");
    problem_->setWordWrap(true);
    attach_ = new QPushButton(tr("Attach"));
    attach_->setObjectName(QStringLiteral("attach"));
    attach_->setProperty("primary", true);
    attach_->setDefault(true);
    attach_->setEnabled(false);
    auto *cancel = new QPushButton(tr("Cancel"));
    connect(attach_, &QPushButton::clicked, this, &AttachDialog::attach);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    const auto enable = [this] { attach_->setEnabled(chosenRow() >= 0); };
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, enable);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, enable);
    connect(&model_, &QAbstractItemModel::dataChanged, this, enable);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(problem_, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(attach_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space(3), space(3), space(3), space(3));
    layout->setSpacing(space(2));
    layout->addWidget(filter_);
    layout->addWidget(view_, 1);
    layout->addLayout(buttons);
    filter_->setFocus();

    connect(&lister_, &ProgramLister::listed, this, &AttachDialog::showPrograms);
    connect(&lister_, &ProgramLister::failed, problem_, &QLabel::setText);
    lister_.start();
}

void AttachDialog::showPrograms(const std::vector<RunningProgram> &programs) {
    model_.show(programs);
}

int AttachDialog::chosenRow() const {
    const QModelIndexList rows = view_->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return -1;
    const int row = filtered_.mapToSource(rows.first()).row();
    return model_.programAt(row).canBeAttached() ? row : -1;
}

void AttachDialog::attach() {
    const int row = chosenRow();
    if (row < 0)
        return;
    const RunningProgram program = model_.programAt(row);
    lister_.stop();
    accept();
    emit chosen(program);
}

} // namespace poolscope::ui
