// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the plots and their table call things, and how they write values.

#include "ui/plots/plots_model.h"

#include <QString>

namespace poolscope::ui {

QString titleOf(Quantity quantity);
// "items", "messages/s": beside the title.
QString unitOf(Quantity quantity);
QString nameOf(const PlotsModel &model, SeriesId series);
QString valueText(Quantity quantity, double value);

} // namespace poolscope::ui
