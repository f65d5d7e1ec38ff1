// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Holds the theme of one application and says when it changes. Made by the composition root and passed to widgets by
// pointer; they read theme() when they paint. GUI thread.

#include "ui/theme/theme.h"

#include <QObject>

class QApplication;

namespace poolscope::ui {

enum class SchemeChoice : std::uint8_t { system, light, dark };

class ThemeProvider : public QObject {
    Q_OBJECT
public:
    explicit ThemeProvider(SchemeChoice choice = SchemeChoice::system, QObject *parent = nullptr);

    const Theme &theme() const { return theme_; }
    SchemeChoice choice() const { return choice_; }
    // Also follows the system from then on, or stops following it.
    void setChoice(SchemeChoice choice);

    // Fusion, palette and stylesheet; again at every change while the application lives.
    void applyTo(QApplication &application);

    // False when the person asked the desktop for less animation: then nothing moves.
    bool motionAllowed() const { return motionAllowed_; }
    void setMotionAllowed(bool allowed);

signals:
    void changed();

private:
    void resolve();

    SchemeChoice choice_;
    Scheme systemScheme_;
    Theme theme_;
    QApplication *application_ = nullptr;
    bool motionAllowed_ = true;
};

} // namespace poolscope::ui
