// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/inheritance.h"

#include <fmt/format.h>

namespace poolscope {

namespace {
thread_local OutgoingDescriptors *outgoing = nullptr;
thread_local IncomingDescriptors *incoming = nullptr;
} // namespace

OutgoingDescriptors::OutgoingDescriptors(StartMethod method) : method_(method), outer_(outgoing) {
    outgoing = this;
}

OutgoingDescriptors::~OutgoingDescriptors() {
    outgoing = outer_;
}

OutgoingDescriptors *OutgoingDescriptors::current() {
    return outgoing;
}

int OutgoingDescriptors::add(int fd) {
    fds_.push_back(fd);
    return static_cast<int>(fds_.size()) - 1;
}

IncomingDescriptors::IncomingDescriptors(std::vector<UniqueFd> fds) : fds_(std::move(fds)), outer_(incoming) {
    incoming = this;
}

IncomingDescriptors::~IncomingDescriptors() {
    incoming = outer_;
}

IncomingDescriptors *IncomingDescriptors::current() {
    return incoming;
}

Result<UniqueFd> IncomingDescriptors::take(std::int64_t index) {
    if (index < 0 || index >= static_cast<std::int64_t>(fds_.size()) || !fds_[static_cast<std::size_t>(index)])
        return failure(ErrorCode::malformed, "decode", fmt::format("descriptor {} of {} did not come along", index, fds_.size()));
    return std::move(fds_[static_cast<std::size_t>(index)]);
}

std::optional<Error> &detail::encoding_refusal() {
    thread_local std::optional<Error> refusal;
    return refusal;
}

void refuse_encoding(Error reason) {
    auto &refusal = detail::encoding_refusal();
    if (!refusal)
        refusal = std::move(reason);
}

Error only_for_fork(std::string_view what, StartMethod asked) {
    return Error{ErrorCode::not_shareable, 0, "encode",
                 fmt::format("A {} created in a fork context is being shared with a process in a {} context. This is not "
                             "supported. Please use the same context to create the {} and the process.",
                             what, to_string(asked), what)};
}

Error only_through_inheritance(std::string_view what) {
    return Error{ErrorCode::not_shareable, 0, "encode",
                 fmt::format("{} objects should only be shared between processes through inheritance: give it to the "
                             "process as an argument, do not send it through a queue or a pipe",
                             what)};
}

} // namespace poolscope
