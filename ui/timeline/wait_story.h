// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Who held somebody up, and who let them go on, read from the events around a wait.

#include "ui/shared/moment.h"
#include "ui/timeline/lane_series.h"

#include <QString>

namespace poolscope::ui {

struct WaitStory {
    ProcessKey heldBy;     // whoever had the lock, or is waited for; none where nobody in particular is to blame
    ProcessKey releasedBy; // none: nobody yet, or nobody that was seen
};

WaitStory storyOf(const WaitSpan &wait, ProcessKey waiter, const state::History &history);
QString storySentence(const WaitSpan &wait, ProcessKey waiter, const WaitStory &story, const state::State &state);

} // namespace poolscope::ui
