// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/log_codec.h"

#include <QTest>

#include <random>

using namespace poolscope;
using namespace poolscope::state;

class LogCodecTest : public QObject {
    Q_OBJECT

    // Numbers of every size and sign.
    static std::vector<MessageRow> some_messages() {
        std::mt19937_64 random(9);
        const auto number = [&] { return static_cast<std::int64_t>(random() >> random() % 64) - 1000; };
        std::vector<MessageRow> rows(MessageBlocks::block_size);
        for (MessageRow &row : rows) {
            row.index = random();
            row.channel = random();
            row.from = {int(number()), std::uint64_t(number())};
            row.to = {int(number()), std::uint64_t(number())};
            row.number = number();
            row.bytes = number();
            row.sent_ns = number();
            row.received_ns = number();
            row.sent_sequence = random();
            row.received_sequence = random();
            row.payload.assign(random() % 50, char(random()));
            row.truncated = random() % 2;
            row.dropped = random() % 2;
        }
        return rows;
    }

private slots:
    void messages_come_out_as_they_went_in() {
        const auto rows = some_messages();
        std::string bytes;
        MessageBlocks::encode(rows, bytes);
        QVERIFY(MessageBlocks::decode(bytes) == rows);
    }
    void output_comes_out_as_it_went_in() {
        std::vector<ConsoleRow> rows;
        for (int number = 0; number < 700; ++number)
            rows.push_back({std::uint64_t(number), {4201 + number % 3, 7}, 1 + number % 2, 1'000 * number, std::uint64_t(5 * number), std::string(std::size_t(number % 40), 'o')});
        std::string bytes;
        ConsoleBlocks::encode(rows, bytes);
        QVERIFY(ConsoleBlocks::decode(bytes) == rows);
    }
    void what_was_never_packed_is_an_error() {
        std::string bytes;
        MessageBlocks::encode(some_messages(), bytes);
        for (std::size_t size = 0; size < bytes.size(); size += 97)
            QVERIFY(!MessageBlocks::decode(std::string_view(bytes).substr(0, size)));
        QVERIFY(!MessageBlocks::decode(bytes + "x"));
    }
};

QTEST_APPLESS_MAIN(LogCodecTest)
#include "log_codec_test.moc"
