// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/shown_recording.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSocketNotifier>
#include <QStandardPaths>

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace poolscope::ui {
namespace {

constexpr char activationVariable[] = "XDG_ACTIVATION_TOKEN";
constexpr std::size_t longestToken = 1024;

// Where the window that shows this file listens; empty where nobody sees windows, or the file is none. A file that was written
// anew is another one: what a window shows is not what is in it.
QByteArray placeFor(const QString &path) {
    const QFileInfo file(path);
    const QString platform = QGuiApplication::platformName(), folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (!file.isFile() || folder.isEmpty() || platform == QLatin1String("offscreen") || platform == QLatin1String("minimal"))
        return {};
    const QStringList what{platform, qEnvironmentVariable("DISPLAY"), qEnvironmentVariable("WAYLAND_DISPLAY"), file.canonicalFilePath(),
                           QString::number(file.lastModified().toMSecsSinceEpoch()), QString::number(file.size())};
    const QByteArray name = QCryptographicHash::hash(what.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Md5).toHex();
    return QFile::encodeName(folder + QStringLiteral("/poolscope-recording-")) + name;
}

struct Address {
    sockaddr_un name{};
    bool fits;

    explicit Address(const QByteArray &place) : fits(!place.isEmpty() && std::size_t(place.size()) < sizeof name.sun_path) {
        name.sun_family = AF_UNIX;
        if (fits)
            std::memcpy(name.sun_path, place.constData(), std::size_t(place.size()) + 1);
    }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&name); }
};

UniqueFd makeSocket() {
    return UniqueFd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

// Whether somebody listens there, who is asked then. Of a window that was killed only the name is left.
bool knock(const QByteArray &place) {
    const Address address(place);
    const UniqueFd socket = makeSocket();
    const QByteArray token = qgetenv(activationVariable).left(longestToken);
    return address.fits && socket && (::sendto(socket.get(), token.constData(), std::size_t(token.size()), 0, address.get(), sizeof address.name) >= 0 || errno == EAGAIN);
}

} // namespace

ShownRecording::ShownRecording(Seen seen) : seen_(seen) {}

ShownRecording::~ShownRecording() {
    stopListening();
}

bool ShownRecording::show(const QString &path) {
    const QByteArray place = seen_ == Seen::byPeople ? placeFor(path) : QByteArray();
    if (place.isEmpty() || place != place_) {
        if (knock(place))
            return false;
        stopListening();
        listen(place);
    }
    path_ = path;
    return true;
}

void ShownRecording::leave() {
    stopListening();
    path_.clear();
}

bool ShownRecording::bringToFront(const QString &path) {
    return knock(placeFor(path));
}

QString ShownRecording::elsewhereSentence(const QString &path) {
    return tr("%1 is shown by another window, which comes to the front.").arg(path);
}

// Where that cannot be the recording is shown all the same.
void ShownRecording::listen(const QByteArray &place) {
    const Address address(place);
    UniqueFd socket = makeSocket();
    if (!address.fits || !socket)
        return;
    ::unlink(place.constData());
    if (::bind(socket.get(), address.get(), sizeof address.name) != 0)
        return;
    place_ = place;
    socket_ = std::move(socket);
    notifier_ = std::make_unique<QSocketNotifier>(socket_.get(), QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, &ShownRecording::hear);
}

void ShownRecording::stopListening() {
    notifier_.reset();
    if (socket_)
        ::unlink(place_.constData());
    socket_.reset();
    place_.clear();
}

void ShownRecording::hear() {
    std::array<char, longestToken> token;
    if (const ssize_t size = ::recv(socket_.get(), token.data(), token.size(), 0); size >= 0)
        emit wantedInFront(QByteArray(token.data(), qsizetype(size)));
}

} // namespace poolscope::ui
