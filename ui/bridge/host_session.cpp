// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/host_session.h"

#include "ui/bridge/host_link.h"

namespace poolscope::ui {

HostSession::HostSession(const QString &program, const QStringList &arguments, QObject *parent)
    : QObject(parent), inbox_(std::make_shared<EventInbox>()), outbox_(std::make_shared<Outbox>()),
      link_(new HostLink(program, arguments, inbox_, outbox_)) {
    thread_.setObjectName(QStringLiteral("host pipes"));
    link_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, link_, &QObject::deleteLater);
    connect(link_, &HostLink::eventsWaiting, this, &HostSession::eventsWaiting);
    connect(link_, &HostLink::replyReceived, this, &HostSession::takeReply);
    connect(link_, &HostLink::ended, this, [this](const HostEnd &end) {
        isOver_ = true;
        emit ended(end);
    });
    thread_.start();
}

HostSession::~HostSession() {
    // Closing the host's pipes ends it and its program; the guard process sweeps up what is left.
    inbox_->close();
    thread_.quit();
    thread_.wait();
}

void HostSession::start() {
    QMetaObject::invokeMethod(link_, &HostLink::start, Qt::QueuedConnection);
}

void HostSession::send(host::Command command, Answer answer) {
    if (isOver_)
        return;
    const std::uint64_t id = ++lastId_;
    if (answer)
        answers_.emplace(id, std::move(answer));
    const std::string request = host::encode_request({id, std::move(command)});
    outbox_->put(host::encode_frame(host::FrameType::command, request));
    QMetaObject::invokeMethod(link_, &HostLink::writeRequests, Qt::QueuedConnection);
}

std::vector<Event> HostSession::take() {
    return inbox_->take();
}

void HostSession::end() {
    if (!isOver_)
        QMetaObject::invokeMethod(link_, &HostLink::end, Qt::QueuedConnection);
}

void HostSession::forget() {
    answers_.clear();
    inbox_->close();
}

void HostSession::takeReply(const host::Reply &reply) {
    const auto found = answers_.find(reply.id);
    if (found == answers_.end())
        return;
    const Answer answer = std::move(found->second);
    answers_.erase(found);
    answer(reply.status ? Result<std::string>(reply.value) : tl::unexpected(reply.status.error()));
}

} // namespace poolscope::ui
