// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/memory_parts.h"
#include "engine/scope/observe/kernel/descriptor.h"
#include "engine/scope/observe/kernel/inet_socket.h"
#include "engine/scope/observe/kernel/mapping.h"
#include "engine/scope/observe/kernel/thread_state.h"
#include "engine/scope/observe/recognition/semaphore_pattern.h"

#include <QtTest>
#include <climits>
#include <csignal>
#include <sys/sysmacros.h>

using namespace poolscope;
using namespace poolscope::observe;

// Text captured from /proc on Linux 6.18.
class ProcTextTest : public QObject {
    Q_OBJECT
private slots:
    void links_tell_kind_and_object_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<DescriptorKind>("kind");
        QTest::addColumn<quint64>("object");
        QTest::newRow("pipe") << "pipe:[92825]" << DescriptorKind::pipe << quint64(92825);
        QTest::newRow("socket") << "socket:[92826]" << DescriptorKind::socket << quint64(92826);
        QTest::newRow("largest inode") << "pipe:[18446744073709551615]" << DescriptorKind::pipe << ~quint64(0);
        QTest::newRow("eventfd") << "anon_inode:[eventfd]" << DescriptorKind::eventfd << quint64(0);
        QTest::newRow("epoll") << "anon_inode:[eventpoll]" << DescriptorKind::epoll << quint64(0);
        QTest::newRow("inotify") << "anon_inode:inotify" << DescriptorKind::inotify << quint64(0);
        QTest::newRow("pidfd") << "anon_inode:[pidfd]" << DescriptorKind::pidfd << quint64(0);
        QTest::newRow("pidfd of pidfs") << "pidfd:[4711]" << DescriptorKind::pidfd << quint64(4711);
        QTest::newRow("memfd") << "/memfd:hello (deleted)" << DescriptorKind::memory_file << quint64(0);
        QTest::newRow("terminal") << "/dev/pts/3" << DescriptorKind::terminal << quint64(0);
        QTest::newRow("null") << "/dev/null" << DescriptorKind::device << quint64(0);
        QTest::newRow("shared memory") << "/dev/shm/psm_1234" << DescriptorKind::file << quint64(0);
        QTest::newRow("a file with a misleading name") << "/tmp/pipe:[7]" << DescriptorKind::file << quint64(0);
        QTest::newRow("something new") << "anon_inode:[nobody knows]" << DescriptorKind::unknown << quint64(0);
        QTest::newRow("nothing") << "" << DescriptorKind::unknown << quint64(0);
    }
    void links_tell_kind_and_object() {
        QFETCH(QString, target);
        const Descriptor descriptor = parse_descriptor_link(target.toStdString());
        QTEST(descriptor.kind, "kind");
        QTEST(quint64(descriptor.object), "object");
        QCOMPARE(QString::fromStdString(descriptor.target), target);
    }

    void the_parts_of_memory_are_read() {
        const auto parts = posix::parse_memory_parts("5599a8a00000-7ffc1c7f2000 ---p 00000000 00:00 0                          [rollup]\n"
                                                     "Rss:                9632 kB\nPss:                2718 kB\nPss_Dirty:          1200 kB\n"
                                                     "Shared_Clean:       7200 kB\nPrivate_Clean:        24 kB\nPrivate_Dirty:      1176 kB\n");
        QVERIFY(parts);
        QCOMPARE(parts->proportional, std::int64_t{2718} * 1024);
        QCOMPARE(parts->unshared, std::int64_t{1200} * 1024);
        QVERIFY(!posix::parse_memory_parts("")); // a zombie
        const auto own = posix::own_memory_parts();
        QVERIFY(own && own->unshared > 0 && own->proportional >= own->unshared);
    }

    void a_thread_of_the_kernel_is_in_no_call() {
        QVERIFY(!parse_system_call("0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0\n")); // as /proc shows it
        const auto call = parse_system_call("0 0x3 0x7f8a57127030 0x400 0x22 0x0 0x0 0x7ffc1c6a2d38 0x7f8a9b3162ad\n");
        QVERIFY(call && call->number == 0 && call->arguments[0] == 3);
        QVERIFY(!may_be_ia32("0 0x3 0x7f8a57127030 0x400 0x22 0x0 0x0 0x7ffc1c6a2d38 0x7f8a9b3162ad\n"));
        QVERIFY(may_be_ia32("3 0x0 0xff9e2c44 0x1 0x0 0x0 0x0 0xff9e2c10 0x8049196\n"));
    }

    void info_tells_what_links_do_not() {
        Descriptor eventfd;
        add_descriptor_info(eventfd, "pos:\t0\nflags:\t02000002\nmnt_id:\t17\nino:\t1030\neventfd-count:               1f\n"
                                     "eventfd-id: 41\neventfd-semaphore: 0\n");
        QCOMPARE(eventfd.object, std::uint64_t{41});
        QCOMPARE(eventfd.count, std::uint64_t{0x1f});
        Descriptor epoll;
        add_descriptor_info(epoll, "pos:\t0\nflags:\t02000002\n"
                                   "tfd:        5 events:       1f data:     7f4c00000005  pos:0 ino:16a99 sdev:f\n"
                                   "tfd:       12 events:       19 data:                c  pos:0 ino:7 sdev:f\n");
        QCOMPARE(epoll.epoll_targets, (std::vector<EpollTarget>{{5, 0x16a99}, {12, 7}}));
        Descriptor pidfd;
        add_descriptor_info(pidfd, "pos:\t0\nPid:\t14876\nNSpid:\t14876\n");
        QCOMPARE(pidfd.pid, 14876);
        add_descriptor_info(pidfd, "Pid:\t-1\n");
        QCOMPARE(pidfd.pid, -1);
        add_descriptor_info(pidfd, "Pid:\ntfd:\neventfd-id:"); // cut
        QCOMPARE(pidfd.pid, 0);
    }

    void a_system_call_has_six_arguments() {
        const auto call = parse_system_call("202 0x7f71387e3000 0x189 0x0 0x0 0x0 0xffffffff 0x7ffee0f36e08 0x7f8529dd62ad\n");
        QVERIFY(call.has_value());
        QCOMPARE(call->number, 202L);
        QCOMPARE(call->arguments[0], std::uint64_t{0x7f71387e3000});
        QCOMPARE(call->arguments[5], std::uint64_t{0xffffffff});
        for (const char *text : {"running\n", "-1 0x7ffe 0x7f85\n", "", "0 0x3", "0 3 4 5 6 7 8 9 10"})
            QVERIFY2(!parse_system_call(text).has_value(), text);
        QCOMPARE(system_call_name(999), std::string("call 999"));
    }

    void a_socket_of_the_network_has_the_addresses_of_its_row() {
        const std::string old = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                                "   0: 0100007F:BA17 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7494231 1 000000004e23b92c 100 0 0 10 0\n"
                                "  10: 0100007F:C0A8 0501A8C0:1538 01 00000000:00000000 00:00000000 00000000     0        0 7494232 1 0000000000000000 20 4 30 10 -1\n";
        const std::string young = "   1: 00000000000000000000000001000000:1F90 B80D01200000000000000000010000A0:01BB 01 00000000:00000000 00:00000000 00000000  1000        0 99 1\n";
        QCOMPARE(find_inet_socket(old, 7494231), (InetSocket{true, "127.0.0.1:47639", ""}));
        const auto connected = find_inet_socket(old, 7494232), connected_young = find_inet_socket(young, 99);
        QVERIFY(connected && connected_young && connected->reads != 0 && connected_young->reads != 0);
        QCOMPARE(*connected, (InetSocket{true, "127.0.0.1:49320", "192.168.1.5:5432", connected->reads}));
        QCOMPARE(*connected_young, (InetSocket{true, "[::1]:8080", "[2001:db8::a000:1]:443", connected_young->reads}));
        QCOMPARE(connected->name(), std::string("TCP 192.168.1.5:5432"));
        QCOMPARE(find_inet_socket(old, 7494231)->name(), std::string("TCP 127.0.0.1:47639"));
        // What the one reads is what the other writes.
        const std::string other = "\n   0: 0501A8C0:1538 0100007F:C0A8 01 0 0 0 0 0 5 1\n";
        QCOMPARE(find_inet_socket(other, 5)->reads, connected->reads ^ 1);
        QVERIFY(!find_inet_socket(old, 749423)); // no part of another number
        for (const char *text : {"", "\n\n", "   0: 0100007F BA17 x 0 0 0 0 0 0 5 1\n", "0: 1 2", "   0: 0100007G:BA17 00000000:0000 0A 0 0 0 0 0 5 1\n"})
            QVERIFY2(!find_inet_socket(text, 5), text);
    }

    void a_threads_status_is_read_by_label() {
        ThreadState thread;
        add_thread_status(thread, "Name:\tworker: 1\nUmask:\t0022\nState:\tS (sleeping)\nUid:\t0\t1000\t0\t0\nSigCgt:\t0000000000010002\n"
                                  "voluntary_ctxt_switches:\t40\nnonvoluntary_ctxt_switches:\t2\n");
        QCOMPARE(thread.name, std::string("worker: 1"));
        QVERIFY(thread.sleeps());
        QCOMPARE(thread.owner, uid_t{1000});
        QCOMPARE(thread.turns, std::uint64_t{42});
        QVERIFY(thread.catches(SIGINT));
        QVERIFY(thread.catches(SIGCHLD));
        QVERIFY(!thread.catches(SIGTERM));
        ThreadState empty;
        add_thread_status(empty, "Name:\nState:\nUid:\nSigCgt:");
        QCOMPARE(empty.turns, std::uint64_t{0});
    }

    void mappings_keep_their_order_and_their_files() {
        const auto mappings = parse_mappings("559d0c000000-559d0c021000 rw-p 00000000 00:00 0                          [heap]\n"
                                             "not a mapping\n"
                                             "7f71387e3000-7f71387e4000 rw-s 00000000 00:16 563                        /dev/shm/sem.wbB3Ff (deleted)\n"
                                             "7f71387e4000-7f71387e5000 r--p 00001000 fe:01 12                         /tmp/a b\n"
                                             "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]");
        QCOMPARE(mappings.size(), std::size_t{4});
        QCOMPARE(mappings[0].path, std::string("[heap]"));
        QVERIFY(!mappings[0].file);
        QVERIFY(mappings[1].is_shared && mappings[1].is_writable);
        QCOMPARE(mappings[1].file.device, std::uint64_t{makedev(0, 0x16)});
        QCOMPARE(mappings[1].file.inode, std::uint64_t{563});
        QCOMPARE(mappings[2].path, std::string("/tmp/a b"));
        QCOMPARE(mappings[2].offset, std::uint64_t{4096});
        QCOMPARE(find_mapping(mappings, 0x7f71387e3008), &mappings[1]);
        QCOMPARE(find_mapping(mappings, 0x7f71387e5000), nullptr);
        QCOMPARE(find_mapping(mappings, 1), nullptr);
    }

    void rows_of_semaphores_are_the_objects_that_make_them_data() {
        QTest::addColumn<QString>("letters");
        QTest::addColumn<QList<MadeOf>>("made");
        QTest::newRow("nothing") << "" << QList<MadeOf>{};
        QTest::newRow("a queue") << "LLQ" << QList<MadeOf>{MadeOf::queue};
        QTest::newRow("queues and a simple one") << "LLQLLQLL" << QList<MadeOf>{MadeOf::queue, MadeOf::queue, MadeOf::two_locks};
        QTest::newRow("a lock before a queue") << "LLLQ" << QList<MadeOf>{MadeOf::lock, MadeOf::queue};
        QTest::newRow("a simple queue and a lock before a queue") << "LLLLLQ" << QList<MadeOf>{MadeOf::two_locks, MadeOf::lock, MadeOf::queue};
        QTest::newRow("a joinable queue") << "LLQSRSSS" << QList<MadeOf>{MadeOf::joinable_queue};
        QTest::newRow("a pool") << "LLLLLL" << QList<MadeOf>{MadeOf::two_locks, MadeOf::two_locks, MadeOf::two_locks};
        QTest::newRow("event, condition, lock") << "LSSSSRSSSL" << QList<MadeOf>{MadeOf::event, MadeOf::condition, MadeOf::lock};
        QTest::newRow("semaphores") << "SSQR" << QList<MadeOf>{MadeOf::semaphore, MadeOf::semaphore, MadeOf::bounded, MadeOf::rlock};
    }
    void rows_of_semaphores_are_the_objects_that_make_them() {
        QFETCH(QString, letters);
        QFETCH(QList<MadeOf>, made);
        std::vector<SemaphoreFact> row;
        for (const QChar letter : letters) {
            SemaphoreFact fact;
            fact.is_recursive = letter == 'R';
            fact.maximum = letter == 'S' ? INT_MAX : letter == 'Q' ? 5 : 1;
            QCOMPARE(letter_of(fact), letter.toLatin1());
            row.push_back(fact);
        }
        QList<MadeOf> found;
        std::size_t at = 0;
        for (const SemaphoreGroup &group : group_semaphores(row)) {
            QCOMPARE(group.first, at);
            at += group.count;
            found.push_back(group.made_of);
        }
        QCOMPARE(at, row.size());
        QCOMPARE(found, made);
    }

    void an_unbounded_queue_and_a_plain_semaphore_differ_by_their_value() {
        QCOMPARE(letter_of({false, INT_MAX, INT_MAX - 14}), 'Q');
        QCOMPARE(letter_of({false, INT_MAX, 0}), 'S');
        QCOMPARE(letter_of({false, INT_MAX, 100}), 'S');
    }
};

QTEST_GUILESS_MAIN(ProcTextTest)
#include "proc_text_test.moc"
