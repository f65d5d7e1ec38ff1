// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/layout_thread.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRectF>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <clocale>
#include <set>

using namespace poolscope;
using namespace poolscope::ui;

namespace {

// main, two queues, and workers that read one and write the other.
LayoutRequest pool(int workers) {
    LayoutRequest request;
    request.sizes = {{184, 64}, {150, 46}, {150, 46}};
    request.edges = {{0, 1}, {0, 2}};
    for (int i = 0; i < workers; ++i) {
        const int worker = int(request.sizes.size());
        request.sizes.push_back({184, 64});
        request.edges.push_back({1, worker, 2});
        request.edges.push_back({2, worker, 2});
        request.edges.push_back({0, worker, 0});
    }
    return request;
}

bool overlap(const LayoutRequest &request, const std::vector<QPointF> &centres) {
    const auto box = [&](std::size_t i) {
        return QRectF(centres[i] - QPointF(request.sizes[i].width() / 2, request.sizes[i].height() / 2), request.sizes[i]);
    };
    for (std::size_t a = 0; a < centres.size(); ++a)
        for (std::size_t b = a + 1; b < centres.size(); ++b)
            if (box(a).intersects(box(b)))
                return true;
    return false;
}

} // namespace

class GraphLayoutTest : public QObject {
    Q_OBJECT
    qsizetype threadsAtFirst_ = 0;
    static qsizetype threads() { return QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(); }

private slots:
    // Later the kernel may still list a thread of the test before.
    void initTestCase() { threadsAtFirst_ = threads(); }
    void data_flows_from_left_to_right_and_nothing_overlaps() {
        const LayoutRequest request = pool(5);
        const auto layout = layOut(request);
        QVERIFY(layout);
        for (const auto &edge : request.edges)
            QVERIFY(layout->centres[std::size_t(edge.from)].x() < layout->centres[std::size_t(edge.to)].x());
        QVERIFY(!overlap(request, layout->centres));
    }

    void workers_that_are_alike_stand_in_their_order() {
        const auto layout = layOut(pool(8));
        for (std::size_t worker = 4; worker < layout->centres.size(); ++worker)
            QVERIFY(layout->centres[worker - 1].y() < layout->centres[worker].y());
        QVERIFY(std::all_of(layout->blocks.begin(), layout->blocks.end(), [](int block) { return block == -1; }));
    }

    void the_same_request_has_the_same_answer() {
        QCOMPARE(*layOut(pool(7)), *layOut(pool(7)));
    }

    void a_pool_of_five_hundred_is_broken_into_columns_and_fits_a_screen() {
        const LayoutRequest request = pool(500);
        QElapsedTimer timer;
        timer.start();
        const auto layout = layOut(request);
        qInfo("%lld ms", timer.elapsed());
        QVERIFY(layout);
        QRectF bounds;
        for (const QPointF &centre : layout->centres)
            bounds |= QRectF(centre, QSizeF(1, 1));
        const double shape = bounds.width() / bounds.height();
        QVERIFY2(shape > 0.8 && shape < 3, qPrintable(QString::number(shape)));
        QVERIFY(!overlap(request, layout->centres));
        QCOMPARE(std::count(layout->blocks.begin(), layout->blocks.end(), 0), 500);
    }

    void a_locale_with_decimal_commas_changes_nothing() {
        const auto plain = layOut(pool(3));
        std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
        QCOMPARE(*layOut(pool(3)), *plain);
        std::setlocale(LC_NUMERIC, "C");
    }

    void ten_thousand_nodes_are_laid_out_in_blocks_without_overlap() {
        const LayoutRequest crowd = pool(10'000);
        const auto layout = layOut(crowd);
        QVERIFY(layout);
        QCOMPARE(layout->centres.size(), crowd.sizes.size());
        std::set<std::pair<double, double>> places;
        for (const QPointF &centre : layout->centres)
            places.emplace(centre.x(), centre.y());
        QCOMPARE(places.size(), crowd.sizes.size());
        QVERIFY(std::any_of(layout->blocks.begin(), layout->blocks.end(), [](int block) { return block >= 0; }));
    }

    void a_crowd_with_a_circle_is_laid_out() {
        LayoutRequest crowd;
        crowd.sizes.assign(2000, QSizeF(100, 40));
        for (int node = 0; node < 2000; ++node)
            crowd.edges.push_back({node, (node + 1) % 2000, 2});
        QVERIFY(layOut(crowd));
    }

    void an_empty_graph_and_lone_nodes_are_laid_out() {
        QVERIFY(layOut({})->centres.empty());
        LayoutRequest lone;
        lone.sizes = {{100, 40}, {100, 40}, {100, 40}};
        const auto layout = layOut(lone);
        QVERIFY(layout && !overlap(lone, layout->centres));
    }

    void of_requests_that_wait_only_the_newest_is_answered() {
        LayoutThread layouts;
        QSignalSpy ready(&layouts, &LayoutThread::ready);
        for (int ticket = 1; ticket <= 20; ++ticket)
            layouts.request(pool(ticket), ticket);
        QTRY_VERIFY_WITH_TIMEOUT(!layouts.isBusy(), 20'000);
        QCOMPARE(ready.count(), 2);
        QCOMPARE(ready.last().at(0).toInt(), 20);
    }

    void an_owner_that_goes_away_early_leaves_nothing_behind() {
        for (int i = 0; i < 10; ++i) {
            LayoutThread layouts;
            layouts.request(pool(30), i);
        }
        QTRY_COMPARE_WITH_TIMEOUT(threads(), threadsAtFirst_, 30'000);
    }
};

QTEST_GUILESS_MAIN(GraphLayoutTest)
#include "graph_layout_test.moc"
