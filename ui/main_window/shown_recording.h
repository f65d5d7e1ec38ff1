// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The recording that a window shows: no second window of the same person on the same display shows the same file. Whoever wants to
// is led to the first one, which listens at a Unix socket named after the file as it is now, until it goes. GUI thread.

#include "engine/core/base/unique_fd.h"

#include <QObject>
#include <QString>

#include <memory>

class QSocketNotifier;

namespace poolscope::ui {

// A window of which only a picture is taken is nobody's way to a recording.
enum class Seen { byPeople, asPicture };

class ShownRecording : public QObject {
    Q_OBJECT
public:
    explicit ShownRecording(Seen seen);
    ~ShownRecording() override;

    // Of the file, empty when none is shown.
    const QString &path() const { return path_; }
    // False when another window shows that file: it comes to the front, and here all stays as it was.
    bool show(const QString &path);
    void leave();

    // The window that shows that file comes to the front; false when there is none.
    static bool bringToFront(const QString &path);
    // What is told where it was wanted.
    static QString elsewhereSentence(const QString &path);

signals:
    // `activation` is what lets a window take the keyboard, from whoever was clicked (XDG_ACTIVATION_TOKEN); often empty.
    void wantedInFront(const QByteArray &activation);

private:
    void listen(const QByteArray &place);
    void stopListening();
    void hear();

    Seen seen_;
    QString path_;
    QByteArray place_; // of the socket
    UniqueFd socket_;
    std::unique_ptr<QSocketNotifier> notifier_;
};

} // namespace poolscope::ui
