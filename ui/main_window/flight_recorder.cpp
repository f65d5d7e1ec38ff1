// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/flight_recorder.h"

namespace poolscope::ui {

FlightRecorder::FlightRecorder(const Session &session, const FindingModel &findings, QObject *parent) : QObject(parent), session_(session), findings_(findings) {
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

void FlightRecorder::look() {
    if (!isArmed() || findings_.troubleCount() == 0)
        return;
    const QString path = path_;
    auto *saver = new RecordingSaver(session_, this);
    connect(saver, &RecordingSaver::finished, this, [this, saver, path](const QString &problem) {
        saver->deleteLater();
        emit saved(path, problem);
    });
    saver->save(path, Contents::kept, std::size_t(megabytes) * 1024 * 1024);
    disarm();
}

} // namespace poolscope::ui
