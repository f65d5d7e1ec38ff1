// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/challenge.h"
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/preview/preview.h"
#include "tests/core/wire/hex.h"
#include "tests/core/wire/vectors.h"

#include <QTest>

using namespace poolscope;
using Kind = Preview::Kind;

namespace {

std::string pickle(const Value &value) {
    return encode(value);
}

Value map_task(int count) {
    Tuple numbers;
    for (int i = 0; i < count; ++i)
        numbers.items.push_back(i);
    return Value::tuple({0, 0, Global{"multiprocessing.pool", "mapstar"},
                         Value::tuple({Value::tuple({Global{"__main__", "square"}, numbers})}), Dict{}});
}

Value key() {
    return Instance{
        {Global{"multiprocessing.process", "AuthenticationString"}, Value::tuple({Bytes{"top secret key"}})}};
}

Value preparation() {
    return Value::dict({{"log_to_stderr", false},
                        {"authkey", key()},
                        {"name", "SpawnProcess-1"},
                        {"sys_path", Value::list({"/x"})},
                        {"dir", "/home/x"},
                        {"start_method", "spawn"},
                        {"init_main_from_path", "/home/x/main.py"}});
}

Value process() {
    Instance object{{Global{"multiprocessing.context", "SpawnProcess"}, Tuple{}, nullptr,
                     Value::dict({{"_identity", Value::tuple({1})},
                                  {"_config", Value::dict({{"authkey", key()}})},
                                  {"_target", Global{"__main__", "greet"}},
                                  {"_args", Value::tuple({"you"})},
                                  {"_kwargs", Dict{}},
                                  {"_name", "SpawnProcess-1"}})}};
    object.construction = Instance::Construction::new_object;
    return object;
}

Value executor_item(const char *name, const Value &state) {
    Instance item{{Global{"concurrent.futures.process", name}, Tuple{}, nullptr, state}};
    item.construction = Instance::Construction::new_object;
    return item;
}

} // namespace

class PreviewTest : public QObject {
    Q_OBJECT
private slots:
    void captured_messages_are_classified_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("kind");
        for (const vectors::Vector &vector : vectors::pickles)
            QTest::newRow(vector.name) << QByteArray::fromStdString(hex(vector.body)) << QByteArray(vector.repr)
                                       << static_cast<int>(vector.kind);
    }
    void captured_messages_are_classified() {
        QFETCH(QByteArray, body);
        const Preview shown = preview(body.toStdString());
        QTEST(QByteArray::fromStdString(shown.line), "line");
        QTEST(static_cast<int>(shown.kind), "kind");
        QVERIFY(shown.value && !shown.truncated);
    }
    void a_pool_task_reads_as_its_tuple() {
        const Preview shown = preview(pickle(map_task(2)));
        QVERIFY(shown.kind == Kind::pool_task);
        QCOMPARE(shown.line, std::string("(0, 0, multiprocessing.pool.mapstar, ((__main__.square, (0, 1)),), {})"));
    }
    void a_cut_pool_task_keeps_its_shape() {
        const Preview shown = preview(pickle(map_task(500)).substr(0, 120), true);
        QVERIFY(shown.kind == Kind::pool_task && shown.truncated);
        QVERIFY(shown.line.starts_with("(0, 0, multiprocessing.pool.mapstar, ((__main__.square, (0, 1, 2, 3, "));
        QVERIFY(shown.line.ends_with(", …)),))"));
    }
    void a_cut_pool_result_keeps_its_shape() {
        List many;
        for (int i = 0; i < 500; ++i)
            many.push_back(i);
        const Preview shown = preview(pickle(Value::tuple({3, 1, Value::tuple({true, many})})).substr(0, 60), true);
        QVERIFY(shown.kind == Kind::pool_result && shown.truncated);
        QVERIFY(shown.line.starts_with("(3, 1, (True, [0, 1, 2"));
    }
    void a_cut_message_shows_something_wherever_it_is_cut() {
        const std::string whole = pickle(map_task(20));
        for (std::size_t size = 12; size < whole.size(); ++size) {
            const Preview shown = preview(std::string_view(whole).substr(0, size), true);
            QVERIFY(shown.truncated);
            QVERIFY2(shown.value || size < 15, std::to_string(size).c_str());
            QVERIFY(QString::fromStdString(shown.line).contains(QStringLiteral("…")));
        }
    }
    void a_cut_text_shows_its_beginning() {
        const Preview shown = preview(pickle(std::string(1000, 'x')).substr(0, 30), true);
        QCOMPARE(shown.line, std::string("'xxxxxxxxxxxxxx…'"));
    }
    void spawn_data_is_told_without_its_key() {
        const std::string body = pickle(preparation()) + pickle(process());
        const Preview shown = preview(body);
        QVERIFY(shown.kind == Kind::preparation);
        QCOMPARE(shown.line,
                 std::string("preparation of 'SpawnProcess-1' by 'spawn' in '/home/x', main '/home/x/main.py'; "
                             "multiprocessing.context.SpawnProcess 'SpawnProcess-1': __main__.greet('you')"));
        QVERIFY(shown.value->repr().find("top secret") == std::string::npos);
        QVERIFY(shown.value->repr().find("<redacted>") != std::string::npos);
    }
    void no_cut_of_spawn_data_shows_any_of_the_key() {
        const std::string body = pickle(preparation()) + pickle(process());
        for (std::size_t size = 1; size < body.size(); ++size)
            for (const bool truncated : {true, false}) {
                const Preview shown = preview(std::string_view(body).substr(0, size), truncated);
                QVERIFY2(shown.line.find("top") == std::string::npos, shown.line.c_str());
                QVERIFY(!shown.value || shown.value->repr().find("top") == std::string::npos);
            }
    }
    void executor_items_read_as_calls() {
        const Preview call = preview(pickle(executor_item(
            "_CallItem",
            Value::dict(
                {{"work_id", 4}, {"fn", Global{"math", "sqrt"}}, {"args", Value::tuple({2})}, {"kwargs", Dict{}}}))));
        QVERIFY(call.kind == Kind::executor_call);
        QCOMPARE(call.line, std::string("call 4: math.sqrt(2)"));
        const Preview result = preview(pickle(executor_item(
            "_ResultItem",
            Value::dict({{"work_id", 4}, {"exception", nullptr}, {"result", 1.5}, {"exit_pid", nullptr}}))));
        QVERIFY(result.kind == Kind::executor_result);
        QCOMPARE(result.line, std::string("result of 4: 1.5"));
    }
    void authentication_is_named_and_not_shown() {
        const std::string challenge = make_challenge(ChallengeStyle::modern, std::string(40, 'n'));
        QCOMPARE(preview(challenge).line, std::string("challenge (sha256) <redacted>"));
        QCOMPARE(preview(make_challenge(ChallengeStyle::legacy, std::string(20, 'n'))).line,
                 std::string("challenge (md5) <redacted>"));
        QCOMPARE(preview(*answer_challenge("k", challenge)).line,
                 std::string("answer to a challenge (sha256) <redacted>"));
        QCOMPARE(preview("#WELCOME#").line, std::string("welcome"));
        QCOMPARE(preview("#FAILURE#").line, std::string("failure"));
        QVERIFY(preview("#FAILURE#").kind == Kind::authentication);
    }
    void what_is_no_pickle_is_shown_as_what_it_is_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char *name, const std::string &body, Kind kind, const char *line) {
            QTest::newRow(name) << QByteArray::fromStdString(body) << static_cast<int>(kind) << QByteArray(line);
        };
        row("nothing", "", Kind::empty, "");
        row("tracker", "REGISTER:/mp-abc:semaphore\n", Kind::resource_tracker, "REGISTER:/mp-abc:semaphore");
        row("tracker, new form", "{\"cmd\":\"PROBE\",\"rtype\":\"noop\"}\n", Kind::resource_tracker,
            "{\"cmd\":\"PROBE\",\"rtype\":\"noop\"}");
        row("json", "{\"a\": [1,\n 2]}", Kind::json, "{\"a\": [1, 2]}");
        row("text", "hello 한국\n", Kind::text, "'hello 한국\\n'");
        row("text in brackets", "[not json", Kind::text, "'[not json'");
        row("text that ends in a dot", "See you.", Kind::text, "'See you.'");
        row("binary", std::string("\1\2\xff", 3), Kind::binary, "3 bytes: 01 02 ff");
        row("forkserver: a process ID", std::string("\xd2\x04\0\0\0\0\0\0", 8), Kind::binary,
            "8 bytes: d2 04 00 00 00 00 00 00 (1234: a process ID, if a forkserver told it)");
        row("forkserver: how it ended", std::string("\xf7\xff\xff\xff\xff\xff\xff\xff", 8), Kind::binary,
            "8 bytes: f7 ff ff ff ff ff ff ff (-9: a process ID or exit code, if a forkserver told it)");
        row("forkserver: descriptors", "\4", Kind::binary, "1 byte: 04 (4 descriptors come along, if this is for a forkserver)");
        row("eight other bytes", std::string("\1\2\3\4\5\6\7\xff", 8), Kind::binary, "8 bytes: 01 02 03 04 05 06 07 ff");
        row("no pickle after all", "\x80\4\xff\xff", Kind::binary, "4 bytes: 80 04 ff ff");
        row("protocol 0", "(lp0\nI1\naI01\na.", Kind::value, "[1, True]");
        row("a key in raw bytes", std::string("\0\1authkey\xff", 10), Kind::binary,
            "10 bytes <redacted: they hold a key>");
    }
    void what_is_no_pickle_is_shown_as_what_it_is() {
        QFETCH(QByteArray, body);
        const Preview shown = preview(body.toStdString());
        QTEST(QByteArray::fromStdString(shown.line), "line");
        QTEST(static_cast<int>(shown.kind), "kind");
    }
    void a_huge_message_costs_no_more_than_its_line() {
        const std::string body = pickle(List(1'000'000, Value("text")));
        const Preview shown = preview(body);
        QVERIFY(shown.truncated && shown.line.size() < 600);
    }
    void every_kind_has_a_name() {
        for (int kind = 0; kind <= static_cast<int>(Kind::binary); ++kind)
            QVERIFY(to_string(static_cast<Kind>(kind)) != "unknown");
    }
};

QTEST_APPLESS_MAIN(PreviewTest)
#include "preview_test.moc"
