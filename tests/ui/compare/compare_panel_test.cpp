// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/session.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/compare_view.h"
#include "ui/compare/compare_words.h"
#include "ui/shared/units.h"

#include <QAccessible>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

Q_DECLARE_METATYPE(poolscope::StartMethod)

class ComparePanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};

    void run(StartMethod method, bool ends = true) {
        session_.clear();
        session_.append(synthetic_session({.start_method = method, .workers = 4, .tasks = 40, .ends = ends}));
        session_.flush();
    }
    static QString words(const ComparePanel &panel) {
        for (const QLabel *label : panel.findChildren<QLabel *>())
            if (label->accessibleName() == "Differences")
                return label->text();
        return {};
    }

private slots:
    void cleanup() { session_.clear(); }

    void before_any_run_the_panel_says_what_would_be_here() {
        ComparePanel panel(session_, themes_);
        QVERIFY(words(panel).contains("another start method"));
        QVERIFY(!panel.model().current());
        QVERIFY(!panel.view()->grab().isNull());
    }

    void a_run_is_taken_when_it_is_over_and_kept_after_the_next_began() {
        ComparePanel panel(session_, themes_);
        run(StartMethod::spawn, false);
        QVERIFY(!panel.model().current());
        run(StartMethod::spawn);
        QVERIFY(panel.model().of(StartMethod::spawn));
        run(StartMethod::fork);
        QCOMPARE(panel.model().programs().size(), std::size_t(1));
        QVERIFY(panel.model().of(StartMethod::spawn) && panel.model().of(StartMethod::fork));
        QVERIFY(!panel.model().of(StartMethod::forkserver));
        QCOMPARE(panel.model().current()->name, "square-pool");
    }

    void facts_are_those_of_the_run() {
        ComparePanel panel(session_, themes_);
        run(StartMethod::forkserver);
        const MethodFacts *facts = panel.model().of(StartMethod::forkserver);
        QCOMPARE(facts->children, 4);
        QCOMPARE(facts->value(MethodFact::processes), std::optional(4 + 3.0)); // main, fork server and tracker
        QCOMPARE(facts->value(MethodFact::inherited_descriptors), std::optional(5.0));
        QVERIFY(*facts->value(MethodFact::first_instruction) > 1e6);
        QVERIFY(*facts->quickest <= *facts->value(MethodFact::first_instruction) && *facts->value(MethodFact::first_instruction) <= *facts->slowest);
        QVERIFY(*facts->value(MethodFact::messages) >= 80);
        QVERIFY(!facts->value(MethodFact::threads_at_start)); // nobody measured it
    }

    void memory_of_its_own_and_memory_that_others_have_as_well_are_told_apart() {
        ComparePanel panel(session_, themes_);
        const auto measured = [&](StartMethod method, std::int64_t own) {
            std::vector<Event> events = synthetic_session({.start_method = method, .workers = 3, .tasks = 20});
            for (const auto &[metric, value] : {std::pair{Metric::rss_bytes, std::int64_t(20'000'000)}, std::pair{Metric::private_bytes, own}}) {
                Event event;
                event.kind = EventKind::process_metric;
                event.process = synthetic_worker(2);
                event.object = ObjectId(metric);
                event.a = value;
                event.time_ns = events.back().time_ns;
                events.insert(events.end() - 1, event);
            }
            std::uint64_t sequence = 0;
            for (Event &event : events)
                event.sequence = ++sequence;
            session_.clear();
            session_.append(std::move(events));
            session_.flush();
        };
        measured(StartMethod::fork, 4'000'000);
        measured(StartMethod::spawn, 15'000'000);
        QCOMPARE(panel.model().of(StartMethod::fork)->value(MethodFact::private_memory), std::optional(4e6));
        QCOMPARE(panel.model().of(StartMethod::fork)->value(MethodFact::shared_memory), std::optional(16e6));
        QCOMPARE(panel.model().of(StartMethod::spawn)->value(MethodFact::shared_memory), std::optional(5e6));
        QVERIFY2(words(panel).contains("A forked child shares " + bytesText(16'000'000)), qPrintable(words(panel)));
        QVERIFY(csvOf(panel.model()).contains("child_private_memory,bytes,15000000,4000000,"));
    }

    void the_table_twin_has_the_numbers_of_the_bars() {
        ComparePanel panel(session_, themes_);
        run(StartMethod::spawn);
        panel.resize(900, 900);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        auto *table = panel.findChild<QTableView *>("method-facts");
        QVERIFY(!table->isVisible());
        QTest::mouseClick(panel.findChild<QToolButton *>("compare-table"), Qt::LeftButton);
        QVERIFY(table->isVisible());
        for (int fact = 0; fact < int(compare::method_fact_count); ++fact)
            for (int method = 0; method < 3; ++method)
                QVERIFY2(panel.view()->itemName(fact * 3 + method).endsWith(": " + table->model()->index(fact, method + 1).data().toString()),
                         qPrintable(panel.view()->itemName(fact * 3 + method)));
    }

    void differences_are_whole_sentences_with_numbers() {
        ComparePanel panel(session_, themes_);
        for (const StartMethod method : compared_methods)
            run(method);
        const QStringList sentences = differencesOf(panel.model());
        QVERIFY(sentences.size() >= 2);
        QVERIFY2(sentences[0].startsWith("fork is quickest"), qPrintable(sentences[0]));
        QVERIFY(sentences[0].contains("spawn takes"));
        QVERIFY(words(panel).contains("times as long"));
        for (const QString &sentence : sentences)
            QVERIFY2(sentence.endsWith('.') && !sentence.contains('%'), qPrintable(sentence));
    }

    void another_recording_is_compared_in_numbers_and_words() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("other.poolscope");
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        QVERIFY(writer && writer->append(synthetic_session({.workers = 8, .tasks = 120})) && writer->close());
        ComparePanel panel(session_, themes_);
        panel.resize(900, 700);
        panel.show();
        run(StartMethod::fork); // 4 workers, 40 tasks
        panel.compareWith(path);
        QTRY_VERIFY_WITH_TIMEOUT(panel.facts().there(), 30'000);
        QCOMPARE(panel.facts().there()->value(compare::SessionFact::tasks), std::optional(120.0));
        QCOMPARE(panel.facts().here().value(compare::SessionFact::tasks), std::optional(40.0));
        QCOMPARE(panel.facts().there()->value(compare::SessionFact::processes), std::optional(9.0));
        auto *table = panel.findChild<QTableView *>("session-facts");
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->headerData(SessionFactsModel::There, Qt::Horizontal, Qt::DisplayRole).toString(), "other.poolscope");
        QVERIFY2(words(panel).contains("Tasks done: 40 here, 120 there."), qPrintable(words(panel)));
        QTest::mouseClick(panel.findChild<QToolButton *>("compare-with"), Qt::LeftButton);
        QVERIFY(!panel.facts().there() && table->isHidden());
    }

    void a_file_that_is_no_recording_is_told() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("noise.poolscope"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
        file.close();
        ComparePanel panel(session_, themes_);
        QSignalSpy told(&panel, &ComparePanel::failed);
        panel.compareWith(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 30'000);
        QVERIFY2(told.first().first().toString().contains("noise.poolscope"), qPrintable(told.first().first().toString()));
        QVERIFY(!panel.facts().there());
    }

    void run_all_three_asks_for_one_after_the_other() {
        qRegisterMetaType<StartMethod>();
        ComparePanel panel(session_, themes_);
        panel.resize(800, 600);
        panel.show();
        run(StartMethod::fork);
        QSignalSpy wanted(&panel, &ComparePanel::runRequested);
        connect(&panel, &ComparePanel::runRequested, this, [this](StartMethod method) { run(method); }, Qt::QueuedConnection);
        for (QToolButton *button : panel.findChildren<QToolButton *>())
            if (button->text() == "Run all three")
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 3, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(panel.model().of(StartMethod::forkserver), 30'000);
        QTest::qWait(50);
        QCOMPARE(wanted.count(), 3);
    }

    void methods_within_one_run_are_told_apart_and_what_they_share_is_not_divided() {
        std::vector<Event> events;
        const auto add = [&events](ProcessKey who, EventKind kind, std::int64_t a, std::int64_t b, const char *payload = "") {
            Event event;
            event.sequence = events.size() + 1;
            event.time_ns = std::int64_t(event.sequence) * 1000;
            event.process = who;
            event.kind = kind;
            event.a = a;
            event.b = b;
            event.payload = payload;
            events.push_back(event);
        };
        const ProcessKey main{10, 1};
        add(main, EventKind::program_started, 0, 0, "methods");
        add(main, EventKind::process_started, 0, 0, "main");
        for (const StartMethod method : compared_methods) {
            const ProcessKey child{20 + int(method), 1};
            add(child, EventKind::process_started, std::int64_t(main.packed()), std::int64_t(main.packed()), "child");
            add(child, EventKind::process_role, int(Role::process), int(method));
            add(child, EventKind::process_ready, int(method) * 1'000'000, 0);
        }
        add(main, EventKind::program_exited, 0, 0);
        ComparePanel panel(session_, themes_);
        session_.append(events);
        session_.flush();
        for (const StartMethod method : compared_methods) {
            QVERIFY(panel.model().of(method));
            QCOMPARE(panel.model().of(method)->value(MethodFact::first_instruction), std::optional(double(int(method)) * 1e6));
            QVERIFY(!panel.model().of(method)->value(MethodFact::processes));
        }
    }

    void every_bar_can_be_read_aloud() {
        ComparePanel panel(session_, themes_);
        panel.resize(800, 600);
        panel.show();
        run(StartMethod::fork);
        QAccessibleInterface *bars = QAccessible::queryAccessibleInterface(panel.view());
        QVERIFY(bars);
        QCOMPARE(bars->childCount(), 30);
        QVERIFY(bars->child(1)->text(QAccessible::Name).startsWith("Time to first instruction, fork: "));
        QCOMPARE(bars->child(0)->text(QAccessible::Name), "Time to first instruction, spawn: not run yet");
    }

    void exports_name_every_fact() {
        ComparePanel panel(session_, themes_);
        run(StartMethod::fork);
        QCOMPARE(csvOf(panel.model()).count('\n'), 1 + int(compare::method_fact_count));
        QVERIFY(markdownOf(panel.model()).contains("| Inherited descriptors | – | 5 | – |"));
    }
};

QTEST_MAIN(ComparePanelTest)
#include "compare_panel_test.moc"
