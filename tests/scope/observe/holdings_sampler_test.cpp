// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/sampling/holdings_sampler.h"

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <QtTest>
#include <algorithm>
#include <fcntl.h>
#include <optional>

using namespace poolscope;
using namespace poolscope::observe;

class HoldingsSamplerTest : public QObject {
    Q_OBJECT

    static std::optional<std::int64_t> told(const std::vector<Event> &events, Metric metric) {
        const auto found = std::ranges::find_if(events, [&](const Event &event) {
            return event.kind == EventKind::process_metric && event.object == static_cast<ObjectId>(metric);
        });
        return found == events.end() ? std::nullopt : std::optional(found->a);
    }

private slots:
    void descriptors_are_told_when_there_are_more_or_fewer() {
        ProcProcessSource source;
        HoldingsSampler sampler(source);
        const std::vector<ProcessKey> self{posix::own_process_key()};
        std::int64_t time_ns = 0;
        const auto look = [&] { return told(sampler.sample(self, time_ns += 3'600'000'000'000), Metric::descriptors); };
        const auto before = look();
        QVERIFY(before && *before > 2);
        QVERIFY(!look());
        UniqueFd one(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        QCOMPARE(look(), std::optional(*before + 1));
        one.reset();
        QCOMPARE(look(), before);
    }

    void memory_is_told_in_whole_and_what_is_its_own() {
        ProcProcessSource source;
        HoldingsSampler sampler(source);
        const auto events = sampler.sample({posix::own_process_key()}, 1);
        const auto whole = told(events, Metric::pss_bytes), own = told(events, Metric::private_bytes);
        QVERIFY(whole && own && *own > 0 && *whole >= *own);
    }

    void who_has_ended_has_nothing() {
        ProcProcessSource source;
        HoldingsSampler sampler(source);
        QVERIFY(sampler.sample({ProcessKey{1 << 22, 1}}, 1).empty());
    }
};

QTEST_GUILESS_MAIN(HoldingsSamplerTest)
#include "holdings_sampler_test.moc"
