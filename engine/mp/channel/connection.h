// SPDX-License-Identifier: Apache-2.0
#pragma once

// An end of a pipe as programs use it (Python: multiprocessing.connection.Connection). A handle: copies mean the same end,
// which closes with the last of them. On the compatible carrier values are pickles, so Python can be at the other end.
// Calls throw as Python does; the try_ forms give Results. May be sent through queues and pipes, too.

#include "engine/core/base/exception.h"
#include "engine/mp/channel/connection_end.h"
#include "engine/mp/channel/loan.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace poolscope {

class Connection {
public:
    Connection() = default;
    explicit Connection(std::shared_ptr<ConnectionEnd> end) : end_(std::move(end)) {}
    // Around a descriptor, which it owns from now on. ValueError for a negative one, and for neither readable nor writable.
    explicit Connection(int handle, bool readable = true, bool writable = true);

    template <Encodable T> Status try_send(const T &value, Deadline deadline = Deadline::never()) {
        if (end_->carrier() == Carrier::shared_memory)
            return parcel::with(value, [&](Parcel parcel) { return end_->send(parcel, deadline); });
        POOLSCOPE_ASSIGN(const std::string bytes, encode_for_transfer(value));
        return end_->send({ParcelKind::pickle, bytes}, deadline);
    }
    template <class T = Value> Result<T> try_recv(Deadline deadline = Deadline::never()) {
        POOLSCOPE_ASSIGN(ReceivedParcel received, end_->receive(largest_message, deadline));
        return parcel::read<T>(std::move(received));
    }

    // BrokenPipeError when the peer is gone. A value that cannot be encoded does not compile.
    template <Encodable T> void send(const T &value) { unwrap(try_send(value)); }
    void send(std::string_view text) { send(std::string(text)); }
    // TimeoutError when it was not taken in time. If a part of it was, this end can send no more.
    template <Encodable T> void send(const T &value, Seconds timeout) { unwrap(try_send(value, Deadline::after(timeout))); }
    // EOFError when the peer is gone; UnpicklingError or TypeError for bytes that are not a T, which are consumed.
    template <class T = Value> T recv() { return unwrap(try_recv<T>()); }
    // TimeoutError when no whole message came in time; what came of it is kept for the next call.
    template <class T = Value> T recv(Seconds timeout) { return unwrap(try_recv<T>(Deadline::after(timeout))); }

    void send_bytes(std::string_view bytes) { unwrap(end_->send({ParcelKind::pickle, bytes}, Deadline::never())); }
    // ValueError for an offset or size outside of the buffer.
    void send_bytes(std::string_view buffer, std::ptrdiff_t offset, std::optional<std::ptrdiff_t> size = std::nullopt);
    // OSError for a longer message than that: then nothing more can be received here.
    std::string recv_bytes(std::optional<std::ptrdiff_t> maximum = std::nullopt);
    // The number of bytes. BufferTooShort, with the whole message, when it does not fit behind the offset.
    std::size_t recv_bytes_into(std::span<char> buffer, std::ptrdiff_t offset = 0);

    // Room for a message of that many bytes, which is filled and sent. On shared memory nothing is copied.
    Loan loan(std::size_t size) { return Loan(end_, unwrap(end_->lend(size, Deadline::never()))); }
    // The bytes of the next message, where they lie.
    LoanedMessage recv_loan() { return LoanedMessage(end_, unwrap(end_->receive_in_place(Deadline::never()))); }

    // True when a message, a part of one, or the end of the stream can be read. Nothing waits for ever.
    bool poll(std::optional<Seconds> timeout = Seconds(0)) { return unwrap(end_->poll(Deadline::from(timeout))); }
    void close() { end_->close(); }
    bool closed() const { return end_->is_closed(); }
    bool readable() const { return end_->can_read(); }
    bool writable() const { return end_->can_write(); }
    Carrier carrier() const { return end_->carrier(); }
    // OSError when closed. On shared memory a descriptor for wait() alone.
    int fileno() const;

    ConnectionEnd &end() const { return *end_; }
    const std::shared_ptr<ConnectionEnd> &shared() const { return end_; }

    // Whether both are the same object, not another end of the same pipe.
    bool operator==(const Connection &) const = default;

private:
    std::shared_ptr<ConnectionEnd> end_;
};

template <> struct Codec<Connection> {
    static void write(PickleWriter &writer, const Connection &connection);
    static Result<Connection> read(const Value &value);
};

} // namespace poolscope
