// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reads a recording into a session in threads of its own, so that the window stays responsive however long the file is: its
// beginning is shown at once, all of it as soon as it is there, and what was wrong in it at any time when it was gone through once
// more. GUI thread.

#include "engine/core/base/error.h"
#include "ui/bridge/session.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <thread>

namespace poolscope::ui {

class EventInbox;

class RecordingLoader : public QObject {
    Q_OBJECT
public:
    explicit RecordingLoader(Session &session, QObject *parent = nullptr);
    ~RecordingLoader() override;

    // Clears the session and fills it from the file. An earlier load is given up.
    void load(const QString &path);
    void cancel();

signals:
    // Everything has been read, and shows; the session learns later what was wrong in it. `sentence` tells what the file lacks, and is empty when it is whole.
    void loaded(const QString &sentence);
    void failed(const QString &sentence);

private:
    Session &session_;
    std::shared_ptr<EventInbox> inbox_;
    std::shared_ptr<std::atomic<bool>> cancelled_;
    std::thread thread_;
};

} // namespace poolscope::ui
