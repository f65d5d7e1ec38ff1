// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The topology as a Graphviz document, for papers and other programs.

#include "ui/topology/topology_model.h"

#include <QByteArray>

namespace poolscope::ui {

QByteArray dotOf(const TopologyModel &model);

} // namespace poolscope::ui
