// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/telemetry/event.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace poolscope;

class EventNamesTest : public QObject {
    Q_OBJECT

    // The enumerators as the header writes them.
    static QStringList enumerators(const QString &type) {
        QFile header(QStringLiteral(EVENT_HEADER));
        if (!header.open(QIODevice::ReadOnly))
            return {};
        QString text = QString::fromUtf8(header.readAll());
        text.remove(QRegularExpression(QStringLiteral("//[^\n]*")));
        const QRegularExpression pattern(QStringLiteral("enum class %1 : [^{]*\\{([^}]*)\\}").arg(type));
        QStringList names = pattern.match(text).captured(1).split(QLatin1Char(','));
        for (QString &name : names)
            name = name.section(QLatin1Char('='), 0, 0).trimmed();
        names.removeAll(QString());
        return names;
    }

    template <class Enum> static void check(const QString &type, int first) {
        const QStringList names = enumerators(type);
        QVERIFY2(names.size() >= 3, qPrintable(type));
        for (int index = 0; index < names.size(); ++index) {
            const std::string_view name = to_string(static_cast<Enum>(first + index));
            QCOMPARE(QString::fromUtf8(name.data(), static_cast<int>(name.size())), names[index]);
        }
        QVERIFY(to_string(static_cast<Enum>(first + names.size())) == "?");
    }

private slots:
    void every_enumerator_is_called_as_in_the_header() {
        check<EventKind>("EventKind", 1);
        check<StartMethod>("StartMethod", 0);
        check<Role>("Role", 0);
        check<ProcessState>("ProcessState", 0);
        check<ChannelKind>("ChannelKind", 0);
        check<Carrier>("Carrier", 0);
        check<Direction>("Direction", 0);
        check<WaitKind>("WaitKind", 0);
        check<TaskOutcome>("TaskOutcome", 0);
        check<LockKind>("LockKind", 0);
        check<ResourceKind>("ResourceKind", 0);
        check<Metric>("Metric", 0);
        check<Certainty>("Certainty", 0);
        check<Aspect>("Aspect", 0);
        check<Sight>("Sight", 0);
        check<Hindrance>("Hindrance", 0);
    }
    void the_last_kind_is_the_last_one() {
        QCOMPARE(enumerators("EventKind").size(), static_cast<int>(telemetry::last_event_kind));
    }
    void a_number_that_is_no_kind_has_no_name() {
        QVERIFY(to_string(static_cast<EventKind>(0)) == "?");
        QVERIFY(to_string(static_cast<EventKind>(65'535)) == "?");
    }
    void a_start_method_is_found_by_its_name() {
        for (const auto method : {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver})
            QVERIFY(start_method_from(to_string(method)) == method);
        QVERIFY(start_method_from("Spawn") == StartMethod::none);
        QVERIFY(start_method_from("") == StartMethod::none);
        for (const auto kind : {ResourceKind::semaphore, ResourceKind::shared_memory, ResourceKind::directory, ResourceKind::socket})
            QVERIFY(resource_kind_from(to_string(kind)) == kind);
        QVERIFY(resource_kind_from("noop") == ResourceKind::unknown);
    }
};

QTEST_APPLESS_MAIN(EventNamesTest)
#include "event_names_test.moc"
