// SPDX-License-Identifier: GPL-3.0-or-later
// Of programs that only look idle nothing bad is said: no finding but information.
#include "tests/scope/diagnose/asked_program.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <list>

using namespace poolscope;
using namespace poolscope::diagnose;

class HealthyProgramsTest : public QObject {
    Q_OBJECT
private slots:
    void no_healthy_program_is_called_stuck() {
        std::list<AskedProgram> programs;
        const QDir folder(PROGRAM_FOLDER "/healthy");
        for (const QString &file : folder.entryList({"*.py"})) {
            QFile source(folder.filePath(file));
            QVERIFY(source.open(QIODevice::ReadOnly));
            const QByteArray text = source.readAll();
            if (text.contains("import joblib") && !has_module("joblib"))
                continue;
            if (text.contains("import billiard") && !has_module("billiard"))
                continue;
            const std::vector<std::string> command{"/usr/bin/python3", folder.filePath(file).toStdString()};
            if (!text.contains("sys.argv[1]")) {
                programs.emplace_back(file, command);
                continue;
            }
            for (const char *method : {"fork", "spawn", "forkserver"}) {
                auto with_method = command;
                with_method.push_back(method);
                programs.emplace_back(file + " " + method, with_method);
            }
        }
        QTemporaryDir work;
        write(work.filePath("Makefile"), "all: a b c d\na b c d:\n\t@sleep 1000\nready:\n\t@echo ready\n");
        const std::string make = "cd " + work.path().toStdString() + " && make -s ready && exec make -s -j3";
        for (const auto &[name, script] : {std::pair<QString, std::string>("pipeline", "echo ready; sleep 1000 | cat | wc -l"),
                                           {"reader of standard input", "echo ready; cat | cat"},
                                           {"shell that waits for a job", "sleep 1000 & echo ready; wait"},
                                           {"subshells", "(echo ready; (sleep 1000); true) | cat"}, {"make -j", make}})
            programs.emplace_back(name, std::vector<std::string>{"/bin/sh", "-c", script});

        if (!QStandardPaths::findExecutable("gunicorn").isEmpty()) {
            write(work.filePath("conf.py"), "workers = 2\nbind = '127.0.0.1:0'\nworker_tmp_dir = '/dev/shm'\nloglevel = 'critical'\n"
                                            "def when_ready(server):\n    print('ready', flush=True)\n"
                                            "def app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'']\n");
            programs.emplace_back("gunicorn", std::vector<std::string>{"/bin/sh", "-c", "cd " + work.path().toStdString() + " && exec gunicorn -c conf.py conf:app"});
        }
        if (!QStandardPaths::findExecutable("nginx", {"/usr/sbin"}).isEmpty()) {
            write(work.filePath("nginx.conf"), "daemon off;\nworker_processes 2;\npid nginx.pid;\nerror_log stderr crit;\nevents {}\n"
                                               "http { access_log off; server { listen 127.0.0.1:0; } }\n");
            const std::string nginx = "cd " + work.path().toStdString() + " && (while [ ! -s nginx.pid ]; do sleep 0.02; done; echo ready) & exec /usr/sbin/nginx -p " +
                                      work.path().toStdString() + " -c nginx.conf";
            programs.emplace_back("nginx", std::vector<std::string>{"/bin/sh", "-c", nginx});
        }

        QStringList silent, found;
        for (AskedProgram &program : programs) {
            if (!program.is_ready()) {
                silent.append(program.name());
                continue;
            }
            const Answer answer = program.ask();
            if (answer.exit_code != 0 || !answer.stuck.isEmpty() || !answer.troubles.isEmpty())
                found.append(program.name() + ": " + answer.words);
        }
        qInfo("%d healthy programs, false %d", int(programs.size()), int(found.size()));
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join(", ")));
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
        QVERIFY(programs.size() >= 20);
    }

private:
    static void write(const QString &path, const QByteArray &text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static bool has_module(const QString &name) { return QProcess::execute("/usr/bin/python3", {"-c", "import " + name}) == 0; }
};

QTEST_GUILESS_MAIN(HealthyProgramsTest)
#include "healthy_programs_test.moc"
