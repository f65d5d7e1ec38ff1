// SPDX-License-Identifier: GPL-3.0-or-later
// Every lesson says the same in C++ and in Python, under each start method that it can be run with.

#include "engine/scope/lesson/lesson_catalog.h"

#include <QtTest>

using namespace poolscope;

namespace {

// What of an output differs from run to run, so that the rest can be compared to the letter.
struct Freedom {
    bool order_of_lines = false;       // two processes print at the same time
    QRegularExpression order_of_parts; // the parts that this captures may change places
    QRegularExpression irrelevant;     // what this matches may be anything
    QRegularExpression errors;         // what this matches may be said on stderr
};

const QRegularExpression everything("(?s).*");

Freedom differing(const char *pattern) {
    return {.order_of_lines = false, .order_of_parts = {}, .irrelevant = QRegularExpression(pattern), .errors = everything};
}

const std::map<std::string, Freedom> freedoms = {
    {"deadlock-of-three", {.order_of_lines = true, .order_of_parts = {}, .irrelevant = {}, .errors = {}}},
    {"queue-of-three", {.order_of_lines = true, .order_of_parts = QRegularExpression(R"(get: (\d))"), .irrelevant = {}, .errors = {}}},
    {"start-methods", {.order_of_lines = false, .order_of_parts = {}, .irrelevant = QRegularExpression(R"(\d+\.\d ms)"), .errors = {}}},
    // Before 3.12 Python does not notice: its child crashes, or ends with an error.
    {"fork-lock-spawn", differing(R"(RuntimeError: .*|the child ended with -?[1-9]\d*)")},
    {"two-writers", differing(R"(then \w+|\d+ of 20)")},
    {"fork-with-threads", {.order_of_lines = true, .order_of_parts = {}, .irrelevant = {}, .errors = everything}},
    {"leaked-names", {.order_of_lines = false, .order_of_parts = {}, .irrelevant = {}, .errors = everything}},
    {"killed-with-lock", differing("the lock is (taken for ever|free again.*)")},
    {"orphan", differing("grandchild: (I go on without a parent|ended with its parent)")},
    {"bad-exception", differing("no answer|Refused: bob: too young")},
    {"slow-spawn", differing(R"(\d+\.\d ms|slowest: \w+)")},
    {"work-stealing", differing(R"(\d of 8)")},
};

struct Run {
    int exit_code = -1;
    qint64 pid = 0;
    QString output;
    QString errors;
};

// Starts it; finish() waits for its end, so that both twins can run at the same time.
class Running {
public:
    Running(const host::Launch &launch, StartMethod method, const std::filesystem::path &data) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &[name, value] : launch.environment)
            environment.insert(QString::fromStdString(name), QString::fromStdString(value));
        environment.insert("POOLSCOPE_START_METHOD", QString::fromUtf8(to_string(method).data()));
        environment.insert("PYTHONPATH", QString::fromStdString((data / "python").string()));
        environment.insert("PYTHONDONTWRITEBYTECODE", "1");
        environment.remove("PYTHONUNBUFFERED"); // both twins write their output in one piece when they end
        process_.setProcessEnvironment(environment);
        QStringList arguments;
        for (const std::string &word : launch.command)
            arguments << QString::fromStdString(word);
        const QString program = arguments.takeFirst();
        process_.start(program, arguments);
    }
    Run finish() {
        Run run;
        if (process_.waitForStarted()) {
            run.pid = process_.processId();
            if (process_.waitForFinished(60'000) && process_.exitStatus() == QProcess::NormalExit)
                run.exit_code = process_.exitCode();
        }
        process_.kill();
        process_.waitForFinished();
        run.output = QString::fromUtf8(process_.readAllStandardOutput());
        run.errors = QString::fromUtf8(process_.readAllStandardError());
        return run;
    }

private:
    QProcess process_;
};

// PIDs are named by what they are: the program, who launched it, and the others in the order of their appearance. So
// "the child's parent is main" is compared, and the number is not.
QString with_named_pids(const Run &run) {
    static const QRegularExpression number(R"((process: |process id: |parent process id: ) ?(\d+))");
    std::map<QString, QString> names = {{QString::number(run.pid), "<main>"},
                                        {QString::number(QCoreApplication::applicationPid()), "<launcher>"}};
    QString text;
    qsizetype end = 0;
    for (auto matches = number.globalMatch(run.output); matches.hasNext();) {
        const auto match = matches.next();
        const auto name = names.try_emplace(match.captured(2), QString("<process %1>").arg(names.size() - 1)).first;
        text += run.output.mid(end, match.capturedStart(2) - end) + name->second;
        end = match.capturedEnd(2);
    }
    return text + run.output.mid(end);
}

QString comparable(const Run &run, const Freedom &freedom) {
    QString text = with_named_pids(run);
    if (!freedom.irrelevant.pattern().isEmpty())
        text.replace(freedom.irrelevant, "…");
    if (!freedom.order_of_parts.pattern().isEmpty()) {
        QStringList parts;
        for (auto matches = freedom.order_of_parts.globalMatch(text); matches.hasNext();)
            parts << matches.next().captured(1);
        parts.sort();
        for (auto matches = freedom.order_of_parts.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            text.replace(match.capturedStart(1), match.capturedLength(1), parts.takeFirst());
        }
    }
    QStringList lines = text.split('\n');
    if (freedom.order_of_lines)
        lines.sort();
    return lines.join('\n');
}

} // namespace

class LessonsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        const auto installation =
            host::Installation::find_from((QCoreApplication::applicationDirPath() + "/../bin").toStdString());
        QVERIFY2(installation, installation ? "" : installation.error().describe().c_str());
        data_ = installation->data;
        catalog_ = host::LessonCatalog::load(*installation);
        qputenv("POOLSCOPE_PYTHON", "/usr/bin/python3");
    }

    void every_lesson_is_whole() {
        for (const Error &problem : catalog_.problems())
            qWarning("%s", problem.describe().c_str());
        QVERIFY(catalog_.problems().empty());
        QCOMPARE(catalog_.ids(), (std::vector<std::string>{"square-pool", "hello-bob", "info", "set-start-method",
                                                           "get-context", "queue-of-three", "pipe", "start-methods", "set-twice",
                                                           "join-before-drain", "deadlock-of-three", "chunk-size", "fork-lock-spawn",
                                                           "two-writers", "fork-with-threads", "leaked-names", "killed-with-lock",
                                                           "orphan", "bad-exception", "slow-spawn", "work-stealing"}));
        for (const host::Lesson &lesson : catalog_.lessons())
            for (const auto &file : {lesson.text("en"), lesson.text("ko"), lesson.python_program(), lesson.cpp_source(), lesson.program})
                QVERIFY2(std::filesystem::is_regular_file(file), file.c_str());
    }

    void the_line_of_every_step_is_in_both_programs() {
        const auto content = [](const std::filesystem::path &path) {
            QFile file(QString::fromStdString(path.string()));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        for (const host::Lesson &lesson : catalog_.lessons()) {
            QVERIFY2(!lesson.questions.empty() && lesson.steps.size() >= 3, lesson.id.c_str());
            const QByteArray python = content(lesson.python_program()), cpp = content(lesson.cpp_source());
            for (const host::LessonStep &step : lesson.steps) {
                QVERIFY2(python.contains(QByteArray::fromStdString(step.python)), (lesson.id + ": " + step.python).c_str());
                QVERIFY2(cpp.contains(QByteArray::fromStdString(step.cpp)), (lesson.id + ": " + step.cpp).c_str());
            }
        }
    }

    // What a lesson is about really happens: in Python, in C++, or in both.
    void the_mistake_of_a_lesson_is_really_made_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("in_python");
        QTest::addColumn<QString>("in_cpp");
        QTest::newRow("lock") << "killed-with-lock" << "the lock is taken for ever" << "the lock is free again";
        QTest::newRow("orphan") << "orphan" << "I go on without a parent" << "ended with its parent";
        QTest::newRow("exception") << "bad-exception" << "no answer" << "Refused: bob: too young";
        QTest::newRow("pipe") << "two-writers" << "damaged" << "damaged";
        QTest::newRow("lock of fork") << "fork-lock-spawn" << "the next child ended with 0" << "RuntimeError: A Lock created in a fork context";
    }
    void the_mistake_of_a_lesson_is_really_made() {
        QFETCH(const QString, id);
        QFETCH(const QString, in_python);
        QFETCH(const QString, in_cpp);
        const host::Lesson &lesson = *catalog_.find(id.toStdString());
        Running running_python(host::launch_of(lesson, host::Twin::python, StartMethod::none, {}).value(), StartMethod::spawn, data_);
        Running running_cpp(host::launch_of(lesson, host::Twin::cpp, StartMethod::none, {}).value(), StartMethod::spawn, data_);
        const QString python = running_python.finish().output, cpp = running_cpp.finish().output;
        QVERIFY2(python.contains(in_python), qPrintable(python));
        QVERIFY2(cpp.contains(in_cpp), qPrintable(cpp));
    }

    void says_the_same_in_both_languages_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("method");
        for (const host::Lesson &lesson : catalog_.lessons())
            for (const StartMethod method : {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver})
                if (lesson.fixed_start_method == StartMethod::none || lesson.fixed_start_method == method)
                    QTest::addRow("%s %s", lesson.id.c_str(), to_string(method).data())
                        << QString::fromStdString(lesson.id) << static_cast<int>(method);
    }

    void says_the_same_in_both_languages() {
        QFETCH(const QString, id);
        QFETCH(const int, method);
        const host::Lesson &lesson = *catalog_.find(id.toStdString());
        const auto found = freedoms.find(lesson.id);
        const Freedom freedom = found == freedoms.end() ? Freedom{} : found->second;
        const auto start_method = static_cast<StartMethod>(method);
        const auto start = [&](host::Twin twin) { return host::launch_of(lesson, twin, start_method, {}).value(); };
        Running running_python(start(host::Twin::python), start_method, data_);
        Running running_cpp(start(host::Twin::cpp), start_method, data_);
        const Run python = running_python.finish();
        const Run cpp = running_cpp.finish();
        for (const Run &run : {python, cpp}) {
            if (freedom.errors.pattern().isEmpty())
                QCOMPARE(run.errors, QString());
            QCOMPARE(run.exit_code, 0);
            QVERIFY(!run.output.isEmpty());
        }
        QCOMPARE(comparable(cpp, freedom), comparable(python, freedom));
    }

private:
    std::filesystem::path data_;
    host::LessonCatalog catalog_;
};

QTEST_GUILESS_MAIN(LessonsTest)
#include "lessons_test.moc"
