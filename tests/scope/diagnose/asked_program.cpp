// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/diagnose/asked_program.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace poolscope::diagnose {

Answer AskedProgram::ask() const {
    QProcess why;
    why.start(QCoreApplication::applicationDirPath() + "/../bin/poolscope-cli", {"why", QString::number(program_.key().pid), "--json", "--lang", "en"});
    Answer answer;
    if (!why.waitForFinished(60'000)) {
        answer.words = "poolscope-cli why did not end";
        return answer;
    }
    answer.exit_code = why.exitStatus() == QProcess::NormalExit ? why.exitCode() : -1;
    const QByteArray output = why.readAllStandardOutput();
    answer.words = output + why.readAllStandardError();
    for (const QJsonValue &value : QJsonDocument::fromJson(output).object()["findings"].toArray()) {
        const QJsonObject finding = value.toObject();
        for (const QJsonValue &place : finding["places"].toArray())
            answer.files.append(place["file"].toString());
        if (finding["stuck"].toBool())
            answer.stuck.append(finding["kind"].toString());
        else if (finding["severity"].toString() != "information")
            answer.troubles.append(finding["kind"].toString());
    }
    return answer;
}

QStringList false_findings(std::list<AskedProgram> &programs) {
    QStringList found;
    for (AskedProgram &program : programs) {
        if (!program.is_ready()) {
            found.append(program.name() + ": did not get ready");
            continue;
        }
        const Answer answer = program.ask();
        if (answer.exit_code != 0 || !answer.stuck.isEmpty() || !answer.troubles.isEmpty())
            found.append(program.name() + ": " + answer.words);
    }
    qInfo("%d healthy programs, false %d", int(programs.size()), int(found.size()));
    return found;
}

QStringList programs_in(const QString &folder) {
    QStringList paths;
    const QDir files(PROGRAM_FOLDER "/" + folder);
    for (const QString &file : files.entryList({"*.py"}))
        paths.append(files.filePath(file));
    return paths;
}

} // namespace poolscope::diagnose
