// SPDX-License-Identifier: Apache-2.0
#pragma once

// Descriptors that travel with the arguments of a process being started (Python: popen's DupFd). While arguments are
// encoded, engine objects add their descriptors and write the index; while a child decodes them, they take theirs. At
// any other time such objects refuse: they are shared through inheritance only.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/telemetry/event.h"
#include "engine/core/wire/pickle/codec.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolscope {

namespace detail {
std::optional<Error> &encoding_refusal(); // of the calling thread
}

// For its lifetime, encoding in this thread is for a process about to start. Descriptors stay their objects'.
class OutgoingDescriptors {
public:
    explicit OutgoingDescriptors(StartMethod method);
    ~OutgoingDescriptors();
    OutgoingDescriptors(const OutgoingDescriptors &) = delete;
    OutgoingDescriptors &operator=(const OutgoingDescriptors &) = delete;

    const std::vector<int> &fds() const { return fds_; }
    StartMethod start_method() const { return method_; }
    // Null when no process is being started by this thread.
    static OutgoingDescriptors *current();
    // The index under which the child finds it.
    int add(int fd);

private:
    StartMethod method_;
    std::vector<int> fds_;
    OutgoingDescriptors *outer_;
};

// For its lifetime, decoding in this thread is for the arguments of this very process.
class IncomingDescriptors {
public:
    explicit IncomingDescriptors(std::vector<UniqueFd> fds);
    ~IncomingDescriptors();
    IncomingDescriptors(const IncomingDescriptors &) = delete;
    IncomingDescriptors &operator=(const IncomingDescriptors &) = delete;

    static IncomingDescriptors *current();
    Result<UniqueFd> take(std::int64_t index);

private:
    std::vector<UniqueFd> fds_;
    IncomingDescriptors *outer_;
};

// Says, while this thread encodes, that an object cannot go where it is being sent; encode_for_transfer gives it back.
void refuse_encoding(Error reason);
// The refusal of an object that is encoded while no process is being started, with Python's words.
Error only_through_inheritance(std::string_view what);
// The refusal of an object that was made for fork and is given to another kind of child.
Error only_for_fork(std::string_view what, StartMethod asked);

// The pickle of a value, or why some object in it refused.
template <class T> Result<std::string> encode_for_transfer(const T &value) {
    detail::encoding_refusal().reset();
    std::string bytes = encode(value);
    if (auto &refusal = detail::encoding_refusal())
        return tl::unexpected(*std::exchange(refusal, std::nullopt));
    return bytes;
}

} // namespace poolscope
