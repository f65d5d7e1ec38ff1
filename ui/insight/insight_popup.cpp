// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/insight_popup.h"

#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int widestSentence = 100; // in units of space()

// A disc that is full, half or empty, as the words beside it say.
QString mark(Sight sight) {
    return sight == Sight::seen ? QStringLiteral("●") : sight == Sight::partly ? QStringLiteral("◐") : QStringLiteral("○");
}

} // namespace

InsightPopup::InsightPopup(const state::Program &program, const QString &title, const QList<QAction *> &actions, QWidget *parent)
    : QFrame(parent, Qt::Popup) {
    setObjectName(QStringLiteral("insight-popup"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(title);
    auto *heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space(2));
    grid->setVerticalSpacing(space(1));
    grid->setColumnStretch(2, 1);
    for (const auto &[aspect, insight] : program.insight)
        addRow(*grid, aspect, insight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space(3), space(3), space(3), space(3));
    layout->setSpacing(space(2));
    layout->addWidget(heading);
    layout->addLayout(grid);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QAction *action : actions) {
        if (!action->isEnabled())
            continue;
        auto *button = new QPushButton(action->icon(), action->iconText());
        button->setObjectName(action->objectName());
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, this, [this, action] {
            close();
            action->trigger();
        });
        buttons->addWidget(button);
    }
    if (buttons->count() > 1)
        layout->addLayout(buttons);
}

void InsightPopup::addRow(QGridLayout &grid, Aspect aspect, const state::Insight &insight) {
    const int row = grid.rowCount();
    grid.addWidget(new QLabel(mark(insight.sight)), row, 0, Qt::AlignTop);
    grid.addWidget(new QLabel(aspectWord(aspect)), row, 1, Qt::AlignTop);
    auto *sentence = new QLabel(sightSentence(insight));
    sentence->setWordWrap(true);
    sentence->setMinimumWidth(space(widestSentence) * 2 / 3);
    sentence->setProperty("tone", "dim");
    grid.addWidget(sentence, row, 2, Qt::AlignTop);
    if (insight.remedy.empty())
        return;
    const QString command = QString::fromStdString(insight.remedy);
    auto *more = new QLabel(tr("more by: %1").arg(command));
    more->setFont(textFont(TextSize::small));
    more->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new QToolButton;
    copy->setIcon(symbolicIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the command"));
    copy->setAccessibleName(tr("Copy the command: %1").arg(command));
    connect(copy, &QToolButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });
    grid.addWidget(more, row + 1, 2);
    grid.addWidget(copy, row + 1, 3);
}

} // namespace poolscope::ui
