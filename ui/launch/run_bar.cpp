// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/run_bar.h"

#include "ui/shared/units.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyle>

namespace poolscope::ui {
namespace {

// What stands behind a row of the program box.
constexpr int lessonRole = Qt::UserRole;
constexpr int wishRole = Qt::UserRole + 1;
constexpr int frontRole = Qt::UserRole + 2;
enum Wish { noWish, scriptWish, commandWish };

QFrame *makeSeparator() {
    auto *line = new QFrame;
    line->setFrameShape(QFrame::VLine);
    line->setFixedHeight(controlHeight - space(2));
    return line;
}

QToolButton *makeButton(QAction *action, const QString &name) {
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(name);
    button->setFixedHeight(controlHeight);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->iconText());
    return button;
}

// Undo takes back what the number did to the pool, not how it was typed.
class UndoOutside : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject *, QEvent *event) override {
        const bool isOutside = event->type() == QEvent::ShortcutOverride && (static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo) || static_cast<QKeyEvent *>(event)->matches(QKeySequence::Redo));
        event->setAccepted(event->isAccepted() && !isOutside);
        return isOutside;
    }
};

} // namespace

RunBar::RunBar(const host::LessonCatalog &lessons, const RunBarActions &actions, const ThemeProvider &themes, const QString &language,
               QWidget *parent)
    : QWidget(parent), lessons_(lessons), themes_(themes), language_(language) {
    program_ = new QComboBox;
    program_->setObjectName(QStringLiteral("program"));
    program_->setAccessibleName(tr("Program"));
    program_->setToolTip(tr("What to run: a lesson, a script or any command"));
    program_->setFixedHeight(controlHeight);
    fillPrograms();

    methods_ = new MethodControl(themes);
    workersLabel_ = new QLabel(tr("Workers"));
    workers_ = new QSpinBox;
    workers_->setObjectName(QStringLiteral("workers"));
    workers_->setRange(host::minimum_workers, host::maximum_workers);
    workers_->setAccessibleName(tr("Workers"));
    workers_->setFixedHeight(controlHeight);
    workers_->setKeyboardTracking(false);
    workers_->installEventFilter(new UndoOutside(workers_));
    workersLabel_->setBuddy(workers_);
    chunkSizeLabel_ = new QLabel(tr("Chunk"));
    chunkSize_ = new QSpinBox;
    chunkSize_->setObjectName(QStringLiteral("chunk-size"));
    chunkSize_->setRange(0, host::maximum_chunk_size);
    chunkSize_->setSpecialValueText(tr("auto"));
    chunkSize_->setAccessibleName(tr("Chunk size"));
    chunkSize_->setFixedHeight(controlHeight);
    chunkSizeLabel_->setBuddy(chunkSize_);

    auto *run = makeButton(actions.run, QStringLiteral("run"));
    pause_ = makeButton(actions.pause, QStringLiteral("pause"));
    auto *step = makeButton(actions.step, QStringLiteral("step"));
    auto *stop = makeButton(actions.stop, QStringLiteral("stop"));
    trace_ = new QToolButton;
    trace_->setObjectName(QStringLiteral("trace"));
    trace_->setIcon(symbolicIcon(QStringLiteral("message")));
    trace_->setFixedHeight(controlHeight);
    trace_->setFocusPolicy(Qt::StrongFocus);
    trace_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    trace_->setPopupMode(QToolButton::InstantPopup);
    auto *tracing = new QMenu(trace_);
    tracing->addActions(actions.tracing);
    trace_->setMenu(tracing);
    faults_ = new QToolButton;
    faults_->setObjectName(QStringLiteral("faults"));
    faults_->setIcon(symbolicIcon(QStringLiteral("fault")));
    faults_->setFixedHeight(controlHeight);
    faults_->setFocusPolicy(Qt::StrongFocus);
    faults_->setPopupMode(QToolButton::InstantPopup);
    faults_->setToolTip(tr("Fault: kill, stop or delay the selected process, lose its message, or damage its pipe"));
    faults_->setAccessibleName(tr("Fault"));
    record_ = makeButton(actions.record, QStringLiteral("record"));
    auto *recording = new QMenu(record_);
    recording->addActions({actions.record, actions.flight, actions.flightSize});
    record_->setMenu(recording);
    record_->setPopupMode(QToolButton::MenuButtonPopup);

    speed_ = new QSlider(Qt::Horizontal);
    speed_->setObjectName(QStringLiteral("speed"));
    speed_->setRange(0, fullSpeed);
    speed_->setPageStep(25);
    speed_->setValue(fullSpeed);
    speed_->setFixedWidth(space(22));
    speed_->setToolTip(tr("Speed: below 1×, every step of the program is followed by a wait"));
    speed_->setAccessibleName(tr("Speed"));
    speedText_ = new QLabel;
    speedText_->setFont(tabularFont(TextSize::small));
    speedText_->setMinimumWidth(QFontMetrics(speedText_->font()).horizontalAdvance(QStringLiteral("0.00×")));

    findings_ = makeButton(actions.findings, QStringLiteral("findings"));
    findings_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFindings(0, false, 0);

    auto *layout = new QHBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // the window may be narrower than all words: see makeRoom
    layout->setContentsMargins(space(2), space(1), space(2), space(1));
    layout->setSpacing(space(1));
    layout->addWidget(program_);
    layout->addSpacing(space(1));
    layout->addWidget(methods_);
    layout->addSpacing(space(1));
    layout->addWidget(workersLabel_);
    layout->addWidget(workers_);
    layout->addSpacing(space(1));
    layout->addWidget(chunkSizeLabel_);
    layout->addWidget(chunkSize_);
    layout->addSpacing(space(1));
    const auto addSeparator = [this, layout] {
        separators_ << makeSeparator();
        layout->addWidget(separators_.last());
    };
    addSeparator();
    for (QToolButton *button : {run, pause_, step, stop, faults_, trace_})
        layout->addWidget(button);
    addSeparator();
    layout->addSpacing(space(1));
    layout->addWidget(speed_);
    layout->addWidget(speedText_);
    addSeparator();
    layout->addWidget(record_);
    layout->addStretch(1);
    layout->addWidget(findings_);

    connect(program_, &QComboBox::activated, this, &RunBar::choose);
    connect(methods_, &MethodControl::chosen, this, [this](StartMethod method) {
        request_.startMethod = method;
        request_.keepsMethod = false;
        emit methodChosen(method);
    });
    connect(workers_, &QSpinBox::valueChanged, this, [this](int count) {
        request_.workers = count;
        emit workersChosen(count);
    });
    connect(chunkSize_, &QSpinBox::valueChanged, this, [this](int size) { request_.chunkSize = size; });
    connect(speed_, &QSlider::valueChanged, this, &RunBar::showSpeed);
    connect(speed_, &QSlider::valueChanged, this, [this](int place) { emit speedChosen(speedAt(place)); });
    showSpeed(fullSpeed);
    setTracing(false, false);
    request_.startMethod = StartMethod::fork;
    if (!lessons_.lessons().empty())
        request_.lesson = lessons_.lessons().front().id;
    showRequest();
}

void RunBar::fillPrograms() {
    for (const host::Lesson &lesson : lessons_.lessons()) {
        program_->addItem(symbolicIcon(QStringLiteral("lesson")), QString::fromStdString(lesson.title.in(language_.toStdString())),
                          QString::fromStdString(lesson.id));
        program_->setItemData(program_->count() - 1, QString::fromStdString(lesson.summary.in(language_.toStdString())), Qt::ToolTipRole);
    }
    program_->insertSeparator(program_->count());
    program_->addItem(symbolicIcon(QStringLiteral("open")), tr("Script or program…"));
    program_->setItemData(program_->count() - 1, scriptWish, wishRole);
    program_->addItem(symbolicIcon(QStringLiteral("console")), tr("Command line…"));
    program_->setItemData(program_->count() - 1, commandWish, wishRole);
}

void RunBar::choose(int row) {
    switch (program_->itemData(row, wishRole).toInt()) {
    case scriptWish:
        showRequest();
        emit scriptWanted();
        return;
    case commandWish:
        showRequest();
        emit commandWanted();
        return;
    default:
        break;
    }
    const std::string lesson = program_->itemData(row, lessonRole).toString().toStdString();
    if (!lesson.empty()) {
        isOwnChosen_ = true;
        request_.lesson = lesson;
        request_.command.clear();
        request_.workers.reset();
        request_.chunkSize = 0;
        if (request_.startMethod == StartMethod::none)
            request_.startMethod = StartMethod::fork;
        request_.keepsMethod = false;
    }
    showRequest();
    emit programChosen();
}

RunRequest RunBar::request() const {
    RunRequest request = request_;
    request.speed = speedAt(speed_->value());
    if (isForeign())
        return request;
    if (!workers_->isEnabled())
        request.workers.reset();
    if (!chunkSize_->isEnabled())
        request.chunkSize = 0;
    return request;
}

void RunBar::showForeign(const ForeignProgram &program) {
    if (foreign_ == program)
        return;
    isOwnChosen_ = isOwnChosen_ && foreign_; // more of it may be known by now
    foreign_ = program;
    if (!isOwnChosen_)
        showRequest();
}

void RunBar::showOwn() {
    isOwnChosen_ = false;
    if (std::exchange(foreign_, std::nullopt))
        showRequest();
}

void RunBar::setRequest(const RunRequest &request) {
    const StartMethod method = request_.startMethod;
    foreign_.reset();
    request_ = request;
    if (request_.startMethod == StartMethod::none && !request_.keepsMethod)
        request_.startMethod = method;
    speed_->setValue(placeOf(request.speed));
    showRequest();
}

// What is no lesson stands as a row of its own before them, as long as it is shown.
void RunBar::showInFront(const QString &icon, const QString &title, const QString &toolTip) {
    program_->insertItem(0, symbolicIcon(icon), title);
    program_->setItemData(0, true, frontRole);
    program_->setCurrentIndex(0);
    program_->setToolTip(toolTip);
}

void RunBar::showRequest() {
    if (const int old = program_->findData(true, frontRole); old >= 0)
        program_->removeItem(old);
    if (isForeign()) {
        makeRoom();
        showInFront(foreign_->icon, foreign_->title, foreign_->toolTip);
        for (const StartMethod method : {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver})
            methods_->setUnavailable(method, foreign_->reason);
        methods_->setMethod(foreign_->method);
        return;
    }
    const host::Lesson *lesson = lessons_.find(request_.lesson);
    if (lesson) {
        program_->setCurrentIndex(program_->findData(QString::fromStdString(lesson->id), lessonRole));
        program_->setToolTip(QString::fromStdString(lesson->summary.in(language_.toStdString())));
    } else {
        showInFront(QStringLiteral("run"), title(), request_.command.join(QLatin1Char(' ')));
    }

    const StartMethod fixed = lesson ? lesson->fixed_start_method : StartMethod::none;
    if (fixed != StartMethod::none)
        request_.startMethod = fixed;
    for (const StartMethod method : {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver})
        methods_->setUnavailable(method, fixed == StartMethod::none || fixed == method
                                             ? QString()
                                             : tr("This program sets its start method itself: %1.").arg(wordFor(fixed)));
    methods_->setMethod(request_.startMethod);

    const bool hasWorkers = !lesson || lesson->workers;
    const QSignalBlocker blocker(workers_);
    workers_->setEnabled(hasWorkers);
    workersLabel_->setEnabled(hasWorkers);
    workers_->setToolTip(hasWorkers ? tr("How many workers the pool has: while it runs more are started, or some end after their task") : tr("This program has no pool."));
    pool_.reset();
    workers_->setValue(wantedWorkers());
    if (lesson && lesson->workers)
        request_.workers = workers_->value();
    showChunkSize(lesson);
    makeRoom();
}

void RunBar::showChunkSize(const host::Lesson *lesson) {
    const bool counts = !lesson || lesson->uses_chunk_size;
    const QSignalBlocker blocker(chunkSize_);
    chunkSize_->setEnabled(counts);
    chunkSizeLabel_->setEnabled(counts);
    chunkSize_->setValue(counts ? request_.chunkSize : 0);
    chunkSize_->setToolTip(counts ? tr("Chunk size: how many items Pool.map puts into one task, from the next run on, where the program gives none. Auto makes four tasks a worker")
                           : lesson->workers ? tr("This program gives its chunk sizes itself.")
                                             : tr("This program has no pool."));
}

void RunBar::showSpeed(int place) {
    const double speed = speedAt(place);
    speedText_->setText(tr("%1×").arg(QLocale().toString(speed, 'f', speed < 0.995 ? 2 : 0)));
}

void RunBar::setFindings(int count, bool severe, int notes) {
    const Token token = count == 0 ? Token::textDim : severe ? Token::findingError : Token::findingWarning;
    findings_->defaultAction()->setIcon(symbolicIcon(QStringLiteral("finding"), themes_.theme().color(token)));
    const QString text = count != 0 ? tr("%n findings", nullptr, count) : notes != 0 ? tr("Nothing is wrong, %n worth knowing", nullptr, notes) : tr("No findings");
    findings_->setText(countText(count != 0 ? count : notes));
    findings_->setToolTip(text);
    findings_->setAccessibleName(text);
}

void RunBar::showPool(std::optional<int> workers) {
    if (workers == pool_ || !workers_->isEnabled())
        return;
    pool_ = workers;
    const QSignalBlocker blocker(workers_);
    workers_->setValue(workers.value_or(wantedWorkers()));
}

int RunBar::wantedWorkers() const {
    const host::Lesson *lesson = lessons_.find(request_.lesson);
    return request_.workers.value_or(lesson && lesson->workers ? *lesson->workers : 4);
}

void RunBar::setSpeed(double speed) {
    const QSignalBlocker blocker(this);
    speed_->setValue(placeOf(speed));
}

void RunBar::setPaused(bool paused) {
    if (pause_->property("on").toBool() == paused)
        return;
    pause_->setProperty("on", paused);
    pause_->style()->polish(pause_);
    pause_->setAccessibleName(pause_->defaultAction()->iconText());
}

void RunBar::setTracing(bool offered, bool on) {
    trace_->setVisible(offered);
    makeRoom();
    trace_->setText(on ? tr("Tracing") : tr("Trace"));
    trace_->setToolTip(on ? tr("Every message is told; the program's system calls are slower meanwhile")
                          : tr("See the messages of this program: it goes on, slower, and is left as it was"));
    trace_->setAccessibleName(trace_->text());
}

void RunBar::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    makeRoom();
}

QSize RunBar::minimumSizeHint() const {
    return {600, controlHeight + 2 * space(1)};
}

// What can be said shorter is, the least needed first; what means nothing for a program that Run did not start goes.
void RunBar::makeRoom() {
    const int room = width();
    const bool isOwn = !isForeign(), isNarrow = room < 780;
    methods_->setCompact(room < 940);
    const bool hasWorkers = isOwn && (workers_->isEnabled() || !isNarrow);
    workers_->setVisible(hasWorkers);
    workersLabel_->setVisible(isOwn && room >= 820);
    chunkSize_->setVisible(isOwn && !isNarrow);
    chunkSizeLabel_->setVisible(isOwn && room >= (trace_->isHidden() ? 1000 : 1360));
    speed_->setVisible(isOwn);
    speedText_->setVisible(isOwn && !isNarrow);
    speed_->setFixedWidth(isNarrow ? space(11) : space(22));
    for (QWidget *separator : std::as_const(separators_))
        separator->setVisible(!isNarrow);
    layout()->setSpacing(isNarrow ? 0 : space(1));
    program_->setFixedWidth(isNarrow ? space(hasWorkers ? 31 : 44) : room < 1100 ? space(38) : space(48));
}

} // namespace poolscope::ui
