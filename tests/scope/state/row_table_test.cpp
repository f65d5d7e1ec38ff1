// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/row_table.h"

#include <QTest>
#include <map>
#include <random>

using namespace poolscope::state;

class RowTableTest : public QObject {
    Q_OBJECT
    using Rows = RowTable<int, std::string>;

    static bool same(const Rows &rows, const std::map<int, std::string> &model) {
        return rows.size() == model.size() &&
               std::equal(rows.begin(), rows.end(), model.begin(), model.end(),
                          [](const auto &left, const auto &right) { return left.first == right.first && left.second == right.second; });
    }

private slots:
    void it_holds_what_a_map_would_hold() {
        for (const int span : {20, 1000, 100'000}) {
            std::mt19937 random(static_cast<unsigned>(span));
            Rows rows;
            std::map<int, std::string> model;
            for (int round = 0; round < 3000; ++round) {
                const int key = static_cast<int>(random() % static_cast<unsigned>(span)) - span / 2;
                if (round % 3 == 2) {
                    const int gone = static_cast<int>(random() % static_cast<unsigned>(span)) - span / 2;
                    QCOMPARE(rows.erase(gone), model.erase(gone) == 1);
                }
                const auto [row, is_new] = rows.edit_or_add(key);
                QCOMPARE(is_new, !model.contains(key));
                row = model[key] = std::to_string(round);
                const int asked = static_cast<int>(random() % static_cast<unsigned>(span)) - span / 2;
                QCOMPARE(rows.contains(asked), model.contains(asked));
                const auto lower = rows.lower_bound(asked);
                const auto expected = model.lower_bound(asked);
                QCOMPARE(lower == rows.end(), expected == model.end());
                QVERIFY(lower == rows.end() || lower->first == expected->first);
            }
            QVERIFY(same(rows, model));
            QVERIFY(std::equal(rows.rbegin(), rows.rend(), model.rbegin(), [](const auto &left, const auto &right) { return left.first == right.first; }));
        }
    }
    void keys_that_count_up_or_down_are_kept_in_order() {
        for (const int step : {1, -1}) {
            Rows rows;
            std::map<int, std::string> model;
            for (int count = 0; count < 500; ++count)
                rows.edit_or_add(count * step).row = model[count * step] = std::to_string(count);
            QVERIFY(same(rows, model));
        }
    }
    void a_copy_stays_as_it_was() {
        std::mt19937 random(3);
        Rows rows;
        std::map<int, std::string> model;
        std::vector<std::pair<Rows, std::map<int, std::string>>> copies;
        for (int round = 0; round < 2000; ++round) {
            const int key = static_cast<int>(random() % 300);
            rows.edit_or_add(key).row = model[key] = std::to_string(round);
            if (round % 50 == 0)
                copies.emplace_back(rows, model);
        }
        for (const auto &[copy, expected] : copies)
            QVERIFY(same(copy, expected));
        QVERIFY(rows == Rows(rows));
        QVERIFY(!(rows == copies.front().first));
    }
    void a_row_that_is_not_there_is_null_to_edit_and_throws_at() {
        Rows rows;
        QVERIFY(rows.edit(1) == nullptr);
        QVERIFY(rows.look(1) == nullptr);
        QVERIFY(rows.find(1) == rows.end());
        QVERIFY_EXCEPTION_THROWN(rows.at(1), std::out_of_range);
    }
};

QTEST_APPLESS_MAIN(RowTableTest)
#include "row_table_test.moc"
