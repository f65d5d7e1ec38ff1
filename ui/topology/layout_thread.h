// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs layOut() beside the GUI thread, one request at a time; of those that wait only the newest is kept. Ends with its owner.

#include "ui/topology/graph_layout.h"

#include <QObject>
#include <QThread>

#include <optional>

namespace poolscope::ui {

class LayoutThread : public QObject {
    Q_OBJECT
public:
    explicit LayoutThread(QObject *parent = nullptr);
    ~LayoutThread() override;

    // `ticket` comes back with the answer.
    void request(LayoutRequest request, int ticket);
    bool isBusy() const { return busy_; }

signals:
    void ready(int ticket, const poolscope::ui::Layout &layout);
    void failed(const poolscope::Error &error);

private:
    void start(LayoutRequest request, int ticket);
    void finish(int ticket, const Result<Layout> &layout);

    QThread thread_;
    QObject *worker_; // lives in thread_
    bool busy_ = false;
    std::optional<std::pair<LayoutRequest, int>> next_;
};

} // namespace poolscope::ui
