// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/collector.h"
#include "engine/core/telemetry/control_block.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <memory>
#include <set>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

constexpr int watchdog_ms = 30'000;

std::string payload_of(std::int64_t number) {
    std::string text(static_cast<std::size_t>(number % 300), '\0');
    for (std::size_t index = 0; index < text.size(); ++index)
        text[index] = static_cast<char>(number + static_cast<std::int64_t>(index));
    return text;
}

bool is_whole(const Event &event) {
    return event.kind == EventKind::message_sent && event.b == ~event.a && event.payload == payload_of(event.a);
}

struct Probe {
    QProcess process;
    explicit Probe(const QStringList &arguments, const std::string &address = {}) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!address.empty())
            environment.insert(QStringLiteral("POOLSCOPE_WATCH"), QString::fromStdString(address));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(TELEMETRY_PROBE), arguments);
        process.waitForStarted();
    }
    ~Probe() {
        process.kill();
        process.waitForFinished();
    }
    pid_t pid() const { return static_cast<pid_t>(process.processId()); }
    bool has_ended() { return process.state() == QProcess::NotRunning || process.waitForFinished(0); }
    QByteArray line() {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(watchdog_ms))
                return "nothing came";
        return process.readLine().trimmed();
    }
};

} // namespace

class WatchSessionTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Collector> collector_;
    std::vector<Event> events_;

    void watch(WatchOptions options = {}) {
        auto made = Collector::create(options);
        QVERIFY(made);
        collector_ = std::move(*made);
        events_.clear();
    }
    std::string address() { return collector_->segment().address(); }
    // Drains until that holds or the watchdog barks.
    template <class Condition> bool drain_until(Condition condition) {
        QElapsedTimer watchdog;
        watchdog.start();
        for (;;) {
            collector_->drain(events_);
            if (condition())
                return true;
            if (watchdog.elapsed() > watchdog_ms)
                return false;
            collector_->wait_for_events(Deadline::after(Seconds(0.05)));
        }
    }
    std::int64_t lost() const {
        std::int64_t sum = 0;
        for (const Event &event : events_)
            if (event.kind == EventKind::gap)
                sum += event.a;
        return sum;
    }

private slots:
    void every_event_of_four_threads_arrives_in_its_threads_order() {
        watch({.ring_count = 16, .ring_bytes = 8 << 20}); // room for all of it, however slowly we drain
        Probe probe({"threads", "4", "20000"}, address());
        QVERIFY(drain_until([&] { return events_.size() >= 80'000; }));
        std::map<std::int32_t, std::int64_t> last;
        std::uint64_t sequence = 0;
        std::int64_t time = 0;
        for (const Event &event : events_) {
            QCOMPARE(event.sequence, ++sequence);
            QVERIFY(is_whole(event));
            QCOMPARE(event.process.pid, probe.pid());
            QCOMPARE(event.a, ++last[event.thread]);
            QVERIFY(event.time_ns >= time);
            time = event.time_ns;
        }
        QCOMPARE(last.size(), std::size_t{4});
    }
};

QTEST_GUILESS_MAIN(WatchSessionTest)
#include "watch_session_test.moc"
