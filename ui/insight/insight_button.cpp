// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/insight_button.h"

#include "ui/insight/insight_popup.h"
#include "ui/insight/insight_words.h"
#include "ui/shared/names.h"

namespace poolscope::ui {

InsightButton::InsightButton(Session &session, const QList<QAction *> &actions, QWidget *parent)
    : QToolButton(parent), session_(session), actions_(actions) {
    setObjectName(QStringLiteral("insight"));
    setAutoRaise(true);
    setToolTip(tr("What of the program is seen, what is not, and how to see more"));
    connect(this, &QToolButton::clicked, this, &InsightButton::open);
    connect(&session, &Session::grew, this, &InsightButton::showSummary);
    connect(&session, &Session::momentChanged, this, &InsightButton::showSummary);
    showSummary();
}

void InsightButton::showSummary() {
    const auto &program = session_.state().program();
    const bool isMeasured = program && !program->insight.empty();
    setVisible(isMeasured);
    if (!isMeasured)
        return;
    const QString summary = insightSummary(*program);
    if (text() != summary) {
        setText(summary);
        setAccessibleName(summary);
    }
}

void InsightButton::open() {
    const auto &program = session_.state().program();
    if (!program)
        return;
    auto *popup = new InsightPopup(*program, tr("Insight into %1").arg(processText(session_.state(), program->key)), actions_, this);
    popup->adjustSize();
    const QPoint corner = mapToGlobal(QPoint(width() - popup->width(), -popup->height()));
    popup->move(std::max(corner.x(), window()->mapToGlobal(QPoint()).x()), corner.y());
    popup->show();
}

} // namespace poolscope::ui
