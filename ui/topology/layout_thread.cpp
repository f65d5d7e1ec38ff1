// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/layout_thread.h"

namespace poolscope::ui {

LayoutThread::LayoutThread(QObject *parent) : QObject(parent), worker_(new QObject) {
    thread_.setObjectName(QStringLiteral("layout"));
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
}

LayoutThread::~LayoutThread() {
    thread_.quit();
    thread_.wait();
    if (!thread_.isFinished())
        delete worker_; // the thread never ran
}

void LayoutThread::request(LayoutRequest request, int ticket) {
    if (busy_)
        next_.emplace(std::move(request), ticket);
    else
        start(std::move(request), ticket);
}

void LayoutThread::start(LayoutRequest request, int ticket) {
    busy_ = true;
    if (!thread_.isRunning())
        thread_.start(QThread::LowPriority);
    QMetaObject::invokeMethod(worker_, [this, request = std::move(request), ticket] {
        auto layout = layOut(request);
        // Dropped with this object when it is gone by then.
        QMetaObject::invokeMethod(this, [this, ticket, layout = std::move(layout)] { finish(ticket, layout); });
    });
}

void LayoutThread::finish(int ticket, const Result<Layout> &layout) {
    busy_ = false;
    if (next_) {
        auto [request, newer] = *std::exchange(next_, std::nullopt);
        start(std::move(request), newer);
    }
    if (layout)
        emit ready(ticket, *layout);
    else
        emit failed(layout.error());
}

} // namespace poolscope::ui
