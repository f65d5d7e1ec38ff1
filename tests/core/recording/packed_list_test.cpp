// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/packed_list.h"

#include <QTest>

#include <random>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

// Words with a line break behind each.
struct WordBlocks {
    static constexpr std::size_t block_size = 64;
    static void encode(std::span<const std::string> words, std::string &out) {
        for (const std::string &word : words)
            out += word + '\n';
    }
    static Result<std::vector<std::string>> decode(std::string_view bytes) {
        std::vector<std::string> words;
        for (std::size_t end; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1))
            words.emplace_back(bytes.substr(0, end));
        return words;
    }
};
using Words = PackedList<std::string, WordBlocks>;

} // namespace

class PackedListTest : public QObject {
    Q_OBJECT

private slots:
    void it_is_a_list_whatever_stands_unpacked() {
        std::mt19937 random(3);
        Words list;
        std::vector<std::string> model;
        for (int round = 0; round < 20'000; ++round) {
            if (model.empty() || random() % 3 == 0) {
                model.push_back(std::to_string(round));
                list.push_back(std::to_string(round));
            }
            const std::size_t index = random() % model.size();
            if (random() % 4 == 0)
                list.edit(index) = model[index] += 'x';
            QVERIFY(list[index] == model[index]);
        }
        QVERIFY(model.size() > Words::block_size * Words::unpacked_limit * 3);
        QCOMPARE(list.size(), model.size());
        QVERIFY(std::equal(list.begin(), list.end(), model.begin(), model.end()));
        QVERIFY(list.front() == model.front() && list.back() == model.back());
        QVERIFY(list.packed_bytes() > 0);
    }
    void what_was_asked_for_stays_in_place_for_a_while() {
        Words list;
        for (std::size_t count = 0; count < Words::block_size * 100; ++count)
            list.push_back(std::to_string(count));
        const std::string &looked_at = list[5];
        for (std::size_t block = 1; block < Words::unpacked_limit; ++block)
            QVERIFY(list[block * Words::block_size] == std::to_string(block * Words::block_size));
        QVERIFY(&looked_at == &list[5]);
        QVERIFY(looked_at == "5");
    }
    void blocks_that_were_packed_elsewhere_are_taken_whatever_their_size() {
        std::mt19937 random(4);
        Words list;
        std::vector<std::string> model;
        for (int round = 0; round < 600; ++round) {
            std::vector<std::string> words(random() % 3 == 0 ? random() % (4 * Words::block_size) : 1);
            for (std::string &word : words)
                model.push_back(word = std::to_string(random() % 1000));
            if (words.size() == 1) {
                list.push_back(words.front());
            } else {
                std::string encoded, packed;
                WordBlocks::encode(words, encoded);
                zstd_pack(encoded, 1, packed);
                list.push_packed(words.size(), packed, encoded.size());
            }
            QCOMPARE(list.size(), model.size());
            const std::size_t index = random() % model.size();
            if (random() % 4 == 0)
                list.edit(index) = model[index] += 'x';
            QVERIFY(list[index] == model[index]);
            const auto stretch = list.stretch_from(index);
            QVERIFY(!stretch.empty() && std::equal(stretch.begin(), stretch.end(), model.begin() + std::ptrdiff_t(index)));
        }
        QVERIFY(std::equal(list.begin(), list.end(), model.begin(), model.end()));
        QVERIFY(list.back() == model.back());
    }
    void only_items_count_when_two_are_compared() {
        Words one, other;
        for (std::size_t count = 0; count < Words::block_size * 40; ++count) {
            one.push_back(std::to_string(count / 2));
            other.push_back(std::to_string(count / 2));
        }
        one[0];
        QVERIFY(one == other);
        QCOMPARE(std::upper_bound(one.begin(), one.begin() + 10, "3") - one.begin(), 8);
        other.edit(77) = "another";
        QVERIFY(!(one == other));
    }
};

QTEST_APPLESS_MAIN(PackedListTest)
#include "packed_list_test.moc"
