// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme_provider.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace poolscope::ui {
namespace {

// QStyleHints::colorScheme comes with Qt 6.5; until then the platform's own palette tells.
Scheme schemeOf(const QPalette &palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness() ? Scheme::dark
                                                                                                         : Scheme::light;
}

} // namespace

ThemeProvider::ThemeProvider(SchemeChoice choice, QObject *parent)
    : QObject(parent), choice_(choice), systemScheme_(schemeOf(QGuiApplication::palette())),
      theme_(Theme::builtIn(Scheme::light)) {
    resolve();
}

void ThemeProvider::setChoice(SchemeChoice choice) {
    choice_ = choice;
    resolve();
}

void ThemeProvider::applyTo(QApplication &application) {
    application_ = &application;
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(theme_.palette());
    application.setStyleSheet(theme_.styleSheet());
}

void ThemeProvider::setMotionAllowed(bool allowed) {
    if (std::exchange(motionAllowed_, allowed) != allowed)
        emit changed();
}

void ThemeProvider::resolve() {
    const Scheme wanted = choice_ == SchemeChoice::system  ? systemScheme_
                          : choice_ == SchemeChoice::dark ? Scheme::dark
                                                          : Scheme::light;
    theme_ = Theme::builtIn(wanted);
    if (application_) {
        application_->setPalette(theme_.palette());
        application_->setStyleSheet(theme_.styleSheet());
    }
    emit changed();
}

} // namespace poolscope::ui
