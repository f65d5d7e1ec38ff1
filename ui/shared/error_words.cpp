// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/error_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace poolscope::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Errors)
};

enum class Attempt {
    openRecording, readRecording, record, stopRecording, note, openFile, createFile, readFile, writeFile, placeFile, writePicture, writeTable, writeGraph,
    layOut, readColours, findParts, readLesson, runLesson, run, attach, detach, trace, stopTracing, pause, goOn, step, stop, signal, fault,
    steps, resize, task, quit, peek, inspect, lookAtProgram, readStack, understand, talk, watch, hearOfProcesses, system,
};

struct Operation {
    std::string_view name;
    Attempt attempt;
};

constexpr Operation operations[] = {
    {"open recording", Attempt::openRecording}, {"read recording", Attempt::readRecording}, {"record", Attempt::record},
    {"stop recording", Attempt::stopRecording}, {"note", Attempt::note}, {"open", Attempt::openFile}, {"create", Attempt::createFile}, {"read", Attempt::readFile}, {"readlink", Attempt::readFile},
    {"fstat", Attempt::readFile}, {"write", Attempt::writeFile}, {"rename", Attempt::placeFile}, {"write PNG", Attempt::writePicture},
    {"write CSV", Attempt::writeTable}, {"write DOT", Attempt::writeGraph}, {"lay out the topology", Attempt::layOut},
    {"read palette", Attempt::readColours}, {"find installation", Attempt::findParts}, {"read lesson", Attempt::readLesson},
    {"read lessons", Attempt::readLesson}, {"run lesson", Attempt::runLesson}, {"run", Attempt::run}, {"launch", Attempt::run},
    {"spawn", Attempt::run}, {"vfork", Attempt::run}, {"fork", Attempt::run}, {"clone", Attempt::run}, {"execve", Attempt::run},
    {"chdir", Attempt::run}, {"setpgid", Attempt::run}, {"setsid", Attempt::run}, {"dup3", Attempt::run}, {"close_range", Attempt::run},
    {"attach", Attempt::attach}, {"detach", Attempt::detach}, {"trace", Attempt::trace}, {"interrupt", Attempt::trace},
    {"listen", Attempt::trace}, {"look at a call", Attempt::trace}, {"look at an event", Attempt::trace}, {"wait", Attempt::trace},
    {"stop tracing", Attempt::stopTracing}, {"pause", Attempt::pause}, {"continue", Attempt::goOn}, {"step", Attempt::step},
    {"stop", Attempt::stop}, {"signal", Attempt::signal}, {"pidfd_send_signal", Attempt::signal}, {"fault", Attempt::fault},
    {"steps", Attempt::steps}, {"resize", Attempt::resize}, {"task", Attempt::task}, {"quit", Attempt::quit}, {"peek", Attempt::peek}, {"tee", Attempt::peek}, {"open a pipe", Attempt::peek},
    {"look at a descriptor", Attempt::peek}, {"look into a channel", Attempt::peek}, {"inspect", Attempt::inspect},
    {"look at descriptors", Attempt::inspect}, {"look at a process", Attempt::inspect}, {"parse", Attempt::inspect},
    {"read memory", Attempt::inspect}, {"pidfd_open", Attempt::inspect}, {"pidfd_getfd", Attempt::inspect},
    {"look at a program", Attempt::lookAtProgram}, {"read a Python stack", Attempt::readStack}, {"read a native stack", Attempt::readStack},
    {"read symbols", Attempt::readStack}, {"read the libraries of a process", Attempt::readStack},
    {"read the stacks of a process", Attempt::readStack}, {"read command", Attempt::understand}, {"read frame", Attempt::understand},
    {"read reply", Attempt::understand}, {"read the host's answer", Attempt::understand}, {"decode events", Attempt::understand},
    {"decode rows", Attempt::understand}, {"decode", Attempt::understand}, {"unpickle", Attempt::understand},
    {"read a message", Attempt::understand}, {"authenticate", Attempt::understand}, {"read from the host", Attempt::talk},
    {"talk to the host", Attempt::talk}, {"start the host", Attempt::talk}, {"wait for the host's answer", Attempt::talk},
    {"write to the client", Attempt::talk}, {"guard", Attempt::talk}, {"watch", Attempt::watch}, {"find control block", Attempt::watch},
    {"make control block", Attempt::watch}, {"create watch segment", Attempt::watch}, {"map watch segment", Attempt::watch},
    {"parse watch address", Attempt::watch}, {"pwrite", Attempt::watch}, {"subscribe", Attempt::hearOfProcesses},
    {"bind", Attempt::hearOfProcesses}, {"socket", Attempt::hearOfProcesses}, {"send", Attempt::hearOfProcesses},
    {"receive", Attempt::hearOfProcesses}, {"pipe2", Attempt::system}, {"socketpair", Attempt::system}, {"fcntl", Attempt::system},
    {"memfd_create", Attempt::system}, {"ftruncate", Attempt::system}, {"mmap", Attempt::system}, {"sendmsg", Attempt::system},
    {"recvmsg", Attempt::system}, {"poll", Attempt::system}, {"prctl", Attempt::system}, {"signalfd", Attempt::system},
    {"sigprocmask", Attempt::system}, {"waitid", Attempt::system}, {"getrandom", Attempt::system}, {"setsockopt", Attempt::system},
    {"shutdown", Attempt::system},
};

AttemptWords wordsOf(Attempt attempt) {
    const QString another = Words::tr("Choose another file, or record the program again.");
    const QString place = Words::tr("Choose another folder, or another name.");
    const QString install = Words::tr("Install Poolscope again.");
    const QString again = Words::tr("Run the program again.");
    const QString state = Words::tr("See in the status line whether the program runs, and try again.");
    const QString other = Words::tr("Choose another process, or ask as its user.");
    const QString ours = Words::tr("Run a lesson, or a program built on the engine.");
    switch (attempt) {
    case Attempt::openRecording: return {Words::tr("The recording could not be opened"), another};
    case Attempt::readRecording: return {Words::tr("The recording could not be read"), another};
    case Attempt::record: return {Words::tr("The program could not be recorded"), Words::tr("End the recording that goes on, or choose another file.")};
    case Attempt::stopRecording: return {Words::tr("The recording could not be ended"), Words::tr("Start one first.")};
    case Attempt::note: return {Words::tr("The bookmark could not be set"), state};
    case Attempt::openFile: return {Words::tr("A file could not be opened"), Words::tr("Check its name and whether you may read it.")};
    case Attempt::readFile: return {Words::tr("A file could not be read"), Words::tr("Check whether it is still there, and try again.")};
    case Attempt::createFile: return {Words::tr("The file could not be made"), place};
    case Attempt::writeFile: return {Words::tr("A file could not be written"), place};
    case Attempt::placeFile: return {Words::tr("The finished file could not be put in its place"), place};
    case Attempt::writePicture: return {Words::tr("The picture could not be written"), place};
    case Attempt::writeTable: return {Words::tr("The table could not be written"), place};
    case Attempt::writeGraph: return {Words::tr("The graph could not be written"), place};
    case Attempt::layOut: return {Words::tr("The topology could not be laid out"), Words::tr("Install Graphviz again (libgvc6).")};
    case Attempt::readColours: return {Words::tr("The colours of the window could not be read"), install};
    case Attempt::findParts: return {Words::tr("The parts of Poolscope could not be found"), install};
    case Attempt::readLesson: return {Words::tr("A lesson could not be read"), install};
    case Attempt::runLesson: return {Words::tr("The lesson could not be run"), Words::tr("Change what the run bar says, or choose another lesson.")};
    case Attempt::run: return {Words::tr("The program could not be started"), Words::tr("Check the command, and end what runs still.")};
    case Attempt::attach: return {Words::tr("The program could not be attached to"), other};
    case Attempt::detach: return {Words::tr("The program could not be let go of"), state};
    case Attempt::trace: return {Words::tr("The messages of the program could not be traced"), other};
    case Attempt::stopTracing: return {Words::tr("Tracing could not be ended"), state};
    case Attempt::pause: return {Words::tr("The program could not be paused"), state};
    case Attempt::goOn: return {Words::tr("The program could not be continued"), state};
    case Attempt::step: return {Words::tr("A single step could not be taken"), Words::tr("Pause the program first.")};
    case Attempt::stop: return {Words::tr("The program could not be stopped"), state};
    case Attempt::signal: return {Words::tr("The signal could not be sent"), state};
    case Attempt::fault: return {Words::tr("The fault could not be made"), ours};
    case Attempt::steps: return {Words::tr("Only pause and continue work here, not single steps or another speed"), ours};
    case Attempt::resize: return {Words::tr("The number of workers could not be changed"), ours};
    case Attempt::task: return {Words::tr("The task could not be changed"), ours};
    case Attempt::quit: return {Words::tr("The program could not be ended"), Words::tr("Kill it in the process tree.")};
    case Attempt::peek: return {Words::tr("What waits in the channel could not be looked at"), other};
    case Attempt::inspect: return {Words::tr("The process could not be looked into"), other};
    case Attempt::lookAtProgram: return {Words::tr("The program could not be found, or is none"), Words::tr("Check the command.")};
    case Attempt::readStack: return {Words::tr("The call stack could not be read"), other};
    case Attempt::understand: return {Words::tr("What was received could not be understood"), Words::tr("Use the same version of Poolscope on both sides.")};
    case Attempt::talk: return {Words::tr("The host that runs the program does not answer"), again};
    case Attempt::watch: return {Words::tr("The program could not be watched"), again};
    case Attempt::hearOfProcesses: return {Words::tr("The system does not tell of processes and sockets"), other};
    case Attempt::system: return {Words::tr("The system did not give what is needed for this"), Words::tr("Close what is not needed, and try again.")};
    }
    return {};
}

const Operation *find(std::string_view name) {
    const auto found = std::ranges::find(operations, name, &Operation::name);
    return found == std::end(operations) ? nullptr : found;
}

// What the host and the tracer say of why; %1 stands for a number or a name.
constexpr const char *details[] = {
    QT_TRANSLATE_NOOP("Errors", "process %1 has ended"),
    QT_TRANSLATE_NOOP("Errors", "process %1 has ended and only waits for its parent to notice"),
    QT_TRANSLATE_NOOP("Errors", "process %1 is not part of the program"),
    QT_TRANSLATE_NOOP("Errors", "process %1 is none of the engine's, or is not part of the program"),
    QT_TRANSLATE_NOOP("Errors", "process %1 is traced by process %2 already"),
    QT_TRANSLATE_NOOP("Errors", "program %1 is still running"),
    QT_TRANSLATE_NOOP("Errors", "program %1 is under observation"),
    QT_TRANSLATE_NOOP("Errors", "thread %1 is gone"),
    QT_TRANSLATE_NOOP("Errors", "the kernel does not let us trace thread %1"),
    QT_TRANSLATE_NOOP("Errors", "this is the host itself"),
    QT_TRANSLATE_NOOP("Errors", "this program is built on the engine and tells its messages by itself"),
    QT_TRANSLATE_NOOP("Errors", "a program that was started here is traced from its start or not at all: see launch"),
    QT_TRANSLATE_NOOP("Errors", "this program was not started here: detach leaves it as it is"),
    QT_TRANSLATE_NOOP("Errors", "the host is ending"),
    QT_TRANSLATE_NOOP("Errors", "the guard process was killed"),
    QT_TRANSLATE_NOOP("Errors", "no program is running"),
    QT_TRANSLATE_NOOP("Errors", "no program is traced"),
    QT_TRANSLATE_NOOP("Errors", "no program is under observation"),
    QT_TRANSLATE_NOOP("Errors", "no running program is attached"),
    QT_TRANSLATE_NOOP("Errors", "no process is given"),
    QT_TRANSLATE_NOOP("Errors", "nobody is traced"),
    QT_TRANSLATE_NOOP("Errors", "nobody holds an end of it"),
    QT_TRANSLATE_NOOP("Errors", "no process holds it any more"),
    QT_TRANSLATE_NOOP("Errors", "nothing is being recorded"),
    QT_TRANSLATE_NOOP("Errors", "already recording to %1"),
    QT_TRANSLATE_NOOP("Errors", "the program is not paused"),
    QT_TRANSLATE_NOOP("Errors", "the program did not end"),
    QT_TRANSLATE_NOOP("Errors", "this program is not built on the engine"),
    QT_TRANSLATE_NOOP("Errors", "too many processes have faults already: take one back first"),
    QT_TRANSLATE_NOOP("Errors", "%1 is not in PATH"),
    QT_TRANSLATE_NOOP("Errors", "%1 is not a file"),
    QT_TRANSLATE_NOOP("Errors", "%1 is not a Poolscope recording"),
    QT_TRANSLATE_NOOP("Errors", "%1 ends within its header"),
    QT_TRANSLATE_NOOP("Errors", "%1 became shorter"),
    QT_TRANSLATE_NOOP("Errors", "%1 has version %2, this Poolscope reads version %3"),
    QT_TRANSLATE_NOOP("Errors", "the command line is empty"),
    QT_TRANSLATE_NOOP("Errors", "it runs no Python"),
    QT_TRANSLATE_NOOP("Errors", "Graphviz could not be started"),
    QT_TRANSLATE_NOOP("Errors", "Graphviz has no dot layout"),
    QT_TRANSLATE_NOOP("Errors", "%1: this lesson has no pool, so it takes no number of workers"),
    QT_TRANSLATE_NOOP("Errors", "%1: the Python program has its number of workers written in it"),
    QT_TRANSLATE_NOOP("Errors", "%1: workers must be %2 to %3, not %4"),
    QT_TRANSLATE_NOOP("Errors", "%1: this lesson gives its chunk sizes itself"),
    QT_TRANSLATE_NOOP("Errors", "%1: this lesson has no pool, so it takes no chunk size"),
    QT_TRANSLATE_NOOP("Errors", "%1: the chunk size must be 1 to %2, not %3"),
    QT_TRANSLATE_NOOP("Errors", "%1: this lesson sets the start method %2 itself"),
};

QRegularExpression patternOf(const char *detail) {
    QString pattern = QRegularExpression::escape(QLatin1String(detail));
    for (const char *place : {"\\%1", "\\%2", "\\%3", "\\%4"})
        pattern.replace(QLatin1String(place), QStringLiteral("(.+)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

} // namespace

bool hasAttemptWords(std::string_view operation) {
    return find(operation) != nullptr;
}

AttemptWords attemptWords(std::string_view operation) {
    if (const Operation *known = find(operation))
        return wordsOf(known->attempt);
    return {Words::tr("This could not be done: %1").arg(QString::fromUtf8(operation.data(), qsizetype(operation.size()))), {}};
}

QString detailText(const std::string &detail) {
    const QString text = QString::fromStdString(detail);
    for (const char *known : details)
        if (const auto match = patternOf(known).match(text); match.hasMatch()) {
            QString words = Words::tr(known);
            for (int place = 1; place <= match.lastCapturedIndex(); ++place)
                words = words.arg(match.captured(place));
            return words;
        }
    return text;
}

bool hasDetailWords(const QString &detail) {
    return std::ranges::any_of(details, [&detail](const char *known) { return patternOf(known).match(detail).hasMatch(); });
}

QString reasonText(const Error &error) {
    switch (error.code) {
    case ErrorCode::os:
        switch (error.os_error) {
        case ENOENT: return error.operation == "create" ? Words::tr("its folder does not exist") : Words::tr("it does not exist");
        case EACCES:
        case EPERM: return Words::tr("it is not permitted");
        case EROFS: return Words::tr("it lies where nothing can be written");
        case ENOSPC:
        case EDQUOT: return Words::tr("there is no room left");
        case EISDIR: return Words::tr("it is a folder");
        case ENOTDIR: return Words::tr("a part of its path is no folder");
        case EEXIST: return Words::tr("it exists already");
        case ENAMETOOLONG: return Words::tr("its name is too long");
        case ESRCH: return Words::tr("the process has ended");
        case EMFILE:
        case ENFILE: return Words::tr("too many files are open");
        case ENOMEM:
        case EAGAIN: return Words::tr("there is not enough memory, or too much of something");
        case EPIPE:
        case ECONNRESET: return Words::tr("the other side has closed");
        case EIO: return Words::tr("the disk or device has failed");
        case ENOEXEC: return Words::tr("it is no program that this machine can run");
        case 0: return Words::tr("it failed");
        default: return Words::tr("the system gave error %1, %2").arg(error.os_error).arg(QString::fromLocal8Bit(std::strerror(error.os_error)));
        }
    case ErrorCode::timed_out: return Words::tr("it took too long");
    case ErrorCode::end_of_file: return Words::tr("the other side has closed");
    case ErrorCode::truncated: return Words::tr("it is cut short");
    case ErrorCode::too_large: return Words::tr("it is larger than permitted");
    case ErrorCode::malformed: return Words::tr("its bytes are not what they claim to be");
    case ErrorCode::wrong_type:
    case ErrorCode::invalid_argument: return Words::tr("the value is not permitted");
    case ErrorCode::not_found: return Words::tr("it does not exist");
    case ErrorCode::not_registered: return Words::tr("no task has that name");
    case ErrorCode::unsupported: return Words::tr("this system or version does not have it");
    case ErrorCode::permission: return Words::tr("it is not permitted");
    case ErrorCode::authentication: return Words::tr("the other side has another key");
    case ErrorCode::closed: return Words::tr("it is closed");
    case ErrorCode::wrong_state:
    case ErrorCode::too_early: return Words::tr("it is not possible now");
    case ErrorCode::full: return Words::tr("it is full");
    case ErrorCode::empty: return Words::tr("it is empty");
    case ErrorCode::lost: return Words::tr("it is lost");
    case ErrorCode::cancelled: return Words::tr("it was cancelled");
    case ErrorCode::owner_died:
    case ErrorCode::broken: return Words::tr("whoever was to do it has ended");
    case ErrorCode::not_shareable:
    case ErrorCode::no_attribute: break;
    }
    return Words::tr("it failed");
}

QString reasonAdvice(const Error &error) {
    if (error.code == ErrorCode::unsupported && error.operation == "open recording")
        return Words::tr("Open it with the Poolscope that has made it, or a newer one.");
    switch (error.code == ErrorCode::os ? error.os_error : 0) {
    case ENOSPC:
    case EDQUOT: return Words::tr("Make room, or choose another disk.");
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case EAGAIN: return Words::tr("Close what is not needed, and try again.");
    case EROFS: return Words::tr("Choose another folder, or another name.");
    default: return {};
    }
}

} // namespace poolscope::ui
