// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/trace/insight_meter.h"
#include "engine/scope/trace/program_image.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::trace;
using Look = poolscope::observe::Insight;

namespace {

InsightRow row(const Outlook &outlook, Aspect aspect) {
    const auto rows = measure(outlook);
    return rows.at(static_cast<std::size_t>(aspect));
}

Outlook outlook(Level level, Look look, Hindrance hindrance = Hindrance::none) {
    Outlook made;
    made.root = {4711, 1};
    made.level = level;
    made.insight = look;
    made.hindrance = hindrance;
    return made;
}

} // namespace

class InsightMeterTest : public QObject {
    Q_OBJECT
private slots:
    void every_aspect_has_its_row() {
        for (const Level level : {Level::observer, Level::tracer, Level::shim, Level::engine}) {
            const auto rows = measure(outlook(level, Look::full));
            QCOMPARE(rows.size(), static_cast<std::size_t>(Aspect::locks) + 1);
            for (std::size_t index = 0; index < rows.size(); ++index) {
                QCOMPARE(static_cast<std::size_t>(rows[index].aspect), index);
                QCOMPARE(rows[index].sight == Sight::seen, rows[index].hindrance == Hindrance::none);
            }
        }
    }
    void messages_are_seen_from_level_to_level() {
        QCOMPARE(row(outlook(Level::observer, Look::full), Aspect::messages).sight, Sight::unseen);
        QCOMPARE(row(outlook(Level::observer, Look::full), Aspect::messages).command, std::string("poolscope-cli trace 4711"));
        QCOMPARE(row(outlook(Level::tracer, Look::full), Aspect::messages).sight, Sight::seen);
        QCOMPARE(row(outlook(Level::shim, Look::full), Aspect::messages).sight, Sight::partly);
        QCOMPARE(row(outlook(Level::engine, Look::full), Aspect::messages).sight, Sight::seen);
    }
    void locks_that_are_free_are_not_seen_by_a_tracer() {
        QCOMPARE(row(outlook(Level::tracer, Look::full), Aspect::locks).hindrance, Hindrance::no_call);
        QVERIFY(row(outlook(Level::tracer, Look::full), Aspect::locks).command.starts_with("poolscope-cli launch"));
        QCOMPARE(row(outlook(Level::shim, Look::full), Aspect::locks).sight, Sight::seen);
    }
    // yama at 1: files of /proc that ask for the right to attach are closed.
    void without_the_right_to_attach_the_setting_is_named() {
        const Outlook yama = outlook(Level::observer, Look::descriptors, Hindrance::not_permitted);
        QCOMPARE(row(yama, Aspect::descriptors).sight, Sight::partly);
        for (const Aspect aspect : {Aspect::waits, Aspect::messages, Aspect::locks}) {
            // Where in the kernel a thread sleeps, and for pipes and children so for whom, is shown all the same.
            QCOMPARE(row(yama, aspect).sight, aspect == Aspect::waits ? Sight::partly : Sight::unseen);
            QCOMPARE(row(yama, aspect).hindrance, Hindrance::not_permitted);
            QCOMPARE(row(yama, aspect).command, std::string("sudo sysctl kernel.yama.ptrace_scope=0"));
        }
    }
    void of_another_user_only_the_outside_is_seen() {
        const Outlook other = outlook(Level::observer, Look::nothing, Hindrance::other_user);
        QCOMPARE(row(other, Aspect::processes).sight, Sight::seen);
        for (const Aspect aspect : {Aspect::descriptors, Aspect::waits, Aspect::waiting_messages, Aspect::messages, Aspect::locks}) {
            QCOMPARE(row(other, aspect).sight, Sight::unseen);
            QCOMPARE(row(other, aspect).command, std::string("sudo poolscope-cli trace 4711"));
        }
    }
    void foreign_machine_code_is_followed_without_its_messages() {
        Outlook foreign = outlook(Level::tracer, Look::full, Hindrance::foreign_kind);
        foreign.takes_library = false;
        QCOMPARE(row(foreign, Aspect::processes).sight, Sight::seen);
        QCOMPARE(row(foreign, Aspect::messages).sight, Sight::unseen);
        for (const Aspect aspect : {Aspect::messages, Aspect::locks})
            QVERIFY(row(foreign, aspect).command.empty()); // no command would show more
    }
    void one_that_is_traced_already_has_no_remedy() {
        const Outlook traced = outlook(Level::observer, Look::full, Hindrance::traced_already);
        QCOMPARE(row(traced, Aspect::messages).hindrance, Hindrance::traced_already);
        QVERIFY(row(traced, Aspect::messages).command.empty());
    }
    void events_hold_the_same_as_rows() {
        const Outlook some = outlook(Level::tracer, Look::full);
        const auto rows = measure(some);
        const auto events = insight_events(some, 5);
        QCOMPARE(events.size(), rows.size());
        for (std::size_t index = 0; index < rows.size(); ++index) {
            QCOMPARE(events[index].kind, EventKind::insight);
            QCOMPARE(events[index].process, some.root);
            QCOMPARE(static_cast<Aspect>(events[index].object), rows[index].aspect);
            QCOMPARE(static_cast<Hindrance>(events[index].b), rows[index].hindrance);
            QCOMPARE(events[index].payload, rows[index].command);
        }
    }

    void a_programs_file_tells_how_it_can_be_watched() {
        const auto python = read_program_image("/usr/bin/python3");
        QVERIFY(python && python->can_be_preloaded() && !python->has_engine);
        const auto found = read_program_image("sh");
        QVERIFY(found && found->can_be_preloaded());
        const auto fixed = read_program_image(STATIC_PROBE);
        QVERIFY(fixed && fixed->is_native && !fixed->is_dynamic && !fixed->can_be_preloaded());
#if defined(__x86_64__)
        const auto short_words = read_program_image(IA32_PROBE);
        QVERIFY(short_words && short_words->is_understood && !short_words->is_native && !short_words->can_be_preloaded());
#endif
        const auto engine = read_program_image(ENGINE_PROBE);
        QVERIFY(engine && engine->has_engine);
        QVERIFY(!read_program_image("/no/such/program") && !read_program_image("no-such-program"));
    }
    void a_script_is_watched_as_its_interpreter() {
        QTemporaryDir folder;
        const std::string script = folder.filePath("script").toStdString(), nothing = folder.filePath("nothing").toStdString();
        std::ofstream(script) << "#! /usr/bin/python3 -u\nprint()\n";
        std::ofstream(nothing) << "neither\n";
        const auto image = read_program_image(script);
        QVERIFY(image && image->path == "/usr/bin/python3" && image->can_be_preloaded());
        QVERIFY(!read_program_image(nothing));
        std::ofstream(script) << "#!" << script << "\n"; // its own interpreter
        QVERIFY(!read_program_image(script));
    }
    void a_program_that_takes_on_rights_is_not_preloaded() {
        QTemporaryDir folder;
        const QString copy = folder.filePath("true");
        QVERIFY(QFile::copy("/bin/true", copy));
        QCOMPARE(::chmod(copy.toLocal8Bit().constData(), 04755), 0);
        const auto image = read_program_image(copy.toStdString());
        QVERIFY(image && image->is_privileged && !image->can_be_preloaded());
    }
};

QTEST_APPLESS_MAIN(InsightMeterTest)
#include "insight_meter_test.moc"
