// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The end of the host's pipes, in the I/O thread: starts the host, cuts and decodes its frames, writes requests. Made by
// HostSession, which is the only one to know it.

#include "engine/scope/host/command.h"
#include "engine/scope/host/protocol.h"
#include "engine/scope/host/reply.h"
#include "ui/bridge/event_inbox.h"
#include "ui/bridge/host_end.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QStringList>

#include <memory>
#include <mutex>

namespace poolscope::ui {

// Requests on their way out; filled in the GUI thread, emptied in the I/O thread even while it waits for room.
class Outbox {
public:
    void put(const std::string &frame) {
        const std::lock_guard lock(mutex_);
        bytes_.append(frame.data(), qsizetype(frame.size()));
    }
    QByteArray take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(bytes_, {});
    }

private:
    std::mutex mutex_;
    QByteArray bytes_;
};

class HostLink : public QObject {
    Q_OBJECT
public:
    HostLink(QString program, QStringList arguments, std::shared_ptr<EventInbox> inbox, std::shared_ptr<Outbox> outbox);
    ~HostLink() override;

public slots:
    void start();
    // Writes what the outbox holds.
    void writeRequests();
    // Closes the host's input, which it takes as the wish to end; kills it when it does not follow in time.
    void end();

signals:
    void replyReceived(const poolscope::host::Reply &reply);
    void eventsWaiting();
    // The last signal, once.
    void ended(const poolscope::ui::HostEnd &end);

private:
    void read();
    void take(host::Frame frame);
    void takeEvents(std::string_view body);
    void fail(HostEnd::Kind kind, const QString &detail);
    void processEnded();

    QString program_;
    QStringList arguments_;
    std::shared_ptr<EventInbox> inbox_;
    std::shared_ptr<Outbox> outbox_;
    std::unique_ptr<QProcess> process_;
    host::FrameReader reader_;
    HostEnd end_;
    bool saidHello_ = false, saidBye_ = false, isOver_ = false;
};

} // namespace poolscope::ui
