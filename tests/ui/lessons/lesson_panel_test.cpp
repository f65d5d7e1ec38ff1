// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_text.h"
#include "ui/theme/theme_provider.h"

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;

Q_DECLARE_METATYPE(poolscope::host::Twin)

class LessonPanelTest : public QObject {
    Q_OBJECT

    host::LessonCatalog lessons_ = host::LessonCatalog::load({POOLSCOPE_DATA_FOLDER, POOLSCOPE_LESSON_PROGRAMS, {}});
    ThemeProvider themes_{SchemeChoice::light};
    Session session_;

    static QToolButton *button(LessonPanel &panel, const QString &text) {
        for (QToolButton *each : panel.findChildren<QToolButton *>())
            if (each->text() == text)
                return each;
        return nullptr;
    }
    static void show(LessonPanel &panel, int width) {
        panel.resize(width, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
    }
    static bool isSeen(const LessonPanel &panel, const char *name) {
        for (const QWidget *each : panel.findChildren<QAbstractScrollArea *>())
            if (each->accessibleName() == QLatin1String(name))
                return each->isVisible();
        return false;
    }

private slots:
    void initTestCase() { QVERIFY(lessons_.lessons().size() >= 8); }

    void every_lesson_has_a_text_with_an_answer_to_find_in_both_languages() {
        for (const char *language : {"en", "ko"}) {
            LessonPanel panel(session_, lessons_, language, themes_);
            for (const host::Lesson &lesson : lessons_.lessons()) {
                panel.showLesson(lesson.id);
                QCOMPARE(panel.lesson(), &lesson);
                QVERIFY2(panel.text()->toPlainText().size() > 100, lesson.id.c_str());
                QVERIFY2(panel.text()->answers() >= 1, lesson.id.c_str());
            }
        }
    }

    void an_answer_is_hidden_until_it_is_asked_for() {
        LessonPanel panel(session_, lessons_, "en", themes_);
        show(panel, 1000);
        panel.showLesson("pipe");
        const QString before = panel.text()->toPlainText();
        QVERIFY(before.contains("Show the answer"));
        QVERIFY(!before.contains("pickles a whole object"));
        // The link, by a real click.
        QTextCursor link = panel.text()->document()->find("Show the answer");
        QVERIFY(!link.isNull());
        panel.text()->setTextCursor(link);
        panel.text()->ensureCursorVisible();
        link.setPosition(link.selectionStart() + 3);
        QTest::mouseClick(panel.text()->viewport(), Qt::LeftButton, {}, panel.text()->cursorRect(link).center());
        QVERIFY(panel.text()->toPlainText().contains("pickles a whole object"));
        QVERIFY(!panel.text()->toPlainText().contains("Show the answer"));
        panel.showLesson("info");
        panel.showLesson("pipe");
        QVERIFY(panel.text()->toPlainText().contains("Show the answer"));
    }

    void text_has_one_size() {
        LessonPanel panel(session_, lessons_, "en", themes_);
        QSet<double> sizes;
        for (QTextBlock block = panel.text()->document()->begin(); block.isValid(); block = block.next())
            for (auto fragment = block.begin(); !fragment.atEnd(); ++fragment)
                if (!fragment.fragment().charFormat().fontFixedPitch())
                    sizes.insert(fragment.fragment().charFormat().fontPointSize());
        QCOMPARE(sizes.size(), 1);
    }

    void one_click_runs_the_lesson_in_either_language() {
        qRegisterMetaType<host::Twin>();
        LessonPanel panel(session_, lessons_, "en", themes_);
        show(panel, 1000);
        panel.showLesson("queue-of-three");
        QSignalSpy runs(&panel, &LessonPanel::runRequested);
        QTest::mouseClick(button(panel, "Run Python"), Qt::LeftButton);
        QTest::mouseClick(button(panel, "Run C++"), Qt::LeftButton);
        QCOMPARE(runs.count(), 2);
        QCOMPARE(runs[0][0].toString(), "queue-of-three");
        QCOMPARE(runs[0][1].value<host::Twin>(), host::Twin::python);
        QCOMPARE(runs[1][1].value<host::Twin>(), host::Twin::cpp);
    }

    void lessons_are_walked_through_with_two_buttons_that_stop_at_the_ends() {
        LessonPanel panel(session_, lessons_, "ko", themes_);
        show(panel, 1000);
        QToolButton *next = nullptr, *previous = nullptr;
        for (QToolButton *each : panel.findChildren<QToolButton *>()) {
            next = each->accessibleName() == "Next lesson" ? each : next;
            previous = each->accessibleName() == "Previous lesson" ? each : previous;
        }
        QVERIFY(next && previous && !previous->isEnabled());
        QSignalSpy shown(&panel, &LessonPanel::lessonShown);
        for (std::size_t i = 1; i < lessons_.lessons().size(); ++i)
            QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(shown.count(), int(lessons_.lessons().size()) - 1);
        QVERIFY(!next->isEnabled());
        QCOMPARE(panel.lesson(), &lessons_.lessons().back());
    }

    void a_wide_panel_shows_all_parts_and_a_narrow_one_the_part_chosen() {
        LessonPanel panel(session_, lessons_, "en", themes_);
        show(panel, 1000);
        QVERIFY(isSeen(panel, "Lesson") && isSeen(panel, "Python program") && isSeen(panel, "C++ program"));
        panel.resize(400, 300);
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(panel, "Lesson") && !isSeen(panel, "Python program") && !isSeen(panel, "C++ program"), 30'000);
        QTest::mouseClick(button(panel, "C++"), Qt::LeftButton);
        QVERIFY(!isSeen(panel, "Lesson") && isSeen(panel, "C++ program"));
        QTest::mouseClick(button(panel, "C++"), Qt::LeftButton); // the only one stays
        QVERIFY(isSeen(panel, "C++ program"));
    }

    void without_lessons_the_panel_says_what_to_do() {
        const host::LessonCatalog none;
        LessonPanel panel(session_, none, "en", themes_);
        show(panel, 600);
        QVERIFY(panel.text()->toPlainText().contains("POOLSCOPE_DATA"));
    }
};

QTEST_MAIN(LessonPanelTest)
#include "lesson_panel_test.moc"
