// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QTest>
#include <algorithm>

using namespace poolscope::test;

// What a program on the engine tells of its locks, queues, resources and workers, as poolscope-cli run --json prints it.
class EventsTest : public QObject {
    Q_OBJECT
    CliResult run_;

    static QString about(const QList<QJsonObject> &events) {
        QStringList lines;
        for (const QJsonObject &event : events)
            lines += QString("%1 pid %2 object %3 a %4 b %5 %6")
                         .arg(event["kind"].toString())
                         .arg(event["pid"].toInt())
                         .arg(event["object"].toString())
                         .arg(event["a"].toDouble())
                         .arg(event["b"].toDouble())
                         .arg(event["text"].toString());
        return lines.join('\n');
    }
    // In the order told, those about one object.
    QList<QJsonObject> of(const QString &object) const {
        QList<QJsonObject> events;
        for (const QJsonObject &event : run_.events())
            if (event["object"].toString() == object)
                events += event;
        return events;
    }
    QString created(const QString &kind, int number) const {
        const auto all = run_.events(kind);
        return number < all.size() ? all[number]["object"].toString() : QString("none");
    }

private slots:
    void initTestCase() {
        run_ = runCli({"run", "--json", "--", TOLD_PROBE});
        QVERIFY2(run_.ended && run_.summary()["program_exit"].toInt() == 0, run_.errors);
        QCOMPARE(run_.summary()["lost_events"].toInt(), 0);
    }

    void a_lock_tells_who_had_it_who_waited_and_who_died_with_it() {
        const auto events = of(created("lock_created", 0));
        QVERIFY2(events.size() >= 9, qPrintable(about(events)));
        const int main = events[0]["pid"].toInt();
        QList<QPair<QString, bool>> told; // what, and whether of the main process
        for (const QJsonObject &event : events)
            told += {event["kind"].toString(), event["pid"].toInt() == main};
        const QList<QPair<QString, bool>> expected{
            {"lock_created", true},  {"lock_acquired", false}, {"wait_begin", true},     {"wait_end", true},   {"lock_released", false},
            {"lock_acquired", true}, {"lock_released", true},  {"lock_acquired", false}, {"lock_broken", true}};
        // Its second wait may be over before it began, and of two processes each tells in its own order.
        for (const auto &one : expected)
            QVERIFY2(told.contains(one), qPrintable(one.first + " is missing in\n" + about(events)));
        qint64 owner = 0;
        for (const QJsonObject &event : events)
            if (event["kind"] == "lock_acquired" && event["pid"].toInt() != main)
                owner = event["pid"].toInt();
        for (const QJsonObject &event : events)
            if (event["kind"] == "lock_broken")
                QCOMPARE(event["owner"].toVariant().toLongLong(), owner);
    }
    void a_recursive_lock_tells_its_depth() {
        QList<double> depths;
        for (const QJsonObject &event : of(created("lock_created", 3)))
            if (event["kind"] != "lock_created")
                depths += event["depth"].toDouble();
        QCOMPARE(depths, (QList<double>{1, 2, 1, 0}));
    }
    void a_semaphore_tells_what_is_left() {
        QList<double> left;
        for (const QJsonObject &event : of(created("lock_created", 4)))
            if (event["kind"] != "lock_created")
                left += event["left"].toDouble();
        QCOMPARE(left, (QList<double>{2, 3}));
    }
    void a_queue_tells_its_depth_in_items_and_bytes() {
        QString queue;
        for (const QJsonObject &event : run_.events("channel_created"))
            if (event["channel"] == "queue")
                queue = event["object"].toString();
        QList<double> items, bytes;
        for (const QJsonObject &event : of(queue))
            if (event["kind"] == "queue_depth") {
                items += event["items"].toDouble();
                bytes += event["bytes"].toDouble();
            }
        QVERIFY2(items == (QList<double>{1, 2, 1, 0}), qPrintable(about(of(queue))));
        QVERIFY(bytes[0] > 0 && bytes[1] > bytes[0] && bytes[2] < bytes[1] && bytes[3] == 0);
    }
    void a_resource_is_registered_and_let_go_of_or_leaked() {
        const auto registered = run_.events("resource_registered"), unregistered = run_.events("resource_unregistered"), leaked = run_.events("resource_leaked");
        QList<QJsonObject> memories;
        for (const QJsonObject &event : registered)
            if (event["text"].toString().startsWith("/psm_"))
                memories += event;
        QCOMPARE(memories.size(), 2);
        QCOMPARE(leaked.size(), 1);
        QCOMPARE(leaked[0]["text"], memories[1]["text"]);
        QVERIFY2(leaked[0]["pid"] != memories[1]["pid"], "the tracker tells it, when all others are gone");
        QVERIFY(std::any_of(unregistered.begin(), unregistered.end(), [&](const QJsonObject &event) { return event["text"] == memories[0]["text"]; }));
        QVERIFY(std::none_of(unregistered.begin(), unregistered.end(), [&](const QJsonObject &event) { return event["text"] == memories[1]["text"]; }));
    }
    void a_pool_tells_of_its_workers_and_of_the_task_that_was_lost() {
        const QString pool = created("pool_created", 0);
        QCOMPARE(run_.events("pool_created").size(), 1);
        QCOMPARE(run_.events("pool_created")[0]["workers"].toInt(), 2);
        const auto joined = run_.events("worker_joined"), left = run_.events("worker_left"), lost = run_.events("task_lost");
        QVERIFY2(joined.size() >= 2 && left.size() == joined.size(), qPrintable(about(joined) + "\n" + about(left)));
        QCOMPARE(lost.size(), 1);
        QCOMPARE(lost[0]["object"], run_.events("task_submitted")[0]["object"]);
        QCOMPARE(lost[0]["exit_code"].toInt(), -9);
        for (const char *kind : {"task_assigned", "task_started"}) {
            QVERIFY2(!run_.events(kind).isEmpty(), kind);
            QCOMPARE(run_.events(kind)[0]["object"], lost[0]["object"]);
        }
        QCOMPARE(joined[0]["object"].toString(), pool);
    }
    void every_message_told_is_received_or_dropped_whoever_is_killed() {
        const CliResult run = runCli({"run", "--json", "--", TOLD_PROBE, "killed_producers"});
        QCOMPARE(run.summary()["program_exit"].toInt(), 0);
        QCOMPARE(run.summary()["lost_events"].toInt(), 0);
        const auto numbers = [&](const char *kind) {
            QList<qint64> all;
            for (const QJsonObject &event : run.events(kind))
                all += event["number"].toInteger();
            std::sort(all.begin(), all.end());
            return all;
        };
        const auto sent = numbers("message_sent"), received = numbers("message_received"), dropped = numbers("message_dropped");
        QVERIFY(sent.size() >= 120);
        QList<qint64> ended = received + dropped;
        std::sort(ended.begin(), ended.end());
        const QString counts = QString("%1 sent, %2 received, %3 dropped").arg(sent.size()).arg(received.size()).arg(dropped.size());
        QVERIFY2(std::includes(ended.begin(), ended.end(), sent.begin(), sent.end()), qPrintable(counts));
        // One that was killed as it was about to tell of its message is told as dropped all the same.
        QVERIFY2(std::includes(sent.begin(), sent.end(), received.begin(), received.end()), qPrintable(counts));
    }
    void the_readable_account_names_the_leak() {
        const CliResult readable = runCli({"run", "--", TOLD_PROBE});
        QVERIFY2(readable.output.contains("leaked"), readable.output);
    }
};

QTEST_GUILESS_MAIN(EventsTest)
#include "cli_events_test.moc"
