// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Messages on their way along edges, as dots that take at most 300 ms. There are never so many that they stop telling
// anything: an edge shows one at a time now and then, its width shows the rest.

#include "ui/topology/topology_model.h"

#include <vector>

namespace poolscope::ui {

class MessageMotion {
public:
    static constexpr std::size_t mostDots = 64;
    static constexpr int edgePauseMilliseconds = 60; // between two dots of one edge

    struct Dot {
        UseKey use;
        double share = 0; // of the way
    };

    // A message goes along that edge from now on. False when there are too many already.
    bool send(const UseKey &use);
    // Moves on; true while there are dots.
    bool advance(int milliseconds);
    bool isMoving() const { return !dots_.empty(); }
    void clear() { dots_.clear(); }
    const std::vector<Dot> &dots() const { return dots_; }

private:
    std::vector<Dot> dots_;
};

} // namespace poolscope::ui
