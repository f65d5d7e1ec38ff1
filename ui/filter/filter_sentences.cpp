// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_sentences.h"

#include <QCoreApplication>
#include <QStringList>

namespace poolscope::ui {
namespace {

class FilterText {
    Q_DECLARE_TR_FUNCTIONS(FilterText)
};

constexpr int mostWords = 12;

// The table of fields is the engine's; this is where its words are found for translation.
[[maybe_unused]] constexpr const char *meanings[] = {
    QT_TRANSLATE_NOOP("FilterField", "since the run began: when it was sent, submitted or started, or happened"),
    QT_TRANSLATE_NOOP("FilterField", "the event, or the newest event of the message, task or process"),
    QT_TRANSLATE_NOOP("FilterField", "the number of the event in the recorded order"),
    QT_TRANSLATE_NOOP("FilterField", "the kernel's thread id"),
    QT_TRANSLATE_NOOP("FilterField", "the name of the queue or pipe"),
    QT_TRANSLATE_NOOP("FilterField", "what kind of channel it is"),
    QT_TRANSLATE_NOOP("FilterField", "the size of the message"),
    QT_TRANSLATE_NOOP("FilterField", "the message's number in its channel, 0 if it has none"),
    QT_TRANSLATE_NOOP("FilterField", "the content as the tables show it: decoded"),
    QT_TRANSLATE_NOOP("FilterField", "will never be received"),
    QT_TRANSLATE_NOOP("FilterField", "sent and not yet received"),
    QT_TRANSLATE_NOOP("FilterField", "on the way, or queued, or waiting at this moment"),
    QT_TRANSLATE_NOOP("FilterField", "what is waited for"),
    QT_TRANSLATE_NOOP("FilterField", "the sender's process id"),
    QT_TRANSLATE_NOOP("FilterField", "the sender's name"),
    QT_TRANSLATE_NOOP("FilterField", "the sender's role"),
    QT_TRANSLATE_NOOP("FilterField", "the receiver's process id"),
    QT_TRANSLATE_NOOP("FilterField", "the receiver's name"),
    QT_TRANSLATE_NOOP("FilterField", "the receiver's role"),
    QT_TRANSLATE_NOOP("FilterField", "process id: of the process, the worker, who did it, or either end of the message"),
    QT_TRANSLATE_NOOP("FilterField", "the name of the same"),
    QT_TRANSLATE_NOOP("FilterField", "the role of the same"),
    QT_TRANSLATE_NOOP("FilterField", "what the process does"),
    QT_TRANSLATE_NOOP("FilterField", "how the process was started"),
    QT_TRANSLATE_NOOP("FilterField", "the function that is called"),
    QT_TRANSLATE_NOOP("FilterField", "what became of the task"),
    QT_TRANSLATE_NOOP("FilterField", "which attempt it is, from 1"),
    QT_TRANSLATE_NOOP("FilterField", "how many calls one task holds"),
    QT_TRANSLATE_NOOP("FilterField", "how long it ran, as the worker measured it"),
    QT_TRANSLATE_NOOP("FilterField", "the result or error, decoded"),
    QT_TRANSLATE_NOOP("FilterField", "the name of the pool"),
    QT_TRANSLATE_NOOP("FilterField", "the name of the lock"),
    QT_TRANSLATE_NOOP("FilterField", "how the process ended; −9 is signal 9"),
    QT_TRANSLATE_NOOP("FilterField", "processor time used"),
    QT_TRANSLATE_NOOP("FilterField", "resident memory"),
};
static_assert(std::size(meanings) == query::field_count);

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

QString wordsText(query::Field field, int most) {
    QStringList list;
    for (const std::string_view word : query::words_of(field)) {
        if (word == "?")
            continue;
        if (list.size() == most)
            return list.join(QStringLiteral(", ")) + QStringLiteral(", …");
        list << text(word);
    }
    return list.isEmpty() ? QStringLiteral("true, false") : list.join(QStringLiteral(", "));
}

QString whatIsWrong(const query::Problem &problem, query::Subject subject) {
    using enum query::ProblemKind;
    const QString word = QString::fromStdString(problem.word);
    const QString field = problem.field ? text(query::row_of(*problem.field).name) : QString();
    switch (problem.kind) {
    case too_long:
        return FilterText::tr("The filter is too long.");
    case too_deep:
        return FilterText::tr("There are too many parentheses in parentheses.");
    case unknown_symbol:
        return FilterText::tr("“%1” has no meaning in a filter.").arg(word);
    case open_text:
        return FilterText::tr("A quotation mark is never closed.");
    case unknown_field:
        return FilterText::tr("There is no field “%1”.").arg(word);
    case foreign_field:
        return FilterText::tr("The field “%1” belongs to %2; here %3 are filtered.").arg(word, whatHas(*query::find_field(word.toStdString())), wordFor(subject));
    case wants_field:
        return FilterText::tr("A field is missing here, such as %1.").arg(subject == query::Subject::task ? QStringLiteral("task.function") : QStringLiteral("process.pid"));
    case wants_comparison:
        return FilterText::tr("After %1 comes a comparison: ==, !=, <, >, in, contains or matches.").arg(field);
    case wants_number:
        return FilterText::tr("%1 is compared with a whole number.").arg(field);
    case wants_duration:
        return FilterText::tr("%1 is compared with a time and its unit, such as 5ms or 1.5s.").arg(field);
    case wants_size:
        return FilterText::tr("%1 is compared with a size, such as 1000 or 64KiB.").arg(field);
    case wants_text:
        return FilterText::tr("%1 is compared with text in quotation marks, such as \"tasks\".").arg(field);
    case wants_word:
        return FilterText::tr("%1 can be: %2.").arg(field, wordsText(*problem.field, mostWords));
    case too_large:
        return FilterText::tr("The number %1 is too large.").arg(word);
    case not_ordered:
        return FilterText::tr("%1 has no order: only == != and in can be used.").arg(field);
    case not_text:
        return FilterText::tr("%1 is no text: contains and matches cannot be used.").arg(field);
    case bad_pattern:
        return FilterText::tr("The pattern cannot be read: %1.").arg(word);
    case wants_list:
        return FilterText::tr("After in come values in braces: {1, 2}.");
    case wants_comma:
        return FilterText::tr("A comma or } is missing here.");
    case wants_closing:
        return FilterText::tr("A parenthesis is never closed.");
    case wants_connective:
        return FilterText::tr("“%1” cannot stand here: && or || is missing before it, or it is one too many.").arg(word);
    }
    return {};
}

} // namespace

QString problemSentence(const query::Problem &problem, query::Subject subject) {
    const QString sentence = whatIsWrong(problem, subject);
    if (problem.suggestion.empty())
        return sentence;
    return FilterText::tr("%1 Did you mean %2?", "a sentence, then a word").arg(sentence, QString::fromStdString(problem.suggestion));
}

QString meaningOf(query::Field field) {
    return QCoreApplication::translate("FilterField", std::string(query::row_of(field).meaning).c_str());
}

QString howToWrite(query::Field field) {
    switch (query::row_of(field).type) {
    case query::FieldType::number:
        return FilterText::tr("a whole number");
    case query::FieldType::duration:
        return FilterText::tr("a time with its unit: 5ms, 1.5s, 2min");
    case query::FieldType::size:
        return FilterText::tr("a size: 1000, 64KiB, 1.5MB");
    case query::FieldType::text:
        return FilterText::tr("text: \"tasks\"");
    case query::FieldType::word:
        return wordsText(field, 100);
    case query::FieldType::truth:
        return FilterText::tr("alone, or with ! before it");
    }
    return {};
}

QString whatHas(const query::FieldRow &field) {
    QStringList subjects;
    for (const query::Subject subject : {query::Subject::message, query::Subject::task, query::Subject::process, query::Subject::event})
        if (field.belongs_to(subject))
            subjects << wordFor(subject);
    return subjects.join(QStringLiteral(", "));
}

QString wordFor(query::Subject subject) {
    switch (subject) {
    case query::Subject::message:
        return FilterText::tr("messages");
    case query::Subject::task:
        return FilterText::tr("tasks");
    case query::Subject::process:
        return FilterText::tr("processes");
    case query::Subject::event:
        break;
    }
    return FilterText::tr("events");
}

} // namespace poolscope::ui
