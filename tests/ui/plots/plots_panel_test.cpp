// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/session.h"
#include "ui/controls/export_button.h"
#include "ui/plots/latency_view.h"
#include "ui/plots/plot_table_model.h"
#include "ui/plots/plot_words.h"
#include "ui/plots/plots_panel.h"
#include "ui/plots/plots_view.h"
#include "ui/theme/theme_provider.h"

#include <QBuffer>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class PlotsPanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};

    QToolButton *button(PlotsPanel &panel, const QString &text) {
        for (QToolButton *each : panel.findChildren<QToolButton *>())
            if (each->text() == text)
                return each;
        return nullptr;
    }
    void load() {
        session_.clear();
        session_.append(synthetic_session({.workers = 4, .tasks = 100}));
        session_.flush();
    }
    static void show(PlotsPanel &panel) {
        panel.resize(900, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        QCoreApplication::processEvents();
    }

private slots:
    void an_empty_session_says_what_would_be_here() {
        session_.clear();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QVERIFY(panel.model().isEmpty());
        QVERIFY(!panel.grab().isNull());
    }

    void a_click_in_a_plot_moves_the_sessions_cursor_there() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        PlotsView *view = panel.view();
        QVERIFY(session_.isLive());
        QTest::mouseClick(view, Qt::LeftButton, {}, QPoint(view->width() / 2, view->height() / 3));
        QVERIFY(!session_.isLive());
        const auto [begin, end] = view->rangeNs();
        const double share = double(session_.state().time_ns() - begin) / double(end - begin);
        QVERIFY2(share > 0.4 && share < 0.6, qPrintable(QString::number(share)));
    }

    void the_mouse_reads_values_at_its_moment_and_the_cursor_does_without_it() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        PlotsView *view = panel.view();
        const SeriesId depth = panel.model().seriesOf(Quantity::depth).front();
        const auto valueNow = [&] { return valueText(Quantity::depth, panel.model().valueAt(depth, view->readoutTime(), view->intervalNs())); };
        const std::int64_t newest = panel.model().endNs();
        QCOMPARE(view->readoutTime(), newest);
        const QImage still = view->grab().toImage();
        QSet<QString> values;
        std::int64_t before = 0;
        const auto [begin, end] = view->rangeNs();
        const int row = view->height() / 4 - 20; // in the first of four
        int nudge = 0;
        QTRY_VERIFY_WITH_TIMEOUT((QTest::mouseMove(view, {80 + nudge++ % 2, row}), view->readoutTime() != newest), 30'000); // the mouse has come in
        for (int x = 100; x < view->width() - 40; x += 20) {
            QTest::mouseMove(view, {x, row});
            const std::int64_t moment = view->readoutTime();
            QVERIFY(moment > before && moment >= begin && moment <= end);
            QCOMPARE(view->readoutOf(depth), valueNow());
            values << view->readoutOf(depth);
            before = moment;
        }
        QVERIFY2(values.size() >= 3, qPrintable(QString::number(values.size())));
        QVERIFY(view->grab().toImage() != still);

        // Not while it is dragged, and again behind that.
        const QPoint from(view->width() / 2, view->height() / 3);
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        QTest::mouseMove(view, from + QPoint(60, 0));
        QCOMPARE(view->readoutTime(), newest);
        QTest::mouseRelease(view, Qt::LeftButton, {}, from + QPoint(60, 0));
        QTest::mouseMove(view, from);
        QVERIFY(view->readoutTime() < newest);
        QTest::mouseMove(view, {1, from.y()}); // left of the plots
        QCOMPARE(view->readoutTime(), newest);

        QTest::mouseMove(view, from);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view, &leave);
        QCOMPARE(view->readoutTime(), newest);
        session_.setCursor(session_.history().size() / 2);
        QTRY_COMPARE_WITH_TIMEOUT(view->readoutTime(), session_.state().time_ns(), 30'000);
        QCOMPARE(view->readoutOf(depth), valueNow());
        session_.goLive();
    }

    void the_wheel_zooms_around_the_mouse_and_F_fits_again() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        PlotsView *view = panel.view();
        const auto whole = view->rangeNs();
        QSignalSpy ranges(view, &PlotsView::rangeChanged);
        QWheelEvent wheel(QPointF(400, 200), view->mapToGlobal(QPointF(400, 200)), {}, {0, 360}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view, &wheel);
        const auto zoomed = view->rangeNs();
        QVERIFY(zoomed.second - zoomed.first < (whole.second - whole.first) * 6 / 10);
        QVERIFY(zoomed.first > whole.first);
        QCOMPARE(ranges.count(), 1);
        QTest::keyClick(view, Qt::Key_F);
        QCOMPARE(view->rangeNs(), whole);
    }

    void zooming_does_not_change_the_interval_of_rates() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        const std::int64_t before = panel.view()->intervalNs();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(panel.view(), Qt::Key_W);
        QCOMPARE(panel.view()->intervalNs(), before);
    }

    void panning_away_from_the_end_stops_following_and_the_button_shows_it() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QToolButton *follow = button(panel, "Follow");
        QVERIFY(follow && follow->isChecked());
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(panel.view(), Qt::Key_W);
        QTest::keyClick(panel.view(), Qt::Key_A);
        QVERIFY(!follow->isChecked());
        QTest::mouseClick(follow, Qt::LeftButton);
        QCOMPARE(panel.view()->rangeNs().second, panel.model().endNs());
    }

    void a_click_on_a_name_selects_its_channel_everywhere() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        // The first plot's legend stands right of its title.
        PlotsView *view = panel.view();
        for (int x = view->width() - 20; x > 100 && session_.selection().current().isNothing(); x -= 10)
            if (view->cursor().shape() == Qt::PointingHandCursor || (QTest::mouseMove(view, {x, 12}), view->cursor().shape() == Qt::PointingHandCursor))
                QTest::mouseClick(view, Qt::LeftButton, {}, {x, 12});
        QCOMPARE(session_.selection().current().kind, Selected::Kind::channel);
        session_.selection().clear();
    }

    void hiding_a_plot_leaves_the_others() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QTest::mouseClick(button(panel, "Tasks"), Qt::LeftButton);
        QVERIFY(!panel.view()->isShown(Quantity::tasks));
        QCOMPARE(panel.view()->axisRectCount(), 3);
        for (const char *name : {"Queue depth", "Messages", "Worker utilisation"})
            QTest::mouseClick(button(panel, name), Qt::LeftButton);
        QCOMPARE(panel.view()->axisRectCount(), 0);
        QVERIFY(!panel.grab().isNull());
    }

    void the_table_twin_selects_as_the_plot_does() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QTest::mouseClick(button(panel, "Table"), Qt::LeftButton);
        auto *table = panel.findChild<QTableView *>("plot-table");
        QVERIFY(table->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, 30'000);
        const QModelIndex first = table->model()->index(0, 1);
        QTRY_VERIFY_WITH_TIMEOUT(table->viewport()->rect().contains(table->visualRect(first)), 30'000);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
        QVERIFY2(session_.selection().current() == Selected::channel(synthetic_tasks),
                 qPrintable(QStringLiteral("%1 at %2, %3").arg(session_.selection().current().id).arg(table->visualRect(first).center().x()).arg(table->visualRect(first).center().y())));
        session_.selection().clear();
    }

    void another_run_replaces_the_first() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        const auto before = panel.model().endNs();
        session_.clear();
        QVERIFY(panel.model().isEmpty());
        session_.append(synthetic_session({.workers = 2, .tasks = 10}));
        session_.flush();
        QVERIFY(!panel.model().isEmpty());
        QVERIFY(panel.model().endNs() != before);
        QTRY_COMPARE_WITH_TIMEOUT(panel.view()->rangeNs().second, panel.model().endNs(), 30'000);
    }

    void exports_are_whole_files_and_an_impossible_place_is_told() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QTemporaryDir folder;
        ExportButton *button = panel.findChild<ExportButton *>();
        QSignalSpy notices(&panel, &PlotsPanel::notice), failures(&panel, &PlotsPanel::failed);
        const auto paint = [&](QPaintDevice &device) { panel.view()->paintTo(device); };
        const QString png = folder.filePath("plots.png"), svg = folder.filePath("plots.svg");
        QVERIFY(button->save(png, [&](QIODevice &file) { return writePng(file, paintedImage(panel.view()->size(), 2, paint)); }));
        QCOMPARE(QImage(png).size(), panel.view()->size() * 2);
        QVERIFY(button->save(svg, [&](QIODevice &file) { return writeSvg(file, panel.view()->size(), "Plots", paint); }));
        QFile drawing(svg);
        QVERIFY(drawing.open(QIODevice::ReadOnly));
        QVERIFY(drawing.readAll().contains("Queue depth"));
        QVERIFY(!button->save("/nowhere/plots.png", [](QIODevice &) { return Status(); }));
        QCOMPARE(notices.count(), 2);
        QCOMPARE(failures.count(), 1);
        QCOMPARE(failures.last().first().toString(), "The file could not be made: its folder does not exist (/nowhere/plots.png). Choose another folder, or another name.");
    }

    void latencies_are_read_by_the_mouse_and_by_keys() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        LatencyView *view = panel.latencyView();
        QVERIFY(view->isVisible());
        QVERIFY2(view->readoutOf(Latency::ran).startsWith("100, half within"), qPrintable(view->readoutOf(Latency::ran)));
        // Somewhere over the second histogram there is a bar.
        const QRect frame = view->itemRect(int(Latency::ran));
        qint64 counted = 0;
        QString last;
        for (int x = frame.left(); x < frame.right(); ++x) {
            QTest::mouseMove(view, {x, frame.bottom() - 30});
            const QString text = view->readoutOf(Latency::ran);
            if (text != last && view->selectedItem() == int(Latency::ran))
                counted += text.section(": ", 1).section(" of ", 0, 0).toInt();
            last = text;
        }
        QCOMPARE(counted, 100);
        QTest::keyClick(view, Qt::Key_Escape);
        QCOMPARE(view->selectedItem(), -1);
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->selectedItem(), int(Latency::queued));
        QTest::keyClick(view, Qt::Key_Down);
        const QString middle = view->readoutOf(Latency::ran);
        QTest::keyClick(view, Qt::Key_Right);
        QVERIFY(view->readoutOf(Latency::ran) != middle);
        QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(view->readoutOf(Latency::ran), middle);
    }

    void zooming_changes_no_latency_and_a_range_does_until_its_chip_is_removed() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        const auto count = [&] { return panel.latencies().of(Latency::ran).count(); };
        QCOMPARE(count(), 100);
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(panel.view(), Qt::Key_W);
        QCOMPARE(count(), 100);
        auto *chip = panel.findChild<QToolButton *>("latency-range");
        QVERIFY(!chip->isVisible());
        const std::int64_t begin = panel.model().beginNs(), end = panel.model().endNs();
        panel.countRange(begin, begin + (end - begin) / 3);
        QVERIFY(chip->isVisible());
        QVERIFY(count() > 0 && count() < 90);
        QSignalSpy removed(&panel, &PlotsPanel::rangeRemoved);
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(!chip->isVisible());
        QCOMPARE(removed.count(), 1);
        QCOMPARE(count(), 100);
    }

    void the_pictures_have_the_histograms_and_can_do_without() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QBuffer drawing;
        QVERIFY(drawing.open(QIODevice::WriteOnly));
        QVERIFY(writeSvg(drawing, panel.exportSize(), "Plots", [&](QPaintDevice &device) { panel.paintTo(device); }));
        QVERIFY(drawing.data().contains("Queue depth") && drawing.data().contains("Wait in the queue") && drawing.data().contains("99 %"));
        QCOMPARE(drawing.data().count("<svg"), 1);
        const int height = panel.exportSize().height();
        QTest::mouseClick(button(panel, "Latency"), Qt::LeftButton);
        QVERIFY(panel.exportSize().height() <= height && !panel.latencyView()->isVisible());
        const QList<QByteArray> lines = panel.latencyCsv().trimmed().split('\n');
        QCOMPARE(lines[0], QByteArray("from_ns,to_ns,\"Wait in the queue\",\"Run time\",\"Transfer\""));
        qint64 ran = 0;
        for (const QByteArray &line : lines.mid(1))
            ran += line.split(',')[3].toLongLong();
        QCOMPARE(ran, 100);
    }

    void processor_and_memory_are_shown_when_asked_for() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        QTest::mouseClick(button(panel, "Processor"), Qt::LeftButton);
        QTest::mouseClick(button(panel, "Memory"), Qt::LeftButton);
        QCOMPARE(panel.view()->axisRectCount(), 6);
        QVERIFY(panel.csv().startsWith("time_s"));
        QVERIFY(panel.csv().contains("\"Memory: worker-1 (4204)\""));
    }

    void csv_has_a_column_a_line_and_a_row_an_interval() {
        load();
        PlotsPanel panel(session_, themes_);
        show(panel);
        const QList<QByteArray> lines = panel.csv().trimmed().split('\n');
        QVERIFY(lines.size() > 20);
        QVERIFY(lines[0].startsWith("time_s,\"Queue depth: tasks\""));
        for (const QByteArray &line : lines)
            QCOMPARE(line.count(','), lines[0].count(','));
    }

    void no_two_columns_have_one_title() {
        session_.clear();
        EventScript script;
        for (const ObjectId channel : {ObjectId(5), ObjectId(6)})
            script.channel({100, 1}, channel, ChannelKind::pipe, "pipe").sends({100, 1}, channel, 1, "text").receives({101, 2}, channel, 1, 4);
        session_.append(script.take());
        session_.flush();
        PlotsPanel panel(session_, themes_);
        show(panel);
        const QByteArrayList titles = panel.csv().split('\n').first().split(',');
        QVERIFY2(titles.contains("\"Messages: pipe\"") && titles.contains("\"Messages: pipe (2)\""), titles.join(' '));
        QCOMPARE(QSet<QByteArray>(titles.begin(), titles.end()).size(), titles.size());
    }
};

QTEST_MAIN(PlotsPanelTest)
#include "plots_panel_test.moc"
