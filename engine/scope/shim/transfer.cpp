// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/shim/transfer.h"

#include "engine/scope/shim/channel_table.h"

#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::shim {

namespace {

std::size_t size_of(Pieces pieces) {
    std::size_t size = 0;
    for (std::size_t index = 0; index < pieces.count; ++index)
        size += pieces.first[index].iov_len;
    return size;
}

// "pipe:[4711]", as /proc shows it.
std::size_t name_of(const ChannelIdentity &identity, char (&name)[48]) {
    const char *label = identity.kind == ChannelKind::pipe ? "pipe:[" : "socket:[";
    char digits[20];
    std::size_t size = std::strlen(label), count = 0;
    std::memcpy(name, label, size);
    std::uint64_t number = identity.inode;
    do
        digits[count++] = static_cast<char>('0' + number % 10);
    while ((number /= 10) != 0);
    while (count != 0)
        name[size++] = digits[--count];
    name[size++] = ']';
    return size;
}

void tell_channel(Telling &telling, Channel &channel, Direction direction) {
    bool &is_told = direction == Direction::read ? channel.is_reading_told : channel.is_writing_told;
    if (is_told)
        return;
    const ChannelIdentity &identity = channel.identity;
    if (identity.is_to_come) {
        telling.event(EventKind::channel_created, identity.writes, 0, 0, nullptr, 0, Certainty::inferred);
        is_told = true;
        return;
    }
    const ObjectId id = direction == Direction::read ? identity.reads : identity.writes;
    char name[48];
    const bool is_whole_told = identity.kind != ChannelKind::socket && (channel.is_reading_told || channel.is_writing_told);
    const ObjectId first = identity.kind == ChannelKind::duplex_pipe ? id & ~ObjectId{1} : id;
    if (!is_whole_told)
        telling.event(EventKind::channel_created, first,
                      static_cast<std::int64_t>(identity.kind) | static_cast<std::int64_t>(Carrier::descriptor) << 8, identity.capacity,
                      name, name_of(identity, name), Certainty::inferred);
    telling.event(EventKind::channel_opened, id, static_cast<std::int64_t>(direction));
    if (const ObjectId before = direction == Direction::read ? identity.read_before : identity.written_before; before != 0)
        telling.event(EventKind::channel_created, before, 0, static_cast<std::int64_t>(id), nullptr, 0, Certainty::inferred);
    is_told = true;
}

void tell_torn(Telling &telling, ObjectId id, Direction direction, const PassingMessage &message) {
    telling.event(EventKind::message_torn, id, static_cast<std::int64_t>(direction), static_cast<std::int64_t>(message.size), nullptr, 0,
                  Certainty::heuristic);
}

void tell_sent(Telling &telling, ObjectId id, const PassingMessage &message) {
    if (message.is_torn)
        return tell_torn(telling, id, Direction::write, message);
    const std::size_t size = size_without_key(message.preview, message.preview_size);
    telling.event(EventKind::message_sent, id, message.number, static_cast<std::int64_t>(message.size), message.preview, size,
                  message.is_framed ? Certainty::observed : Certainty::inferred, message.is_cut || size < message.preview_size);
}

} // namespace

Sending::Sending(int fd, Pieces pieces) : fd_(fd), pieces_(pieces) {
    begin();
}

Sending::Sending(int fd, const void *bytes, std::size_t size) : fd_(fd), single_{const_cast<void *>(bytes), size} {
    pieces_ = {&single_, 1};
    begin();
}

void Sending::begin() {
    Telling telling;
    if (!telling)
        return;
    key_ = channel_behind(fd_);
    if (key_ == 0)
        return;
    asked_ = size_of(pieces_);
    if (LockedChannel channel(fd_, key_); channel) {
        tell_channel(telling, *channel.operator->(), Direction::write);
        before_ = channel->writer;
        told_of_ = channel->identity.writes;
        channel->writer.write(pieces_, asked_, asked_,
                              [&](const PassingMessage &message) { tell_sent(telling, channel->identity.writes, message); });
    } else {
        key_ = 0;
    }
}

ssize_t Sending::done(ssize_t result) {
    const std::size_t moved = result > 0 ? static_cast<std::size_t>(result) : 0;
    if (key_ != 0 && moved < asked_) [[unlikely]]
        take_back(moved);
    return result;
}

void Sending::take_back(std::size_t moved) {
    Telling telling;
    LockedChannel channel(fd_, key_);
    if (!telling || !channel)
        return;
    const ObjectId id = told_of_;
    channel->writer = before_.after_short_write(
        pieces_, asked_, moved,
        [&](const PassingMessage &message) {
            telling.event(EventKind::message_dropped, id, message.number, static_cast<std::int64_t>(message.size));
        },
        [&](const PassingMessage &message) { tell_sent(telling, id, message); });
}

Receiving::Receiving(int fd, Pieces pieces, Blocking blocking) : fd_(fd), pieces_(pieces) {
    begin(blocking);
}

Receiving::Receiving(int fd, void *bytes, std::size_t size, Blocking blocking) : fd_(fd), single_{bytes, size} {
    pieces_ = {&single_, 1};
    begin(blocking);
}

void Receiving::begin(Blocking blocking) {
    Telling telling;
    if (!telling)
        return;
    key_ = channel_behind(fd_);
    asked_ = size_of(pieces_);
    is_to_come_ = is_channel_to_come(fd_);
    if (key_ == 0 || is_to_come_)
        return;
    LockedChannel channel(fd_, key_);
    if (!channel) {
        key_ = 0;
        return;
    }
    tell_channel(telling, *channel.operator->(), Direction::read);
    // The rest of a message that has begun is on its way.
    if (blocking == Blocking::no || channel->reader.is_within_message())
        return;
    int waiting = 0;
    if (::syscall(SYS_ioctl, fd_, FIONREAD, &waiting) == 0 && waiting == 0) {
        waits_for_ = channel->identity.reads;
        telling.event(EventKind::wait_begin, waits_for_, static_cast<std::int64_t>(WaitKind::receive));
    }
}

// What came over a connection shows that the other side has accepted it meanwhile.
bool Receiving::find_accepted(Telling &telling) {
    key_ = channel_behind(fd_);
    if (LockedChannel channel(fd_, key_); key_ != 0 && channel && !channel->identity.is_to_come) {
        tell_channel(telling, *channel.operator->(), Direction::read);
        return true;
    }
    return false;
}

ssize_t Receiving::done(ssize_t result) {
    if ((key_ == 0 && !is_to_come_) || (result <= 0 && waits_for_ == 0))
        return result;
    Telling telling;
    if (!telling || (is_to_come_ && !find_accepted(telling)))
        return result;
    if (waits_for_ != 0)
        telling.event(EventKind::wait_end, waits_for_, static_cast<std::int64_t>(WaitKind::receive));
    if (result > 0) {
        if (LockedChannel channel(fd_, key_); channel)
            channel->reader.read(pieces_, asked_, static_cast<std::size_t>(result), channel->beginning, [&](const PassingMessage &message) {
                if (message.is_torn)
                    return tell_torn(telling, channel->identity.reads, Direction::read, message);
                telling.event(EventKind::message_received, channel->identity.reads, message.number,
                              static_cast<std::int64_t>(message.size), nullptr, 0,
                              message.is_framed ? Certainty::observed : Certainty::inferred);
            });
    }
    return result;
}

} // namespace poolscope::shim
