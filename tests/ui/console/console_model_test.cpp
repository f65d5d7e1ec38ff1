// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/bridge/follow.h"
#include "ui/console/console_model.h"
#include "ui/shared/roles.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey one{100, 1}, two{101, 2};

struct Fixture {
    Session session;
    ConsoleModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    EventScript script;

    Fixture() { follow(session, model); }
    void play() {
        session.append(script.take());
        session.flush();
    }
    QStringList lines() {
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row)
            lines << model.lineAt(row);
        return lines;
    }
};

} // namespace

class ConsoleModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_write_of_several_lines_is_several_rows() {
        Fixture f;
        f.script.prints(one, "hello bob\n[1, 4, 9]\n\nend");
        f.play();
        QCOMPARE(f.lines(), (QStringList{"hello bob", "[1, 4, 9]", "", "end"}));
    }

    void what_is_written_in_pieces_is_one_line_though_others_write_in_between() {
        Fixture f;
        f.script.prints(one, "hel").prints(two, "other\n").prints(one, "lo\n").prints(one, "next");
        f.play();
        QCOMPARE(f.lines(), (QStringList{"hello", "other", "next"}));
        f.script.prints(one, "!\n").prints(one, "", 1).prints(one, "warning\n", 2);
        f.play();
        QCOMPARE(f.lines(), (QStringList{"hello", "other", "next!", "warning"}));
        QCOMPARE(f.model.index(3, ConsoleModel::Text).data(ToneRole).toInt(), int(Tone::error));
    }

    void a_character_cut_between_two_writes_is_whole() {
        Fixture f;
        f.script.prints(one, "\xec\x95").prints(one, "\x88\xeb\x85\x95\n");
        f.play();
        QCOMPARE(f.lines(), QStringList{QStringLiteral("안녕")});
    }

    void a_line_is_what_a_terminal_would_show_of_it_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("shown");
        QTest::newRow("colours") << QByteArray("\x1b[31mred\x1b[0m and \x1b[1;32mgreen\x1b[m") << "red and green";
        QTest::newRow("a line end of Windows") << QByteArray("done\r") << "done";
        QTest::newRow("progress") << QByteArray("\r 9%\r10%") << "10%";
        QTest::newRow("progress that got shorter") << QByteArray("copying 10%\r\x1b[Kdone") << "done";
        QTest::newRow("a whole line erased") << QByteArray("copying\x1b[2K\rdone") << "done";
        QTest::newRow("a spinner") << QByteArray("wait |\b/\b-") << "wait -";
        QTest::newRow("tabs") << QByteArray("a\tbc\td") << "a       bc      d";
        QTest::newRow("a link") << QByteArray("\x1b]8;;file:///x\x1b\\name\x1b]8;;\x07 end") << "name end";
        QTest::newRow("a title") << QByteArray("\x1b]0;title\x07text") << "text";
        QTest::newRow("a character set") << QByteArray("\x1b(Btext") << "text";
        QTest::newRow("cut short") << QByteArray("text\x1b[3") << "text";
        QTest::newRow("cut shorter") << QByteArray("text\x1b") << "text";
        QTest::newRow("Hangul in colour") << QByteArray("\x1b[33m안녕\x1b[0m") << QStringLiteral("안녕");
    }
    void a_line_is_what_a_terminal_would_show_of_it() {
        QFETCH(QByteArray, written);
        Fixture f;
        f.script.prints(one, written.toStdString() + "\n");
        f.play();
        QTEST(f.lines().value(0), "shown");
    }

    void colours_and_bold_are_told_beside_the_text() {
        Fixture f;
        f.script.prints(one, "a \x1b[1;31mred\x1b[22m 안\x1b[0m \x1b[44;97mon blue\x1b[49m\x1b[?25l\x1b[38;5;46mgreen\x1b[38;2;250;250;0myellow\x1b[7mturned\n");
        f.play();
        QCOMPARE(f.lines(), QStringList{QStringLiteral("a red 안 on bluegreenyellowturned")});
        const QList<TerminalRun> expected{{2, 3, {1, -1, true, false}}, {5, 2, {1, -1, false, false}}, {8, 7, {15, 4, false, false}},
                                          {15, 5, {10, -1, false, false}}, {20, 6, {11, -1, false, false}}, {26, 6, {11, -1, false, true}}};
        QCOMPARE(f.model.index(0, ConsoleModel::Text).data(TerminalRole).value<QList<TerminalRun>>(), expected);
    }

    void a_colour_lasts_until_its_writer_ends_it() {
        Fixture f;
        f.script.prints(one, "\x1b[31mTraceback\n").prints(two, "other\n").prints(one, "  File\n").prints(one, "Error\x1b[0m\nplain\n");
        f.play();
        const auto runs = [&f](int row) { return f.model.index(row, ConsoleModel::Text).data(TerminalRole).value<QList<TerminalRun>>(); };
        QCOMPARE(runs(0).size(), 1);
        QVERIFY(runs(1).isEmpty());
        QCOMPARE(runs(2), (QList<TerminalRun>{{0, 6, {1}}}));
        QCOMPARE(runs(3), (QList<TerminalRun>{{0, 5, {1}}}));
        QVERIFY(runs(4).isEmpty());
    }

    void the_cursor_shows_what_had_been_written_by_then() {
        Fixture f;
        f.script.prints(one, "a\n").prints(one, "b").prints(one, "c\n");
        f.play();
        f.session.setCursor(2);
        QCOMPARE(f.lines(), (QStringList{"a", "b"}));
        f.session.setCursor(3);
        QCOMPARE(f.lines(), (QStringList{"a", "bc"}));
        f.session.clear();
        QCOMPARE(f.lines(), QStringList{});
    }
};

QTEST_GUILESS_MAIN(ConsoleModelTest)
#include "console_model_test.moc"
