// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The start method as a segmented control: spawn | fork | forkserver, each with its initial in its colour. A method that is
// not to be had is disabled and says why. When there is little room only the initials stay.

#include "ui/theme/theme_provider.h"

#include <QToolButton>
#include <QWidget>

#include <array>

namespace poolscope::ui {

class MethodControl : public QWidget {
    Q_OBJECT
public:
    explicit MethodControl(const ThemeProvider &themes, QWidget *parent = nullptr);

    StartMethod method() const { return method_; }
    // Does not emit.
    void setMethod(StartMethod method);
    // What the program was seen to use whatever is chosen: shown until the next setMethod.
    void setOwn(StartMethod own);
    // An empty reason makes it available.
    void setUnavailable(StartMethod method, const QString &reason);
    // Words beside the initials, or not.
    void setCompact(bool compact);
    QToolButton *button(StartMethod method) const;

signals:
    // The person chose another one.
    void chosen(poolscope::StartMethod method);

private:
    void relabel();

    const ThemeProvider &themes_;
    std::array<QToolButton *, 3> buttons_;
    std::array<QString, 3> reasons_;
    StartMethod method_ = StartMethod::none, own_ = StartMethod::none;
    bool compact_ = false;
};

} // namespace poolscope::ui
