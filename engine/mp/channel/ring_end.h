// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fast carrier: an end of a pipe in shared memory, a ring for each direction that it has. Engine processes only.

#include "engine/mp/channel/connection_end.h"
#include "engine/mp/channel/message_ring.h"

namespace poolscope {

class RingEnd final : public ConnectionEnd {
public:
    static Result<ConnectionPair> make_pair(Duplex duplex, ObjectId id);
    static Result<std::shared_ptr<ConnectionEnd>> attach(std::vector<UniqueFd> descriptors, Direction direction, ObjectId outgoing, ObjectId incoming);
    // Either ring may be missing: this end does not go that way.
    RingEnd(std::unique_ptr<MessageRing> in, std::unique_ptr<MessageRing> out, ObjectId outgoing, ObjectId incoming);
    ~RingEnd() override { close(); }

    bool is_closed() const override { return !in_ && !out_; }
    Carrier carrier() const override { return Carrier::shared_memory; }
    // As of a pipe: one to read from, unless it can only be written to.
    int descriptor() const override { return in_ ? in_->bell().hearing_fd() : out_->bell().ringing_fd(); }
    bool arm() override { return in_ && in_->arm(); }
    std::vector<int> descriptors() const override;
    void give_back() override;

private:
    Status do_send(Parcel parcel, Deadline deadline) override;
    Result<ReceivedParcel> do_receive(std::size_t maximum, Deadline deadline) override;
    Result<Placed> do_receive_into(std::span<char> into, Deadline deadline) override;
    Result<std::span<char>> do_lend(std::size_t size, Deadline deadline) override;
    Status do_send_lent(std::size_t size, Deadline deadline) override;
    Result<std::string_view> do_receive_in_place(Deadline deadline) override;
    Result<bool> do_poll(Deadline deadline) override;
    void do_close() override;

    std::unique_ptr<MessageRing> in_, out_;
    std::string lent_, held_; // for what does not fit into a ring in one piece, or is no plain bytes
};

} // namespace poolscope
