// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/session_export.h"

#include "engine/core/recording/recording.h"
#include "ui/shared/sentences.h"

namespace poolscope::ui {
namespace {

// How the work is shared out, in percent.
constexpr int savedPercent = 30, readPercent = 70;

QString copyIn(const QTemporaryDir &folder) {
    return folder.filePath(QStringLiteral("session.poolscope"));
}

} // namespace

SessionExport::SessionExport(const Session &session, QObject *parent)
    : QObject(parent), session_(session), saver_(session), folder_(std::make_shared<QTemporaryDir>()) {
    connect(&saver_, &RecordingSaver::progressed, this, [this](double part) { tellProgress(int(part * savedPercent)); });
    connect(&saver_, &RecordingSaver::finished, this, [this](const QString &problem) {
        if (problem.isEmpty())
            makeExport();
        else
            end(problem);
    });
}

SessionExport::~SessionExport() {
    *cancelled_ = true;
    if (thread_.joinable())
        thread_.join();
}

void SessionExport::write(const QString &path, exporting::Format format, Contents contents) {
    path_ = path;
    format_ = format;
    tellProgress(0);
    if (folder_->isValid())
        return saver_.save(copyIn(*folder_), contents);
    QMetaObject::invokeMethod(this, [this, reason = folder_->errorString()] { end(reason); }, Qt::QueuedConnection);
}

void SessionExport::cancel() {
    *cancelled_ = true;
    saver_.cancel();
    if (!thread_.joinable())
        deleteLater();
}

void SessionExport::end(const QString &problem) {
    if (!*cancelled_)
        emit finished(problem);
    deleteLater();
}

void SessionExport::tellProgress(int percent) {
    if (percent == told_)
        return;
    told_ = percent;
    emit progressed(percent);
}

void SessionExport::makeExport() {
    // What is still in the queue when this is deleted goes with it.
    const auto tell = [this](auto action) { QMetaObject::invokeMethod(this, action, Qt::QueuedConnection); };
    thread_ = std::thread([this, tell, folder = folder_, cancelled = cancelled_, path = path_.toLocal8Bit().toStdString(), format = format_] {
        const auto finish = [&](const Status &status) { tell([this, problem = status ? QString() : errorSentence(status.error())] { end(problem); }); };
        auto reader = telemetry::RecordingReader::open(copyIn(*folder).toLocal8Bit().toStdString());
        if (!reader)
            return finish(Failure(reader.error()));
        state::History history;
        for (std::size_t block = 0; block < reader->blocks() && !*cancelled; ++block) {
            auto events = reader->read_block(block);
            if (!events)
                return finish(Failure(events.error()));
            history.append(*std::move(events));
            const int percent = savedPercent + int((readPercent - savedPercent) * (block + 1) / reader->blocks());
            tell([this, percent] {
                if (!*cancelled_)
                    tellProgress(percent);
            });
        }
        finish(*cancelled ? Status() : exporting::write(history, format, path, [&] { return !*cancelled; }));
    });
}

} // namespace poolscope::ui
