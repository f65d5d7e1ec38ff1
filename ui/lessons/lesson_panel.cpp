// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lessons/lesson_panel.h"

#include "ui/controls/panel_bar.h"
#include "ui/lessons/code_view.h"
#include "ui/lessons/lesson_text.h"
#include "ui/lessons/lesson_walk.h"
#include "ui/lessons/step_strip.h"
#include "ui/shared/sentences.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int leastPaneWidth = 300;
constexpr int leastWidthForSteps = 680; // of the panel, to have the buttons for the lesson before and after
constexpr int rereadingMilliseconds = 100; // while events come

// Counted from 1; 0 when it is nowhere.
int lineOf(const QString &part, const QString &text) {
    const qsizetype place = text.indexOf(part);
    return place < 0 ? 0 : int(text.left(place).count(QLatin1Char('\n'))) + 1;
}

} // namespace

LessonPanel::LessonPanel(Session &session, const host::LessonCatalog &lessons, const QString &language, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), lessons_(lessons), language_(language), chooser_(new QComboBox(this)), text_(new LessonText(themes, this)),
      python_(new CodeView(CodeView::Language::python, themes, this)), cpp_(new CodeView(CodeView::Language::cpp, themes, this)),
      steps_(new StepStrip(session, this)), split_(new QSplitter(Qt::Horizontal, this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeBar();
    column->addWidget(steps_);
    for (QWidget *pane : std::initializer_list<QWidget *>{text_, python_, cpp_})
        split_->addWidget(pane);
    split_->setChildrenCollapsible(false);
    column->addWidget(split_, 1);
    setFocusProxy(text_);
    setMinimumSize(220, 100);

    int number = 0;
    for (const host::Lesson &lesson : lessons_.lessons())
        chooser_->addItem(tr("%1. %2").arg(++number).arg(QString::fromStdString(lesson.title.in(language_.toStdString()))),
                          QString::fromStdString(lesson.id));
    connect(chooser_, &QComboBox::currentIndexChanged, this, &LessonPanel::showCurrent);
    connect(chooser_, &QComboBox::activated, this, [this] { emit lessonShown(chooser_->currentData().toString()); });
    connect(text_, &LessonText::chosen, this, &LessonPanel::choose);
    rereading_.setSingleShot(true);
    rereading_.setInterval(rereadingMilliseconds);
    connect(&rereading_, &QTimer::timeout, this, &LessonPanel::showWalk);
    connect(&session_, &Session::grew, this, [this] {
        if (isVisible() && !rereading_.isActive())
            rereading_.start();
    });
    connect(&session_, &Session::momentChanged, this, &LessonPanel::showWalk);
    connect(steps_, &StepStrip::stepped, this, &LessonPanel::showWalk);
    showCurrent();
}

void LessonPanel::makeBar() {
    auto *bar = new PanelBar(this);
    chooser_->setAccessibleName(tr("Lesson"));
    chooser_->setFont(textFont(TextSize::small));
    chooser_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    chooser_->setMinimumContentsLength(12);
    bar->addWidget(chooser_);
    const auto step = [this](int by) {
        chooser_->setCurrentIndex(chooser_->currentIndex() + by);
        emit lessonShown(chooser_->currentData().toString());
    };
    previous_ = bar->addIconButton(QStringLiteral("chevron-left"), tr("Previous lesson"), tr("read the lesson before this one"));
    next_ = bar->addIconButton(QStringLiteral("chevron-right"), tr("Next lesson"), tr("read the lesson after this one"));
    connect(previous_, &QToolButton::clicked, this, [step] { step(-1); });
    connect(next_, &QToolButton::clicked, this, [step] { step(1); });
    bar->addStretch();
    paneButtons_ = bar->addSegments({tr("Text"), QStringLiteral("Python"), QStringLiteral("C++")}, tr("Show or hide this part"));
    for (int pane = 0; pane < paneCount; ++pane)
        connect(paneButtons_[pane], &QToolButton::clicked, this, [this, pane] { choosePane(Pane(pane)); });
    bar->addStretch();
    const auto run = [this](host::Twin twin) {
        if (const host::Lesson *shown = lesson())
            emit runRequested(QString::fromStdString(shown->id), twin);
    };
    QToolButton *python = bar->addButton(QStringLiteral("run"), tr("Run Python"), tr("Run the Python program of this lesson"));
    connect(python, &QToolButton::clicked, this, [run] { run(host::Twin::python); });
    QToolButton *cpp = bar->addButton(QStringLiteral("run"), tr("Run C++"), tr("Run the C++ program of this lesson"));
    connect(cpp, &QToolButton::clicked, this, [run] { run(host::Twin::cpp); });
    faults_ = bar->addIconButton(QStringLiteral("fault"), tr("Fault"), tr("kill, stop or delay the selected process, lose its message, or damage its pipe"));
    faults_->setObjectName(QStringLiteral("lesson-faults"));
    faults_->setPopupMode(QToolButton::InstantPopup);
    layout()->addWidget(bar);
}

void LessonPanel::showLesson(const std::string &id) {
    if (const int place = chooser_->findData(QString::fromStdString(id)); place >= 0)
        chooser_->setCurrentIndex(place);
}

const host::Lesson *LessonPanel::lesson() const {
    return lessons_.find(chooser_->currentData().toString().toStdString());
}

void LessonPanel::showCurrent() {
    previous_->setEnabled(chooser_->currentIndex() > 0);
    next_->setEnabled(chooser_->currentIndex() + 1 < chooser_->count());
    const host::Lesson *shown = lesson();
    if (!shown) {
        steps_->hide();
        text_->setLesson(tr("No lessons are installed. Install Poolscope again, or set POOLSCOPE_DATA to the folder that has them."));
        return;
    }
    text_->setLesson(readFile(shown->text(language_.toStdString())));
    python_->setProgram(readFile(shown->python_program()));
    cpp_->setProgram(readFile(shown->cpp_source()));
    showWalk();
}

void LessonPanel::choose(int question, int choice) {
    guesses_[chooser_->currentData().toString()][question] = choice;
    showWalk();
}

void LessonPanel::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    showWalk();
}

void LessonPanel::showWalk() {
    const host::Lesson *shown = lesson();
    if (!shown)
        return;
    const LessonWalk walk(*shown, session_);
    steps_->show(shown, language_, walk);
    const host::LessonStep *step = steps_->current() < 0 ? nullptr : &shown->steps[std::size_t(steps_->current())];
    python_->markLine(step ? lineOf(QString::fromStdString(step->python), python_->text()) : 0);
    cpp_->markLine(step ? lineOf(QString::fromStdString(step->cpp), cpp_->text()) : 0);
    showQuestions(walk);
}

// What happened is told to those who have guessed.
void LessonPanel::showQuestions(const LessonWalk &walk) {
    const std::string language = language_.toStdString();
    const auto words = [&](const host::Translated &text) { return QString::fromStdString(text.in(language)); };
    const host::Lesson &shown = *lesson();
    QList<AskedQuestion> questions;
    for (std::size_t at = 0; at < shown.questions.size(); ++at) {
        const host::LessonQuestion &question = shown.questions[at];
        // One about a step is asked by who stands before it, and answered by who takes it.
        const auto step = question.before_step ? int(*question.before_step) : -1;
        if (step >= 0 && (!walk.isRun() || steps_->current() < step - 1))
            continue;
        AskedQuestion asked{int(at), step >= 0, words(question.ask), {}, guesses_.value(QString::fromStdString(shown.id)).value(int(at), -1), -1, {}};
        for (const host::LessonChoice &choice : question.choices)
            asked.choices << words(choice.text);
        if (asked.chosen >= 0 && !walk.isRun()) {
            asked.verdict = tr("Now run it, and see what happens.");
        } else if (asked.chosen >= 0 && !walk.isOver()) {
            asked.verdict = tr("The answer comes when the program has ended.");
        } else if (asked.chosen >= 0 && steps_->current() < step) {
            asked.verdict = tr("Now step forward, and see what happens.");
        } else if (asked.chosen >= 0) {
            const auto answer = walk.answerTo(at);
            asked.happened = answer ? int(*answer) : -1;
            asked.verdict = !answer                         ? tr("This run does not tell. %1").arg(words(question.because))
                            : asked.happened == asked.chosen ? tr("That is what happened. %1").arg(words(question.because))
                                                             : tr("It happened otherwise. %1").arg(words(question.because));
        }
        questions << asked;
    }
    text_->ask(questions);
}

QString LessonPanel::readFile(const std::filesystem::path &path) const {
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        return tr("%1 cannot be read: %2").arg(file.fileName(), file.errorString());
    return QString::fromUtf8(file.readAll());
}

// A part that is not seen comes to the front; one of several that are seen goes.
void LessonPanel::choosePane(Pane pane) {
    const bool isSeen = !split_->widget(pane)->isHidden();
    int seen = 0;
    for (int each = 0; each < paneCount; ++each)
        seen += !split_->widget(each)->isHidden();
    wanted_.removeAll(pane);
    if (!isSeen || seen == 1)
        wanted_.prepend(pane);
    arrangePanes();
}

void LessonPanel::arrangePanes() {
    const int room = std::max(1, width() / leastPaneWidth);
    for (int pane = 0; pane < paneCount; ++pane) {
        const int place = int(wanted_.indexOf(Pane(pane)));
        const bool isSeen = place >= 0 && place < room;
        split_->widget(pane)->setVisible(isSeen);
        paneButtons_[pane]->setChecked(isSeen);
    }
}

void LessonPanel::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    previous_->setVisible(width() >= leastWidthForSteps);
    next_->setVisible(width() >= leastWidthForSteps);
    arrangePanes();
}

} // namespace poolscope::ui
