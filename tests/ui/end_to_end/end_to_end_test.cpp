// SPDX-License-Identifier: GPL-3.0-or-later

// The real main window on Xvfb, driven by real clicks and keys: runs the square-pool lesson under each start method, kills
// a worker from the tree, and asks the models what a person would read.

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/process_start.h"
#include "ui/main_window/main_window.h"
#include "ui/messages/message_model.h"
#include "ui/process_tree/process_tree_model.h"
#include "ui/shared/roles.h"
#include "ui/tasks/task_model.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <csignal>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int patience = 60'000; // milliseconds, for a machine that is busy

struct Seen {
    ProcessKey key;
    ProcessKey parent;
    QString name;
    QString task;
};

// Every process of the tree as the view's model shows it.
void collect(const QAbstractItemModel &model, const QModelIndex &above, QList<Seen> &seen) {
    for (int row = 0; row < model.rowCount(above); ++row) {
        const QModelIndex index = model.index(row, ProcessTreeModel::Name, above);
        seen.append({ProcessKey::unpack(index.data(IdRole).toULongLong()), ProcessKey::unpack(above.data(IdRole).toULongLong()),
                     index.data().toString(), index.siblingAtColumn(ProcessTreeModel::Task).data().toString()});
        collect(model, index, seen);
    }
}

pid_t kernel_parent(pid_t pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    return text.mid(text.lastIndexOf(')') + 2).split(' ').value(1).toInt();
}

QStringList column(const QAbstractItemModel &model, int column) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

} // namespace

class EndToEndTest : public QObject {
    Q_OBJECT

    template <class T> T *child(const char *name) {
        T *found = window_->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qFatal("the window has no %s", name);
        return found;
    }
    const QAbstractItemModel &modelOf(const char *view) { return *child<QAbstractItemView>(view)->model(); }

    void click(const char *button) {
        auto *widget = child<QToolButton>(button);
        QVERIFY2(widget->isVisible() && widget->isEnabled(), button);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void chooseSpeed(Qt::Key end) {
        auto *slider = child<QSlider>("speed");
        slider->setFocus();
        QTest::keyClick(slider, end);
    }
    QList<Seen> processes() {
        QList<Seen> seen;
        collect(modelOf("process-tree"), {}, seen);
        return seen;
    }
    QList<Seen> workers() {
        QList<Seen> all = processes();
        all.removeIf([](const Seen &process) { return !process.name.contains(QLatin1String("PoolWorker")); });
        return all;
    }
    // As a person does: clicks, then sees the button change its meaning.
    void pauseAndSee() {
        QTRY_VERIFY_WITH_TIMEOUT(child<QToolButton>("pause")->isEnabled(), patience);
        click("pause");
        QTRY_VERIFY_WITH_TIMEOUT(window_->runControl().state() == RunControl::State::paused, patience);
    }
    void continueAtFullSpeed() {
        click("pause");
        QTRY_VERIFY_WITH_TIMEOUT(window_->runControl().state() == RunControl::State::running, patience);
        chooseSpeed(Qt::Key_End);
    }
    bool hasEnded() { return window_->session().state().program() && window_->session().state().program()->exit_code; }
    // Choosing another method runs the lesson again; the one that is chosen already needs the Run button.
    void run(const QString &method) {
        const QByteArray name = "method-" + method.toUtf8();
        const char *button = child<QToolButton>(name)->isChecked() ? "run" : name.constData();
        click(button);
    }

private slots:
    void initTestCase() {
        const auto installation = host::Installation::find();
        QVERIFY(installation.has_value());
        lessons_ = host::LessonCatalog::load(*installation);
        QVERIFY(lessons_.find("square-pool") != nullptr);
        themes_ = std::make_unique<ThemeProvider>(SchemeChoice::light);
        themes_->applyTo(*qApp);
        window_ = std::make_unique<MainWindow>(WindowSetup{lessons_, QString::fromStdString(installation->cli.string()), "en"}, *themes_);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }

    void cleanupTestCase() { window_.reset(); }

    void the_lesson_runs_under_each_start_method_data() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << method;
    }
    void the_lesson_runs_under_each_start_method() {
        QFETCH(QString, method);
        chooseSpeed(Qt::Key_Home); // as slow as can be, so that the workers can be looked at
        run(method);
        QTRY_COMPARE_WITH_TIMEOUT(workers().size(), 5, patience);
        pauseAndSee();

        QSet<pid_t> parents;
        for (const Seen &worker : workers()) {
            QVERIFY2(posix::is_running(worker.key), qPrintable(worker.name));
            QCOMPARE(kernel_parent(worker.key.pid), worker.parent.pid);
            parents.insert(worker.parent.pid);
        }
        QCOMPARE(parents.size(), 1);
        const state::State &state = window_->session().state();
        const state::ProcessRow *parent = state.process_with_pid(*parents.begin());
        QVERIFY(parent != nullptr);
        QVERIFY(parent->role == (method == "forkserver" ? Role::forkserver : Role::main));

        continueAtFullSpeed();
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), patience);
        QCOMPARE(*state.program()->exit_code, 0);
        const QString messages = column(modelOf("messages"), MessageModel::Preview).join('\n');
        for (const char *square : {"(True, [1])", "(True, [4])", "(True, [9])"})
            QVERIFY2(messages.contains(QLatin1String(square)), qPrintable(messages));
        QTRY_VERIFY_WITH_TIMEOUT(column(modelOf("console"), 2).join('\n').contains("[1, 4, 9]"), patience);
        QCOMPARE(state.lost_events(), 0u);
        for (const Seen &process : processes())
            QTRY_VERIFY_WITH_TIMEOUT(!posix::is_running(process.key), patience);
    }

    void a_worker_killed_from_the_tree_loses_its_task_and_says_so() {
        chooseSpeed(Qt::Key_Home);
        run("fork");
        const auto busy = [this] {
            for (const Seen &worker : workers())
                if (!worker.task.isEmpty())
                    return worker;
            return Seen{};
        };
        QTRY_VERIFY_WITH_TIMEOUT(busy().key, patience);
        pauseAndSee();
        const Seen victim = busy();
        QVERIFY2(victim.key, "it held its task until the pause");

        auto *tree = child<QAbstractItemView>("process-tree");
        const QModelIndex index =
            tree->model()->match(tree->model()->index(0, 0), IdRole, qulonglong(victim.key.packed()), 1, Qt::MatchExactly | Qt::MatchRecursive).value(0);
        QVERIFY(index.isValid());
        tree->scrollTo(index);
        const QPoint inside = tree->visualRect(index).center();
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, inside);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, inside, tree->viewport()->mapToGlobal(inside));
        QApplication::sendEvent(tree->viewport(), &asked);
        auto *menu = window_->findChild<QMenu *>("process-menu");
        QVERIFY(menu != nullptr);
        QTRY_VERIFY(menu->isVisible());
        for (QAction *action : menu->actions())
            if (action->text().contains("SIGKILL"))
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        auto *accept = child<QPushButton>("accept");
        QTRY_VERIFY(accept->isVisible());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!posix::is_running(victim.key), patience);

        continueAtFullSpeed();
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), patience);
        QCOMPARE(*window_->session().state().program()->exit_code, 1);
        const QString outcomes = column(modelOf("tasks"), TaskModel::Outcome).join('\n');
        QVERIFY2(outcomes.contains("lost"), qPrintable(outcomes));
        const QString findings = column(modelOf("findings"), 0).join('\n');
        QVERIFY2(findings.contains(QString::number(victim.key.pid)) && findings.contains("SIGKILL"), qPrintable(findings));
    }

    void the_scrubber_goes_back_to_before_the_workers() {
        QVERIFY(workers().size() >= 5);
        auto *scrubber = child<QWidget>("scrubber");
        QTest::mouseClick(scrubber, Qt::LeftButton, {}, QPoint(2, scrubber->height() / 2));
        QTRY_COMPARE(workers().size(), 0);
        scrubber->setFocus();
        QTest::keyClick(scrubber, Qt::Key_End);
        QTRY_VERIFY(workers().size() >= 5);
    }

private:
    host::LessonCatalog lessons_;
    std::unique_ptr<ThemeProvider> themes_;
    std::unique_ptr<MainWindow> window_;
};

// A display of its own, which ends with this process. Its number, or an empty text when there is no Xvfb.
static QByteArray startDisplay() {
    auto pipe = posix::make_pipe();
    if (!pipe)
        return {};
    posix::SpawnRequest request;
    request.program = "Xvfb";
    request.arguments = {"Xvfb", "-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"};
    request.descriptors = {pipe->write.get()};
    request.parent_death_signal = SIGTERM;
    if (!posix::spawn(request))
        return {};
    pipe->write.reset();
    char number[16] = {};
    return read(pipe->read.get(), number, sizeof number - 1) > 0 ? ':' + QByteArray(number).trimmed() : QByteArray();
}

int main(int argc, char **argv) {
    const QByteArray display = startDisplay();
    if (display.isEmpty())
        qFatal("Xvfb does not start; packaging/setup test installs it");
    qputenv("DISPLAY", display);
    qputenv("QT_QPA_PLATFORM", "xcb");
    QTemporaryDir home; // settings of nobody
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    QApplication::setOrganizationName("poolscope");
    QApplication::setApplicationName("Poolscope");
    QSettings::setDefaultFormat(QSettings::IniFormat);
    EndToEndTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "end_to_end_test.moc"
