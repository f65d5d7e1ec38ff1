// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/query/completion.h"

#include <QTest>

#include <algorithm>

using namespace poolscope::query;

class CompletionTest : public QObject {
    Q_OBJECT

    static Completion at_end(std::string_view text, Subject subject = Subject::message) {
        return complete(text, text.size(), subject, [](Field field) {
            return field == Field::channel ? std::vector<std::string>{"tasks", "say \"hi\""} : std::vector<std::string>{};
        });
    }
    static bool offers(const Completion &completion, std::string_view choice) {
        return std::find(completion.choices.begin(), completion.choices.end(), choice) != completion.choices.end();
    }

private slots:
    void an_empty_line_offers_the_fields_of_its_subject() {
        QVERIFY(offers(at_end(""), "channel") && !offers(at_end(""), "task.outcome"));
        QVERIFY(offers(at_end("", Subject::task), "task.outcome") && !offers(at_end("", Subject::task), "channel"));
    }
    void a_begun_field_offers_those_that_begin_so() {
        const Completion completion = at_end("bytes > 5 && from.");
        QCOMPARE(completion.choices, (std::vector<std::string>{"from.pid", "from.name", "from.role"}));
        QCOMPARE(completion.from, std::size_t{13});
        QVERIFY(offers(at_end("(fr"), "from.pid") && offers(at_end("!in"), "in_flight"));
    }
    void a_field_offers_what_can_be_asked_of_it() {
        QVERIFY(offers(at_end("channel "), "contains") && !offers(at_end("channel "), "<"));
        QVERIFY(offers(at_end("bytes "), "<") && !offers(at_end("bytes "), "matches"));
        QVERIFY(offers(at_end("bytes >"), ">="));
        QVERIFY(offers(at_end("in_flight "), "&&"));
    }
    void a_comparison_offers_values() {
        QVERIFY(offers(at_end("channel.kind == "), "queue") && offers(at_end("channel.kind == du"), "duplex_pipe"));
        QVERIFY(offers(at_end("channel == "), "\"tasks\"") && offers(at_end("channel == \"ta"), "\"tasks\""));
        QVERIFY(offers(at_end("channel == "), "\"say \\\"hi\\\"\""));
        QVERIFY(offers(at_end("channel.kind in {queue, "), "pipe"));
        QVERIFY(at_end("bytes == ").choices.empty());
    }
    void a_whole_condition_offers_and_and_or() {
        QCOMPARE(at_end("bytes > 5 ").choices, (std::vector<std::string>{"&&", "||"}));
        QCOMPARE(at_end("(bytes > 5 ").choices, (std::vector<std::string>{"&&", "||"}));
    }
    void only_what_stands_before_the_cursor_counts() {
        const Completion completion = complete("ch == \"tasks\"", 2, Subject::message);
        QVERIFY(offers(completion, "channel"));
        QCOMPARE(completion.to, std::size_t{2});
    }
    void a_mistake_before_the_cursor_offers_nothing() {
        QVERIFY(at_end("chanel == 5 && ").choices.empty());
        QVERIFY(at_end("bytes = ").choices.empty());
    }
};

QTEST_APPLESS_MAIN(CompletionTest)
#include "completion_test.moc"
