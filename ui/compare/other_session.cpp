// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/other_session.h"

#include "engine/core/telemetry/recording.h"
#include "ui/shared/sentences.h"

#include <QFileInfo>

namespace poolscope::ui {

OtherSession::~OtherSession() {
    cancel();
}

void OtherSession::cancel() {
    if (!thread_.joinable())
        return;
    *cancelled_ = true;
    thread_.join(); // it is within one block at most
}

void OtherSession::read(const QString &path) {
    cancel();
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    // Told in the GUI thread, unless another reading has begun by then.
    const auto tell = [this, mine = cancelled_](auto action) {
        QMetaObject::invokeMethod(this, [mine, action] {
            if (!*mine)
                action();
        }, Qt::QueuedConnection);
    };
    thread_ = std::thread([this, path, tell, cancelled = cancelled_] {
        const auto fail = [&](const Error &error) { tell([this, sentence = errorSentence(error)] { emit failed(sentence); }); };
        auto reader = telemetry::RecordingReader::open(path.toLocal8Bit().toStdString());
        if (!reader)
            return fail(reader.error());
        state::State state;
        state::Changes changes;
        std::optional<std::int64_t> startNs;
        for (std::size_t block = 0; block < reader->blocks() && !*cancelled; ++block) {
            const auto events = reader->read(block);
            if (!events)
                return fail(events.error());
            for (const Event &event : *events) {
                startNs = startNs.value_or(event.time_ns);
                state.apply(event, changes, nullptr);
                changes.clear();
            }
        }
        const bool isWhole = reader->damage().is_whole() && reader->damage().was_closed;
        const compare::SessionFacts facts = compare::session_facts_of(state, startNs.value_or(0));
        tell([this, facts, isWhole, name = QFileInfo(path).fileName()] {
            emit isRead(name, facts, isWhole ? QString() : tr("%1 was cut short or is damaged: what could be read of it is compared.").arg(name));
        });
    });
}

} // namespace poolscope::ui
