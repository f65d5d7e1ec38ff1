// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation that an Error of the engine or of the window names, and every sentence of the host in one, has words for people:
// found in the sources, so that a new one without words fails here.
#include "ui/shared/error_words.h"
#include "ui/shared/sentences.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <cerrno>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

// Functions that make an Error of their arguments, and which argument names the operation.
const std::pair<const char *, int> makers[] = {{"failure", 1}, {"os_failure", 0}, {"proc_failure", 0}, {"outcome", 1}, {"give_up", 1}, {"refused", 0}};
// Where the operation comes from a caller that is one of those.
const QStringList givenByCallers{"engine/core/base/error.cpp", "engine/core/base/error.h", "engine/core/base/exception.h", "engine/core/posix/process_start.cpp", "engine/scope/inspect/native_stack.cpp",
                                 "engine/scope/observe/kernel/proc_file.cpp", "engine/scope/observe/kernel/proc_file.h", "engine/scope/trace/traced_thread.cpp"};

struct Made {
    QString file;
    QStringList operations, details; // literals; what is inserted stands as 17
};

// The arguments of the call whose parenthesis or brace opens there.
QStringList argumentsAt(const QString &text, qsizetype at) {
    QStringList arguments{QString()};
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype place = at; place < text.size(); ++place) {
        const QChar each = text[place];
        if (each == '"' && text[place - 1] != '\\')
            isQuoted = !isQuoted;
        if (!isQuoted && (each == '(' || each == '{') && ++depth == 1)
            continue;
        if (!isQuoted && (each == ')' || each == '}') && --depth == 0)
            break;
        if (!isQuoted && each == ',' && depth == 1)
            arguments.append(QString());
        else
            arguments.last().append(each);
    }
    return arguments;
}

QStringList literalsIn(const QString &argument) {
    static const QRegularExpression literal("\"((?:[^\"\\\\]|\\\\.)*)\"");
    QStringList found;
    for (auto match = literal.globalMatch(argument); match.hasNext();)
        found.append(match.next().captured(1));
    return found;
}

std::vector<Made> errorsIn(const QString &folder) {
    std::vector<Made> all;
    for (QDirIterator files(QString(SOURCE_FOLDER "/") + folder, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QString text = QString::fromUtf8(file.readAll());
        const auto take = [&](const QRegularExpression &call, int operation) {
            for (auto match = call.globalMatch(text); match.hasNext();) {
                const QStringList arguments = argumentsAt(text, match.next().capturedEnd() - 1);
                Made made{file.fileName().mid(int(strlen(SOURCE_FOLDER)) + 1), literalsIn(arguments.value(operation)), {}};
                const QStringList detail = literalsIn(arguments.value(operation + 1));
                if (!arguments.value(operation + 1).contains('+') && detail.size() == 1)
                    made.details = {QString(detail.first()).replace("{}", "17")};
                else
                    for (const QString &one : detail)
                        made.details.append(QString(one).replace("{}", "17"));
                if (arguments.size() > operation)
                    all.push_back(made);
            }
        };
        for (const auto &[name, operation] : makers)
            if (qstrcmp(name, "refused") != 0 || file.fileName().endsWith("native_stack.cpp"))
                take(QRegularExpression(QString("\\b%1\\(").arg(name)), operation);
        take(QRegularExpression("\\bError\\{"), 2);
    }
    return all;
}

} // namespace

class ErrorWordsTest : public QObject {
    Q_OBJECT
private slots:
    void every_operation_that_can_reach_the_window_has_words() {
        int seen = 0;
        for (const char *folder : {"engine/core", "engine/scope", "ui"})
            for (const Made &made : errorsIn(folder)) {
                if (made.operations.isEmpty())
                    QVERIFY2(givenByCallers.contains(made.file), qPrintable(made.file + " names an operation that this test cannot read"));
                for (const QString &operation : made.operations) {
                    QVERIFY2(hasAttemptWords(operation.toStdString()), qPrintable(QString("error_words.cpp says nothing of \"%1\" (%2)").arg(operation, made.file)));
                    ++seen;
                }
            }
        QVERIFY2(seen > 150, qPrintable(QString::number(seen)));
    }

    // The host's answers to what a person does; a file's name or a number needs none.
    void every_reason_that_the_host_gives_has_words() {
        static const QRegularExpression prose("^[A-Za-z17]+ [a-z17]+ ");
        int seen = 0;
        for (const char *folder : {"engine/scope/trace", "engine/scope/host", "ui"})
            for (const Made &made : errorsIn(folder))
                for (const QString &detail : made.details) {
                    const bool isForPeople = QRegularExpression("/(host|host_attach|host_commands|attachment|run_log)\\.cpp$|/trace/|^ui/").match(made.file).hasMatch();
                    if (!isForPeople || !prose.match(detail).hasMatch())
                        continue;
                    QVERIFY2(hasDetailWords(detail) || hasDetailWords(detail + "17"), qPrintable(QString("error_words.cpp says nothing of \"%1\" (%2)").arg(detail, made.file)));
                    ++seen;
                }
        QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
    }

    void an_error_is_what_on_what_why_and_what_to_do() {
        QCOMPARE(errorSentence({ErrorCode::malformed, 0, "open recording", "/x is not a Poolscope recording"}),
                 "The recording could not be opened: its bytes are not what they claim to be (/x is not a Poolscope recording). "
                 "Choose another file, or record the program again.");
        QCOMPARE(errorSentence({ErrorCode::os, ENOSPC, "write", "/x"}), "A file could not be written: there is no room left (/x). Make room, or choose another disk.");
        QCOMPARE(errorSentence({ErrorCode::os, ENOENT, "create", "/x/y"}), "The file could not be made: its folder does not exist (/x/y). Choose another folder, or another name.");
        QCOMPARE(errorSentence({ErrorCode::unsupported, 0, "open recording", "/x has version 99, this Poolscope reads version 1"}),
                 "The recording could not be opened: /x has version 99, this Poolscope reads version 1. "
                 "Open it with the Poolscope that has made it, or a newer one.");
        QVERIFY(hasDetailWords("/x has version 99, this Poolscope reads version 1"));
        QCOMPARE(errorSentence({ErrorCode::wrong_state, 0, "pause", "no program is running"}),
                 "The program could not be paused: it is not possible now (no program is running). See in the status line whether the program runs, and try again.");
        QCOMPARE(errorSentence({ErrorCode::timed_out, 0, "open sesame", ""}), "This could not be done: open sesame: it took too long.");
    }

    void what_is_inserted_in_a_reason_stays() {
        QCOMPARE(detailText("process 7 is traced by process 8 already"), "process 7 is traced by process 8 already");
        QVERIFY(hasDetailWords("process 7 has ended") && !hasDetailWords("process 7 has begun") && !hasDetailWords("a process 7 has ended"));
    }
};

QTEST_APPLESS_MAIN(ErrorWordsTest)
#include "error_words_test.moc"
