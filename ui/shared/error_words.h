// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the parts of an error are called in the person's language: what was tried, why it did not work, on what, and what to do. An
// Error names its operation for developers; here every operation that can reach the window has a clause.

#include "engine/core/base/error.h"

#include <QString>

#include <string_view>

namespace poolscope::ui {

// "The recording could not be opened", and what to do about it.
struct AttemptWords {
    QString what, advice;
};

bool hasAttemptWords(std::string_view operation);
AttemptWords attemptWords(std::string_view operation);
QString reasonText(const Error &error);
// What the reason alone asks for; empty when that depends on what was tried.
QString reasonAdvice(const Error &error);
// As it is where it names something; a sentence of the host in the person's language.
QString detailText(const std::string &detail);
bool hasDetailWords(const QString &detail);

} // namespace poolscope::ui
