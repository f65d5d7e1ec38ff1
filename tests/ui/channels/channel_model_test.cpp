// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/bridge/follow.h"
#include "ui/channels/channel_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey writer{100, 1}, reader{101, 2};

QString plain(QString text) {
    return text.replace(QChar(0x2009), QLatin1Char(' '));
}

} // namespace

class ChannelModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_queue_counts_items_and_a_pipe_bytes_against_their_capacity() {
        Session session;
        ChannelModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        follow(session, model);
        EventScript script;
        script.starts(writer, {}, "writer").starts(reader, writer, "reader");
        script.channel(writer, 0x30, ChannelKind::queue, "numbers", 3).channel(writer, 0x10, ChannelKind::pipe, "pipe", 65536);
        script.tell(writer, EventKind::channel_opened, 0x30, std::int64_t(Direction::write));
        script.tell(reader, EventKind::channel_opened, 0x30, std::int64_t(Direction::read));
        script.sends(writer, 0x30, 1, "abc").sends(writer, 0x30, 2, "abc").sends(writer, 0x10, 1, "0123456789");
        session.append(script.take());
        session.flush();
        const auto text = [&](int row, int column) { return plain(model.index(row, column).data().toString()); };
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(0, ChannelModel::Name), "numbers");
        QCOMPARE(text(0, ChannelModel::Items), "2 / 3");
        QCOMPARE(text(0, ChannelModel::Writers), "writer (100)");
        QCOMPARE(text(0, ChannelModel::Readers), "reader (101)");
        QCOMPARE(text(1, ChannelModel::Fill), "10 B / 64 KiB");

        session.append(script.receives(reader, 0x30, 1, 3).tell(reader, EventKind::channel_closed, 0x30, std::int64_t(Direction::read)).take());
        session.flush();
        QCOMPARE(text(0, ChannelModel::Items), "1 / 3");
        QCOMPARE(text(0, ChannelModel::Readers), "");
        session.setCursor(2);
        QCOMPARE(model.rowCount(), 0);
    }

    void a_pipe_never_holds_more_than_it_can() {
        Session session;
        ChannelModel model;
        follow(session, model);
        EventScript script;
        script.starts(writer, {}, "writer").channel(writer, 0x10, ChannelKind::pipe, "pipe", 65536);
        script.sends(writer, 0x10, 1, std::string(100'000, 'a')); // two writers have mixed it up: nobody will ever receive it
        session.append(script.take());
        session.flush();
        QCOMPARE(plain(model.index(0, ChannelModel::Fill).data().toString()), "64 KiB / 64 KiB");
    }
};

QTEST_GUILESS_MAIN(ChannelModelTest)
#include "channel_model_test.moc"
