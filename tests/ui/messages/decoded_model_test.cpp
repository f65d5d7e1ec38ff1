// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/bytes_view.h"
#include "ui/messages/decoded_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;

class DecodedModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_list_opens_into_its_items() {
        DecodedModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it would fetch within a reset, and then find fault with that
        QCOMPARE(model.rowCount(), 0);
        model.setValue("message", Value::list({42, Value(), "hello", Value::dict({{"key", Value::tuple({1, 2})}})}));
        const QModelIndex top = model.index(0, 0);
        QCOMPARE(top.data().toString(), "message");
        QCOMPARE(top.siblingAtColumn(DecodedModel::Text).data().toString(), "[42, None, 'hello', {'key': (1, 2)}]");
        QVERIFY(model.hasChildren(top));
        model.fetchMore(top);
        QCOMPARE(model.rowCount(top), 4);
        QCOMPARE(model.index(1, DecodedModel::Type, top).data().toString(), "NoneType");
        QVERIFY(!model.hasChildren(model.index(2, 0, top)));
        const QModelIndex dict = model.index(3, 0, top);
        model.fetchMore(dict);
        QCOMPARE(model.index(0, DecodedModel::Name, dict).data().toString(), "'key'");
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void an_instance_shows_its_class_and_state() {
        DecodedModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it would fetch within a reset, and then find fault with that
        Instance point;
        point.parts = {Global{"__main__", "Point"}, Value(Tuple{}), Value(), Value::dict({{"x", 1}}), Value(), Value()};
        model.setValue("result", point);
        const QModelIndex top = model.index(0, 0);
        model.fetchMore(top);
        QCOMPARE(model.rowCount(top), 3);
        QCOMPARE(model.index(0, DecodedModel::Name, top).data().toString(), "class");
        QCOMPARE(model.index(2, DecodedModel::Name, top).data().toString(), "state");
    }

    void bytes_are_dumped_sixteen_a_line() {
        const QString dump = hexDump(std::string_view("\x80\x04K*. The rest", 14));
        QCOMPARE(dump, "0000  80 04 4b 2a 2e 20 54 68  65 20 72 65 73 74        |..K*. The rest|\n");
        QCOMPARE(hexDump(std::string(33, 'a')).count('\n'), 3);
        QCOMPARE(hexDump({}), "");
    }
};

QTEST_MAIN(DecodedModelTest)
#include "decoded_model_test.moc"
