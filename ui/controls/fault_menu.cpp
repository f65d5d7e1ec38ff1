// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/fault_menu.h"

#include "ui/shared/names.h"
#include "ui/theme/symbolic_icon.h"

#include <csignal>

namespace poolscope::ui {

FaultMenu::FaultMenu(Session &session, const RunControl &runControl, QWidget *parent) : QMenu(parent), session_(session), runControl_(runControl) {
    setObjectName(QStringLiteral("fault-menu"));
    connect(this, &QMenu::aboutToShow, this, &FaultMenu::fill);
    fill();
}

void FaultMenu::fill() {
    clear();
    const Selected selected = session_.selection().current();
    const ProcessKey key = selected.kind == Selected::Kind::process ? selected.processKey() : ProcessKey{};
    const state::ProcessRow *row = session_.state().process(key);
    const bool canBe = runControl_.isActive() && !runControl_.isAttached();
    if (!canBe || !row || !row->is_alive()) {
        addAction(canBe ? tr("Select a process that runs, in the process tree or any other view") : tr("Run a program first: faults are put into its processes"))->setEnabled(false);
        return;
    }
    addSection(processText(session_.state(), key));
    const auto add = [&](const char *name, const char *icon, const QString &text, auto act) {
        QAction *action = addAction(symbolicIcon(QLatin1String(icon)), text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add("fault-kill", "kill", tr("Kill it"), [this, key] { emit signalRequested(key, SIGKILL); });
    if (row->state == ProcessState::stopped)
        add("fault-continue", "run", tr("Let it go on"), [this, key] { emit signalRequested(key, SIGCONT); });
    else
        add("fault-stop", "pause", tr("Stop it, until it is let go on"), [this, key] { emit signalRequested(key, SIGSTOP); });
    QAction *delay = add("fault-delay", "speed", tr("Delay each of its steps"), [this, key] { emit delayToggled(key); });
    delay->setCheckable(true);
    delay->setChecked(runControl_.isDelayed(key));
    add("fault-drop", "remove", tr("Drop the next message it sends"), [this, key] { emit dropRequested(key); });
    add("fault-second-writer", "pipe", tr("Let a second process write into its pipe"), [this, key] { emit secondWriterRequested(key); });
}

} // namespace poolscope::ui
