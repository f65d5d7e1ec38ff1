// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/host_reports.h"
#include "ui/xray/waiting_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

WaitingMessage message(const std::string &text) {
    return {text, std::int64_t(text.size()), WaitingMessage::Part::whole};
}

QStringList contents(const WaitingModel &model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.index(row, WaitingModel::Content).data().toString();
    return all;
}

} // namespace

class WaitingModelTest : public QObject {
    Q_OBJECT
private slots:
    void messages_that_are_taken_go_from_the_front_and_new_ones_come_at_the_end() {
        WaitingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({message("a"), message("b"), message("c")});
        QPersistentModelIndex third = model.index(2, 0);
        model.show({message("c"), message("d")});
        QCOMPARE(contents(model), (QStringList{"'c'", "'d'"}));
        QCOMPARE(third.row(), 0);
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }
    void any_two_looks_come_out_right() {
        WaitingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int look = 0; look < 500; ++look) {
            std::vector<WaitingMessage> messages;
            QStringList wanted;
            for (int count = int(random.bounded(6)); count > 0; --count) {
                messages.push_back(message(std::string(1, char('a' + random.bounded(2)))));
                wanted << QStringLiteral("'%1'").arg(QString::fromStdString(messages.back().bytes));
            }
            model.show(messages);
            QCOMPARE(contents(model), wanted);
        }
    }
    void what_is_cut_says_so() {
        WaitingModel model;
        model.show({{"half", 100, WaitingMessage::Part::beginning}, {"\x01\x02", 2, WaitingMessage::Part::rest}});
        QVERIFY(model.index(0, WaitingModel::Content).data().toString().contains("its end is not there yet"));
        QVERIFY(model.index(1, WaitingModel::Content).data().toString().contains("its beginning was read already"));
    }
    void answers_of_the_host_are_read() {
        const auto waiting = readWaiting(R"({"bytes": 9, "capacity": 65536, "is_whole": false, "left_out": 2,
            "messages": [{"size": 5, "part": "beginning", "kind": "text", "line": "x", "bytes": "6869"}]})");
        QVERIFY(waiting.has_value());
        QCOMPARE(waiting->messages.at(0), (WaitingMessage{"hi", 5, WaitingMessage::Part::beginning}));
        QCOMPARE(waiting->leftOut, 2);
        QVERIFY(!waiting->isWhole);
    }
    void answers_that_make_no_sense_are_refused() {
        for (const char *json : {"", "[]", "{}", "{\"messages\": 3}", "{\"messages\": [{\"size\": \"x\"}], \"bytes\": 1}"}) {
            QVERIFY(!readWaiting(json).has_value());
            QVERIFY(!readPrograms(json).has_value());
        }
        QCOMPARE(readPrograms("{\"programs\": [{}]}").error().code, ErrorCode::malformed);
        QVERIFY(readPrograms("{\"programs\": []}")->empty());
    }
};

QTEST_GUILESS_MAIN(WaitingModelTest)
#include "waiting_model_test.moc"
