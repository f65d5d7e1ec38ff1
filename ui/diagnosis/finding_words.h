// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a finding says to a person: what is so, why, and what to do about it.

#include "engine/scope/diagnose/finding.h"
#include "ui/shared/moment.h"

#include <QString>

namespace poolscope::ui {

struct FindingWords {
    QString what, why, advice;
    bool operator==(const FindingWords &) const = default;
};

FindingWords wordsOf(const Moment &moment, const diagnose::Finding &finding);

} // namespace poolscope::ui
