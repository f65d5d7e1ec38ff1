// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The cards of the welcome page and the rows in them: a row is a button with a title and, dimmed, a sentence.

#include "ui/theme/theme_provider.h"

#include <QAbstractButton>
#include <QFrame>
#include <QVBoxLayout>

class QBoxLayout;

namespace poolscope::ui {

class Door : public QFrame {
    Q_OBJECT
public:
    Door(const QString &iconName, const QString &title, const QString &sentence, const ThemeProvider &themes);
    void addRow(QWidget *row);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeProvider &themes_;
    QVBoxLayout *rows_;
};

class DoorRow : public QAbstractButton {
    Q_OBJECT
public:
    DoorRow(const QString &title, const QString &sentence);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString sentence_;
};

// Doors side by side, or below each other when there is no room.
class FlowingDoors : public QWidget {
    Q_OBJECT
public:
    FlowingDoors();
    void addDoor(QWidget *door);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QBoxLayout *layout_;
};

} // namespace poolscope::ui
