// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/other_session.h"

#include "ui/shared/sentences.h"

#include <QFileInfo>

namespace poolscope::ui {

OtherSession::~OtherSession() {
    cancel();
}

void OtherSession::cancel() {
    if (!thread_.joinable())
        return;
    *cancelled_ = true;
    thread_.join(); // it is within one block at most
}

void OtherSession::read(const QString &path) {
    cancel();
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    // Told in the GUI thread, unless another reading has begun by then.
    const auto tell = [this, mine = cancelled_](auto action) {
        QMetaObject::invokeMethod(this, [mine, action] {
            if (!*mine)
                action();
        }, Qt::QueuedConnection);
    };
    thread_ = std::thread([this, path, tell, cancelled = cancelled_] {
        const auto recorded = compare::recorded_facts_of(path.toLocal8Bit().toStdString(), [&cancelled] { return !*cancelled; });
        if (!recorded)
            return tell([this, sentence = errorSentence(recorded.error())] { emit failed(sentence); });
        tell([this, recorded = *recorded, name = QFileInfo(path).fileName()] {
            emit isRead(name, recorded.facts, recorded.is_whole ? QString() : tr("%1 was cut short or is damaged: what could be read of it is compared.").arg(name));
        });
    });
}

} // namespace poolscope::ui
