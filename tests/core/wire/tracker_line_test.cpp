// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/tracker_line.h"

#include <QTest>

using namespace poolscope;

class TrackerLineTest : public QObject {
    Q_OBJECT
private slots:
    void a_line_is_a_verb_a_name_and_a_type_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        const auto row = [](const char *line, TrackerVerb verb, const char *name, const char *type) {
            QTest::newRow(line) << QString(line) << static_cast<int>(verb) << QString(name) << QString(type);
        };
        row("REGISTER:/psm_1234:shared_memory", TrackerVerb::register_name, "/psm_1234", "shared_memory");
        row("UNREGISTER:/mp-abc:semaphore", TrackerVerb::unregister_name, "/mp-abc", "semaphore");
        row("PROBE:0:noop", TrackerVerb::probe, "0", "noop");
        row("REGISTER:/a:b:c:shared_memory", TrackerVerb::register_name, "/a:b:c", "shared_memory");
        row("REGISTER::::semaphore", TrackerVerb::register_name, "::", "semaphore");
        row("REGISTER:UNREGISTER:/x:thing", TrackerVerb::register_name, "UNREGISTER:/x", "thing");
        row("REGISTER::", TrackerVerb::register_name, "", "");
        row("REGISTER:/이름:shared_memory", TrackerVerb::register_name, "/이름", "shared_memory");
    }
    void a_line_is_a_verb_a_name_and_a_type() {
        QFETCH(QString, line);
        const std::string bytes = line.toStdString();
        const std::optional<TrackerLine> parsed = parse_tracker_line(bytes);
        QVERIFY(parsed);
        QTEST(static_cast<int>(parsed->verb), "verb");
        QTEST(QString::fromStdString(std::string(parsed->name)), "name");
        QTEST(QString::fromStdString(std::string(parsed->type)), "type");
        QCOMPARE(parsed->file, std::uint64_t{0});
    }

    void the_engine_tells_the_file() {
        const std::optional<TrackerLine> parsed = parse_tracker_line("REGISTER:/psm_1 2:shared_memory 5678");
        QVERIFY(parsed);
        QCOMPARE(std::string(parsed->name), "/psm_1 2");
        QCOMPARE(std::string(parsed->type), "shared_memory");
        QCOMPARE(parsed->file, std::uint64_t{5678});
        for (const char *line : {"REGISTER:/x:shared_memory ", "REGISTER:/x:shared_memory -1", "REGISTER:/x:shared_memory 1 2",
                                 "REGISTER:/x:shared_memory 99999999999999999999"})
            QVERIFY2(!parse_tracker_line(line), line);
    }

    void what_is_no_line_is_told() {
        for (const char *line : {"", ":", "::", "REGISTER", "REGISTER:", "REGISTER:now", "register:/x:semaphore", " REGISTER:/x:semaphore",
                                 "REMOVE:/x:semaphore", "REGISTERED:/x:semaphore", "{\"cmd\":\"REGISTER\"}"})
            QVERIFY2(!parse_tracker_line(line), line);
    }

    void a_cut_line_shows_what_it_is_by_its_verb() {
        QVERIFY(begins_as_tracker_line("REGISTER:/mp-"));
        QVERIFY(begins_as_tracker_line("UNREGISTER:"));
        QVERIFY(begins_as_tracker_line("PROBE:0:noop\nREGISTER:/x:semaphore\n"));
        QVERIFY(!begins_as_tracker_line("REGISTER"));
        QVERIFY(!begins_as_tracker_line("hello REGISTER:/x:semaphore"));
    }
};

QTEST_APPLESS_MAIN(TrackerLineTest)
#include "tracker_line_test.moc"
