// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/ring_end.h"

#include <cstring>
#include <utility>

namespace poolscope {

namespace {
Direction direction_of(const std::unique_ptr<MessageRing> &in, const std::unique_ptr<MessageRing> &out) {
    return static_cast<Direction>((in ? static_cast<int>(Direction::read) : 0) | (out ? static_cast<int>(Direction::write) : 0));
}
} // namespace

RingEnd::RingEnd(std::unique_ptr<MessageRing> in, std::unique_ptr<MessageRing> out, ObjectId outgoing, ObjectId incoming)
    : ConnectionEnd(direction_of(in, out), outgoing, incoming), in_(std::move(in)), out_(std::move(out)) {
    if (in_)
        in_->set_channel(incoming);
    if (out_)
        out_->set_channel(outgoing);
}

Result<ConnectionPair> RingEnd::make_pair(Duplex duplex, ObjectId id) {
    POOLSCOPE_ASSIGN(MessageRing::Pair there, MessageRing::create());
    if (duplex == Duplex::no)
        return ConnectionPair{std::make_shared<RingEnd>(std::move(there.reader), nullptr, 0, id),
                              std::make_shared<RingEnd>(nullptr, std::move(there.writer), id, 0)};
    POOLSCOPE_ASSIGN(MessageRing::Pair back, MessageRing::create());
    return ConnectionPair{std::make_shared<RingEnd>(std::move(back.reader), std::move(there.writer), id, id | 1),
                          std::make_shared<RingEnd>(std::move(there.reader), std::move(back.writer), id | 1, id)};
}

std::vector<int> RingEnd::descriptors() const {
    std::vector<int> fds;
    for (const auto *ring : {in_.get(), out_.get()})
        if (ring != nullptr)
            fds.insert(fds.end(), {ring->memory_fd(), ring->bell().hearing_fd(), ring->bell().ringing_fd()});
    return fds;
}

Result<std::shared_ptr<ConnectionEnd>> RingEnd::attach(std::vector<UniqueFd> fds, Direction direction, ObjectId outgoing, ObjectId incoming) {
    constexpr std::size_t of_a_ring = 3;
    if (fds.size() != (direction == Direction::both ? 2 * of_a_ring : of_a_ring))
        return failure(ErrorCode::malformed, "decode", "a connection without its memory");
    const auto attach_at = [&fds](MessageRing::Side side, std::size_t at) {
        return MessageRing::attach(side, std::move(fds[at]), RingBell(std::move(fds[at + 1]), std::move(fds[at + 2])));
    };
    std::unique_ptr<MessageRing> in, out;
    if (direction != Direction::write) {
        POOLSCOPE_ASSIGN(in, attach_at(MessageRing::Side::reader, 0));
    }
    if (direction != Direction::read) {
        POOLSCOPE_ASSIGN(out, attach_at(MessageRing::Side::writer, fds.size() - of_a_ring));
    }
    return std::make_shared<RingEnd>(std::move(in), std::move(out), outgoing, incoming);
}

Status RingEnd::do_send(Parcel parcel, Deadline deadline) {
    bool is_cut = false;
    Status sent = out_->send(parcel, deadline, is_cut);
    if (is_cut) { // the peer could not tell where the next message begins: it sees the end
        out_.reset();
        stop_writing();
    }
    return sent;
}

Result<ReceivedParcel> RingEnd::do_receive(std::size_t maximum, Deadline deadline) {
    auto received = in_->receive(maximum, deadline);
    if (!received && received.error().code == ErrorCode::too_large)
        stop_reading();
    return received;
}

Result<ConnectionEnd::Placed> RingEnd::do_receive_into(std::span<char> into, Deadline deadline) {
    auto lying = in_->at_hand();
    if (!lying) [[unlikely]] {
        POOLSCOPE_ASSIGN(lying, in_->receive_in_place(deadline));
    }
    if (lying && lying->kind == ParcelKind::pickle && lying->bytes.size() <= into.size()) [[likely]] {
        std::memcpy(into.data(), lying->bytes.data(), lying->bytes.size());
        in_->give_back();
        return Result<Placed>(tl::in_place, lying->bytes.size());
    }
    if (!lying && deadline.is_never()) {
        POOLSCOPE_ASSIGN(const auto size, in_->receive_into(into));
        if (size)
            return Placed(*size);
    }
    POOLSCOPE_ASSIGN(ReceivedParcel received, in_->receive(largest_message, deadline));
    std::string bytes = received.kind == ParcelKind::pickle ? std::move(received.bytes) : parcel::to_pickle({received.kind, received.bytes});
    if (bytes.size() > into.size())
        return Placed(bytes.size(), std::move(bytes));
    std::memcpy(into.data(), bytes.data(), bytes.size());
    return Placed(bytes.size());
}

Result<std::span<char>> RingEnd::do_lend(std::size_t size, Deadline deadline) {
    lent_.clear();
    if (size <= MessageRing::largest_piece)
        return out_->lend(size, deadline);
    lent_.resize(size);
    return std::span(lent_);
}

Status RingEnd::do_send_lent(std::size_t size, Deadline deadline) {
    return lent_.empty() ? out_->publish_lent(size) : do_send({ParcelKind::pickle, std::string_view(lent_).substr(0, size)}, deadline);
}

Result<std::string_view> RingEnd::do_receive_in_place(Deadline deadline) {
    POOLSCOPE_ASSIGN(const auto lying, in_->receive_in_place(deadline));
    if (lying && lying->kind == ParcelKind::pickle)
        return lying->bytes;
    POOLSCOPE_ASSIGN(ReceivedParcel received, in_->receive(largest_message, deadline));
    held_ = received.kind == ParcelKind::pickle ? std::move(received.bytes) : parcel::to_pickle({received.kind, received.bytes});
    return held_;
}

void RingEnd::give_back() {
    held_.clear();
    if (in_)
        in_->give_back();
}

Result<bool> RingEnd::do_poll(Deadline deadline) {
    return in_->wait_readable(deadline);
}

void RingEnd::do_close() {
    in_.reset();
    out_.reset();
}

} // namespace poolscope
