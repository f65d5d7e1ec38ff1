// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/ledger.h"

#include <algorithm>

namespace poolscope::state {

Ledger ledger(const State &state, ProcessKey process) {
    Ledger account;
    for (const auto &[name, resource] : state.resources()) {
        if (resource.creator == process)
            account.made.push_back(&resource);
        if (std::find(resource.holders.begin(), resource.holders.end(), process) != resource.holders.end())
            account.held.push_back(&resource);
    }
    for (const auto &[id, channel] : state.channels()) {
        if (channel.sent + channel.received == 0) // nobody tells of messages, so nobody knows who uses it
            continue;
        for (const ChannelEnd &end : channel.ends) {
            const auto idle = static_cast<Direction>(static_cast<std::uint8_t>(end.inherited) & static_cast<std::uint8_t>(end.direction) &
                                                     ~static_cast<std::uint8_t>(end.used));
            if (end.process == process && idle != Direction::none)
                account.unused_inherited.push_back({id, idle});
        }
    }
    return account;
}

} // namespace poolscope::state
