// SPDX-License-Identifier: Apache-2.0
#pragma once

// One end of a pipe: a descriptor with CPython's framing on it, the compatible carrier. Python can be at the other end.
// As in Python there is no lock: two threads or processes on one end may garble its stream.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/telemetry/event.h"

#include <memory>
#include <string>
#include <string_view>

namespace poolscope {

class ConnectionEnd {
public:
    // Invalid channel ids: nothing is told about it.
    ConnectionEnd(UniqueFd fd, Direction direction, ObjectId outgoing, ObjectId incoming);
    ~ConnectionEnd();

    // One message. os with EPIPE when the peer is gone, closed, wrong_state for an end that cannot write.
    Status send_bytes(std::string_view bytes, Deadline deadline);
    // The next message. end_of_file when the peer is gone, truncated when it went in the middle, too_large above
    // `maximum`, malformed for a length that cannot be, timed_out: then the stream has lost its border if a part was read.
    Result<std::string> recv_bytes(std::size_t maximum, Deadline deadline);
    // Data, or the end of it, can be read now.
    Result<bool> poll(Deadline deadline);
    void close();

    bool is_closed() const { return !fd_; }
    bool can_read() const { return (static_cast<int>(direction_) & static_cast<int>(Direction::read)) != 0; }
    bool can_write() const { return (static_cast<int>(direction_) & static_cast<int>(Direction::write)) != 0; }
    Direction direction() const { return direction_; }
    int fd() const { return fd_.get(); }
    ObjectId outgoing() const { return outgoing_; }
    ObjectId incoming() const { return incoming_; }

private:
    Status check(Direction wanted, std::string_view operation) const;
    Status read_exactly(char *into, std::size_t size, Deadline deadline, std::size_t &done);
    void announce();

    UniqueFd fd_;
    Direction direction_;
    ObjectId outgoing_, incoming_;
    unsigned announced_ = 0;
};

struct ConnectionPair {
    std::shared_ptr<ConnectionEnd> first;
    std::shared_ptr<ConnectionEnd> second;
};
enum class Duplex { no, yes };
// Duplex: a Unix socket pair. One-way: an OS pipe, the first end reads, the second writes.
Result<ConnectionPair> make_connection_pair(Duplex duplex);

} // namespace poolscope
