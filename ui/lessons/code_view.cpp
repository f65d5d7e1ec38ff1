// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lessons/code_view.h"

#include "ui/theme/metrics.h"

#include <Qsci/qscilexercpp.h>
#include <Qsci/qscilexerpython.h>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr int numberMargin = 0, runningMarker = 1;

struct StyleToken {
    int style;
    Token token;
};

constexpr StyleToken pythonStyles[] = {
    {QsciLexerPython::Comment, Token::codeComment},
    {QsciLexerPython::CommentBlock, Token::codeComment},
    {QsciLexerPython::Number, Token::codeNumber},
    {QsciLexerPython::Keyword, Token::codeKeyword},
    {QsciLexerPython::SingleQuotedString, Token::codeString},
    {QsciLexerPython::DoubleQuotedString, Token::codeString},
    {QsciLexerPython::TripleSingleQuotedString, Token::codeString},
    {QsciLexerPython::TripleDoubleQuotedString, Token::codeString},
    {QsciLexerPython::ClassName, Token::codeType},
    {QsciLexerPython::FunctionMethodName, Token::codeFunction},
    {QsciLexerPython::Decorator, Token::codeFunction},
};

constexpr StyleToken cppStyles[] = {
    {QsciLexerCPP::Comment, Token::codeComment},
    {QsciLexerCPP::CommentLine, Token::codeComment},
    {QsciLexerCPP::CommentDoc, Token::codeComment},
    {QsciLexerCPP::CommentLineDoc, Token::codeComment},
    {QsciLexerCPP::Number, Token::codeNumber},
    {QsciLexerCPP::Keyword, Token::codeKeyword},
    {QsciLexerCPP::KeywordSet2, Token::codeType},
    {QsciLexerCPP::DoubleQuotedString, Token::codeString},
    {QsciLexerCPP::SingleQuotedString, Token::codeString},
    {QsciLexerCPP::RawString, Token::codeString},
    {QsciLexerCPP::PreProcessor, Token::codeType},
};

} // namespace

CodeView::CodeView(Language language, const ThemeProvider &themes, QWidget *parent)
    : QsciScintilla(parent), language_(language), themes_(themes) {
    if (language == Language::python)
        setLexer(new QsciLexerPython(this));
    else
        setLexer(new QsciLexerCPP(this));
    setAccessibleName(language == Language::python ? tr("Python program") : tr("C++ program"));
    setReadOnly(true);
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setMarginType(numberMargin, QsciScintilla::NumberMargin);
    setMarginWidth(1, 0);
    setMarginSensitivity(numberMargin, false);
    setTabWidth(4);
    setCaretWidth(0);
    // Tab leaves the text: nothing can be written here.
    SendScintilla(SCI_CLEARCMDKEY, SCK_TAB);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1);
    SendScintilla(SCI_SETSCROLLWIDTH, 1);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, long(space(2)));
    SendScintilla(SCI_SETEXTRAASCENT, 1);
    SendScintilla(SCI_SETEXTRADESCENT, 1);
    markerDefine(QsciScintilla::Background, runningMarker);
    connect(&themes_, &ThemeProvider::changed, this, &CodeView::applyTheme);
    applyTheme();
}

void CodeView::setProgram(const QString &text) {
    // The licence's line is for lawyers, not for readers.
    setText(text.startsWith(QLatin1String("// SPDX")) ? text.section(QLatin1Char('\n'), 1) : text);
    const int digits = std::max(2, int(QString::number(lines()).size()));
    setMarginWidth(numberMargin, QString(digits + 1, QLatin1Char('0')));
    setFirstVisibleLine(0);
    markLine(0);
}

void CodeView::markLine(int line) {
    if (line == marked_)
        return;
    markerDeleteAll(runningMarker);
    marked_ = line;
    if (line <= 0)
        return;
    markerAdd(line - 1, runningMarker);
    showMarked();
}

void CodeView::showMarked() {
    const int line = marked_;
    if (line <= 0)
        return;
    const int seen = int(SendScintilla(SCI_LINESONSCREEN));
    const int first = firstVisibleLine();
    if (line - 1 < first || line > first + seen - 1)
        setFirstVisibleLine(std::max(0, line - 1 - seen / 2));
}

// The line that runs was marked before there was room to show it, or there is less now.
void CodeView::resizeEvent(QResizeEvent *event) {
    QsciScintilla::resizeEvent(event);
    showMarked();
}

void CodeView::applyTheme() {
    const Theme &theme = themes_.theme();
    const QFont font = codeFont();
    QsciLexer *colours = lexer();
    colours->setDefaultFont(font);
    colours->setFont(font);
    colours->setDefaultPaper(theme.color(Token::surfaceRaised));
    colours->setPaper(theme.color(Token::surfaceRaised));
    colours->setDefaultColor(theme.color(Token::text));
    colours->setColor(theme.color(Token::text));
    const auto apply = [&](const auto &styles) {
        for (const StyleToken &style : styles)
            colours->setColor(theme.color(style.token), style.style);
    };
    if (language_ == Language::python)
        apply(pythonStyles);
    else
        apply(cppStyles);
    setPaper(theme.color(Token::surfaceRaised));
    setColor(theme.color(Token::text));
    setMarginsFont(font);
    setMarginsBackgroundColor(theme.color(Token::surfaceRaised));
    setMarginsForegroundColor(Theme::mixed(theme.color(Token::textDim), theme.color(Token::surfaceRaised), 0.7));
    setSelectionBackgroundColor(theme.color(Token::selection));
    resetSelectionForegroundColor();
    setMarkerBackgroundColor(theme.color(Token::selection), runningMarker);
}

} // namespace poolscope::ui
