// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A program's text, to be read: coloured, with line numbers, and with the line that is running marked.

#include "ui/theme/theme_provider.h"

#include <Qsci/qsciscintilla.h>

namespace poolscope::ui {

class CodeView : public QsciScintilla {
    Q_OBJECT
public:
    enum class Language { python, cpp };

    CodeView(Language language, const ThemeProvider &themes, QWidget *parent = nullptr);

    void setProgram(const QString &text);
    // Counted from 1; 0 marks none.
    void markLine(int line);
    int markedLine() const { return marked_; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void showMarked();

    Language language_;
    const ThemeProvider &themes_;
    int marked_ = 0;
};

} // namespace poolscope::ui
