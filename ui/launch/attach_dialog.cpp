// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/attach_dialog.h"

#include "engine/scope/host/launch_way.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/controls/show_beside.h"
#include "ui/shared/roles.h"
#include "ui/theme/metrics.h"

#include <QFile>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace poolscope::ui {

AttachDialog::AttachDialog(const QString &hostProgram, Session &session, const ThemeProvider &themes, QWidget *parent)
    : QDialog(parent), lister_(hostProgram) {
    setObjectName(QStringLiteral("attach-dialog"));
    setWindowTitle(tr("Launch or attach"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithin(*this, parent, {960, 520});

    problem_ = new QLabel;
    problem_->setProperty("tone", "dim");
    problem_->setWordWrap(true);
    attach_ = new QPushButton;
    attach_->setObjectName(QStringLiteral("attach"));
    attach_->setProperty("primary", true);
    attach_->setDefault(true);
    attach_->setMinimumWidth(space(20));
    auto *cancel = new QPushButton(tr("Cancel"));
    connect(attach_, &QPushButton::clicked, this, &AttachDialog::accepted);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    halves_ = new QTabWidget;
    halves_->setObjectName(QStringLiteral("attach-halves"));
    halves_->setDocumentMode(true);
    halves_->addTab(makeAttachHalf(session, themes), tr("Attach to a running program"));
    halves_->addTab(makeLaunchHalf(themes), tr("Launch a program"));
    connect(halves_, &QTabWidget::currentChanged, this, &AttachDialog::showHalf);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(problem_, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(attach_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space(3), space(3), space(3), space(3));
    layout->setSpacing(space(2));
    layout->addWidget(halves_, 1);
    layout->addLayout(buttons);
    showHalf();
    filter_->setFocus();

    connect(&lister_, &ProgramLister::listed, this, &AttachDialog::showPrograms);
    connect(&lister_, &ProgramLister::failed, problem_, &QLabel::setText);
    lister_.listEveryProcess();
    lister_.start();
}

QWidget *AttachDialog::makeAttachHalf(Session &session, const ThemeProvider &themes) {
    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("attach-filter"));
    filter_->setPlaceholderText(tr("Filter by name, kind, command or PID"));
    filter_->setAccessibleName(filter_->placeholderText());
    filter_->setClearButtonEnabled(true);
    filtered_.setSourceModel(&model_);
    filtered_.setSortRole(SortRole);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString &text) {
        filtered_.setSought(text);
        if (filtered_.rowCount() == 1 && !text.trimmed().isEmpty())
            view_->selectRow(0); // Return is enough then
    });
    filter_->installEventFilter(this);

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
    auto *empty = EmptyState::of(view_, QStringLiteral("attach"), tr("Programs of several processes appear here as they start."),
                                 tr("Python's multiprocessing, gunicorn, nginx, PostgreSQL, make, pipelines and any other tree of processes."));
    connect(filter_, &QLineEdit::textChanged, empty, [empty](const QString &text) { empty->setFiltered(!text.trimmed().isEmpty()); });
    connect(view_, &QAbstractItemView::activated, this, &AttachDialog::attach);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AttachDialog::enable);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, &AttachDialog::enable);
    connect(&model_, &QAbstractItemModel::dataChanged, this, &AttachDialog::enable);

    auto *half = new QWidget;
    auto *layout = new QVBoxLayout(half);
    layout->setContentsMargins(0, space(2), 0, 0);
    layout->setSpacing(space(2));
    layout->addWidget(filter_);
    layout->addWidget(view_, 1);
    return half;
}

QWidget *AttachDialog::makeLaunchHalf(const ThemeProvider &themes) {
    command_ = new QLineEdit;
    command_->setObjectName(QStringLiteral("launch-command"));
    command_->setPlaceholderText(tr("for example: python3 program.py 4"));
    command_->setAccessibleName(tr("Command line"));
    connect(command_, &QLineEdit::textChanged, this, &AttachDialog::showHalf); // what was wrong may be right now
    ownMethod_ = new QToolButton;
    ownMethod_->setText(tr("The program's own"));
    ownMethod_->setFixedHeight(controlHeight);
    ownMethod_->setObjectName(QStringLiteral("own-method"));
    ownMethod_->setCheckable(true);
    ownMethod_->setChecked(true);
    method_ = new MethodControl(themes);
    const auto choose = [this](StartMethod method) {
        method_->setMethod(method);
        ownMethod_->setChecked(method == StartMethod::none);
    };
    connect(method_, &MethodControl::chosen, this, choose);
    connect(ownMethod_, &QToolButton::clicked, this, [choose] { choose(StartMethod::none); });

    auto *methods = new QHBoxLayout;
    methods->addWidget(ownMethod_);
    methods->addWidget(method_);
    methods->addStretch(1);
    auto *half = new QWidget;
    auto *form = new QFormLayout(half);
    form->setContentsMargins(0, space(2), 0, 0);
    form->setSpacing(space(2));
    form->addRow(tr("Command line"), command_);
    form->addRow(tr("Start method"), methods);
    return half;
}

void AttachDialog::showHalf() {
    attach_->setText(isLaunching() ? tr("Launch") : tr("Attach"));
    problem_->setText(isLaunching() ? wayOfLaunch() : tr("Looking does not stop or change a program. It goes on as it was, whatever happens here."));
    if (isLaunching())
        command_->setFocus();
    enable();
}

// As poolscope-cli launch says it.
QString AttachDialog::wayOfLaunch() const {
    const QString program = RunRequest::forCommandLine(command_->text()).command.value(0);
    switch (program.isEmpty() ? host::LaunchWay::unknown : host::launch_way(QFile::encodeName(program).toStdString())) {
    case host::LaunchWay::traced_static:
        return tr("%1 is linked statically, so no library can be put in front of it. It will be traced instead, which is slower.").arg(program);
    case host::LaunchWay::traced_privileged:
        return tr("%1 takes on rights that you do not have, so no library can be put in front of it. It will be traced instead, which is "
                  "slower, and runs without those rights unless you are root.").arg(program);
    case host::LaunchWay::traced_compatible:
        return tr("%1 is a 32-bit program, so no library can be put in front of it. It will be traced instead, which is slower.").arg(program);
    case host::LaunchWay::traced_foreign:
        return tr("%1 is of another kind of machine code, so no library can be put in front of it. It will be traced instead, and its "
                  "messages are not seen.").arg(program);
    default: return tr("Its messages are told by a library that is put in front of it, or by itself when it is built on the engine.");
    }
}

void AttachDialog::enable() {
    attach_->setEnabled(isLaunching() ? !command_->text().trimmed().isEmpty() : chosenRow() >= 0);
}

// From the filter down into the list.
bool AttachDialog::eventFilter(QObject *watched, QEvent *event) {
    if (watched != filter_ || event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Down || filtered_.rowCount() == 0)
        return QDialog::eventFilter(watched, event);
    if (!view_->currentIndex().isValid() || chosenRow() < 0)
        view_->selectRow(0);
    view_->setFocus(Qt::TabFocusReason);
    return true;
}

void AttachDialog::accepted() {
    isLaunching() ? launch() : attach();
}

// What is missing is said here, where it can be corrected.
void AttachDialog::launch() {
    RunRequest request = RunRequest::forCommandLine(command_->text());
    const QString program = request.command.value(0);
    if (!QFileInfo(program).exists() && QStandardPaths::findExecutable(program).isEmpty()) {
        problem_->setText(tr("There is no program %1.").arg(program));
        return;
    }
    request.startMethod = method_->method();
    request.keepsMethod = request.startMethod == StartMethod::none;
    lister_.stop();
    accept();
    emit launchWanted(request);
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
