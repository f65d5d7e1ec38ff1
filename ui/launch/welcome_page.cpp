// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/welcome_page.h"

#include "ui/launch/door.h"
#include "ui/launch/program_model.h"
#include "ui/launch/recent_sessions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace poolscope::ui {
namespace {

constexpr int doorWidth = 380;
constexpr std::size_t mostPrograms = 8;
constexpr int firstFrameMilliseconds = 200; // what the page shows first needs no host

void empty(QLayout &list) {
    while (QLayoutItem *item = list.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

WelcomePage::WelcomePage(const host::LessonCatalog &lessons, const ThemeProvider &themes, const QString &language, const QString &hostProgram, QWidget *parent)
    : QWidget(parent), themes_(themes), lister_(hostProgram) {
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space(6), space(6), space(6), space(6));
    column->setSpacing(space(4));

    auto *title = new QLabel(tr("Process pools, seen from inside"));
    QFont font = textFont();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    title->setFont(font);
    auto *subtitle = new QLabel(tr("Watch who starts whom, what flows between them, and who waits for whom."));
    subtitle->setProperty("tone", "dim");
    subtitle->setWordWrap(true);
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(subtitle);
    column->addSpacing(space(2));

    auto *doors = new FlowingDoors;
    doors->addDoor(makeLearnDoor(lessons, language));
    doors->addDoor(makeRunDoor());
    doors->addDoor(makeAttachDoor());
    column->addWidget(doors);

    column->addStretch(2);

    auto *frame = new QWidget;
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(0, 0, 0, 0);
    content->setMaximumWidth(3 * doorWidth + space(20));
    row->addWidget(content);
    auto *scroll = new QScrollArea;
    scroll->setWidget(frame);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    refresh();
    connect(&lister_, &ProgramLister::listed, this, &WelcomePage::showPrograms);
    connect(&lister_, &ProgramLister::listed, this, [this] { lister_.stop(); }, Qt::QueuedConnection);
}

QWidget *WelcomePage::makeLearnDoor(const host::LessonCatalog &lessons, const QString &language) {
    auto *door = new Door(QStringLiteral("lesson"), tr("Learn"), tr("Small programs, each under three minutes. A click runs one."), themes_);
    const std::string tongue = language.toStdString();
    for (const host::Lesson &lesson : lessons.lessons()) {
        auto *button = new DoorRow(QString::fromStdString(lesson.title.in(tongue)), QString::fromStdString(lesson.summary.in(tongue)));
        const QString id = QString::fromStdString(lesson.id);
        button->setObjectName(QStringLiteral("lesson-") + id);
        connect(button, &QAbstractButton::clicked, this, [this, id] { emit lessonChosen(id); });
        door->addRow(button);
    }
    if (lessons.lessons().empty()) {
        auto *missing = new QLabel(tr("No lessons are installed. They belong into share/poolscope/lessons beside the program."));
        missing->setWordWrap(true);
        missing->setProperty("tone", "dim");
        door->addRow(missing);
    }
    return door;
}

QWidget *WelcomePage::makeRunDoor() {
    auto *door = new Door(QStringLiteral("run"), tr("Run"), tr("A Python script, a C++ program on the engine, any command."), themes_);
    command_ = new QLineEdit;
    command_->setObjectName(QStringLiteral("command-line"));
    command_->setPlaceholderText(tr("python3 my_pool.py"));
    command_->setAccessibleName(tr("Command line"));
    auto *go = new QPushButton(tr("Run"));
    go->setObjectName(QStringLiteral("run-command"));
    go->setProperty("primary", true);
    go->setEnabled(false);
    connect(command_, &QLineEdit::textChanged, go, [go](const QString &text) { go->setEnabled(!text.trimmed().isEmpty()); });
    const auto enter = [this] {
        if (const QString line = command_->text().trimmed(); !line.isEmpty())
            emit commandEntered(line);
    };
    connect(command_, &QLineEdit::returnPressed, this, enter);
    connect(go, &QPushButton::clicked, this, enter);
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, space(1));
    row->setSpacing(space(1));
    row->addWidget(command_, 1);
    row->addWidget(go);
    door->addRow(line);

    auto *script = new DoorRow(tr("Open a script or program…"), tr("Or drop it anywhere on this window."));
    script->setIcon(symbolicIcon(QStringLiteral("open")));
    connect(script, &QAbstractButton::clicked, this, &WelcomePage::scriptWanted);
    door->addRow(script);
    auto *recording = new DoorRow(tr("Open a recording…"), tr("A session that was recorded, here or on another machine."));
    recording->setIcon(symbolicIcon(QStringLiteral("record")));
    connect(recording, &QAbstractButton::clicked, this, &WelcomePage::recordingWanted);
    door->addRow(recording);
    door->addRow(makeRecent());
    return door;
}

QWidget *WelcomePage::makeRecent() {
    recent_ = new QWidget;
    auto *column = new QVBoxLayout(recent_);
    column->setContentsMargins(0, space(3), 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Recent"));
    title->setProperty("tone", "dim");
    auto *forget = new QToolButton;
    forget->setObjectName(QStringLiteral("forget-recent"));
    forget->setText(tr("Clear"));
    forget->setToolTip(tr("Empty this list; the files stay"));
    forget->setAccessibleName(tr("Clear the list of recent files"));
    connect(forget, &QToolButton::clicked, this, [this] {
        RecentSessions().clear();
        refresh();
        command_->setFocus(Qt::OtherFocusReason);
    });
    head->addWidget(title, 1);
    head->addWidget(forget);
    column->addLayout(head);
    recentList_ = new QVBoxLayout;
    recentList_->setSpacing(0);
    column->addLayout(recentList_);
    return recent_;
}

QWidget *WelcomePage::makeAttachDoor() {
    auto *door = new Door(QStringLiteral("attach"), tr("Attach"), tr("Any program of several processes that runs already, unchanged."), themes_);
    auto *row = new DoorRow(tr("Attach to a running program…"), tr("Python, gunicorn, nginx, PostgreSQL, make, a pipeline."));
    row->setObjectName(QStringLiteral("attach-door"));
    row->setIcon(symbolicIcon(QStringLiteral("attach")));
    connect(row, &QAbstractButton::clicked, this, &WelcomePage::attachWanted);
    door->addRow(row);
    auto *promise = new QLabel(tr("Looking takes nothing out of its queues and does not stop it; when you leave, it goes on as it was."));
    promise->setWordWrap(true);
    promise->setProperty("tone", "dim");
    door->addRow(promise);
    running_ = new QWidget;
    auto *column = new QVBoxLayout(running_);
    column->setContentsMargins(0, space(3), 0, 0);
    column->setSpacing(0);
    auto *title = new QLabel(tr("Running now"));
    title->setProperty("tone", "dim");
    column->addWidget(title);
    runningList_ = new QVBoxLayout;
    runningList_->setSpacing(0);
    column->addLayout(runningList_);
    running_->hide();
    door->addRow(running_);
    return door;
}

void WelcomePage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    window()->installEventFilter(this);
    QTimer::singleShot(firstFrameMilliseconds, this, &WelcomePage::listPrograms);
}

// Who comes back to the window may have started something meanwhile.
bool WelcomePage::eventFilter(QObject *watched, QEvent *event) {
    if (watched == window() && event->type() == QEvent::WindowActivate)
        listPrograms();
    return QWidget::eventFilter(watched, event);
}

void WelcomePage::listPrograms() {
    if (isVisible())
        lister_.start();
}

void WelcomePage::showPrograms(const std::vector<RunningProgram> &programs) {
    std::vector<RunningProgram> offered;
    std::ranges::copy_if(programs, std::back_inserter(offered), &RunningProgram::canBeAttached);
    std::ranges::stable_sort(offered, {}, [](const RunningProgram &program) {
        return program.kind == QLatin1String("multiprocessing") || program.kind == QLatin1String("engine") ? 0 : program.kind == QLatin1String("other") ? 2 : 1;
    });
    offered.resize(std::min(offered.size(), mostPrograms));
    if (std::ranges::equal(offered, programs_, {}, &RunningProgram::key, &RunningProgram::key))
        return; // a row that somebody is about to click stays
    programs_ = std::move(offered);
    empty(*runningList_);
    for (const RunningProgram &program : programs_) {
        auto *row = new DoorRow(program.name, tr("%1, %n processes, PID %2", nullptr, program.count).arg(kindText(program)).arg(program.key().pid));
        row->setIcon(symbolicIcon(QStringLiteral("attach")));
        connect(row, &QAbstractButton::clicked, this, [this, program] { emit programChosen(program); });
        runningList_->addWidget(row);
    }
    running_->setVisible(!programs_.empty());
}

void WelcomePage::refresh() {
    empty(*recentList_);
    const QStringList paths = RecentSessions().paths();
    for (const QString &path : paths) {
        auto *row = new DoorRow(QFileInfo(path).fileName(), QFileInfo(path).absolutePath());
        connect(row, &QAbstractButton::clicked, this, [this, path] { emit pathChosen(path); });
        recentList_->addWidget(row);
    }
    recent_->setVisible(!paths.isEmpty());
}

} // namespace poolscope::ui
