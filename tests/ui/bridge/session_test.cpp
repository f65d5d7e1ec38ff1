// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/recording_loader.h"
#include "ui/bridge/recording_saver.h"
#include "ui/bridge/session.h"
#include "ui/shared/unique_changes.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;
using state::Change;
using state::ChangeKind;
using state::Table;

Q_DECLARE_METATYPE(poolscope::state::Changes)

namespace {

constexpr ProcessKey owner{100, 1}, child{101, 2};

} // namespace

class SessionTest : public QObject {
    Q_OBJECT
private slots:
    void many_batches_are_one_change_signal_a_frame() {
        Session session;
        QSignalSpy changed(&session, &Session::changed);
        EventScript script;
        for (int i = 0; i < 50; ++i)
            session.append(script.starts({200 + i, std::uint64_t(i + 1)}, owner, "p").take());
        QCOMPARE(changed.size(), 0);
        QVERIFY(changed.wait(30'000));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(session.history().size(), std::size_t(50));
    }

    void nothing_runs_while_nothing_arrives() {
        Session session;
        session.append(EventScript().starts(child, owner, "p").take());
        QSignalSpy grew(&session, &Session::grew);
        QVERIFY(grew.wait(30'000));
        QVERIFY(!session.findChildren<QTimer *>().isEmpty());
        for (const QTimer *timer : session.findChildren<QTimer *>())
            QVERIFY(!timer->isActive());
        QVERIFY(!grew.wait(100));
    }

    void a_row_that_many_events_touch_is_told_once() {
        const Change update{Table::process, ChangeKind::updated, 7};
        QCOMPARE(uniqueChanges({{Table::process, ChangeKind::added, 7}, update, update}),
                 (state::Changes{{Table::process, ChangeKind::added, 7}}));
        QCOMPARE(uniqueChanges({update, update, {Table::task, ChangeKind::updated, 7}}),
                 (state::Changes{update, {Table::task, ChangeKind::updated, 7}}));
        QCOMPARE(uniqueChanges({{Table::lock, ChangeKind::added, 1}, {Table::lock, ChangeKind::removed, 1}}), state::Changes{});
        QCOMPARE(uniqueChanges({{Table::lock, ChangeKind::removed, 1}, {Table::lock, ChangeKind::added, 1}}),
                 (state::Changes{{Table::lock, ChangeKind::updated, 1}}));
    }

    void the_cursor_shows_an_earlier_moment_and_events_that_arrive_do_not_move_it() {
        Session session;
        EventScript script;
        session.append(script.starts(owner, {}, "main").starts(child, owner, "worker").take());
        session.flush();
        QSignalSpy moment(&session, &Session::momentChanged), changed(&session, &Session::changed);
        session.setCursor(1);
        QCOMPARE(moment.size(), 1);
        QVERIFY(!session.isLive());
        QVERIFY(session.state().process(owner));
        QVERIFY(!session.state().process(child));

        session.append(script.exits(child, 0).take());
        session.flush();
        QCOMPARE(changed.size(), 0);
        QVERIFY(!session.state().process(child));

        session.goLive();
        QVERIFY(!session.state().process(child)->is_alive());
    }

    void a_cursor_beyond_the_end_stands_at_the_end() {
        Session session;
        session.append(EventScript().starts(owner, {}, "main").take());
        session.flush();
        session.setCursor(1000);
        QCOMPARE(session.cursor(), std::size_t(1));
        session.setCursorTime(INT64_MIN);
        QCOMPARE(session.cursor(), std::size_t(0));
    }

    void clearing_forgets_events_cursor_and_selection() {
        Session session;
        session.append(EventScript().starts(owner, {}, "main").take());
        session.flush();
        session.setCursor(0);
        session.selection().select(Selected::process(owner));
        session.clear();
        QVERIFY(session.isLive());
        QCOMPARE(session.history().size(), std::size_t(0));
        QVERIFY(session.selection().current().isNothing());
        QVERIFY(!session.state().process(owner));
    }

    void series_get_each_event_once_and_in_order_however_it_came() {
        EventScript script;
        const auto some = [&script](int count) {
            for (int i = 0; i < count; ++i)
                script.prints(owner, "x");
            return script.take();
        };
        Session session;
        session.append(some(10));
        session.flush();
        QObject view;
        std::vector<std::uint64_t> early, late;
        bool isForgotten = false;
        session.feed(view, [&](const Event &event) { early.push_back(event.sequence); }, [&] { isForgotten = true; });
        session.append(some(5000));
        session.flush();
        session.feed(view, [&](const Event &event) { late.push_back(event.sequence); }, [] {});
        session.append(some(5000));
        session.flush();
        for (const auto &told : {early, late}) {
            QCOMPARE(told.size(), std::size_t(10'010));
            for (std::size_t index = 0; index < told.size(); ++index)
                QCOMPARE(told[index], std::uint64_t(index + 1));
        }
        session.clear();
        QVERIFY(isForgotten);
    }

    void a_recording_that_is_expected_is_begun_with_and_becomes_whole() {
        EventScript script;
        script.starts(owner, {}, "main");
        std::vector<Event> beginning = script.take();
        std::vector<std::vector<Event>> rest;
        for (int i = 0; i < 20; ++i)
            rest.push_back(script.starts({200 + i, std::uint64_t(i + 1)}, owner, "p").take());
        state::History whole;
        for (const Event &event : beginning)
            whole.append(event);
        for (const auto &batch : rest)
            for (const Event &event : batch)
                whole.append(event);

        Session session;
        QObject view;
        std::vector<std::uint64_t> told;
        session.feed(view, [&](const Event &event) { told.push_back(event.sequence); }, [] {});
        std::size_t given = 0;
        session.expect(std::move(beginning), [&](std::vector<Event>) { return given < 8 ? rest[given++] : std::vector<Event>(); });
        session.flush();
        QCOMPARE(session.history().size(), std::size_t(1));
        QCOMPARE(session.arrived(), std::size_t(9));
        session.bookmark(QStringLiteral("of what is seen"));
        session.setCursor(0);
        session.become(std::move(whole));
        session.flush();
        QVERIFY(!session.isLive() && session.cursor() == 0);
        QCOMPARE(session.history().size(), std::size_t(22));
        QCOMPARE(session.history().event(21).kind, EventKind::note);
        QCOMPARE(session.history().event(21).sequence, std::uint64_t(22));
        QCOMPARE(told.size(), std::size_t(22));
        for (std::size_t index = 0; index < told.size(); ++index)
            QCOMPARE(told[index], std::uint64_t(index + 1));
        QCOMPARE(session.identities().ordinalOf(owner), 0);
        QCOMPARE(session.identities().ordinalOf(ProcessKey{203, 4}), 4);
    }

    void what_series_still_miss_of_a_recording_is_told_when_they_have_it() {
        state::History whole;
        EventScript script;
        for (int i = 0; i < 500; ++i)
            script.prints(owner, "x");
        for (const Event &event : script.take())
            whole.append(event);
        Session session;
        QObject view;
        std::size_t told = 0, toldWhenItGrew = 0;
        session.feed(view, [&](const Event &) { ++told; }, [] {});
        connect(&session, &Session::grew, &view, [&] { toldWhenItGrew = told; });
        session.expect({}, [](std::vector<Event>) { return std::vector<Event>(); });
        session.become(std::move(whole));
        QTRY_COMPARE_WITH_TIMEOUT(toldWhenItGrew, std::size_t(500), 30'000);
    }

    void a_saved_session_is_loaded_again_as_it_was() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pool.poolscope"));
        Session session;
        session.append(synthetic_session({.killed_worker = 2}));
        session.flush();
        RecordingSaver saver(session);
        QSignalSpy finished(&saver, &RecordingSaver::finished);
        saver.save(path);
        QVERIFY(finished.wait(30'000));
        QCOMPARE(finished.first().first().toString(), QString());

        Session again;
        RecordingLoader loader(again);
        QSignalSpy loaded(&loader, &RecordingLoader::loaded);
        loader.load(path);
        QVERIFY(loaded.wait(30'000));
        QCOMPARE(loaded.first().first().toString(), QString());
        again.flush();
        QCOMPARE(again.history().size(), session.history().size());
        QCOMPARE(again.state().tasks().size(), session.state().tasks().size());
    }

    void a_file_that_is_no_recording_is_told_in_a_sentence_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("random bytes") << QByteArray("\x13\x37 no recording at all \xff\xfe\x00 0123456789 0123456789", 50);
        QTest::newRow("text") << QByteArray("print('hello')\n").repeated(100);
    }
    void a_file_that_is_no_recording_is_told_in_a_sentence() {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("thing.poolscope"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        Session session;
        RecordingLoader loader(session);
        QSignalSpy failed(&loader, &RecordingLoader::failed);
        loader.load(path);
        QVERIFY(failed.wait(30'000));
        QVERIFY(failed.first().first().toString().contains(path));
    }

    void a_recording_that_was_cut_short_shows_what_it_has() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.poolscope"));
        Session session;
        session.append(synthetic_session({.tasks = 2000}));
        session.flush();
        RecordingSaver saver(session);
        QSignalSpy finished(&saver, &RecordingSaver::finished);
        saver.save(path);
        QVERIFY(finished.wait(30'000));
        QFile file(path);
        QVERIFY(file.resize(file.size() * 2 / 3));

        Session again;
        RecordingLoader loader(again);
        QSignalSpy loaded(&loader, &RecordingLoader::loaded);
        loader.load(path);
        QVERIFY(loaded.wait(30'000));
        QVERIFY(!loaded.first().first().toString().isEmpty());
        again.flush();
        QVERIFY(again.history().size() > 1000);
        QVERIFY(again.history().size() < session.history().size());
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
