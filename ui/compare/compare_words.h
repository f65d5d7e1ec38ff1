// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the comparison says: titles, values with units, and the differences as sentences.

#include "ui/compare/compare_model.h"

#include <QStringList>

namespace poolscope::ui {

QString titleOf(MethodFact fact);
// What exactly was measured.
QString explanationOf(MethodFact fact);
QString valueText(MethodFact fact, double value);
// The differences that matter, each a whole sentence; empty with fewer than two methods.
QStringList differencesOf(const CompareModel &model);
// All of it as a Markdown table with the sentences below.
QString markdownOf(const CompareModel &model);
QByteArray csvOf(const CompareModel &model);

} // namespace poolscope::ui
