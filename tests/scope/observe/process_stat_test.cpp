// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/kernel/process_stat.h"

#include <QtTest>
#include <csignal>
#include <fmt/format.h>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

// Captured on Linux 6.18 from a python3 of ours, as the same user.
std::string captured(std::string_view name, char letter = 'S', int threads = 3, int wait_status = 0) {
    return fmt::format("4201 ({}) {} 4100 4201 4100 34816 4201 4194304 2911 0 5 0 12 7 0 0 20 0 {} 0 98765 30212096 2570 "
                       "18446744073709551615 94022540021760 94022542825133 140731466612352 0 0 0 0 16781312 2 0 0 0 17 1 0 0 0 0 0 "
                       "94022544235368 94022545005904 94022561169408 140731466616219 140731466616229 140731466616229 "
                       "140731466620905 {}\n",
                       name, letter, threads, wait_status);
}

} // namespace

class ProcessStatTest : public QObject {
    Q_OBJECT
private slots:
    void reads_every_field_it_names() {
        const auto stat = parse_process_stat(captured("python3"));
        QVERIFY(stat.has_value());
        QCOMPARE(stat->key.pid, 4201);
        QCOMPARE(stat->key.start_ticks, std::uint64_t{98765});
        QCOMPARE(stat->name, std::string("python3"));
        QCOMPARE(stat->parent, 4100);
        QCOMPARE(stat->group, 4201);
        QCOMPARE(stat->session, 4100);
        QCOMPARE(stat->state, ProcessState::sleeping);
        QCOMPARE(stat->threads, 3);
        QCOMPARE(stat->cpu_ns, std::int64_t{19} * 1'000'000'000 / sysconf(_SC_CLK_TCK));
        QCOMPARE(stat->rss_bytes, std::int64_t{2570} * sysconf(_SC_PAGESIZE));
        QVERIFY(stat->image != 0);
    }

    void a_name_may_hold_anything_data() {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", " ", ")", "a b", "a) S 1 1 1", "(sd-pam)", "x\ny", ") R 1 2 3 4 5\n", "((((", "한글"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void a_name_may_hold_anything() {
        QFETCH(QString, name);
        const auto stat = parse_process_stat(captured(name.toStdString()));
        QVERIFY(stat.has_value());
        QCOMPARE(stat->name, name.toStdString());
        QCOMPARE(stat->parent, 4100);
        QCOMPARE(stat->key.start_ticks, std::uint64_t{98765});
    }

    void a_zombie_tells_how_it_ended() {
        const auto killed = parse_process_stat(captured("python3", 'Z', 1, SIGKILL));
        QVERIFY(killed.has_value());
        QVERIFY(killed->has_ended());
        QCOMPARE(exit_code_of(killed->wait_status), -SIGKILL);
        QCOMPARE(exit_code_of(parse_process_stat(captured("python3", 'Z', 1, 3 << 8))->wait_status), 3);
        QCOMPARE(exit_code_of(SIGSEGV | 0x80), -SIGSEGV); // with a core dump
    }

    void a_process_whose_first_thread_ended_is_not_dead() {
        QVERIFY(!parse_process_stat(captured("java", 'Z', 9))->has_ended());
    }

    void a_process_that_we_may_not_look_into_has_no_image() {
        std::string text = captured("sshd");
        for (const char *address : {"94022540021760", "94022542825133", "140731466612352"})
            text.replace(text.find(address), std::strlen(address), "1");
        const auto stat = parse_process_stat(text);
        QVERIFY(stat.has_value());
        QCOMPARE(stat->image, std::uint64_t{0});
    }

    void text_that_is_cut_or_foreign_is_malformed() {
        const std::string whole = captured("python3");
        // Everything before field 24, the last one that every kernel has and that is used.
        const std::size_t end = whole.find(" 18446744073709551615");
        for (std::size_t size = 0; size < end - 4; ++size) {
            const auto stat = parse_process_stat(std::string_view(whole).substr(0, size));
            QVERIFY2(!stat.has_value(), qPrintable(QString::number(size)));
            QCOMPARE(stat.error().code, ErrorCode::malformed);
        }
        for (const char *text : {"no", ")(", "1 () ", "1 (a) S x", "x (a) S 1 1 1"})
            QVERIFY(!parse_process_stat(text).has_value());
    }
};

QTEST_GUILESS_MAIN(ProcessStatTest)
#include "process_stat_test.moc"
