// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the comparison says: titles, values with units, and the differences as sentences.

#include "engine/scope/compare/session_facts.h"
#include "ui/compare/compare_model.h"

#include <QStringList>

namespace poolscope::ui {

QString titleOf(MethodFact fact);
QString titleOf(compare::SessionFact fact);
// What exactly was measured.
QString explanationOf(MethodFact fact);
// With its unit; "not measured" for nothing.
QString valueText(compare::Unit unit, const std::optional<double> &value);
inline QString valueText(MethodFact fact, const std::optional<double> &value) { return valueText(compare::unit_of(fact), value); }
// "1.40 × as much", "only here"; empty when nothing can be said.
QString differenceText(const std::optional<double> &here, const std::optional<double> &there);
// The differences that matter, each a whole sentence; empty with fewer than two methods.
QStringList differencesOf(const CompareModel &model);
// All of it as a Markdown table with the sentences below.
QString markdownOf(const CompareModel &model);
QByteArray csvOf(const CompareModel &model);

} // namespace poolscope::ui
