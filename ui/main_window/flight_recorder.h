// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Waits for the first finding, and then saves the newest part of the session, which is what led to it: as much as the person
// chose. GUI thread.

#include "ui/bridge/recording_saver.h"
#include "ui/diagnosis/finding_model.h"

#include <QObject>

namespace poolscope::ui {

class FlightRecorder : public QObject {
    Q_OBJECT
public:
    static constexpr int fewestMegabytes = 1, mostMegabytes = 4096;

    FlightRecorder(const Session &session, const FindingModel &findings, QObject *parent = nullptr);

    bool isArmed() const { return !path_.isEmpty(); }
    void arm(const QString &path);
    void disarm();

    // How much is saved, as it stands in memory; remembered.
    int megabytes() const { return megabytes_; }
    void setMegabytes(int megabytes);
    // How far back in the session so many reach, in a sentence or two.
    QString reachOf(int megabytes) const;

signals:
    void armedChanged();
    // Of what was found; `problem` is empty when it is saved.
    void saved(const QString &path, const QString &problem);

private:
    void look();

    const Session &session_;
    const FindingModel &findings_;
    QString path_;
    int megabytes_;
};

} // namespace poolscope::ui
