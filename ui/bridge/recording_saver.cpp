// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/recording_saver.h"

#include "ui/shared/sentences.h"

#include <algorithm>
#include <vector>

namespace poolscope::ui {
namespace {

constexpr std::size_t eventsASlice = 8192;

bool hasContents(EventKind kind) {
    return kind == EventKind::message_sent || kind == EventKind::task_submitted || kind == EventKind::task_finished || kind == EventKind::console_output;
}

} // namespace

RecordingSaver::RecordingSaver(const Session &session, QObject *parent) : QObject(parent), session_(session) {
    connect(&timer_, &QTimer::timeout, this, &RecordingSaver::writeSlice);
    // Another run: what is left to be written is gone, what was written is whole.
    connect(&session_, &Session::cleared, this, [this] { wanted_ = written_; });
}

void RecordingSaver::save(const QString &path, Contents contents) {
    contents_ = contents;
    auto writer = telemetry::RecordingWriter::create(path.toLocal8Bit().toStdString());
    if (!writer) {
        QMetaObject::invokeMethod(this, [this, error = writer.error()] { end(tl::unexpected(error)); }, Qt::QueuedConnection);
        return;
    }
    writer_ = std::move(*writer);
    wanted_ = session_.history().size();
    timer_.start(0);
}

void RecordingSaver::writeSlice() {
    const std::size_t last = std::min(wanted_, written_ + eventsASlice);
    std::vector<Event> slice;
    slice.reserve(last - written_);
    for (; written_ < last; ++written_) {
        slice.push_back(session_.history().event(written_));
        Event &event = slice.back();
        if (contents_ == Contents::leftOut && hasContents(event.kind) && !event.payload.empty()) {
            event.payload.clear();
            event.flags = EventFlag::payload_truncated;
        }
    }
    if (Status status = writer_->append(slice); !status)
        return end(status);
    emit progressed(double(written_) / double(std::max<std::size_t>(wanted_, 1)));
    if (written_ == wanted_)
        end(writer_->close());
}

void RecordingSaver::end(const Status &status) {
    timer_.stop();
    emit finished(status ? QString() : errorSentence(status.error()));
}

} // namespace poolscope::ui
