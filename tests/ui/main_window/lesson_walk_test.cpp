// SPDX-License-Identifier: GPL-3.0-or-later
// Every lesson from its door to its last step by clicks alone: a guess, the run, what really happened, and all steps back
// and forward again. In C++ from the door, in Python by the button of the lesson.
#include "tests/ui/main_window/opened_window.h"

#include "ui/lessons/code_view.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_text.h"
#include "ui/lessons/step_strip.h"

#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextCursor>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

// Which choice is right on the engine and which in CPython; −1 where it may differ from run to run or from version to version.
struct Right {
    int cpp, python;
};
const std::map<std::string, Right> rightChoices = {
    {"square-pool", {0, 0}}, {"hello-bob", {1, 1}}, {"info", {1, 1}}, {"set-start-method", {0, 0}}, {"get-context", {0, 0}},
    {"queue-of-three", {-1, -1}}, {"pipe", {0, 0}}, {"start-methods", {1, 1}}, {"set-twice", {0, 0}}, {"join-before-drain", {1, 1}},
    {"deadlock-of-three", {1, 1}}, {"chunk-size", {0, 0}}, {"fork-lock-spawn", {1, -1}}, {"two-writers", {1, 1}},
    {"fork-with-threads", {1, 1}}, {"leaked-names", {1, 1}}, {"killed-with-lock", {1, 0}}, {"orphan", {1, 0}},
    {"bad-exception", {0, 1}}, {"slow-spawn", {-1, -1}}, {"work-stealing", {1, 1}},
};

class Walk {
public:
    explicit Walk(OpenedWindow &opened) : opened_(opened), panel_(opened.window().findChild<LessonPanel *>()) {}

    void enter(const std::string &id) {
        auto *door = opened_.find<QAbstractButton>(("lesson-" + id).c_str());
        for (QScrollArea *area : opened_.window().findChildren<QScrollArea *>())
            if (area->isAncestorOf(door))
                area->ensureWidgetVisible(door);
        opened_.click(door);
    }
    void runPython() {
        for (QToolButton *button : panel_->findChildren<QToolButton *>())
            if (button->text() == QLatin1String("Run Python"))
                opened_.click(button);
    }
    // A click on the words of that choice.
    void guess(int choice, int question = 0) {
        LessonText &text = *panel_->text();
        const QString words = text.questions()[question].choices[choice];
        QTextCursor found = text.document()->find(words);
        while (!found.isNull() && !found.charFormat().isAnchor())
            found = text.document()->find(words, found);
        QVERIFY2(!found.isNull(), qPrintable(words));
        found.setPosition(found.selectionStart() + 1);
        text.setTextCursor(found);
        text.ensureCursorVisible();
        QTest::mouseClick(text.viewport(), Qt::LeftButton, {}, text.cursorRect(found).center());
        QCOMPARE(text.questions()[question].chosen, choice);
    }
    const AskedQuestion &question() { return panel_->text()->questions()[0]; }
    const host::Lesson &lesson() { return *panel_->lesson(); }
    LessonPanel &panel() { return *panel_; }
    QToolButton *back() { return opened_.find<QToolButton>("lesson-step-back"); }
    QToolButton *forward() { return opened_.find<QToolButton>("lesson-step-forward"); }
    int step() { return panel_->findChild<StepStrip *>()->current(); }

    // What the strip says and the lines that are marked are those of the step.
    void checkStep() {
        const host::LessonStep &step = lesson().steps[std::size_t(this->step())];
        const QString sentence = opened_.find<QLabel>("lesson-step")->text();
        QVERIFY2(sentence.contains(QString::fromStdString(step.text.en)), qPrintable(sentence));
        QVERIFY(marked(panel_->python()).contains(firstLine(step.python)));
        QVERIFY(marked(panel_->cpp()).contains(firstLine(step.cpp)));
    }
    // By clicks to the end that the button leads to; the steps on the way.
    QList<int> walk(QToolButton *button) {
        QList<int> steps;
        while (button->isEnabled() && steps.size() < 50) {
            const int before = step();
            opened_.click(button);
            if (step() == before)
                break;
            steps << step();
            if (step() >= 0)
                checkStep();
        }
        return steps;
    }

private:
    static QString marked(CodeView *view) { return view->markedLine() > 0 ? view->text(view->markedLine() - 1) : QString(); }
    static QString firstLine(const std::string &text) { return QString::fromStdString(text).section(QLatin1Char('\n'), 0, 0); }

    OpenedWindow &opened_;
    LessonPanel *panel_;
};

} // namespace

class LessonWalkTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

    void lessons() {
        QTest::addColumn<QString>("id");
        const auto catalog = host::LessonCatalog::load(*host::Installation::find_from(POOLSCOPE_BIN_FOLDER));
        for (const host::Lesson &lesson : catalog.lessons())
            QTest::newRow(lesson.id.c_str()) << QString::fromStdString(lesson.id);
    }

    // After the run: the answer, then back to the beginning and forward again.
    void checkRun(OpenedWindow &opened, Walk &walk, int right) {
        opened.session().flush();
        QTRY_VERIFY_WITH_TIMEOUT(walk.question().happened >= 0, 30'000);
        if (right >= 0)
            QCOMPARE(walk.question().choices[walk.question().happened], walk.question().choices[right]);
        const auto startsWith = [&](const char *words) { return walk.question().verdict.startsWith(QLatin1String(words)); };
        QVERIFY2(startsWith(walk.question().chosen == walk.question().happened ? "That is what happened." : "It happened otherwise."), qPrintable(walk.question().verdict));
        QVERIFY(walk.panel().text()->toPlainText().contains(QString::fromStdString(walk.lesson().questions[0].because.en)));
        walk.guess(walk.question().happened);
        QVERIFY2(startsWith("That is what happened."), qPrintable(walk.question().verdict));

        const int last = int(walk.lesson().steps.size()) - 1;
        QCOMPARE(walk.step(), last);
        walk.checkStep();
        QList<int> back = walk.walk(walk.back());
        QVERIFY(!opened.session().isLive());
        QCOMPARE(back.takeLast(), -1); // before the first
        QCOMPARE(opened.session().cursor(), std::size_t(0));
        const QList<int> forward = walk.walk(walk.forward());
        std::reverse(back.begin(), back.end());
        back << last;
        QCOMPARE(forward, back);
        seen_ = forward;
    }
    // Asked by who stands before the step, answered by who takes it, from what was recorded.
    void checkQuestionOnTheWay(Walk &walk, OpenedWindow &opened) {
        const auto &questions = walk.lesson().questions;
        const auto found = std::find_if(questions.begin(), questions.end(), [](const host::LessonQuestion &each) { return each.before_step.has_value(); });
        if (found == questions.end())
            return;
        const int number = int(found - questions.begin()), step = int(*found->before_step);
        const auto asked = [&]() -> const QList<AskedQuestion> & { return walk.panel().text()->questions(); };
        while (walk.step() >= step - 1)
            opened.click(walk.back());
        QCOMPARE(asked().size(), qsizetype(number));
        opened.click(walk.forward());
        QCOMPARE(walk.step(), step - 1);
        QCOMPARE(asked().size(), qsizetype(number + 1));
        QCOMPARE(asked()[number].happened, -1);
        walk.guess(1, number);
        QVERIFY2(asked()[number].verdict.startsWith("Now step forward"), qPrintable(asked()[number].verdict));
        opened.click(walk.forward());
        QVERIFY(asked()[number].happened >= 0);
        const bool wasRight = asked()[number].happened == 1;
        QVERIFY2(asked()[number].verdict.startsWith(wasRight ? "That is what happened." : "It happened otherwise."), qPrintable(asked()[number].verdict));
        QVERIFY(asked()[number].verdict.contains(QString::fromStdString(found->because.en)));
    }
    QList<int> seen_; // the steps of the run checked last

private slots:
    void initTestCase() {
        keepSettingsIn(settings_);
        QSettings().clear();
    }

    void in_cpp_data() { lessons(); }
    void in_cpp() {
        QFETCH(QString, id);
        OpenedWindow opened;
        Walk walk(opened);
        walk.enter(id.toStdString());
        QVERIFY(opened.window().runControl().state() != RunControl::State::idle);
        QCOMPARE(walk.lesson().id, id.toStdString());
        QVERIFY(walk.panel().text()->isVisible());
        QCOMPARE(walk.question().happened, -1); // nothing is told to who has not guessed
        walk.guess(0);
        QVERIFY(opened.waitForEnd());
        checkRun(opened, walk, rightChoices.at(id.toStdString()).cpp);
        QCOMPARE(seen_.size(), qsizetype(walk.lesson().steps.size())); // the engine tells everything
        checkQuestionOnTheWay(walk, opened);
    }

    void five_lessons_ask_on_the_way() {
        int lessons = 0;
        const auto catalog = host::LessonCatalog::load(*host::Installation::find_from(POOLSCOPE_BIN_FOLDER));
        for (const host::Lesson &lesson : catalog.lessons())
            lessons += std::any_of(lesson.questions.begin(), lesson.questions.end(), [](const auto &each) { return each.before_step.has_value(); });
        QCOMPARE(lessons, 5);
    }

    void in_python_data() { lessons(); }
    void in_python() {
        QFETCH(QString, id);
        OpenedWindow opened;
        Walk walk(opened);
        walk.enter(id.toStdString()); // the C++ program is given up for the other
        walk.runPython();
        QVERIFY(opened.window().runControl().isActive());
        walk.guess(1);
        QVERIFY(opened.waitForEnd());
        checkRun(opened, walk, rightChoices.at(id.toStdString()).python);
        QVERIFY2(seen_.size() >= 2, qPrintable(QString::number(seen_.size())));
    }
};

QTEST_MAIN(LessonWalkTest)
#include "lesson_walk_test.moc"
