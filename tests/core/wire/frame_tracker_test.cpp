// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/wire/frame_tracker.h"
#include "engine/core/wire/framing.h"

#include <QTest>
#include <random>
#include <string>
#include <vector>

using namespace poolscope;

namespace {

struct Told {
    bool is_framed;
    std::uint64_t size;
    std::int64_t number;
    std::string preview;
    bool operator==(const Told &) const = default;
};

Told kept(const PassingMessage &message) {
    return {message.is_framed, message.size, message.number, std::string(message.preview, message.preview_size)};
}

std::vector<Told> written(FrameTracker &tracker, std::string bytes, std::size_t moved) {
    std::vector<Told> told;
    const iovec piece{bytes.data(), bytes.size()};
    tracker.write({&piece, 1}, bytes.size(), moved, [&](const PassingMessage &message) { told.push_back(kept(message)); });
    return told;
}
std::vector<Told> written(FrameTracker &tracker, std::string bytes) {
    return written(tracker, bytes, bytes.size());
}

struct Reader {
    FrameTracker tracker;
    char beginning[preview_limit];

    std::vector<Told> read(std::string bytes, std::size_t asked) {
        std::vector<Told> told;
        const iovec piece{bytes.data(), bytes.size()};
        tracker.read({&piece, 1}, asked, bytes.size(), beginning, [&](const PassingMessage &message) { told.push_back(kept(message)); });
        return told;
    }
};

std::string framed(const std::string &body) {
    std::string out;
    append_frame(out, body);
    return out;
}

} // namespace

class FrameTrackerTest : public QObject {
    Q_OBJECT
private slots:
    void a_message_is_one_write_and_two_reads() {
        FrameTracker writer;
        Reader reader;
        for (const std::string body : {"hello", "a", "something longer than the others"}) {
            const auto sent = written(writer, framed(body));
            QCOMPARE(sent.size(), std::size_t{1});
            QCOMPARE(sent[0].preview, body);
            QVERIFY(sent[0].is_framed && sent[0].number > 0);
            QVERIFY(reader.read(framed(body).substr(0, 4), 4).empty());
            QCOMPARE(reader.read(body, body.size()), sent);
        }
    }
    void a_header_may_travel_alone() {
        FrameTracker writer;
        Reader reader;
        const std::string body(100'000, 'x'), frame = framed(body);
        QVERIFY(written(writer, frame.substr(0, 4)).empty());
        const auto sent = written(writer, body);
        QCOMPARE(sent.size(), std::size_t{1});
        QCOMPARE(sent[0].size, std::uint64_t{100'000});
        QVERIFY(reader.read(frame.substr(0, 4), 4).empty());
        QVERIFY(reader.read(body.substr(0, 65'536), 100'000).empty());
        QCOMPARE(reader.read(body.substr(65'536), 100'000 - 65'536), sent);
    }
    void what_holds_no_frames_is_told_in_pieces() {
        FrameTracker writer;
        Reader reader;
        const std::string eight{"\1\0\0\0\0\0\0\0", 8};
        for (const std::string &text : {std::string("hello\n"), std::string("abcd"), std::string("\n"), eight}) {
            QCOMPARE(written(writer, text), (std::vector<Told>{{false, text.size(), 0, text}}));
            QCOMPARE(reader.read(text, 65'536), (std::vector<Told>{{false, text.size(), 0, text}}));
        }
    }
    void four_bytes_that_were_no_header_are_told_later() {
        FrameTracker writer;
        const std::string one{"\0\0\0\1", 4};
        QVERIFY(written(writer, one).empty());
        QCOMPARE(written(writer, "text"), (std::vector<Told>{{false, 4, 0, one}, {false, 4, 0, "text"}}));
    }
    void what_is_no_length_where_one_should_be_is_told() {
        Reader reader;
        QCOMPARE(reader.read(framed("first"), 65'536).size(), std::size_t{1});
        const auto told = reader.read("AAAA", 4);
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0].size, std::uint64_t{0x41414141});
        QVERIFY(!told[0].is_framed);
        QCOMPARE(told[1], (Told{false, 4, 0, "AAAA"}));
        QCOMPARE(reader.read("AAAA", 4).size(), std::size_t{1}); // once
        // Within one call, too.
        Reader at_once;
        QCOMPARE(at_once.read(framed("first") + framed("second"), 65'536).size(), std::size_t{2});
        QCOMPARE(at_once.read(framed("third") + "AAAAAAAA", 65'536).size(), std::size_t{3});
        // A length of its own follows this one, and nobody knew of frames in that one.
        Reader large;
        QCOMPARE(large.read(framed("first"), 65'536).size(), std::size_t{1});
        QCOMPARE(large.read("\xff\xff\xff\xff", 4).size(), std::size_t{1});
        QCOMPARE(Reader().read("AAAA", 4).size(), std::size_t{1});
    }
    void a_short_write_begins_no_message_behind_it() {
        FrameTracker writer;
        const std::string two = framed("first") + framed("second");
        const FrameTracker before = writer;
        QCOMPARE(written(writer, two).size(), std::size_t{2});
        writer = before;
        QCOMPARE(written(writer, two, 7).size(), std::size_t{1});
        QVERIFY(writer.is_within_message());
        QCOMPARE(written(writer, two.substr(7)).size(), std::size_t{1});
        QVERIFY(!writer.is_within_message());
    }
    void a_reader_that_begins_in_the_middle_finds_the_border() {
        Reader reader;
        QCOMPARE(reader.read("the rest of a body", 18).size(), std::size_t{1});
        QVERIFY(reader.read(framed("whole").substr(0, 4), 4).empty());
        QCOMPARE(reader.read("whole", 5).at(0).preview, std::string("whole"));
    }
    void any_cut_of_a_known_stream_gives_the_same_messages() {
        std::mt19937 random(7);
        std::string stream;
        std::vector<std::string> bodies;
        for (int index = 0; index < 300; ++index) {
            bodies.push_back(std::string(random() % 40 == 0 ? random() % 3000 : random() % 60, static_cast<char>('a' + index % 26)));
            stream += framed(bodies.back());
        }
        Reader reader;
        (void)reader.read(framed("known"), 9);
        FrameTracker writer;
        (void)written(writer, framed("known"));
        std::vector<Told> got, sent;
        for (std::size_t at = 0; at < stream.size();) {
            const std::size_t part = std::min<std::size_t>(1 + random() % 50, stream.size() - at);
            for (const Told &told : reader.read(stream.substr(at, part), 50))
                got.push_back(told);
            for (const Told &told : written(writer, stream.substr(at, part)))
                sent.push_back(told);
            at += part;
        }
        QCOMPARE(got.size(), bodies.size());
        QCOMPARE(sent.size(), bodies.size());
        for (std::size_t index = 0; index < bodies.size(); ++index) {
            QCOMPARE(got[index].size, bodies[index].size());
            QCOMPARE(got[index].preview, bodies[index].substr(0, preview_limit));
            QCOMPARE(sent[index].size, bodies[index].size());
        }
    }
};

QTEST_APPLESS_MAIN(FrameTrackerTest)
#include "frame_tracker_test.moc"
