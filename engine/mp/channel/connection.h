// SPDX-License-Identifier: Apache-2.0
#pragma once

// An end of a pipe as programs use it (Python: multiprocessing.connection.Connection). A handle: copies mean the same end.
// Values are pickles, so Python can be at the other end. Calls throw as Python does; the try_ forms give Results.

#include "engine/core/base/exception.h"
#include "engine/core/wire/codec.h"
#include "engine/core/wire/framing.h"
#include "engine/mp/channel/connection_end.h"
#include "engine/mp/process/inheritance.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

class Connection {
public:
    Connection() = default;
    explicit Connection(std::shared_ptr<ConnectionEnd> end) : end_(std::move(end)) {}

    template <Encodable T> Status try_send(const T &value, Deadline deadline = Deadline::never()) {
        POOLSCOPE_ASSIGN(const std::string bytes, encode_for_transfer(value));
        return end_->send_bytes(bytes, deadline);
    }
    template <class T = Value> Result<T> try_recv(Deadline deadline = Deadline::never()) {
        POOLSCOPE_ASSIGN(const std::string bytes, end_->recv_bytes(default_maximum_message, deadline));
        return decode<T>(bytes);
    }

    // BrokenPipeError when the peer is gone. A value that cannot be encoded does not compile.
    template <Encodable T> void send(const T &value) { unwrap(try_send(value)); }
    // EOFError when the peer is gone; UnpicklingError or TypeError for bytes that are not a T, which are consumed.
    template <class T = Value> T recv() { return unwrap(try_recv<T>()); }
    // TimeoutError when nothing came in time: the deadline covers the whole message.
    template <class T = Value> T recv(Seconds timeout) { return unwrap(try_recv<T>(Deadline::after(timeout))); }
    void send_bytes(std::string_view bytes) { unwrap(end_->send_bytes(bytes, Deadline::never())); }
    // ValueError for an offset or size outside of the buffer.
    void send_bytes(std::string_view buffer, std::ptrdiff_t offset, std::optional<std::ptrdiff_t> size = std::nullopt);
    std::string recv_bytes(std::optional<std::ptrdiff_t> maximum = std::nullopt);
    // True when a message, a part of one, or the end of the stream can be read.
    bool poll(std::optional<Seconds> timeout = Seconds(0)) { return unwrap(end_->poll(Deadline::from(timeout))); }
    void close() { end_->close(); }
    bool closed() const { return end_->is_closed(); }
    bool readable() const { return end_->can_read(); }
    bool writable() const { return end_->can_write(); }
    // OSError when closed.
    int fileno() const;

    ConnectionEnd &end() const { return *end_; }

private:
    std::shared_ptr<ConnectionEnd> end_;
};

// Those that can be read now (Python: multiprocessing.connection.wait): connections, sentinels, any descriptor.
std::vector<int> wait(const std::vector<int> &descriptors, std::optional<Seconds> timeout = std::nullopt);

template <> struct Codec<Connection> {
    static void write(PickleWriter &writer, const Connection &connection);
    static Result<Connection> read(const Value &value);
};

} // namespace poolscope
