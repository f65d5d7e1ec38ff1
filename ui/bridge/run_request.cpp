// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_request.h"

#include <QFileInfo>
#include <QProcess>

namespace poolscope::ui {
namespace {

QString pythonProgram() {
    const QString chosen = qEnvironmentVariable("POOLSCOPE_PYTHON");
    return chosen.isEmpty() ? QStringLiteral("python3") : chosen;
}

bool isScript(const QString &path) {
    return path.endsWith(QLatin1String(".py"), Qt::CaseInsensitive);
}

} // namespace

RunRequest RunRequest::forFile(const QString &path) {
    const QFileInfo file(path);
    RunRequest request;
    request.command = isScript(path) ? QStringList{pythonProgram(), file.absoluteFilePath()} : QStringList{file.absoluteFilePath()};
    request.workingDirectory = file.absolutePath();
    return request;
}

RunRequest RunRequest::forCommandLine(const QString &line) {
    RunRequest request;
    request.command = QProcess::splitCommand(line);
    // A lone script is run, too, as when it is dropped.
    if (!request.command.isEmpty() && isScript(request.command.first()) && !QFileInfo(request.command.first()).isExecutable())
        request.command.prepend(pythonProgram());
    return request;
}

QString RunRequest::title(const host::LessonCatalog &lessons, const QString &language) const {
    if (const host::Lesson *found = lesson.empty() ? nullptr : lessons.find(lesson))
        return QString::fromStdString(found->title.in(language.toStdString()));
    for (const QString &word : command)
        if (isScript(word))
            return QFileInfo(word).fileName();
    return command.isEmpty() ? QString() : QFileInfo(command.first()).fileName();
}

Result<host::Launch> RunRequest::launch(const host::LessonCatalog &lessons) const {
    host::Launch launch;
    if (!lesson.empty()) {
        const host::Lesson *found = lessons.find(lesson);
        if (!found)
            return failure(ErrorCode::not_found, "run lesson", lesson);
        POOLSCOPE_ASSIGN(launch, host::launch_of(*found, twin, startMethod, workers, chunkSize));
        if (twin == host::Twin::python) // which does not tell by itself what it sends
            launch.insight = host::WantedInsight::best;
    } else {
        if (command.isEmpty())
            return failure(ErrorCode::invalid_argument, "run", "the command line is empty");
        for (const QString &word : command)
            launch.command.push_back(word.toLocal8Bit().toStdString());
        launch.start_method = startMethod;
        launch.chunk_size = chunkSize;
        launch.working_directory = workingDirectory.toLocal8Bit().toStdString();
        if (workers)
            launch.environment["POOLSCOPE_WORKERS"] = std::to_string(*workers);
    }
    launch.speed = speed;
    launch.paused = paused;
    launch.insight = host::WantedInsight::best;
    return launch;
}

} // namespace poolscope::ui
