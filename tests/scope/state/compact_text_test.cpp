// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/compact_text.h"

#include <QTest>

#include <string>
#include <vector>

using namespace poolscope::state;

class CompactTextTest : public QObject {
    Q_OBJECT

private slots:
    void a_text_of_any_length_is_kept() {
        for (const std::size_t size : {0, 1, 14, 15, 16, 17, 448, 100'000}) {
            std::string text(size, 'x');
            for (std::size_t at = 0; at < size; ++at)
                text[at] = static_cast<char>(at * 7); // zeros too
            const CompactText kept(text);
            QVERIFY(std::string_view(kept) == text && kept == text);
            QCOMPARE(kept.size(), size);
            QCOMPARE(kept.empty(), size == 0);
        }
    }
    void no_text_at_all_is_an_empty_one() {
        CompactText kept{std::string_view()};
        QVERIFY(kept.empty() && kept == "");
        kept = std::string_view();
        QVERIFY(kept.empty());
    }
    void copies_and_moves_are_texts_of_their_own() {
        const std::string brief = "brief", lengthy(200, 'l');
        std::vector<CompactText> texts{CompactText(brief), CompactText(lengthy), CompactText()};
        for (int round = 0; round < 3; ++round)
            for (const std::string &other : {brief, lengthy, std::string()}) {
                CompactText copy(texts[1]), moved(std::move(texts[1]));
                QVERIFY(copy == moved && moved == lengthy);
                texts[1] = std::move(moved);
                copy = other;
                QVERIFY(copy == other && texts[1] == lengthy);
                copy = texts[0];
                QVERIFY(copy == brief);
                CompactText &same = copy;
                copy = same;
                QVERIFY(copy == brief);
                copy = std::string_view(texts[1]).substr(1);
                copy = std::string_view(copy).substr(0, 50); // a part of itself
                QVERIFY(copy == lengthy.substr(0, 50));
            }
    }
};

QTEST_APPLESS_MAIN(CompactTextTest)
#include "compact_text_test.moc"
