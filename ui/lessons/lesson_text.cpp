// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lessons/lesson_text.h"

#include "ui/theme/metrics.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFragment>

#include <vector>

namespace poolscope::ui {
namespace {

const QString answerScheme = QStringLiteral("answer"), choiceScheme = QStringLiteral("choice");

} // namespace

LessonText::LessonText(const ThemeProvider &themes, QWidget *parent) : QTextBrowser(parent), themes_(themes) {
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Lesson"));
    connect(this, &QTextBrowser::anchorClicked, this, &LessonText::follow);
    connect(&themes_, &ThemeProvider::changed, this, &LessonText::render);
}

void LessonText::setLesson(const QString &markdown) {
    markdown_ = markdown;
    revealed_.clear();
    render();
    moveCursor(QTextCursor::Start);
}

void LessonText::ask(const QList<AskedQuestion> &questions) {
    if (questions == questions_)
        return;
    questions_ = questions;
    render();
}

void LessonText::follow(const QUrl &link) {
    if (link.scheme() == answerScheme)
        reveal(link.path().toInt());
    const QStringList place = link.path().split(QLatin1Char('/'));
    if (link.scheme() == choiceScheme && place.size() == 2)
        emit chosen(place[0].toInt(), place[1].toInt());
}

QStringList LessonText::questionLines() const {
    QStringList lines;
    if (!questions_.isEmpty())
        lines << QStringLiteral("## %1").arg(tr("Your guess first")) << QString();
    bool isOnTheWay = false;
    for (const AskedQuestion &asked : questions_) {
        if (asked.isAboutNextStep && !std::exchange(isOnTheWay, true))
            lines << QStringLiteral("## %1").arg(tr("And now, what comes next?")) << QString();
        lines << asked.ask << QString();
        for (int choice = 0; choice < asked.choices.size(); ++choice) {
            const QString mark = choice == asked.happened ? QStringLiteral("✓") : choice == asked.chosen ? QStringLiteral("●") : QStringLiteral("○");
            lines << QStringLiteral("%1 [%2](%3:%4/%5)").arg(mark, asked.choices[choice], choiceScheme).arg(asked.number).arg(choice) << QString();
        }
        if (!asked.verdict.isEmpty())
            lines << QStringLiteral("> ") + asked.verdict << QString();
    }
    return lines;
}

void LessonText::reveal(int answer) {
    revealed_.insert(answer);
    render();
}

// The title stands in the panel's bar already. An answer is all lines of a quotation.
void LessonText::render() {
    QStringList lines = questionLines();
    int answer = -1;
    bool inAnswer = false;
    for (const QString &line : markdown_.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("# ")))
            continue;
        if (!line.startsWith(QLatin1Char('>'))) {
            inAnswer = false;
            lines << line;
            continue;
        }
        if (!std::exchange(inAnswer, true)) {
            ++answer;
            if (!revealed_.contains(answer))
                lines << QStringLiteral("[%1](%2:%3)").arg(tr("Show the answer"), answerScheme).arg(answer);
        }
        if (revealed_.contains(answer))
            lines << line;
    }
    answers_ = answer + 1;
    const int scrolled = verticalScrollBar()->value();
    setMarkdown(lines.join(QLatin1Char('\n')));
    styleBlocks();
    verticalScrollBar()->setValue(scrolled);
}

// Two text sizes and no more: headings are told by weight and distance.
void LessonText::styleBlocks() {
    const Theme &theme = themes_.theme();
    document()->setDefaultFont(textFont());
    document()->setDocumentMargin(space(3));
    document()->setIndentWidth(space(4));
    QTextCursor cursor(document());
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool heading = format.headingLevel() > 0, quotation = format.hasProperty(QTextFormat::BlockQuoteLevel);
        format.setTopMargin(heading ? space(3) : space(1));
        format.setBottomMargin(space(1));
        format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
        if (quotation) {
            format.setLeftMargin(space(2));
            format.setBackground(theme.color(Token::hover));
        }
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
        std::vector<QTextFragment> fragments; // editing invalidates the iterator
        for (auto fragment = block.begin(); !fragment.atEnd(); ++fragment)
            fragments.push_back(fragment.fragment());
        for (const QTextFragment &fragment : fragments) {
            QTextCharFormat letters = fragment.charFormat();
            const bool code = letters.fontFixedPitch();
            letters.setFont(code ? codeFont() : textFont(), QTextCharFormat::FontPropertiesSpecifiedOnly);
            letters.clearProperty(QTextFormat::FontSizeAdjustment);
            letters.setProperty(QTextFormat::FontPointSize, textFont().pointSizeF() * (code ? 0.95 : 1.0));
            if (heading)
                letters.setFontWeight(QFont::DemiBold);
            letters.setForeground(theme.color(letters.isAnchor() ? Token::accent : Token::text));
            if (code && !heading)
                letters.setBackground(theme.color(Token::hover));
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.setCharFormat(letters);
        }
    }
}

} // namespace poolscope::ui
