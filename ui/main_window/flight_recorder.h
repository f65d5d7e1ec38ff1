// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Waits for the first finding, and then saves the newest part of the session, which is what led to it. GUI thread.

#include "ui/bridge/recording_saver.h"
#include "ui/diagnosis/finding_model.h"

#include <QObject>

namespace poolscope::ui {

class FlightRecorder : public QObject {
    Q_OBJECT
public:
    static constexpr int megabytes = 64;

    FlightRecorder(const Session &session, const FindingModel &findings, QObject *parent = nullptr);

    bool isArmed() const { return !path_.isEmpty(); }
    void arm(const QString &path);
    void disarm();

signals:
    void armedChanged();
    // Of what was found; `problem` is empty when it is saved.
    void saved(const QString &path, const QString &problem);

private:
    void look();

    const Session &session_;
    const FindingModel &findings_;
    QString path_;
};

} // namespace poolscope::ui
