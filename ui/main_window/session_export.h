// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writes the open session in another program's format, while the window stays usable: the events are first written to a
// file of their own, a slice a turn of the event loop, and a thread makes the export of that. Deletes itself when it is over. GUI thread.

#include "engine/scope/export/export.h"
#include "ui/bridge/recording_saver.h"

#include <QObject>
#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <thread>

namespace poolscope::ui {

class SessionExport : public QObject {
    Q_OBJECT
public:
    explicit SessionExport(const Session &session, QObject *parent = nullptr);
    ~SessionExport() override;

    // What there is now. What stands at that path is replaced when all is written.
    void write(const QString &path, exporting::Format format, Contents contents = Contents::kept);
    // Neither a file nor finished() comes. It may take a while until the thread has noticed; this deletes itself then.
    void cancel();

signals:
    void progressed(int percent);
    // Empty when all is written; else why not.
    void finished(const QString &problem);

private:
    void makeExport();
    void tellProgress(int percent);
    void end(const QString &problem);

    const Session &session_;
    RecordingSaver saver_;
    QString path_;
    exporting::Format format_{};
    std::shared_ptr<QTemporaryDir> folder_; // as long as either thread needs it
    std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
    std::thread thread_;
    int told_ = -1;
};

} // namespace poolscope::ui
