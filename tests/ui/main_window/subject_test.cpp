// SPDX-License-Identifier: GPL-3.0-or-later
// The window always says what it shows: a lesson, a program that was attached to, or a recording; and Run is one click away from each.
#include "engine/core/posix/process_identity.h"
#include "tests/support/observed_program.h"
#include "tests/ui/main_window/attached_window.h"

#include "ui/bridge/recording_saver.h"
#include "ui/compare/compare_panel.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/launch/run_bar.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/main_window/workbench.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr int longest = 60'000;

LessonPanel &lessonPanel(OpenedWindow &opened) {
    return *opened.window().findChild<LessonPanel *>();
}

// As a person chooses it: by its name, with the keyboard.
void choose(OpenedWindow &opened, QComboBox &box, const QString &title) {
    opened.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.window(), longest));
    box.setFocus();
    QTRY_VERIFY_WITH_TIMEOUT(box.hasFocus(), longest);
    QTest::keyClick(&box, Qt::Key_Home);
    for (int row = 0; row < box.count() && box.currentText() != title; ++row)
        QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.currentText(), title);
}

} // namespace

class SubjectTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

    // A lesson that ran to its end, as a file.
    QString recordedLesson(const char *id) {
        OpenedWindow opened;
        RunRequest request;
        request.lesson = id;
        request.startMethod = StartMethod::spawn;
        opened.window().run(request);
        if (!opened.waitForEnd())
            return {};
        opened.session().flush();
        RecordingSaver saver(opened.session());
        QSignalSpy finished(&saver, &RecordingSaver::finished);
        const QString path = settings_.filePath(QString::fromLatin1(id) + QStringLiteral(".poolscope"));
        saver.save(path, Contents::kept);
        return finished.wait(longest) && finished.first().first().toString().isEmpty() ? path : QString();
    }

private slots:
    void initTestCase() { keepSettingsIn(settings_); }
    void init() { QSettings().clear(); }

    void what_was_attached_to_stands_in_the_run_bar_until_run_returns() {
        test::ObservedProgram program(test::queueAndPool, {QStringLiteral("spawn")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        auto *box = opened.find<QComboBox>("program");
        const QString lesson = box->currentText();
        QVERIFY(opened.find<QToolButton>("run")->toolTip().contains(lesson));
        QVERIFY(attachTo(opened, program.pid()));
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::running, longest);

        QVERIFY2(box->currentText().contains(QString::number(program.pid())), qPrintable(box->currentText()));
        for (const char *method : {"method-spawn", "method-fork", "method-forkserver"}) {
            auto *button = opened.find<QToolButton>(method);
            QVERIFY(!button->isEnabled() && button->toolTip().contains("started by someone else"));
            QCOMPARE(button->isChecked(), QLatin1String(method) == QLatin1String("method-spawn"));
        }
        for (const char *meaningless : {"workers", "chunk-size", "speed"})
            QVERIFY2(!opened.find(meaningless)->isVisible(), meaningless);
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().workbench().diagnosis().isVisible(), longest); // rather than a lesson
        QVERIFY(lessonPanel(opened).visibleRegion().isEmpty());
        auto *run = opened.find<QToolButton>("run");
        QVERIFY(run->isEnabled());
        // It stands still, and nothing that is shown becomes old.
        QTRY_VERIFY_WITH_TIMEOUT(opened.find<QLabel>("event-count")->text().contains("nothing new for"), longest);
        QVERIFY2(run->toolTip().contains(lesson) && run->toolTip().contains("Let go of"), qPrintable(run->toolTip()));

        opened.click(run);
        QCOMPARE(box->currentText(), lesson);
        QVERIFY(opened.find<QToolButton>("method-spawn")->isEnabled());
        QVERIFY(opened.find("workers")->isVisible() && opened.find("speed")->isVisible());
        QVERIFY(!opened.window().runControl().attached());
        QTRY_VERIFY_WITH_TIMEOUT(!lessonPanel(opened).visibleRegion().isEmpty(), longest);
        QVERIFY(opened.waitForEnd());
        QCOMPARE(program.goOn().isEmpty(), false); // it went on as it was
    }

    // As poolscope --attach does: of a number nothing more is known.
    void what_was_attached_to_by_its_number_shows_the_start_method_that_is_seen() {
        for (const char *method : {"fork", "forkserver"}) {
            test::ObservedProgram program(test::queueAndPool, {QString::fromLatin1(method)});
            QVERIFY(program.isReady());
            OpenedWindow opened;
            RunningProgram wanted;
            wanted.processes = {*posix::process_key_of(pid_t(program.pid()))};
            wanted.reach = RunningProgram::Reach::everything;
            opened.window().attach(wanted);
            auto *button = opened.find<QToolButton>((std::string("method-") + method).c_str());
            QTRY_VERIFY2_WITH_TIMEOUT(button->isChecked(), method, longest);
            QVERIFY(!button->isEnabled());
        }
    }

    void another_program_can_be_chosen_beside_an_attached_one() {
        test::ObservedProgram program(test::queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QVERIFY(attachTo(opened, program.pid()));
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::running, longest);
        auto *box = opened.find<QComboBox>("program");
        choose(opened, *box, QStringLiteral("Hello bob"));
        // What still comes of the attached program does not take the choice back.
        const std::size_t before = opened.session().history().size();
        program.say("on");
        QTRY_VERIFY_WITH_TIMEOUT(opened.session().history().size() > before, longest);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::over, longest);
        QCOMPARE(box->currentText(), QStringLiteral("Hello bob"));
        QVERIFY(opened.find<QToolButton>("run")->toolTip().contains("Hello bob"));
        opened.click("run");
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().windowTitle().contains("Hello bob"), longest);
        QVERIFY(opened.waitForEnd());
    }

    void a_recorded_lesson_is_shown_as_that_lesson_and_as_a_recording() {
        const QString path = recordedLesson("square-pool");
        QVERIFY(!path.isEmpty());
        OpenedWindow opened;
        opened.window().openPath(path);
        auto *box = opened.find<QComboBox>("program");
        QTRY_COMPARE_WITH_TIMEOUT(lessonPanel(opened).lesson()->id, std::string("square-pool"), longest);
        QCOMPARE(box->currentText(), QStringLiteral("square-pool.poolscope"));
        auto *spawn = opened.find<QToolButton>("method-spawn");
        QTRY_VERIFY_WITH_TIMEOUT(spawn->isChecked() && !spawn->isEnabled(), longest);
        auto *step = opened.find<QLabel>("lesson-step");
        QTRY_VERIFY_WITH_TIMEOUT(step->text().contains(" of "), longest); // its steps can be gone through
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().findChild<ComparePanel *>()->model().current()->name, QStringLiteral("Square pool"), longest);
        // The topology has the queues, though who used them is known later than that they are there.
        opened.click("topology-show-table");
        auto *table = opened.find<QTableView>("topology-table");
        const auto hasQueue = [table] {
            for (int row = 0; row < table->model()->rowCount(); ++row)
                if (table->model()->index(row, 2).data().toString() == QLatin1String("tasks"))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasQueue(), longest);
        QTest::mouseClick(opened.find<QToolButton>("run"), Qt::LeftButton);
        QCOMPARE(box->currentText(), QStringLiteral("Square pool"));
        QVERIFY(opened.waitForEnd());
    }

    void a_lesson_that_is_not_what_runs_says_so() {
        OpenedWindow opened;
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral("sh -c true"));
        opened.click("run-command");
        QVERIFY(opened.waitForEnd());
        opened.window().workbench().bring(&lessonPanel(opened));
        auto *step = opened.find<QLabel>("lesson-step");
        QTRY_VERIFY_WITH_TIMEOUT(step->text().contains("another program"), longest);
    }
};

QTEST_MAIN(SubjectTest)
#include "subject_test.moc"
