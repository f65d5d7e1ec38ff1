// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/query/filter.h"

#include <QTest>

using namespace poolscope::query;

Q_DECLARE_METATYPE(poolscope::query::ProblemKind)

class FilterProblemTest : public QObject {
    Q_OBJECT
private slots:
    void bad_text_says_what_and_where_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ProblemKind>("kind");
        QTest::addColumn<int>("position");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("suggestion");
        const auto row = [](const char *text, ProblemKind kind, int position, const char *word, const char *suggestion = "") {
            QTest::newRow(text) << QByteArray(text) << kind << position << QByteArray(word) << QByteArray(suggestion);
        };
        using enum ProblemKind;
        row("chanel == \"x\"", unknown_field, 0, "chanel", "channel");
        row("bytes > 1 && form.pid == 3", unknown_field, 13, "form.pid", "from.pid");
        row("zzzzzzzz", unknown_field, 0, "zzzzzzzz");
        row("task.outcome == lost", foreign_field, 0, "task.outcome");
        row("channel = \"x\"", unknown_symbol, 8, "=", "==");
        row("bytes > 1 & dropped", unknown_symbol, 10, "&", "&&");
        row("bytes > 1 § dropped", unknown_symbol, 10, "§");
        row("channel == 'x'", unknown_symbol, 11, "'", "\"");
        row("channel == \"x", open_text, 11, "");
        row("channel == tasks", wants_text, 11, "tasks");
        row("channel ==", wants_text, 10, "");
        row("channel.kind == taks", wants_word, 16, "taks", "tasks");
        row("channel.kind ==", wants_word, 15, "");
        row("wait > 5", wants_duration, 7, "5");
        row("wait > 5 ms", wants_duration, 7, "5");
        row("wait > 5KiB", wants_duration, 7, "5KiB");
        row("bytes > 5ms", wants_size, 8, "5ms");
        row("bytes > \"5\"", wants_size, 8, "5");
        row("from.pid == x", wants_number, 12, "x");
        row("from.pid == 1.5", wants_number, 12, "1.5");
        row("from.pid == 99999999999999999999", too_large, 12, "99999999999999999999");
        row("wait < 99999999999999h", too_large, 7, "99999999999999h");
        row("channel < \"x\"", not_ordered, 8, "<");
        row("bytes contains \"x\"", not_text, 6, "contains");
        row("channel matches \"(\"", bad_pattern, 16, "missing ): (");
        row("channel in \"x\"", wants_list, 11, "x");
        row("channel in {\"x\" \"y\"}", wants_comma, 16, "y");
        row("channel in {}", wants_text, 12, "}");
        row("(bytes > 1", wants_closing, 0, "(");
        row("(bytes > 1 dropped)", wants_connective, 11, "dropped");
        row("bytes > 1)", wants_connective, 9, ")");
        row("bytes > 1 dropped", wants_connective, 10, "dropped");
        row("bytes 5", wants_comparison, 6, "5");
        row("&& bytes", wants_field, 0, "&&");
        row("bytes > 1 &&", wants_field, 12, "");
        row("!", wants_field, 1, "");
    }
    void bad_text_says_what_and_where() {
        QFETCH(QByteArray, text);
        QFETCH(ProblemKind, kind);
        QFETCH(int, position);
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, suggestion);
        const auto parsed = Filter::parse(text.toStdString(), Subject::message);
        QVERIFY(!parsed);
        QCOMPARE(int(parsed.error().kind), int(kind));
        QCOMPARE(int(parsed.error().position), position);
        QCOMPARE(QByteArray::fromStdString(parsed.error().word), word);
        QCOMPARE(QByteArray::fromStdString(parsed.error().suggestion), suggestion);
    }
    void depth_and_length_have_limits() {
        QCOMPARE(int(Filter::parse(std::string(1000, '('), Subject::message).error().kind), int(ProblemKind::too_deep));
        QCOMPARE(int(Filter::parse(std::string(1000, '!'), Subject::message).error().kind), int(ProblemKind::too_deep));
        QCOMPARE(int(Filter::parse(std::string(5000, ' '), Subject::message).error().kind), int(ProblemKind::too_long));
        const std::string deep = std::string(60, '(') + "dropped" + std::string(60, ')');
        QVERIFY(Filter::parse(deep, Subject::message));
    }
};

QTEST_APPLESS_MAIN(FilterProblemTest)
#include "filter_problem_test.moc"
