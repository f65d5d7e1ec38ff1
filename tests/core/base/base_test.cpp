// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/nearest_name.h"
#include "engine/core/base/one_line.h"
#include "engine/core/base/process_key.h"

#include <QTest>
#include <cerrno>

using namespace poolscope;

class BaseTest : public QObject {
    Q_OBJECT
private slots:
    void a_process_key_survives_packing() {
        const ProcessKey key{4'194'304 - 1, 98'765'432'101};
        QCOMPARE(ProcessKey::unpack(key.packed()).pid, key.pid);
        QCOMPARE(ProcessKey::unpack(key.packed()).start_ticks, key.start_ticks);
        QVERIFY(!ProcessKey{});
    }
    void the_same_pid_at_another_time_is_another_process() {
        QVERIFY((ProcessKey{7, 1} != ProcessKey{7, 2}));
        QVERIFY((std::hash<ProcessKey>{}({7, 1}) != std::hash<ProcessKey>{}({7, 2})));
    }
    void a_negative_timeout_has_passed_at_once() {
        QVERIFY(Deadline::after(Seconds(-1)).has_passed());
        QCOMPARE(Deadline::after(Seconds(-1)).poll_milliseconds(), 0);
    }
    void no_timeout_never_passes() {
        QVERIFY(Deadline::from(std::nullopt).is_never());
        QVERIFY(!Deadline::from(std::nullopt).has_passed());
        QCOMPARE(Deadline::never().poll_milliseconds(), -1);
        QVERIFY(Deadline::after(Seconds(1e300)).is_never());
    }
    void the_earliest_deadline_is_the_one_that_comes_first() {
        QVERIFY(Deadline::earliest({Deadline::never(), Deadline::at_once(), Deadline::after(Seconds(60))}).has_passed());
        QVERIFY(!Deadline::earliest({Deadline::after(Seconds(60)), Deadline::never()}).is_never());
        QVERIFY(Deadline::earliest({Deadline::never()}).is_never());
    }
    void names_of_any_script_stay_as_they_are() {
        for (const char *name : {"worker-2", "عامل ١", "👩‍🔬 лаборатория", "작업자 셋", "<b>&amp;</b>", "\xff\xfe"})
            QCOMPARE(one_line(name), std::string(name));
    }
    void a_name_stays_on_one_line_and_gives_no_orders() {
        QCOMPARE(one_line("a\nb\r\tc\x1b[31md\u2028e\u0085f"), std::string("a b  c [31md e f"));
        QCOMPARE(one_line("a\u202eb\u2067c"), std::string("a\ufffdb\ufffdc"));
    }
    void an_error_says_what_and_on_what() {
        errno = ENOENT;
        QCOMPARE(os_failure("open", "/x").value().describe(), std::string("open /x: No such file or directory"));
        errno = EACCES;
        QVERIFY(os_failure("open", "/x").value().code == ErrorCode::permission);
        QCOMPARE(failure(ErrorCode::empty, "get").value().describe(), std::string("get: empty"));
    }
    void a_misspelt_name_finds_its_neighbour() {
        const std::vector<std::string> names = {"spawn", "fork", "forkserver"};
        QCOMPARE(nearest_name("frok", names), std::string("fork"));
        QCOMPARE(nearest_name("forksever", names), std::string("forkserver"));
        QCOMPARE(nearest_name("SPAWM", names), std::string());
        QCOMPARE(nearest_name("zzzzzzz", names), std::string());
    }
};

QTEST_APPLESS_MAIN(BaseTest)
#include "base_test.moc"
