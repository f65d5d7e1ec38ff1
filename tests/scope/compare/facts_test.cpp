// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/compare/method_facts.h"
#include "engine/scope/compare/session_facts.h"

#include <QTest>

#include <set>

using namespace poolscope;
using namespace poolscope::compare;

namespace {

MethodFacts with(StartMethod method, std::initializer_list<std::pair<MethodFact, double>> values) {
    MethodFacts facts;
    facts.method = method;
    for (const auto &[fact, value] : values)
        facts.values[static_cast<std::size_t>(fact)] = value;
    return facts;
}

SessionFacts with(std::initializer_list<std::pair<SessionFact, double>> values) {
    SessionFacts facts;
    for (const auto &[fact, value] : values)
        facts.values[static_cast<std::size_t>(fact)] = value;
    return facts;
}

} // namespace

// The facts of whole sessions are tested where they are shown, in the tests of the Compare view and of poolscope-cli.
class FactsTest : public QObject {
    Q_OBJECT
private slots:
    void the_quickest_is_told_beside_the_slowest() {
        const auto time = [](StartMethod method, double ms) { return with(method, {{MethodFact::first_instruction, ms * 1e6}}); };
        const FactsByMethod methods = {{StartMethod::spawn, time(StartMethod::spawn, 30)},
                                       {StartMethod::fork, time(StartMethod::fork, 5)},
                                       {StartMethod::forkserver, time(StartMethod::forkserver, 2)}};
        const auto differences = differences_of(methods);
        QCOMPARE(differences.size(), std::size_t{1});
        QCOMPARE(differences.front().kind, MethodDifference::Kind::speed);
        QCOMPARE(differences.front().one, StartMethod::forkserver);
        QCOMPARE(differences.front().other, StartMethod::spawn);
        QCOMPARE(differences.front().of_other / differences.front().of_one, 15.0);
    }

    void what_hardly_differs_is_not_told() {
        const FactsByMethod methods = {{StartMethod::spawn, with(StartMethod::spawn, {{MethodFact::first_instruction, 12e6}, {MethodFact::memory, 10e6}})},
                                       {StartMethod::fork, with(StartMethod::fork, {{MethodFact::first_instruction, 10e6}, {MethodFact::memory, 9e6}})}};
        QVERIFY(differences_of(methods).empty());
        QVERIFY(differences_of(FactsByMethod{}).empty());
    }

    void fork_is_told_for_what_it_copies() {
        const FactsByMethod methods = {
            {StartMethod::spawn, with(StartMethod::spawn, {{MethodFact::inherited_descriptors, 0}, {MethodFact::private_memory, 9e6}})},
            {StartMethod::fork, with(StartMethod::fork, {{MethodFact::inherited_descriptors, 7}, {MethodFact::private_memory, 1e6},
                                                         {MethodFact::shared_memory, 20e6}, {MethodFact::threads_at_start, 3}})}};
        std::set<MethodDifference::Kind> kinds;
        for (const MethodDifference &difference : differences_of(methods))
            kinds.insert(difference.kind);
        QCOMPARE(kinds, (std::set{MethodDifference::Kind::inheritance, MethodDifference::Kind::sharing, MethodDifference::Kind::threads}));
    }

    void the_greatest_difference_of_two_sessions_comes_first() {
        const SessionFacts one = with({{SessionFact::duration, 1e9}, {SessionFact::tasks, 100}, {SessionFact::failed_tasks, 3}, {SessionFact::messages, 50}});
        const SessionFacts other = with({{SessionFact::duration, 3e9}, {SessionFact::tasks, 110}, {SessionFact::failed_tasks, 0}, {SessionFact::bytes_sent, 50}});
        QCOMPARE(differences_of(one, other), (std::vector{SessionFact::failed_tasks, SessionFact::duration})); // none there, three times as long
        QVERIFY(differences_of(one, one).empty());
    }

    void a_process_that_was_seen_when_it_had_ended_has_no_memory_to_compare() {
        state::ProcessRow row;
        QVERIFY(!memory_of(row));
        row.metrics[Metric::rss_bytes] = 0;
        QVERIFY(!memory_of(row));
        row.metrics[Metric::rss_bytes] = 5000;
        QCOMPARE(memory_of(row), 5000.0);
        row.metrics[Metric::pss_bytes] = 300;
        QCOMPARE(memory_of(row), 300.0);
    }

    void machines_read_a_name_for_every_fact() {
        std::set<std::string_view> names;
        for (std::size_t at = 0; at < method_fact_count; ++at)
            names.insert(name_of(static_cast<MethodFact>(at)));
        QCOMPARE(names.size(), method_fact_count);
        names.clear();
        for (std::size_t at = 0; at < session_fact_count; ++at)
            names.insert(name_of(static_cast<SessionFact>(at)));
        QCOMPARE(names.size(), session_fact_count);
    }
};

QTEST_GUILESS_MAIN(FactsTest)
#include "facts_test.moc"
