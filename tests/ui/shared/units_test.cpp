// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QLocale>
#include <QTest>

using namespace poolscope::ui;

namespace {

QString plain(QString text) {
    return text.replace(QChar(0x2009), QLatin1Char(' ')).replace(QChar(0x2212), QLatin1Char('-'));
}

} // namespace

class UnitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void durations_take_the_unit_that_leaves_a_short_number_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << "0 s";
        QTest::newRow("nanoseconds") << qint64(850) << "850 ns";
        QTest::newRow("microseconds") << qint64(3'200) << "3.2 µs";
        QTest::newRow("rounds up into the next unit") << qint64(999'900) << "1 ms";
        QTest::newRow("seconds") << qint64(1'240'000'000) << "1.24 s";
        QTest::newRow("minutes") << qint64(123'000'000'000) << "2 min 03 s";
        QTest::newRow("hours") << qint64(4'020'000'000'000) << "1 h 07 min";
        QTest::newRow("negative") << qint64(-1'500'000) << "-1.5 ms";
        QTest::newRow("the least") << std::numeric_limits<qint64>::min() << "-2562047 h 47 min";
    }
    void durations_take_the_unit_that_leaves_a_short_number() {
        QFETCH(qint64, nanoseconds);
        QTEST(plain(durationText(nanoseconds)), "text");
    }

    void sizes_are_binary() {
        QCOMPARE(plain(bytesText(12)), "12 B");
        QCOMPARE(plain(bytesText(65536)), "64 KiB");
        QCOMPARE(plain(bytesText(3584)), "3.5 KiB");
        QCOMPARE(plain(bytesText(1'048'500)), "1 MiB");
    }

    void counts_are_grouped() {
        QCOMPARE(plain(countText(12044)), "12 044");
        QCOMPARE(plain(countText(-1234567)), "-1 234 567");
        QCOMPARE(plain(countText(999)), "999");
    }

    void rates_are_compact() {
        QCOMPARE(plain(rateText(0)), "0/s");
        QCOMPARE(plain(rateText(3140)), "3.14 k/s");
        QCOMPARE(plain(rateText(1'200'000)), "1.2 M/s");
    }

    void all_ticks_of_an_axis_have_one_unit_and_as_many_decimals_as_its_step_needs() {
        QCOMPARE(plain(axisTimeText(1'250'000'000, 250'000'000)), "1.25 s");
        QCOMPARE(plain(axisTimeText(1'000'000'000, 250'000'000)), "1.00 s");
        QCOMPARE(plain(axisTimeText(37'500'000, 500'000)), "37.5 ms");
        QCOMPARE(plain(axisTimeText(2'000'000'000, 1'000'000'000)), "2 s");
    }

    void decimals_follow_the_locale() {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(plain(durationText(1'240'000'000)), "1,24 s");
        QLocale::setDefault(QLocale::c());
    }

    void exits_name_their_signal() {
        QCOMPARE(exitText(0), "exited with 0");
        QCOMPARE(exitText(-9), "killed by SIGKILL");
        QCOMPARE(exitText(-64), "killed by signal 64");
    }
};

QTEST_GUILESS_MAIN(UnitsTest)
#include "units_test.moc"
