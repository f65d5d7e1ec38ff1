// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands above a block of many nodes that are alike.

#include "ui/topology/topology_model.h"

#include <QString>

namespace poolscope::ui {

struct BlockCount {
    int running = 0, ended = 0, channels = 0, locks = 0;

    void add(const TopologyNode &node);
};

QString blockText(const BlockCount &count);

} // namespace poolscope::ui
