// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is wrong with a filter, and what its fields mean, in the person's language.

#include "engine/scope/query/problem.h"

#include <QString>

namespace poolscope::ui {

QString problemSentence(const query::Problem &problem, query::Subject subject);
QString meaningOf(query::Field field);
// What has that field: "messages, events".
QString whatHas(const query::FieldRow &field);
// How a value of that type is written: "time with a unit: 5ms, 1.5s".
QString howToWrite(query::Field field);
// "messages", …
QString wordFor(query::Subject subject);

} // namespace poolscope::ui
