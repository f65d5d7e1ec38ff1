// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reads the facts of another recording in a thread of its own. GUI thread.

#include "engine/scope/compare/session_facts.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <thread>

namespace poolscope::ui {

class OtherSession : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~OtherSession() override;

    // An earlier reading is given up.
    void read(const QString &path);
    void cancel();

signals:
    // `sentence` tells what the file lacks, and is empty when it is whole.
    void isRead(const QString &name, const poolscope::compare::SessionFacts &facts, const QString &sentence);
    void failed(const QString &sentence);

private:
    std::shared_ptr<std::atomic<bool>> cancelled_;
    std::thread thread_;
};

} // namespace poolscope::ui
