// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/diagnose/asked_program.h"

#include "tests/app/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace poolscope::diagnose {

Answer AskedProgram::ask() const {
    const test::CliResult result = test::runCli({"why", QString::number(program_.key().pid), "--json"});
    Answer answer;
    answer.exit_code = result.exitCode;
    answer.words = result.output + result.errors;
    for (const QJsonValue &value : QJsonDocument::fromJson(result.output).object()["findings"].toArray()) {
        const QJsonObject finding = value.toObject();
        if (finding["stuck"].toBool())
            answer.stuck.append(finding["kind"].toString());
        else if (finding["severity"].toString() != "information")
            answer.troubles.append(finding["kind"].toString());
    }
    return answer;
}

} // namespace poolscope::diagnose
