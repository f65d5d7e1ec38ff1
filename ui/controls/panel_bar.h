// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The thin bar on top of a panel: small buttons with icons and words, groups, and a stretch between left and right. It goes on in a second line
// where the panel is narrow.

#include <QList>
#include <QWidget>

class QToolButton;

namespace poolscope::ui {

class FlowLayout;

class PanelBar : public QWidget {
    Q_OBJECT
public:
    explicit PanelBar(QWidget *parent = nullptr);

    // A button with a word, a hint that says what it does and which key does it, and an icon (may be empty).
    QToolButton *addButton(const QString &icon, const QString &text, const QString &hint);
    // The same, icon only; the text is its accessible name and stands in front of the hint.
    QToolButton *addIconButton(const QString &icon, const QString &text, const QString &hint);
    // Checkable buttons side by side, without gaps.
    QList<QToolButton *> addSegments(const QStringList &texts, const QString &hint);
    void addWidget(QWidget *widget);
    void addGap();
    void addStretch();

private:
    FlowLayout *layout_;
};

} // namespace poolscope::ui
