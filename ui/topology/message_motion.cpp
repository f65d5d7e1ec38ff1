// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/message_motion.h"

#include "ui/theme/metrics.h"

#include <algorithm>

namespace poolscope::ui {

bool MessageMotion::send(const UseKey &use) {
    if (dots_.size() >= mostDots)
        return false;
    const double pause = double(edgePauseMilliseconds) / motionMilliseconds;
    if (std::any_of(dots_.begin(), dots_.end(), [&](const Dot &dot) { return dot.use == use && dot.share < pause; }))
        return false;
    dots_.push_back({use, 0});
    return true;
}

bool MessageMotion::advance(int milliseconds) {
    for (Dot &dot : dots_)
        dot.share += double(milliseconds) / motionMilliseconds;
    std::erase_if(dots_, [](const Dot &dot) { return dot.share >= 1; });
    return isMoving();
}

} // namespace poolscope::ui
