// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/flight_recorder.h"

#include "ui/shared/units.h"

#include <QSettings>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr int usualMegabytes = 64;
constexpr std::size_t bytesAMegabyte = 1024 * 1024, usualPayload = 64;
constexpr std::size_t eventsWeighed = 4096; // the newest ones stand for all

QString settingsKey() {
    return QStringLiteral("flight-megabytes");
}

std::size_t meanBytes(const state::History &history) {
    const std::size_t count = std::min(history.size(), eventsWeighed);
    std::size_t bytes = 0;
    for (std::size_t index = history.size() - count; index < history.size(); ++index)
        bytes += sizeof(Event) + history.event(index).payload.size();
    return count == 0 ? sizeof(Event) + usualPayload : bytes / count;
}

} // namespace

FlightRecorder::FlightRecorder(const Session &session, const FindingModel &findings, QObject *parent) : QObject(parent), session_(session), findings_(findings),
      megabytes_(std::clamp(QSettings().value(settingsKey(), usualMegabytes).toInt(), fewestMegabytes, mostMegabytes)) {
    connect(&findings, &QAbstractItemModel::rowsInserted, this, &FlightRecorder::look);
    connect(&findings, &QAbstractItemModel::modelReset, this, &FlightRecorder::look);
}

void FlightRecorder::arm(const QString &path) {
    path_ = path;
    emit armedChanged();
    look();
}

void FlightRecorder::disarm() {
    path_.clear();
    emit armedChanged();
}

void FlightRecorder::setMegabytes(int megabytes) {
    megabytes_ = megabytes;
    QSettings().setValue(settingsKey(), megabytes);
}

QString FlightRecorder::reachOf(int megabytes) const {
    const state::History &history = session_.history();
    const std::size_t events = std::size_t(megabytes) * bytesAMegabyte / meanBytes(history);
    const QString held = tr("%1 MB hold about %2 events; the file is smaller.").arg(megabytes).arg(countText(std::int64_t(events)));
    if (history.size() == 0)
        return held;
    if (events >= history.size())
        return held + QLatin1Char('\n') + tr("All of this session would be saved.");
    return held + QLatin1Char('\n') + tr("Of this session that would be the last %1.").arg(durationText(history.last_time_ns() - history.event(history.size() - events).time_ns));
}

void FlightRecorder::look() {
    if (!isArmed() || findings_.troubleCount() == 0)
        return;
    const QString path = path_;
    auto *saver = new RecordingSaver(session_, this);
    connect(saver, &RecordingSaver::finished, this, [this, saver, path](const QString &problem) {
        saver->deleteLater();
        emit saved(path, problem);
    });
    saver->save(path, Contents::kept, std::size_t(megabytes_) * bytesAMegabyte);
    disarm();
}

} // namespace poolscope::ui
