// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One sentence below the run bar, for what went wrong, should be known, or is asked: never modal, gone with Escape or its
// button.

#include "ui/theme/theme_provider.h"

#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>

#include <functional>

namespace poolscope::ui {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { error, note, question };

    explicit MessageBar(const ThemeProvider &themes, QWidget *parent = nullptr);

    void tell(Kind kind, const QString &sentence);
    // A question that waits without holding anything up; `accepted` runs when the person presses that button.
    void ask(const QString &question, const QString &button, std::function<void()> accepted);
    // Something goes on that the button stops. Told again and again; the keyboard stays where it is.
    void showProgress(const QString &sentence, const QString &button, std::function<void()> stopped);
    void dismiss();
    QString text() const { return isHidden() ? QString() : label_->text(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void present(Kind kind, const QString &sentence);
    QColor color() const;

    const ThemeProvider &themes_;
    QLabel *icon_;
    QLabel *label_;
    QPushButton *accept_;
    QToolButton *close_;
    std::function<void()> accepted_;
    QPointer<QWidget> asked_; // had the keyboard when a question came, and gets it back
    Kind kind_ = Kind::note;
};

} // namespace poolscope::ui
