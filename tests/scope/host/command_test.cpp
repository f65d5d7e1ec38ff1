// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/host/command.h"
#include "engine/scope/host/reply.h"

#include <QTest>
#include <random>

using namespace poolscope;
using namespace poolscope::host;

namespace {
template <class T> T sent_and_read(Command command) {
    const auto request = decode_request(encode_request({42, std::move(command)}));
    if (!request || request->id != 42)
        qFatal("the request did not come back: %s", request ? "other id" : request.error().describe().c_str());
    return std::get<T>(request->command);
}
} // namespace

class CommandTest : public QObject {
    Q_OBJECT
private slots:
    void a_launch_arrives_whole() {
        Launch launch;
        launch.command = {"python3", "-c", "print('안녕')", std::string("\xff\xfe not UTF-8")};
        launch.environment = {{"A", "1"}, {"B", ""}};
        launch.working_directory = "/tmp/\xb0";
        launch.start_method = StartMethod::forkserver;
        launch.speed = 0.25;
        launch.paused = true;
        launch.chunk_size = 25;
        launch.insight = WantedInsight::traced;
        const auto read = sent_and_read<Launch>(launch);
        QCOMPARE(read.command, launch.command);
        QCOMPARE(read.environment, launch.environment);
        QCOMPARE(read.working_directory, launch.working_directory);
        QCOMPARE(read.start_method, launch.start_method);
        QCOMPARE(read.speed, launch.speed);
        QCOMPARE(read.paused, launch.paused);
        QCOMPARE(read.chunk_size, launch.chunk_size);
        QCOMPARE(read.insight, launch.insight);
    }
    void every_other_command_arrives() {
        QCOMPARE(sent_and_read<Stop>(Stop{0.5}).grace_seconds, 0.5);
        sent_and_read<Pause>(Pause{});
        sent_and_read<Continue>(Continue{});
        sent_and_read<Step>(Step{});
        QCOMPARE(sent_and_read<Speed>(Speed{0.01}).speed, 0.01);
        const auto signal = sent_and_read<Signal>(Signal{{4'194'303, 4'398'046'511'103}, 15});
        QVERIFY((signal.process == ProcessKey{4'194'303, 4'398'046'511'103}));
        QCOMPARE(signal.signal, 15);
        const auto fault = sent_and_read<Fault>(Fault{{4'194'303, 7}, 0.25, 3, 2});
        QVERIFY((fault.process == ProcessKey{4'194'303, 7}));
        QCOMPARE(fault.delay_seconds, 0.25);
        QCOMPARE(fault.drops, 3);
        QCOMPARE(fault.second_writers, 2);
        QCOMPARE(sent_and_read<ResizePool>(ResizePool{1ull << 62, 7}).workers, 7);
        QCOMPARE(sent_and_read<CancelTask>(CancelTask{1ull << 63}).task, ObjectId(1ull << 63));
        QCOMPARE(sent_and_read<RetryTask>(RetryTask{42}).task, ObjectId(42));
        QCOMPARE(sent_and_read<Record>(Record{"/x/y.poolscope"}).path, std::string("/x/y.poolscope"));
        sent_and_read<StopRecording>(StopRecording{});
        QCOMPARE(sent_and_read<Note>(Note{"here – 여기", 7}).text, std::string("here – 여기"));
        QCOMPARE(sent_and_read<Note>(Note{"here", 4'398'046'511'103}).time_ns, std::int64_t(4'398'046'511'103));
        QCOMPARE(sent_and_read<Trace>(Trace{2.5}).seconds, 2.5);
        sent_and_read<StopTracing>(StopTracing{});
        const auto inspect = sent_and_read<Inspect>(Inspect{{4'194'303, 7}});
        QVERIFY((inspect.process == ProcessKey{4'194'303, 7}));
        sent_and_read<Quit>(Quit{});
    }
    void what_is_wrong_is_refused_and_named_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *json, const char *named) { QTest::newRow(json) << QByteArray(json) << QByteArray(named); };
        row("", "JSON");
        row("[]", "JSON");
        row("{", "JSON");
        row("\"quit\"", "JSON");
        row(R"({"command": "quit"})", "id");
        row(R"({"id": -1, "command": "quit"})", "id");
        row(R"({"id": 1})", "command");
        row(R"({"id": 1, "command": "explode"})", "explode");
        row(R"({"id": 1, "command": 7})", "command");
        row(R"({"id": 1, "command": "launch"})", "argv");
        row(R"({"id": 1, "command": "launch", "argv": []})", "argv");
        row(R"({"id": 1, "command": "launch", "argv": [""]})", "empty");
        row(R"({"id": 1, "command": "launch", "argv": [1]})", "argv");
        row(R"({"id": 1, "command": "launch", "argv": ["a\u0000b"]})", "NUL");
        row(R"({"id": 1, "command": "launch", "argv": [{"hex": "0g"}]})", "argv");
        row(R"({"id": 1, "command": "launch", "argv": ["a"], "environment": {"A=B": "1"}})", "environment");
        row(R"({"id": 1, "command": "launch", "argv": ["a"], "start_method": "spoon"})", "spoon");
        row(R"({"id": 1, "command": "launch", "argv": ["a"], "speed": 0})", "speed");
        row(R"({"id": 1, "command": "launch", "argv": ["a"], "speed": 1e999})", "JSON");
        row(R"({"id": 1, "command": "launch", "argv": ["a"], "paused": "yes"})", "paused");
        row(R"({"id": 1, "command": "speed", "speed": 1.5})", "speed");
        row(R"({"id": 1, "command": "fault", "pid": 7, "start_ticks": 1, "delay_seconds": -1})", "delay_seconds");
        row(R"({"id": 1, "command": "fault", "pid": 7, "start_ticks": 1, "drops": 1001})", "drops");
        row(R"({"id": 1, "command": "fault", "pid": 7, "start_ticks": 1, "second_writers": 1001})", "second_writers");
        row(R"({"id": 1, "command": "cancel_task", "task": 0})", "task");
        row(R"({"id": 1, "command": "resize_pool", "pool": 4, "workers": 0})", "workers");
        row(R"({"id": 1, "command": "retry_task"})", "task");
        row(R"({"id": 1, "command": "stop", "grace_seconds": -1})", "grace_seconds");
        row(R"({"id": 1, "command": "trace", "seconds": -1})", "seconds");
        row(R"({"id": 1, "command": "signal", "pid": 0, "start_ticks": 1, "signal": 9})", "pid");
        row(R"({"id": 1, "command": "signal", "pid": -1, "start_ticks": 1, "signal": 9})", "pid");
        row(R"({"id": 1, "command": "signal", "pid": 4194304, "start_ticks": 1, "signal": 9})", "pid");
        row(R"({"id": 1, "command": "signal", "pid": 7, "start_ticks": 1, "signal": 65})", "signal");
        row(R"({"id": 1, "command": "signal", "pid": 7, "signal": 9})", "start_ticks");
        row(R"({"id": 1, "command": "record"})", "path");
    }
    void what_is_wrong_is_refused_and_named() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, named);
        const auto request = decode_request(json.toStdString());
        QVERIFY(!request);
        QVERIFY2(QByteArray::fromStdString(request.error().detail).contains(named), request.error().describe().c_str());
    }
    void the_sender_of_a_wrong_request_can_still_be_told() {
        QCOMPARE(request_id(R"({"id": 9, "command": "explode"})"), std::uint64_t(9));
        QCOMPARE(request_id("{"), std::uint64_t(0));
    }
    void deep_nesting_and_random_changes_never_do_harm() {
        QVERIFY(!decode_request(std::string(1'000'000, '[')));
        QVERIFY(!decode_request(std::string(200'000, '[') + std::string(200'000, ']')));
        Launch launch;
        launch.command = {"python3", "x.py"};
        const std::string good = encode_request({1, launch});
        std::mt19937 random(3);
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string bytes = good;
            for (int change = 0; change < 3; ++change)
                bytes[random() % bytes.size()] = static_cast<char>(random());
            refused += !decode_request(bytes);
        }
        QVERIFY(refused > 10'000);
    }
    void replies_carry_values_and_errors() {
        const auto good = decode_reply(encode_reply({7, {}, R"({"pid": 4201})"}));
        QVERIFY(good && good->id == 7 && good->status);
        QCOMPARE(good->value, std::string(R"({"pid":4201})"));
        const auto bad = decode_reply(encode_reply({8, tl::unexpected(Error{ErrorCode::not_found, 2, "start", "no\xffsuch"}), {}}));
        QVERIFY(bad && bad->id == 8 && !bad->status);
        QVERIFY(bad->status.error().code == ErrorCode::not_found);
        QCOMPARE(bad->status.error().os_error, 2);
        QCOMPARE(bad->status.error().operation, std::string("start"));
        for (const char *wrong : {"", "{}", R"({"id":1})", R"({"id":1,"ok":2})", R"({"id":1,"error":{"code":"?"}})", "[1]"})
            QVERIFY2(!decode_reply(wrong), wrong);
    }
};

QTEST_APPLESS_MAIN(CommandTest)
#include "command_test.moc"
