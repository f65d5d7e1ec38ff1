// SPDX-License-Identifier: Apache-2.0
#pragma once

// Messages without a copy: memory of the channel itself that is filled and sent, or read where it lies. One loan of each
// kind at a time for an end; on the compatible carrier the same calls copy.

#include "engine/core/base/exception.h"
#include "engine/mp/channel/connection_end.h"

#include <memory>
#include <span>
#include <string_view>

namespace poolscope {

// Not sent unless send() is called.
class Loan {
public:
    Loan(std::shared_ptr<ConnectionEnd> end, std::span<char> room) : end_(std::move(end)), room_(room) {}
    std::span<char> data() const { return room_; }
    // All of it, or the first `size` bytes. Once; the memory is the reader's then.
    void send() { send(room_.size()); }
    void send(std::size_t size);

private:
    std::shared_ptr<ConnectionEnd> end_;
    std::span<char> room_;
};

class LoanedMessage {
public:
    LoanedMessage(std::shared_ptr<ConnectionEnd> end, std::string_view bytes) : end_(std::move(end)), bytes_(bytes) {}
    LoanedMessage(LoanedMessage &&) = default;
    LoanedMessage &operator=(LoanedMessage &&) = delete;
    ~LoanedMessage() {
        if (end_)
            end_->give_back();
    }
    // Until this object goes, and not beyond.
    std::string_view bytes() const { return bytes_; }

private:
    std::shared_ptr<ConnectionEnd> end_;
    std::string_view bytes_;
};

} // namespace poolscope
