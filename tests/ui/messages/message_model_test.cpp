// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/bridge/follow.h"
#include "ui/messages/message_model.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey producer{100, 1}, consumer{101, 2}, stranger{102, 3};
constexpr ObjectId queue = 0x10, duct = 0x20;
const std::string fortyTwo = "\x80\x04K*.";                        // pickle of 42
const std::string list = "\x80\x04]\x94(K*N\x8c\x05hello\x94""e."; // pickle of [42, None, 'hello']

struct Fixture {
    Session session;
    MessageModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    EventScript script;

    Fixture() {
        follow(session, model);
        script.starts(producer, {}, "producer").starts(consumer, producer, "consumer").starts(stranger, producer, "stranger");
        script.channel(producer, queue, ChannelKind::queue, "numbers").channel(producer, duct, ChannelKind::pipe, "pipe");
        play();
    }
    void play() {
        session.append(script.take());
        session.flush();
    }
    QString text(int row, int column) { return model.index(row, column).data().toString(); }
};

query::Filter filter(const char *text) {
    return *query::Filter::parse(text, query::Subject::message);
}

} // namespace

class MessageModelTest : public QObject {
    Q_OBJECT
private slots:
    void what_stands_behind_a_broken_frame_is_corrupted() {
        Fixture f;
        f.script.sends(producer, duct, 0, fortyTwo).receives(consumer, duct, 0, std::int64_t(fortyTwo.size()));
        f.script.sends(producer, duct, 0, list).sends(stranger, duct, 0, list).sends(producer, queue, 0, list);
        f.play();
        QCOMPARE(f.text(1, MessageModel::Operation), "send, in flight");
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.script.tell(consumer, EventKind::message_torn, duct);
        f.play();
        QVERIFY(!changed.isEmpty());
        QCOMPARE(f.text(0, MessageModel::Operation), "send → recv");
        QCOMPARE(f.text(1, MessageModel::Operation), "send, corrupted");
        QCOMPARE(f.text(2, MessageModel::Operation), "send, corrupted");
        QCOMPARE(f.text(3, MessageModel::Operation), "put, in flight");
        QCOMPARE(f.model.index(2, MessageModel::Operation).data(ToneRole).toInt(), int(Tone::error));
        QVERIFY(f.model.index(2, MessageModel::Operation).data(Qt::ToolTipRole).toString().contains("damaged"));
        // Before that moment nothing was broken.
        f.session.setCursor(f.session.history().size() - 1);
        QCOMPARE(f.text(1, MessageModel::Operation), "send, in flight");
    }

    void times_are_those_of_the_run_and_at_an_earlier_moment_relative_to_it() {
        Fixture f;
        f.script.sends(producer, duct, 1, list).sends(producer, duct, 2, list).receives(consumer, duct, 1);
        f.play();
        QCOMPARE(f.model.headerData(MessageModel::Time, Qt::Horizontal).toString(), "Time (s)");
        const QString absolute = f.text(0, MessageModel::Time);
        QCOMPARE(absolute, "0.005000");
        QSignalSpy titled(&f.model, &QAbstractItemModel::headerDataChanged);
        f.session.setCursor(f.session.history().size() - 1);
        QCOMPARE(titled.count(), 1);
        QCOMPARE(f.model.headerData(MessageModel::Time, Qt::Horizontal).toString(), "From the cursor");
        QVERIFY2(f.text(0, MessageModel::Time).endsWith(durationText(1'000'000)) && f.text(0, MessageModel::Time) != durationText(1'000'000), qPrintable(f.text(0, MessageModel::Time)));
        QVERIFY(f.model.index(0, MessageModel::Time).data(Qt::ToolTipRole).toString().startsWith(absolute + " s after the start"));
        f.session.goLive();
        QCOMPARE(f.text(0, MessageModel::Time), absolute);
    }

    void a_message_names_channel_people_operation_and_content() {
        Fixture f;
        f.script.sends(producer, duct, 1, list);
        f.play();
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.text(0, MessageModel::Channel), "pipe");
        QCOMPARE(f.text(0, MessageModel::FromTo), "producer → …");
        QCOMPARE(f.text(0, MessageModel::Operation), "send, in flight");
        QCOMPARE(f.text(0, MessageModel::Preview), "[42, None, 'hello']");
        QCOMPARE(f.text(0, MessageModel::Waited), "");

        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.script.receives(consumer, duct, 1, std::int64_t(list.size()));
        f.play();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(f.text(0, MessageModel::FromTo), "producer → consumer");
        QCOMPARE(f.text(0, MessageModel::Operation), "send → recv");
        QVERIFY(!f.text(0, MessageModel::Waited).isEmpty());
    }

    void at_the_cursor_a_message_is_not_yet_received_and_later_ones_are_not_there() {
        Fixture f;
        f.script.sends(producer, queue, 1, fortyTwo).receives(consumer, queue, 1).sends(producer, queue, 2, fortyTwo);
        f.play();
        const std::size_t size = f.session.history().size();
        f.session.setCursor(size - 2);
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.text(0, MessageModel::Operation), "put, in flight");
        QCOMPARE(f.text(0, MessageModel::FromTo), "producer → …");
        f.session.setCursor(size - 1);
        QCOMPARE(f.text(0, MessageModel::Operation), "put → get");
        f.session.goLive();
        QCOMPARE(f.model.rowCount(), 2);
    }

    void a_filter_on_a_process_takes_in_a_message_once_that_process_has_received_it() {
        Fixture f;
        f.model.setFilter(filter("process.pid == 101"));
        f.script.sends(producer, queue, 1, fortyTwo).sends(producer, queue, 2, fortyTwo).sends(consumer, queue, 3, fortyTwo);
        f.play();
        QCOMPARE(f.model.rowCount(), 1);
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted), reset(&f.model, &QAbstractItemModel::modelReset);
        f.script.receives(consumer, queue, 1).receives(stranger, queue, 2);
        f.play();
        QCOMPARE(f.model.rowCount(), 2);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(f.model.messageAt(0).number, 1);
        QCOMPARE(f.model.rowOf(f.model.messageAt(1).index), 1);
        f.model.setFilter({});
        QCOMPARE(f.model.rowCount(), 3);
    }

    void a_filter_on_a_channel_holds_at_the_cursor_and_after_it() {
        Fixture f;
        f.model.setFilter(filter("channel == \"pipe\""));
        f.script.sends(producer, queue, 1, fortyTwo).sends(producer, duct, 1, fortyTwo).sends(producer, duct, 2, fortyTwo);
        f.play();
        QCOMPARE(f.model.rowCount(), 2);
        f.session.setCursor(f.session.history().size() - 1);
        QCOMPARE(f.model.rowCount(), 1);
        f.script.sends(producer, duct, 3, fortyTwo);
        f.play();
        QCOMPARE(f.model.rowCount(), 1);
        f.session.goLive();
        QCOMPARE(f.model.rowCount(), 3);
    }

    void a_filter_on_what_is_in_flight_lets_go_of_what_arrives_and_has_it_back_at_an_earlier_moment() {
        Fixture f;
        f.model.setFilter(filter("in_flight"));
        f.script.sends(producer, queue, 1, fortyTwo).sends(producer, queue, 2, fortyTwo);
        f.play();
        QCOMPARE(f.model.rowCount(), 2);
        const std::size_t before = f.session.history().size();
        QSignalSpy removed(&f.model, &QAbstractItemModel::rowsRemoved);
        f.script.receives(consumer, queue, 1);
        f.play();
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(f.model.messageAt(0).number, 2);
        f.session.setCursor(before);
        QCOMPARE(f.model.rowCount(), 2);
        f.session.goLive();
        QCOMPARE(f.model.rowCount(), 1);
    }

    // Without QAbstractItemModelTester, which would look at every cell of it after every slice.
    void a_long_log_is_searched_in_slices() {
        Session session;
        MessageModel model;
        follow(session, model);
        EventScript script;
        script.starts(producer, {}, "producer").channel(producer, queue, ChannelKind::queue, "numbers").channel(producer, duct, ChannelKind::pipe, "pipe");
        for (int i = 1; i <= 300'000; ++i)
            script.sends(producer, i % 3 == 0 ? duct : queue, i, list);
        session.append(script.take());
        session.flush();
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.setFilter(filter("preview contains \"hello\" && channel == \"pipe\""));
        QVERIFY(!model.isSearched()); // decoding so many takes longer than a slice; the window goes on meanwhile
        int rows = model.rowCount();
        QTRY_VERIFY_WITH_TIMEOUT(model.isSearched(), 60'000);
        QCOMPARE(model.rowCount(), 100'000);
        QVERIFY(!inserted.isEmpty());
        for (const QList<QVariant> &slice : inserted) {
            QCOMPARE(slice[1].toInt(), rows); // each behind the one before it
            rows = slice[2].toInt() + 1;
        }
        QCOMPARE(rows, 100'000);
        for (int row = 0; row < rows; row += 997)
            QCOMPARE(model.messageAt(row).number, 3 * (row + 1));
    }

    void a_dropped_message_says_so() {
        Fixture f;
        f.script.sends(producer, queue, 1, fortyTwo).tell(producer, EventKind::message_dropped, queue, 1, 5);
        f.play();
        QCOMPARE(f.text(0, MessageModel::Operation), "put, dropped");
        QCOMPARE(f.model.index(0, MessageModel::Operation).data(ToneRole).toInt(), int(Tone::error));
    }

    void another_run_begins_with_an_empty_list() {
        Fixture f;
        f.script.sends(producer, queue, 1, fortyTwo);
        f.play();
        f.session.clear();
        QCOMPARE(f.model.rowCount(), 0);
        f.session.append(EventScript().sends(producer, queue, 1, list).take());
        f.session.flush();
        QCOMPARE(f.model.rowCount(), 1);
        QCOMPARE(f.text(0, MessageModel::Preview), "[42, None, 'hello']");
    }

    void a_million_messages_cost_little_until_they_are_looked_at() {
        Session session;
        MessageModel model;
        follow(session, model);
        EventScript script;
        script.channel(producer, queue, ChannelKind::queue, "numbers");
        for (int i = 1; i <= 1'000'000; ++i)
            script.sends(producer, queue, i, fortyTwo);
        session.append(script.take());
        session.flush();
        QCOMPARE(model.rowCount(), 1'000'000);
        QElapsedTimer clock;
        clock.start();
        session.setCursor(500'000);
        QCOMPARE(model.rowCount(), 499'999);
        session.goLive();
        for (int row = 999'960; row < 1'000'000; ++row)
            for (int column = 0; column < MessageModel::ColumnCount; ++column)
                QVERIFY(model.index(row, column).data().isValid());
        QVERIFY2(clock.elapsed() < 30'000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_GUILESS_MAIN(MessageModelTest)
#include "message_model_test.moc"
