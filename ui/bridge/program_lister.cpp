// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/program_lister.h"

#include "ui/bridge/host_reports.h"
#include "ui/shared/sentences.h"

namespace poolscope::ui {
namespace {

constexpr int pauseMilliseconds = 1500; // between an answer and the next question

} // namespace

ProgramLister::ProgramLister(QString hostProgram, QObject *parent) : QObject(parent), hostProgram_(std::move(hostProgram)) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ProgramLister::ask);
}

ProgramLister::~ProgramLister() = default;

void ProgramLister::start() {
    if (host_)
        return;
    host_ = std::make_unique<HostSession>(hostProgram_);
    connect(host_.get(), &HostSession::ended, this, [this](const HostEnd &end) {
        if (end.isFailure())
            emit failed(end.sentence());
    });
    host_->start();
    ask();
}

void ProgramLister::stop() {
    timer_.stop();
    host_.reset();
}

void ProgramLister::ask() {
    host_->send(host::ListPrograms{}, [this](const Result<std::string> &answer) {
        auto programs = answer ? readPrograms(*answer) : tl::unexpected(answer.error());
        if (programs && !listsEveryProcess_)
            std::erase_if(*programs, &RunningProgram::isMinor);
        if (programs)
            emit listed(*programs);
        else
            emit failed(errorSentence(programs.error()));
        timer_.start(pauseMilliseconds);
    });
}

} // namespace poolscope::ui
