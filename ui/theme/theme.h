// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every colour, distance and text size of the workbench, as a value read from one table per scheme (resources/palettes).
// Views get it through a ThemeProvider and never name a colour themselves. Meaning is never in colour alone: a state comes
// with its word or shape, a start method with its initial.

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>
#include <cstdint>
#include <vector>

namespace poolscope::ui {

enum class Scheme : std::uint8_t { light, dark };

// The names in the tables of resources/palettes are these, in lowerCamel.
enum class Token : std::uint8_t {
    surface,        // the window
    surfaceRaised,  // lists, cards, fields
    surfaceSunken,  // canvases, grooves
    hover,
    selection,
    border,
    borderStrong,   // of fields, cards and anything that must be found
    text,
    textDim,
    textOnAccent,
    accent,
    stateRunning,
    stateWaiting,
    stateBlocked,   // waiting, with someone to blame: drawn hatched
    stateDead,
    stateIdle,
    methodSpawn,
    methodFork,
    methodForkserver,
    findingError,
    findingWarning,
    findingNote,
    codeKeyword,
    codeString,
    codeNumber,
    codeComment,
    codeFunction,
    codeType,
};
constexpr std::size_t tokenCount = static_cast<std::size_t>(Token::codeType) + 1;

// What a glance should tell about a process.
enum class Activity : std::uint8_t { running, waiting, blocked, idle, dead };
Activity activityOf(ProcessState state);

class Theme {
public:
    // The built-in table of a scheme. The tables are compiled in, so this cannot fail at run time; a test loads them all.
    static Theme builtIn(Scheme scheme);
    // From the text of a table. Says which token is missing or is no colour.
    static Result<Theme> fromJson(const QByteArray &json);

    Scheme scheme() const { return scheme_; }
    bool isDark() const { return scheme_ == Scheme::dark; }

    QColor color(Token token) const { return colors_[static_cast<std::size_t>(token)]; }
    QColor colorFor(Activity activity) const;
    QColor colorFor(ProcessState state) const { return colorFor(activityOf(state)); }
    // StartMethod::none is the dim text colour.
    QColor colorFor(StartMethod method) const;
    // The hue of the nth process or function of a session (see Identities): the Okabe–Ito set, then lightness steps of it.
    QColor identityColor(int ordinal) const;

    // `over` seen through `share` (0 … 1) of `color`: for quiet fills that stay opaque.
    static QColor mixed(const QColor &color, const QColor &over, double share);

    QPalette palette() const;
    // The stylesheet of the application: resources/palettes/workbench.qss with the tokens filled in.
    QString styleSheet() const;

private:
    Scheme scheme_ = Scheme::light;
    std::array<QColor, tokenCount> colors_;
    std::vector<QColor> identity_;
    std::vector<int> identitySteps_; // HSL lightness, percent points
};

} // namespace poolscope::ui
