// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/recording_saver.h"

#include "engine/core/recording/flight_window.h"
#include "ui/shared/sentences.h"

#include <algorithm>
#include <vector>

namespace poolscope::ui {
namespace {

constexpr std::size_t eventsASlice = 8192;

} // namespace

RecordingSaver::RecordingSaver(const Session &session, QObject *parent) : QObject(parent), session_(session) {
    connect(&timer_, &QTimer::timeout, this, &RecordingSaver::writeSlice);
    // Another run: what is left to be written is gone, what was written is whole.
    connect(&session_, &Session::cleared, this, [this] { wanted_ = written_; });
}

void RecordingSaver::save(const QString &path, Contents contents, std::size_t mostBytes) {
    contents_ = contents;
    file_.emplace(path.toLocal8Bit().toStdString());
    auto writer = telemetry::RecordingWriter::create(file_->beside());
    if (!writer) {
        QMetaObject::invokeMethod(this, [this, error = writer.error()] { end(tl::unexpected(error)); }, Qt::QueuedConnection);
        return;
    }
    writer_ = std::move(*writer);
    wanted_ = newest_ = session_.history().size();
    for (std::size_t bytes = 0; newest_ > 0 && (mostBytes == 0 || bytes < mostBytes); --newest_)
        bytes += mostBytes == 0 ? 0 : sizeof(Event) + session_.history().event(newest_ - 1).payload.size();
    timer_.start(0);
}

void RecordingSaver::writeSlice() {
    const std::size_t last = std::min(wanted_, written_ + eventsASlice);
    std::vector<Event> slice;
    slice.reserve(last - written_);
    const bool isPart = newest_ > 0;
    for (; written_ < last; ++written_) {
        const Event &written = session_.history().event(written_);
        if (written_ < newest_ && !telemetry::tells_what_there_is(written.kind)) {
            ++givenUp_;
            continue;
        }
        if (written_ == newest_ && givenUp_ > 0)
            slice.push_back({.sequence = ++sequence_, .time_ns = written.time_ns, .kind = EventKind::gap, .a = givenUp_});
        slice.push_back(written);
        Event &event = slice.back();
        if (isPart)
            event.sequence = ++sequence_; // a gap says what was left out
        telemetry::limit_contents(event, contents_);
    }
    if (Status status = writer_->append(slice); !status)
        return end(status);
    emit progressed(double(written_) / double(std::max<std::size_t>(wanted_, 1)));
    if (written_ == wanted_)
        end(writer_->close());
}

void RecordingSaver::cancel() {
    timer_.stop();
    file_.reset();
}

void RecordingSaver::end(const Status &written) {
    timer_.stop();
    const Status status = file_->finish(written);
    file_.reset();
    emit finished(status ? QString() : errorSentence(status.error()));
}

} // namespace poolscope::ui
