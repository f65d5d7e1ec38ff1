// SPDX-License-Identifier: GPL-3.0-or-later
// Of programs that only look idle nothing bad is said: no finding but information.
#include "tests/scope/diagnose/asked_program.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::diagnose;

class HealthyProgramsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(folder_.isValid()); }

    void scripts() {
        std::list<AskedProgram> programs;
        for (const QString &file : programs_in("healthy")) {
            const bool is_of_other = file.endsWith("joblib_at_rest.py") || file.endsWith("billiard_pool.py");
            if (!is_of_other || has_module(file.contains("joblib") ? "joblib" : "billiard"))
                programs.emplace_back(file, std::vector<std::string>{"/usr/bin/python3", file.toStdString()});
        }
        const QStringList found = false_findings(programs);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void shells() {
        write("Makefile", "all: a b c d\na b c d:\n\t@sleep 1000\nready:\n\t@echo ready\n");
        std::list<AskedProgram> programs;
        for (const auto &[name, script] : {std::pair("pipeline", "echo ready; sleep 1000 | cat | wc -l"),
                                           std::pair("reader of standard input", "echo ready; cat | cat"),
                                           std::pair("shell that waits for a job", "sleep 1000 & echo ready; wait"),
                                           std::pair("subshells", "(echo ready >&3; (sleep 1000); true) 3>&1 | cat"),
                                           std::pair("make -j", "make -s ready && exec make -s -j3")})
            add_shell(programs, name, script);
        const QStringList found = false_findings(programs);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void servers() {
        std::list<AskedProgram> programs;
        if (!QStandardPaths::findExecutable("gunicorn").isEmpty()) {
            write("conf.py", "workers = 2\nbind = 'unix:gunicorn.socket'\nloglevel = 'critical'\n"
                             "def when_ready(server):\n    print('ready', flush=True)\n"
                             "def app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'']\n");
            add_shell(programs, "gunicorn", "exec gunicorn -c conf.py conf:app");
        }
        if (!QStandardPaths::findExecutable("nginx", {"/usr/sbin"}).isEmpty()) {
            write("nginx.conf", "daemon off;\nworker_processes 2;\npid nginx.pid;\nerror_log stderr crit;\nevents {}\n"
                                "http { access_log off; server { listen unix:nginx.socket; } }\n");
            add_shell(programs, "nginx", "(while [ ! -s nginx.pid ]; do sleep 0.02; done; echo ready) & exec /usr/sbin/nginx -p . -c nginx.conf");
        }
        if (programs.empty())
            QSKIP("neither gunicorn nor nginx is installed");
        const QStringList found = false_findings(programs);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

private:
    void write(const QString &name, const QByteArray &text) {
        QFile file(folder_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void add_shell(std::list<AskedProgram> &programs, const QString &name, const std::string &script) {
        programs.emplace_back(name, std::vector<std::string>{"/bin/sh", "-c", "cd " + folder_.path().toStdString() + " || exit 1; " + script});
    }
    static bool has_module(const QString &name) { return QProcess::execute("/usr/bin/python3", {"-c", "import " + name}) == 0; }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(HealthyProgramsTest)
#include "healthy_programs_test.moc"
