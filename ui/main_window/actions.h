// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every action of the window with its icon, words and shortcut: menus, buttons, the command palette and the list of
// shortcuts all show these. Owned by the main window.

#include <QAction>
#include <QList>
#include <QObject>

namespace poolscope::ui {

class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QWidget *window);

    // File
    QAction *openRecording, *saveRecording, *saveWithoutContents, *exportSession, *openScript, *enterCommand, *attach, *welcome, *quit;
    // Run
    QAction *run, *pause, *step, *stop, *traceBriefly, *trace, *stopTracing, *record, *flight, *flightSize, *spawn, *fork, *forkserver, *chunkSize, *undo, *redo;
    // Moment
    QAction *back, *forward, *toStart, *live, *bookmark;
    // View
    QAction *find, *findings, *resetLayout, *fullScreen, *reducedMotion, *systemTheme, *lightTheme, *darkTheme, *english, *korean;
    // Help
    QAction *palette, *shortcuts, *filterLanguage, *about;

    // What makes the messages of an attached program seen.
    QList<QAction *> tracing() const { return {traceBriefly, trace, stopTracing}; }

    // All of them in the order of the menus; views add theirs.
    const QList<QAction *> &all() const { return all_; }
    void add(QAction *action);

private:
    QAction *make(const QString &name, const QString &icon, const QString &text, const QList<QKeySequence> &keys = {});
    QAction *makeChoice(const QString &name, const QString &text, QActionGroup *group);

    QWidget *window_;
    QList<QAction *> all_;
};

// The text without the mnemonic's mark and dots: for lists and tool tips.
QString plainText(const QAction &action);
// Words for a tool tip, followed by the key.
QString withKey(const QString &words, const QAction &action);

} // namespace poolscope::ui
