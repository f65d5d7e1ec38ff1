// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One host process (poolscope-cli host) and the conversation with it. Its pipes are read and decoded in a thread of their
// own; this object lives in the GUI thread, which never waits: requests are answered by a callback, events by a signal that
// some wait, the host's death by one signal. A host serves one run; deleting this ends host and program.

#include "engine/scope/host/command.h"
#include "engine/scope/host/reply.h"
#include "ui/bridge/host_end.h"

#include "engine/core/telemetry/event.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace poolscope::ui {

class EventInbox;
class HostLink;
class Outbox;

class HostSession : public QObject {
    Q_OBJECT
public:
    // The answer's JSON object, or what went wrong. Never called once the session has ended.
    using Answer = std::function<void(const Result<std::string> &)>;

    explicit HostSession(const QString &program, const QStringList &arguments = {QStringLiteral("host")}, QObject *parent = nullptr);
    ~HostSession() override;

    void start();
    void send(host::Command command, Answer answer = {});
    // The oldest batch of events that waits; empty when none does.
    std::vector<Event> take();
    // Asks the host to end its program and itself; ended() follows within seconds.
    void end();
    // Nobody wants to hear of it any more: its answers and events are dropped.
    void forget();
    bool isOver() const { return isOver_; }

signals:
    void eventsWaiting();
    // Once; everything that the host said before has been told.
    void ended(const poolscope::ui::HostEnd &end);

private:
    void takeReply(const host::Reply &reply);

    std::shared_ptr<EventInbox> inbox_;
    std::shared_ptr<Outbox> outbox_;
    QThread thread_;
    HostLink *link_; // in thread_, deleted there
    std::unordered_map<std::uint64_t, Answer> answers_;
    std::uint64_t lastId_ = 0;
    bool isOver_ = false;
};

} // namespace poolscope::ui
