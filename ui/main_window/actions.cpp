// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/actions.h"

#include "ui/theme/symbolic_icon.h"

#include <QActionGroup>
#include <QWidget>

namespace poolscope::ui {

QString plainText(const QAction &action) {
    // Korean mnemonics stand behind the word: "열기(&O)…".
    QString text = action.text();
    const qsizetype mark = text.indexOf(QLatin1String("(&"));
    if (mark >= 0 && text.mid(mark + 3, 1) == QLatin1String(")"))
        text.remove(mark, 4);
    text.remove(QLatin1Char('&'));
    return text;
}

QString withKey(const QString &words, const QAction &action) {
    return action.shortcut().isEmpty() ? words : Actions::tr("%1 (%2)").arg(words, action.shortcut().toString(QKeySequence::NativeText));
}

Actions::Actions(QWidget *window) : QObject(window), window_(window) {
    openRecording = make(QStringLiteral("open-recording"), QStringLiteral("open"), tr("&Open recording…"), {QKeySequence::Open});
    saveRecording = make(QStringLiteral("save-recording"), QStringLiteral("export"), tr("&Save recording…"), {QKeySequence::Save});
    saveWithoutContents = make(QStringLiteral("save-without-contents"), QStringLiteral("export"), tr("Save &without contents…"));
    saveWithoutContents->setToolTip(tr("Save without contents: what messages, tasks and output say is left out, so that the recording can be given away"));
    exportSession = make(QStringLiteral("export-session"), QStringLiteral("export"), tr("&Export…"), {Qt::CTRL | Qt::Key_E});
    openScript = make(QStringLiteral("open-script"), QStringLiteral("run"), tr("Open sc&ript or program…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_O});
    enterCommand = make(QStringLiteral("enter-command"), QStringLiteral("console"), tr("Enter co&mmand line…"), {Qt::CTRL | Qt::Key_L});
    attach = make(QStringLiteral("attach-program"), QStringLiteral("attach"), tr("L&aunch or attach…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_A});
    welcome = make(QStringLiteral("welcome"), QStringLiteral("close"), tr("&Close session"), {QKeySequence::Close});
    quit = make(QStringLiteral("quit"), {}, tr("&Quit"), {QKeySequence::Quit});

    run = make(QStringLiteral("run"), QStringLiteral("run"), tr("&Run"), {Qt::Key_F5});
    pause = make(QStringLiteral("pause"), QStringLiteral("pause"), tr("&Pause"), {Qt::Key_F6});
    step = make(QStringLiteral("step"), QStringLiteral("step"), tr("&Step"), {Qt::Key_F10});
    stop = make(QStringLiteral("stop"), QStringLiteral("stop"), tr("S&top"), {Qt::SHIFT | Qt::Key_F5});
    traceBriefly = make(QStringLiteral("trace-briefly"), QStringLiteral("message"), tr("Trace messages for &5 s"), {Qt::CTRL | Qt::Key_T});
    trace = make(QStringLiteral("trace-messages"), QStringLiteral("message"), tr("Trace messages &until stopped"), {Qt::CTRL | Qt::SHIFT | Qt::Key_T});
    stopTracing = make(QStringLiteral("stop-tracing"), QStringLiteral("stop"), tr("St&op tracing"));
    record = make(QStringLiteral("record"), QStringLiteral("record"), tr("R&ecord…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_R});
    record->setCheckable(true);
    flight = make(QStringLiteral("flight-recorder"), QStringLiteral("record"), tr("Fli&ght recorder…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F});
    flight->setToolTip(tr("Flight recorder: at the first finding the newest part of the session, which led to it, is saved"));
    flight->setCheckable(true);
    flightSize = make(QStringLiteral("flight-recorder-size"), {}, tr("Flight recorder si&ze…"));
    spawn = make(QStringLiteral("run-spawn"), {}, tr("Run with spawn"), {Qt::CTRL | Qt::Key_1});
    fork = make(QStringLiteral("run-fork"), {}, tr("Run with fork"), {Qt::CTRL | Qt::Key_2});
    forkserver = make(QStringLiteral("run-forkserver"), {}, tr("Run with forkserver"), {Qt::CTRL | Qt::Key_3});
    undo = make(QStringLiteral("undo"), QStringLiteral("step-back"), tr("U&ndo"), {QKeySequence::Undo});
    redo = make(QStringLiteral("redo"), QStringLiteral("step"), tr("Re&do"), {QKeySequence::Redo});
    chunkSize = make(QStringLiteral("choose-chunk-size"), {}, tr("C&hunk size…"));

    back = make(QStringLiteral("back"), QStringLiteral("step-back"), tr("One event &back"), {Qt::ALT | Qt::Key_Left});
    forward = make(QStringLiteral("forward"), QStringLiteral("step"), tr("One event &forward"), {Qt::ALT | Qt::Key_Right});
    toStart = make(QStringLiteral("to-start"), {}, tr("To the &start"), {Qt::ALT | Qt::Key_Home});
    live = make(QStringLiteral("go-live"), QStringLiteral("live"), tr("&Live"), {Qt::ALT | Qt::Key_End});
    bookmark = make(QStringLiteral("bookmark"), QStringLiteral("bookmark"), tr("Bookmark this &moment…"), {Qt::CTRL | Qt::Key_B});

    find = make(QStringLiteral("find"), QStringLiteral("filter"), tr("Filter t&his view"), {QKeySequence::Find});
    findings = make(QStringLiteral("findings"), QStringLiteral("finding"), tr("F&indings"), {Qt::CTRL | Qt::Key_D});
    resetLayout = make(QStringLiteral("reset-layout"), {}, tr("&Reset layout"));
    fullScreen = make(QStringLiteral("full-screen"), {}, tr("F&ull screen"), {Qt::Key_F11});
    fullScreen->setCheckable(true);
    reducedMotion = make(QStringLiteral("reduced-motion"), QStringLiteral("motion"), tr("Reduced &motion"));
    reducedMotion->setToolTip(tr("Reduced motion: nothing glides or travels, all is at its place at once"));
    reducedMotion->setCheckable(true);
    auto *themes = new QActionGroup(this);
    systemTheme = makeChoice(QStringLiteral("theme-system"), tr("Colours as the s&ystem has them"), themes);
    lightTheme = makeChoice(QStringLiteral("theme-light"), tr("&Light colours"), themes);
    darkTheme = makeChoice(QStringLiteral("theme-dark"), tr("&Dark colours"), themes);
    auto *languages = new QActionGroup(this);
    english = makeChoice(QStringLiteral("language-en"), QStringLiteral("English"), languages);
    korean = makeChoice(QStringLiteral("language-ko"), QStringLiteral("한국어"), languages);

    palette = make(QStringLiteral("command-palette"), QStringLiteral("search"), tr("&Command palette…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_P});
    shortcuts = make(QStringLiteral("shortcuts"), QStringLiteral("information"), tr("&Keyboard shortcuts"), {QKeySequence(QStringLiteral("?")), Qt::Key_F1});
    filterLanguage = make(QStringLiteral("filter-language"), QStringLiteral("filter"), tr("&Filter language"));
    about = make(QStringLiteral("about"), {}, tr("&About Poolscope"));
}

void Actions::add(QAction *action) {
    all_ << action;
    window_->addAction(action);
}

QAction *Actions::make(const QString &name, const QString &icon, const QString &text, const QList<QKeySequence> &keys) {
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    if (!icon.isEmpty())
        action->setIcon(symbolicIcon(icon));
    action->setShortcuts(keys);
    action->setIconText(plainText(*action));
    action->setToolTip(withKey(plainText(*action), *action));
    add(action);
    return action;
}

QAction *Actions::makeChoice(const QString &name, const QString &text, QActionGroup *group) {
    QAction *action = make(name, {}, text);
    action->setCheckable(true);
    group->addAction(action);
    return action;
}

} // namespace poolscope::ui
