// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/controls/follow_in_sight.h"

#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey owner{100, 1};

struct CountingModel {
    void show(const Moment &moment) {
        ++shown;
        processes = moment.state->processes().size();
        state = moment.state;
    }
    void apply(const state::Changes &, const Moment &moment) {
        ++applied;
        processes = moment.state->processes().size();
    }
    int shown = 0, applied = 0;
    std::size_t processes = 0;
    const state::State *state = nullptr;
};

} // namespace

class FollowInSightTest : public QObject {
    Q_OBJECT

    Session session_;
    EventScript script_;
    int started_ = 0;

    void startProcess() {
        session_.append(script_.starts({200 + ++started_, 7}, owner, "p").take());
        session_.flush();
    }

private slots:
    void what_is_in_sight_follows_each_change() {
        QWidget view;
        CountingModel model;
        followInSight(session_, model, view);
        view.show();
        const int shown = model.shown;
        startProcess();
        startProcess();
        QCOMPARE(model.applied, 2);
        QCOMPARE(model.shown, shown);
        QCOMPARE(model.processes, session_.state().processes().size());
    }
    void what_is_out_of_sight_catches_up_when_it_is_shown() {
        QWidget window;
        QWidget view(&window);
        CountingModel model;
        QSignalSpy caughtUp(followInSight(session_, model, view), &SightFollower::caughtUp);
        startProcess();
        startProcess();
        QCOMPARE(model.applied, 0);
        QCOMPARE(model.processes, std::size_t(0));
        window.show();
        QCOMPARE(caughtUp.size(), 1);
        QCOMPARE(model.processes, session_.state().processes().size());
        window.hide();
        window.show();
        QCOMPARE(caughtUp.size(), 1); // nothing had changed meanwhile
    }
    void what_is_out_of_sight_keeps_nothing_of_a_run_that_is_forgotten() {
        QWidget view;
        CountingModel model;
        followInSight(session_, model, view);
        view.show();
        startProcess();
        QVERIFY(model.processes > 0);
        view.hide();
        session_.setCursor(0); // the run is the same
        QVERIFY(model.processes > 0);
        const state::State *before = model.state;
        session_.clear();
        QCOMPARE(model.processes, std::size_t(0));
        QVERIFY(model.state != before);
        startProcess();
        view.show();
        QCOMPARE(model.processes, session_.state().processes().size());
        QCOMPARE(model.state, &session_.state());
    }
};

QTEST_MAIN(FollowInSightTest)
#include "follow_in_sight_test.moc"
