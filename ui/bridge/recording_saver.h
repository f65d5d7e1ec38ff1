// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writes what a session holds to a recording, a slice a turn of the event loop, so that the window stays responsive. What
// stood at that path stays there until all is written.
// GUI thread.

#include "engine/core/base/part_file.h"
#include "engine/core/recording/contents.h"
#include "engine/core/recording/recording.h"
#include "ui/bridge/session.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace poolscope::ui {

using telemetry::Contents;

class RecordingSaver : public QObject {
    Q_OBJECT
public:
    explicit RecordingSaver(const Session &session, QObject *parent = nullptr);

    // The events that there are now; with `mostBytes` the newest of them only, and what says what they are about.
    void save(const QString &path, Contents contents = Contents::kept, std::size_t mostBytes = 0);
    // Leaves what stood at that path; finished() does not come.
    void cancel();

signals:
    // The part that is written, 0 to 1.
    void progressed(double part);
    // Empty when all is written; else why not. Always later than save().
    void finished(const QString &problem);

private:
    void writeSlice();
    void end(const Status &written);

    const Session &session_;
    QTimer timer_;
    std::optional<PartFile> file_;
    std::optional<telemetry::RecordingWriter> writer_;
    std::size_t written_ = 0, wanted_ = 0;
    std::size_t newest_ = 0; // from here on all are kept
    std::int64_t givenUp_ = 0;
    std::uint64_t sequence_ = 0;
    Contents contents_ = Contents::kept;
};

} // namespace poolscope::ui
