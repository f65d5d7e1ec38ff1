// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/recording_loader.h"

#include "engine/core/recording/spent_events.h"
#include "engine/scope/diagnose/recorded_findings.h"
#include "engine/scope/state/recorded_history.h"
#include "ui/bridge/event_inbox.h"
#include "ui/shared/sentences.h"

#include <utility>

namespace poolscope::ui {
namespace {

constexpr std::size_t mostWaiting = 65'536; // events for the series: a file does not hurry

} // namespace

RecordingLoader::RecordingLoader(Session &session, QObject *parent) : QObject(parent), session_(session) {}

RecordingLoader::~RecordingLoader() {
    cancel();
}

void RecordingLoader::cancel() {
    if (!thread_.joinable())
        return;
    *cancelled_ = true;
    inbox_->close();
    thread_.join(); // it is between two blocks at most
}

void RecordingLoader::load(const QString &path) {
    cancel();
    session_.clear();
    inbox_ = std::make_shared<EventInbox>(mostWaiting);
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    // Told in the GUI thread, unless another load has begun by then.
    const auto tell = [this, mine = cancelled_](auto action) {
        QMetaObject::invokeMethod(this, [this, mine, action] {
            if (!*mine)
                action();
        }, Qt::QueuedConnection);
    };
    thread_ = std::thread([this, tell, inbox = inbox_, spent = std::make_shared<telemetry::SpentEvents>(), cancelled = cancelled_, file = path.toLocal8Bit().toStdString()] {
        const auto fail = [&](const Error &error) {
            tell([this, sentence = errorSentence(error)] {
                session_.clear();
                emit failed(sentence);
            });
        };
        auto reader = telemetry::RecordingReader::open(file);
        if (!reader)
            return fail(reader.error());
        auto beginning = reader->blocks() > 0 ? reader->read(0) : Result<std::vector<Event>>();
        if (!beginning)
            return fail(beginning.error());
        tell([this, inbox, spent, beginning = std::make_shared<std::vector<Event>>(std::move(*beginning))] {
            session_.expect(std::move(*beginning), [inbox, spent](std::vector<Event> last) {
                spent->give_back(std::move(last));
                return inbox->take();
            });
        });
        bool isBeginning = true;
        auto history = state::read_history(*reader, [&](std::vector<Event> events) {
            if (std::exchange(isBeginning, false))
                return !*cancelled;
            EventInbox::Put put;
            while ((put = inbox->put(events, std::chrono::milliseconds(100))) == EventInbox::Put::full && !*cancelled) {
            }
            if (put == EventInbox::Put::wasEmpty)
                tell([this] { session_.wake(); });
            return !*cancelled;
        }, *spent);
        if (!history)
            return fail(history.error());
        const bool saysNothing = history->newest().processes().empty();
        tell([this, whole = std::make_shared<state::History>(std::move(*history))] { session_.become(std::move(*whole)); });
        const auto damage = reader->damage();
        const std::uint64_t events = reader->events();
        tell([this, damage, events, saysNothing] {
            QString sentence;
            if (saysNothing && (!damage.is_whole() || !damage.was_closed))
                sentence = tr("The recording was cut short or damaged before its first events: nothing in it can be read. Record the program again.");
            else if (events == 0)
                sentence = tr("The recording is whole, but nothing was recorded in it.");
            else if (!damage.is_whole())
                sentence = tr("The recording is damaged: about %n bytes could not be read. The gaps are marked.", nullptr, int(std::min<std::uint64_t>(damage.lost_bytes, INT_MAX)));
            else if (!damage.was_closed)
                sentence = tr("The recording was cut short, as when its program was killed. Everything before that is here.");
            emit loaded(sentence);
        });
        // A recording that can be read no more by now has said all that it will.
        if (auto found = diagnose::recorded_findings(*reader, [&] { return !*cancelled; }))
            tell([this, history = std::make_shared<diagnose::FindingHistory>(std::move(found->history))] { session_.learn(std::move(*history)); });
    });
}

} // namespace poolscope::ui
