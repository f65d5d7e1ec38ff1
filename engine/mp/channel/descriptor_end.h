// SPDX-License-Identifier: Apache-2.0
#pragma once

// The compatible carrier: a pipe or socket with CPython's framing on it. Nothing is read ahead, so that another process
// that holds the same end finds the next message whole.

#include "engine/core/wire/framing.h"
#include "engine/mp/channel/connection_end.h"

namespace poolscope {

class DescriptorEnd final : public ConnectionEnd {
public:
    DescriptorEnd(UniqueFd fd, Direction direction, ObjectId outgoing, ObjectId incoming);
    ~DescriptorEnd() override { close(); }

    bool is_closed() const override { return !fd_; }
    Carrier carrier() const override { return Carrier::descriptor; }
    int descriptor() const override { return fd_.get(); }
    bool arm() override { return frame_.header.size != 0; }
    std::vector<int> descriptors() const override { return {fd_.get()}; }
    void give_back() override { held_.clear(); }

private:
    struct PartialFrame { // what has been read of the next message
        FrameHeader header;
        std::optional<std::size_t> size; // of the body, once the header is whole
        std::string body;
    };

    Status do_send(Parcel parcel, Deadline deadline) override;
    Result<ReceivedParcel> do_receive(std::size_t maximum, Deadline deadline) override;
    Result<Placed> do_receive_into(std::span<char> into, Deadline deadline) override;
    Result<std::span<char>> do_lend(std::size_t size, Deadline deadline) override;
    Status do_send_lent(std::size_t size, Deadline deadline) override;
    Result<std::string_view> do_receive_in_place(Deadline deadline) override;
    Result<bool> do_poll(Deadline deadline) override;
    void do_close() override { fd_.reset(); }

    Result<std::size_t> write_some(std::string_view header, std::string_view body, Deadline deadline);
    Status read_header(std::size_t maximum, Deadline deadline);
    Status read_body(Deadline deadline);
    // At least one byte, at most `size`.
    Result<std::size_t> read_some(char *into, std::size_t size, Deadline deadline);

    UniqueFd fd_;
    bool is_socket_ = false;
    PartialFrame frame_;
    std::string lent_, held_;
};

} // namespace poolscope
