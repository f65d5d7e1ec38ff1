// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What diagnose::doings() tells, with where in its code each thread is: whoever does not do the same there is no equal.

#include "app/poolscope-cli/look/examination.h"
#include "app/poolscope-cli/look/place.h"
#include "engine/scope/diagnose/doing.h"

#include <optional>
#include <string>
#include <vector>

namespace poolscope::cli {

struct DoingThread {
    diagnose::DoingThread told;
    std::string wait; // empty: it runs
    std::optional<Place> place;
    std::string place_words;
};

struct Doing {
    diagnose::Doing told;
    std::vector<DoingThread> threads;
};

std::vector<DoingThread> threads_of(const Messages &text, const Examination &examination, ProcessKey process, const std::vector<diagnose::DoingThread> &told);

std::vector<Doing> doings(const Messages &text, const Examination &examination);

} // namespace poolscope::cli
