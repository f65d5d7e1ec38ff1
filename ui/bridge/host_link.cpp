// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/host_link.h"

#include "engine/core/telemetry/event_codec.h"

#include <QTimer>

#include <nlohmann/json.hpp>

namespace poolscope::ui {
namespace {

constexpr auto patience = std::chrono::milliseconds(20);
// The host ends its program with a grace of two seconds before it ends itself.
constexpr int endMilliseconds = 6000;

QString lastLine(QByteArray text) {
    text = text.trimmed();
    return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1)).left(300);
}

} // namespace

HostLink::HostLink(QString program, QStringList arguments, std::shared_ptr<EventInbox> inbox, std::shared_ptr<Outbox> outbox)
    : program_(std::move(program)), arguments_(std::move(arguments)), inbox_(std::move(inbox)), outbox_(std::move(outbox)) {}

HostLink::~HostLink() {
    if (process_ && process_->state() != QProcess::NotRunning) {
        process_->disconnect(this);
        process_->kill();
        process_->waitForFinished(1000);
    }
}

void HostLink::start() {
    process_ = std::make_unique<QProcess>();
    connect(process_.get(), &QProcess::readyReadStandardOutput, this, &HostLink::read);
    connect(process_.get(), &QProcess::started, this, &HostLink::writeRequests);
    connect(process_.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(HostEnd::Kind::notStarted, process_->errorString());
    });
    connect(process_.get(), &QProcess::finished, this, &HostLink::processEnded);
    process_->start(program_, arguments_);
}

void HostLink::writeRequests() {
    if (!process_ || process_->state() != QProcess::Running)
        return; // started() comes back here
    if (const QByteArray bytes = outbox_->take(); !bytes.isEmpty())
        process_->write(bytes);
}

void HostLink::end() {
    if (isOver_ || !process_)
        return;
    writeRequests();
    process_->closeWriteChannel();
    QTimer::singleShot(endMilliseconds, this, [this] {
        if (!isOver_)
            process_->kill();
    });
}

void HostLink::read() {
    const QByteArray bytes = process_->readAllStandardOutput();
    reader_.feed({bytes.constData(), std::size_t(bytes.size())});
    while (!isOver_) {
        auto frame = reader_.next();
        if (!frame) {
            fail(HostEnd::Kind::unreadable, QString::fromStdString(frame.error().detail));
            return;
        }
        if (!*frame)
            return;
        take(std::move(**frame));
    }
}

void HostLink::take(host::Frame frame) {
    if (!saidHello_ && frame.type != host::FrameType::hello) {
        fail(HostEnd::Kind::unreadable, QStringLiteral("no hello"));
        return;
    }
    switch (frame.type) {
    case host::FrameType::hello: {
        const auto hello = nlohmann::json::parse(frame.body, nullptr, false);
        if (!hello.is_object() || !hello.contains("version") || hello["version"] != host::protocol_version) {
            fail(HostEnd::Kind::unreadable, QStringLiteral("hello: %1").arg(QString::fromUtf8(frame.body.substr(0, 200).c_str())));
            return;
        }
        saidHello_ = true;
        return;
    }
    case host::FrameType::events:
        takeEvents(frame.body);
        return;
    case host::FrameType::result:
        if (auto reply = host::decode_reply(frame.body))
            emit replyReceived(*reply);
        else
            fail(HostEnd::Kind::unreadable, QString::fromStdString(reply.error().detail));
        return;
    case host::FrameType::bye: {
        const auto bye = nlohmann::json::parse(frame.body, nullptr, false);
        saidBye_ = true;
        if (bye.is_object() && bye.contains("reason") && bye["reason"].is_string())
            end_.detail = QString::fromStdString(bye["reason"].get<std::string>());
        return;
    }
    case host::FrameType::command:
        fail(HostEnd::Kind::unreadable, QStringLiteral("command"));
        return;
    }
}

void HostLink::takeEvents(std::string_view body) {
    auto events = telemetry::decode_batch(body);
    if (!events) {
        fail(HostEnd::Kind::unreadable, QString::fromStdString(events.error().detail));
        return;
    }
    if (events->empty())
        return;
    EventInbox::Put put;
    while ((put = inbox_->put(*events, patience)) == EventInbox::Put::full)
        writeRequests(); // a Pause must get through just now
    if (put == EventInbox::Put::wasEmpty)
        emit eventsWaiting();
}

void HostLink::fail(HostEnd::Kind kind, const QString &detail) {
    if (isOver_)
        return;
    isOver_ = true;
    end_ = {kind, detail};
    if (process_->state() != QProcess::NotRunning)
        process_->kill();
    emit ended(end_);
}

void HostLink::processEnded() {
    if (isOver_)
        return;
    read(); // what came together with the end
    if (isOver_)
        return;
    isOver_ = true;
    if (saidBye_) {
        end_.kind = HostEnd::Kind::saidBye;
    } else {
        const QString words = lastLine(process_->readAllStandardError());
        const bool crashed = process_->exitStatus() == QProcess::CrashExit;
        end_.kind = crashed ? HostEnd::Kind::crashed : HostEnd::Kind::vanished;
        end_.detail = crashed ? tr("signal %1").arg(process_->exitCode()) : tr("exit code %1").arg(process_->exitCode());
        if (!words.isEmpty())
            end_.detail += QStringLiteral(": ") + words;
    }
    emit ended(end_);
}

} // namespace poolscope::ui
