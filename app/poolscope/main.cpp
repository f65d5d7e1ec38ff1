// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench: reads the command line, finds what is installed, and shows the window.
#include "app/poolscope/display.h"
#include "app/poolscope/options.h"
#include "app/poolscope/screenshot.h"

#include "ui/main_window/large_blocks.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/shown_recording.h"
#include "ui/shared/sentences.h"

#include <QApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <cstdio>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

QString chosenLanguage(const Options &options) {
    const QString language = !options.language.isEmpty() ? options.language : QSettings().value(QStringLiteral("language")).toString();
    if (!language.isEmpty())
        return language;
    return QLocale::system().language() == QLocale::Korean ? QStringLiteral("ko") : QStringLiteral("en");
}

SchemeChoice chosenTheme(const Options &options) {
    const QString theme = !options.theme.isEmpty() ? options.theme : QSettings().value(QStringLiteral("theme")).toString();
    return theme == QLatin1String("light") ? SchemeChoice::light : theme == QLatin1String("dark") ? SchemeChoice::dark : SchemeChoice::system;
}

} // namespace

int main(int argc, char **argv) {
    giveLargeBlocksBack();
    settleDisplay(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Poolscope"));
    QApplication::setOrganizationName(QStringLiteral("poolscope"));
    QApplication::setDesktopFileName(QStringLiteral("org.poolscope.Poolscope"));
    QApplication::setApplicationVersion(QStringLiteral(POOLSCOPE_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/poolscope/icons/poolscope.svg")));
    QSettings::setDefaultFormat(QSettings::IniFormat); // XDG: ~/.config/poolscope/Poolscope.ini

    QTranslator words, qtWords;
    const QString language = chosenLanguage(Options::languageOnly(application.arguments()));
    if (language == QLatin1String("ko")) {
        if (words.load(QStringLiteral(":/i18n/poolscope_ko.qm")))
            QApplication::installTranslator(&words);
        if (qtWords.load(QStringLiteral("qtbase_ko"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QApplication::installTranslator(&qtWords);
    } else if (words.load(QStringLiteral(":/i18n/poolscope_en.qm"))) {
        QApplication::installTranslator(&words); // plural forms
    }

    const Options options = Options::parse(application);
    ThemeProvider themes(chosenTheme(options));
    themes.applyTo(application);

    const auto installation = host::Installation::find();
    const host::LessonCatalog lessons = installation ? host::LessonCatalog::load(*installation) : host::LessonCatalog();
    const QString hostProgram = installation ? QString::fromStdString(installation->cli.string())
                                             : QApplication::applicationDirPath() + QStringLiteral("/poolscope-cli");
    if (const int code = options.check(lessons); code != 0)
        return code;

    const Seen seen = options.screenshot.isEmpty() ? Seen::byPeople : Seen::asPicture;
    if (seen == Seen::byPeople && ShownRecording::bringToFront(options.openPath)) {
        std::printf("%s\n", qPrintable(ShownRecording::elsewhereSentence(options.openPath)));
        return 0;
    }

    MainWindow window({lessons, hostProgram, language, seen}, themes);
    if (!installation)
        window.tell(errorSentence(installation.error()));
    if (!options.screenshot.isEmpty())
        window.resize(options.size);
    window.show();
    if (!options.openPath.isEmpty())
        window.openPath(options.openPath);
    else if (options.program)
        window.attach(*options.program);
    else if (!options.request.isEmpty())
        window.run(options.request);
    if (!options.screenshot.isEmpty())
        new Screenshot(window, options.screenshot);
    return QApplication::exec();
}
