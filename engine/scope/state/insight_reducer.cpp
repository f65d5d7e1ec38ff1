// SPDX-License-Identifier: Apache-2.0
// The insight meter: about the looking, not about what the program does.
#include "engine/scope/state/step.h"

namespace poolscope::state {

bool Program::is_traced() const {
    const auto locks = insight.find(Aspect::locks);
    return locks != insight.end() && locks->second.hindrance == Hindrance::no_call;
}

void State::apply_insight(Step &step) {
    const Event &event = step.event;
    if (!program_ || event.object > static_cast<ObjectId>(Aspect::locks))
        return;
    Insight &insight = program_->insight[static_cast<Aspect>(event.object)];
    const Sight sight = enumerator(event.a, Sight::seen);
    // Messages pass unseen from now on: those on their way will be received without anybody telling.
    if (event.object == static_cast<ObjectId>(Aspect::messages) && sight == Sight::unseen && insight.sight != Sight::unseen)
        for (auto at = channels_.begin(); at != channels_.end(); ++at) {
            ChannelRow &row = channel_row(step, at->first);
            row.in_flight.clear();
            row.overtaking.clear();
            row.is_whole = false;
        }
    insight = {sight, enumerator(event.b, Hindrance::no_call), event.payload};
    step.note(Table::program, ChangeKind::updated, 0);
}

} // namespace poolscope::state
