// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope/options.h"

#include "engine/core/base/nearest_name.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/thread_group.h"
#include "ui/shared/sentences.h"

#include <QCommandLineParser>
#include <QFile>

#include <cstdio>
#include <cstdlib>

namespace poolscope::ui {
namespace {

constexpr int usageError = 2;

class OptionsText {
    Q_DECLARE_TR_FUNCTIONS(Options)
};

int complain(const QString &sentence) {
    std::fprintf(stderr, "poolscope: %s\n", qPrintable(sentence));
    return usageError;
}

[[noreturn]] void refuse(const QString &sentence) {
    std::exit(complain(sentence));
}

QString oneOf(const QCommandLineParser &parser, const QString &option, const QStringList &permitted) {
    const QString value = parser.value(option);
    if (!value.isEmpty() && !permitted.contains(value))
        refuse(OptionsText::tr("--%1 cannot be %2; it is one of %3.").arg(option, value, permitted.join(QStringLiteral(", "))));
    return value;
}

RunningProgram programOf(const QString &pid) {
    bool isNumber = false;
    const int number = pid.toInt(&isNumber);
    if (!isNumber || number < 1)
        refuse(OptionsText::tr("--attach needs the PID of a process, and %1 is none. See poolscope-cli ps.").arg(pid));
    const auto key = posix::process_key_of(posix::process_of_thread(number));
    if (!key)
        refuse(OptionsText::tr("There is no process %1. See poolscope-cli ps.").arg(pid));
    if (posix::is_kernel_thread(*key))
        refuse(OptionsText::tr("Process %1 is a thread of the kernel and no program: it has no memory, pipes or messages to look into.").arg(pid));
    RunningProgram program;
    program.processes = {*key};
    program.reach = RunningProgram::Reach::everything; // what it cannot be looked into for is said when it is tried
    if (QFile name(QStringLiteral("/proc/%1/comm").arg(key->pid)); name.open(QIODevice::ReadOnly))
        program.name = QString::fromLocal8Bit(name.readAll()).trimmed();
    return program;
}

} // namespace

Options Options::languageOnly(const QStringList &arguments) {
    Options options;
    for (qsizetype place = 1; place < arguments.size(); ++place) {
        if (arguments[place] == QLatin1String("--"))
            break;
        if (arguments[place].startsWith(QLatin1String("--lang=")))
            options.language = arguments[place].mid(7);
        else if (arguments[place] == QLatin1String("--lang") && place + 1 < arguments.size())
            options.language = arguments[place + 1];
    }
    return options;
}

Options Options::parse(const QCoreApplication &application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(OptionsText::tr("Visualizes and manages process pools."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto add = [&parser](const char *name, const QString &what, const QString &value) {
        parser.addOption({QLatin1String(name), what, value});
    };
    add("lesson", OptionsText::tr("Run this lesson, e.g. square-pool."), QStringLiteral("ID"));
    add("start-method", OptionsText::tr("spawn, fork or forkserver."), QStringLiteral("METHOD"));
    add("workers", OptionsText::tr("How many workers the pool has."), QStringLiteral("N"));
    add("chunk-size", OptionsText::tr("How many items Pool.map puts into one task where the program gives no chunk size."), QStringLiteral("N"));
    add("open", OptionsText::tr("Open this recording, script or program."), QStringLiteral("FILE"));
    add("lang", OptionsText::tr("en or ko."), QStringLiteral("LANGUAGE"));
    add("theme", OptionsText::tr("light or dark."), QStringLiteral("THEME"));
    add("screenshot", OptionsText::tr("Wait until the program has ended, write a picture of the window and exit."), QStringLiteral("FILE"));
    add("size", OptionsText::tr("Size of that picture, e.g. 1280x800."), QStringLiteral("WxH"));
    add("attach", OptionsText::tr("Look into this running process and all that descend from it."), QStringLiteral("PID"));
    parser.addPositionalArgument(QStringLiteral("file"), OptionsText::tr("A recording, script or program to open."), QStringLiteral("[file |"));
    parser.addPositionalArgument(QStringLiteral("command"), OptionsText::tr("A command to run, with its arguments."), QStringLiteral("-- command…]"));
    if (!parser.parse(application.arguments()))
        refuse(parser.errorText());
    parser.process(application);

    Options options;
    options.language = oneOf(parser, QStringLiteral("lang"), {QStringLiteral("en"), QStringLiteral("ko")});
    options.theme = oneOf(parser, QStringLiteral("theme"), {QStringLiteral("light"), QStringLiteral("dark")});
    const QString method = oneOf(parser, QStringLiteral("start-method"),
                                 {QStringLiteral("spawn"), QStringLiteral("fork"), QStringLiteral("forkserver")});
    options.request.lesson = parser.value(QStringLiteral("lesson")).toStdString();
    options.request.startMethod = start_method_from(method.toStdString());
    if (parser.isSet(QStringLiteral("workers"))) {
        bool isNumber = false;
        const int workers = parser.value(QStringLiteral("workers")).toInt(&isNumber);
        if (!isNumber || workers < host::minimum_workers || workers > host::maximum_workers)
            refuse(OptionsText::tr("--workers must be a number from %1 to %2.").arg(host::minimum_workers).arg(host::maximum_workers));
        options.request.workers = workers;
    }
    if (parser.isSet(QStringLiteral("chunk-size"))) {
        bool isNumber = false;
        options.request.chunkSize = parser.value(QStringLiteral("chunk-size")).toInt(&isNumber);
        if (!isNumber || options.request.chunkSize < 1 || options.request.chunkSize > host::maximum_chunk_size)
            refuse(OptionsText::tr("--chunk-size must be a number from %1 to %2.").arg(1).arg(host::maximum_chunk_size));
    }
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    if (const QString size = parser.value(QStringLiteral("size")); !size.isEmpty()) {
        const QStringList sides = size.split(QLatin1Char('x'));
        options.size = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
        if (options.size.width() < 320 || options.size.height() < 240 || options.size.width() > 16384 || options.size.height() > 16384)
            refuse(OptionsText::tr("--size must be two numbers from 320x240 to 16384x16384, as in 1280x800."));
    }
    QStringList files = parser.positionalArguments();
    if (const qsizetype border = application.arguments().indexOf(QStringLiteral("--")); border >= 0) {
        options.request.command = application.arguments().mid(border + 1);
        files.resize(files.size() - options.request.command.size());
    }
    files += parser.values(QStringLiteral("open"));
    if (files.size() > 1)
        refuse(OptionsText::tr("One window shows one session: name one file only. A command with its arguments stands after --."));
    options.openPath = files.value(0);
    if (parser.isSet(QStringLiteral("attach")))
        options.program = programOf(parser.value(QStringLiteral("attach")));
    if (!options.openPath.isEmpty() + !options.request.lesson.empty() + !options.request.command.isEmpty() + options.program.has_value() > 1)
        refuse(OptionsText::tr("One window shows one session: name a lesson, a file, a command or a process, and not two of them."));
    return options;
}

int Options::check(const host::LessonCatalog &lessons) const {
    if (request.lesson.empty())
        return 0;
    if (!lessons.find(request.lesson)) {
        const QString nearest = QString::fromStdString(nearest_name(request.lesson, lessons.ids()));
        const QString wanted = QString::fromStdString(request.lesson);
        return complain(nearest.isEmpty() ? OptionsText::tr("There is no lesson %1. See poolscope-cli lessons.").arg(wanted)
                                          : OptionsText::tr("There is no lesson %1. Did you mean %2?").arg(wanted, nearest));
    }
    if (const auto launch = request.launch(lessons); !launch)
        return complain(errorSentence(launch.error()));
    return 0;
}

} // namespace poolscope::ui
