// SPDX-License-Identifier: GPL-3.0-or-later
// Every lesson says the same in C++ and in Python, under each start method that it can be run with.

#include "engine/scope/host/lesson_catalog.h"

#include <QtTest>

using namespace poolscope;

namespace {

// What of an output differs from run to run, so that the rest can be compared to the letter.
struct Freedom {
    bool order_of_lines = false;       // two processes print at the same time
    QRegularExpression order_of_parts; // the parts that this captures may change places
    QRegularExpression irrelevant;     // what this matches may be anything
};

const std::map<std::string, Freedom> freedoms = {
    {"deadlock-of-three", {.order_of_lines = true, .order_of_parts = {}, .irrelevant = {}}},
    {"queue-of-three", {.order_of_lines = true, .order_of_parts = QRegularExpression(R"(get: (\d))"), .irrelevant = {}}},
    {"start-methods", {.order_of_lines = false, .order_of_parts = {}, .irrelevant = QRegularExpression(R"(\d+\.\d ms)")}},
};

struct Run {
    int exit_code = -1;
    qint64 pid = 0;
    QString output;
    QString errors;
};

Run run(const host::Launch &launch, StartMethod method, const std::filesystem::path &data) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : launch.environment)
        environment.insert(QString::fromStdString(name), QString::fromStdString(value));
    environment.insert("POOLSCOPE_START_METHOD", QString::fromUtf8(to_string(method).data()));
    environment.insert("PYTHONPATH", QString::fromStdString((data / "python").string()));
    environment.insert("PYTHONDONTWRITEBYTECODE", "1");
    environment.remove("PYTHONUNBUFFERED"); // both twins write their output in one piece when they end
    process.setProcessEnvironment(environment);
    QStringList arguments;
    for (const std::string &word : launch.command)
        arguments << QString::fromStdString(word);
    const QString program = arguments.takeFirst();
    process.start(program, arguments);
    Run run;
    if (process.waitForStarted()) {
        run.pid = process.processId();
        if (process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit)
            run.exit_code = process.exitCode();
    }
    process.kill();
    process.waitForFinished();
    run.output = QString::fromUtf8(process.readAllStandardOutput());
    run.errors = QString::fromUtf8(process.readAllStandardError());
    return run;
}

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
                                                           "join-before-drain", "deadlock-of-three", "chunk-size"}));
        for (const host::Lesson &lesson : catalog_.lessons())
            for (const auto &file : {lesson.text("en"), lesson.text("ko"), lesson.python_program(), lesson.cpp_source(), lesson.program})
                QVERIFY2(std::filesystem::is_regular_file(file), file.c_str());
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
        const auto run_twin = [&](host::Twin twin) {
            const auto start_method = static_cast<StartMethod>(method);
            return run(host::launch_of(lesson, twin, start_method, {}).value(), start_method, data_);
        };
        const Run python = run_twin(host::Twin::python);
        const Run cpp = run_twin(host::Twin::cpp);
        for (const Run &run : {python, cpp}) {
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
