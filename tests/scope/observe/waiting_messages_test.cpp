// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as real CPython put them into pipes (tests/core/wire/vectors.h and a Python that is asked), cut at every place.
#include "engine/core/wire/framing.h"
#include "engine/core/wire/preview/preview.h"
#include "engine/scope/observe/recognition/waiting_messages.h"
#include "tests/core/wire/hex.h"
#include "tests/core/wire/vectors.h"

#include <QProcess>
#include <QtTest>
#include <random>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

// What a Python program writes to its standard output.
std::string written_by(const QString &program) {
    QProcess python;
    python.start("/usr/bin/python3", {"-c", program});
    return python.waitForFinished() && python.exitCode() == 0 ? python.readAllStandardOutput().toStdString() : std::string();
}

// The two pickles that spawn writes for a new process, with a known key.
const char *const preparation = R"(
import io, sys, multiprocessing as mp
from multiprocessing import spawn, reduction, context
mp.current_process().authkey = b'the secret key of 32 bytes, truly'
process = mp.get_context('spawn').Process(target=print, args=('hello',), name='SpawnProcess-1')
context.set_spawning_popen(process)
data = io.BytesIO()
reduction.dump(spawn.get_preparation_data(process._name), data)
reduction.dump(process, data)
sys.stdout.buffer.write(data.getvalue())
)";

} // namespace

class WaitingMessagesTest : public QObject {
    Q_OBJECT
private slots:
    void frames_of_captured_messages_are_cut_apart() {
        std::string stream;
        std::size_t count = 0;
        for (const vectors::Vector &vector : vectors::pickles) {
            append_frame(stream, hex(vector.body));
            ++count;
        }
        const WaitingMessages cut = cut_messages(stream, false);
        QCOMPARE(cut.framing, Framing::frames);
        QCOMPARE(cut.messages.size(), count);
        std::size_t index = 0;
        for (const vectors::Vector &vector : vectors::pickles)
            QCOMPARE(cut.messages[index++].size, std::uint64_t{std::string_view(vector.body).size() / 2});
    }
    void a_stream_that_is_cut_anywhere_ends_with_a_beginning() {
        std::string stream;
        for (int number = 0; number < 4; ++number)
            append_frame(stream, hex(vectors::pickles[0].body));
        const std::size_t one = stream.size() / 4;
        for (std::size_t size = 2 * one; size < stream.size(); ++size) {
            const WaitingMessages cut = cut_messages(std::string_view(stream).substr(0, size), false);
            QCOMPARE(cut.framing, Framing::frames);
            const bool is_at_border = size % one == 0;
            QCOMPARE(cut.messages.size(), (size + one - 1) / one);
            QVERIFY((cut.messages.back().part == MessagePart::whole) == is_at_border);
        }
    }
    void what_was_read_in_part_begins_with_a_rest() {
        std::string stream;
        append_frame(stream, std::string(300, '\x07'));
        append_frame(stream, hex(vectors::pickles[0].body));
        append_frame(stream, hex(vectors::pickles[0].body));
        const WaitingMessages cut = cut_messages(std::string_view(stream).substr(104), false, ChannelHint::framed);
        QCOMPARE(cut.messages.size(), std::size_t{3});
        QCOMPARE(cut.messages[0].part, MessagePart::rest);
        QCOMPARE(cut.messages[0].size, std::uint64_t{200});
        QCOMPARE(cut.messages[1].bytes, hex(vectors::pickles[0].body));
        QCOMPARE(cut.messages[2].part, MessagePart::whole);
    }
    void spawn_data_of_a_real_python_is_two_pickles_without_a_key() {
        const std::string data = written_by(preparation);
        QVERIFY(data.find("the secret key") != data.npos);
        const WaitingMessages cut = cut_messages(data, false);
        QCOMPARE(cut.framing, Framing::pickles);
        QCOMPARE(cut.messages.size(), std::size_t{2});
        QVERIFY(preview(cut.messages[0].bytes).kind == Preview::Kind::preparation);
        QVERIFY(preview(cut.messages[1].bytes).kind == Preview::Kind::process);
        const std::string line = preview(cut.messages[1].bytes).line;
        QVERIFY2(line.find("'SpawnProcess-1': print('hello')") != line.npos, line.c_str());
        for (const WaitingMessage &message : cut.messages)
            QVERIFY(message.bytes.find("secret") == message.bytes.npos);
    }
    void no_cut_of_spawn_data_shows_the_key() {
        const std::string data = written_by(preparation);
        QVERIFY(!data.empty());
        const std::size_t begin = data.find("the secret key");
        for (std::size_t size = begin; size <= data.size(); ++size)
            for (const WaitingMessage &message : cut_messages(std::string_view(data).substr(0, size), true).messages)
                QVERIFY(message.bytes.find("the s") == message.bytes.npos);
    }
    void lines_to_a_resource_tracker_are_lines() {
        const WaitingMessages cut = cut_messages("REGISTER:/mp-abc:semaphore\nUNREGISTER:/mp-abc:semaphore\nREGIS", false);
        QCOMPARE(cut.framing, Framing::lines);
        QCOMPARE(cut.messages.size(), std::size_t{3});
        QVERIFY(preview(cut.messages[0].bytes).kind == Preview::Kind::resource_tracker);
        QCOMPARE(cut.messages[2].part, MessagePart::beginning);
    }
    void numbers_and_text_are_not_taken_for_frames() {
        QCOMPARE(cut_messages(std::string("\x61\x14\0\0\0\0\0\0", 8), false).framing, Framing::raw); // a forkserver's pid
        QCOMPARE(cut_messages(std::string("\0", 1), false).messages.size(), std::size_t{1});
        QCOMPARE(cut_messages("GET / HTTP/1.1\r\nHost: x\r\n\r\n", false).framing, Framing::lines);
        QCOMPARE(cut_messages({}, false).framing, Framing::nothing);
    }
    void challenges_are_masked() {
        std::string stream;
        append_frame(stream, "#CHALLENGE#{sha256}0123456789012345678901234567890123456789");
        const WaitingMessages cut = cut_messages(stream, false);
        QCOMPARE(cut.messages.size(), std::size_t{1});
        QVERIFY(cut.messages[0].bytes.starts_with("#CHALLENGE#***"));
    }
    void long_rows_and_long_messages_are_bounded() {
        std::string stream;
        for (int number = 0; number < 10'000; ++number)
            append_frame(stream, std::string("\x80\4N.", 4));
        append_frame(stream, std::string(1 << 20, 'x'));
        const WaitingMessages cut = cut_messages(stream, false, ChannelHint::framed, {.most_messages = 50, .bytes_a_message = 100});
        QCOMPARE(cut.messages.size(), std::size_t{50});
        QCOMPARE(cut.left_out, std::uint64_t{9951});
        const WaitingMessages one = cut_messages(std::string(1 << 20, 'x'), false, ChannelHint::none, {.most_messages = 5, .bytes_a_message = 100});
        QCOMPARE(one.messages.at(0).bytes.size(), std::size_t{100});
        QCOMPARE(one.messages.at(0).size, std::uint64_t{1} << 20);
    }
    void no_bytes_whatever_break_it() {
        std::mt19937_64 random(11);
        for (int time = 0; time < 20'000; ++time) {
            std::string bytes(random() % 200, '\0');
            for (char &byte : bytes)
                byte = random() % 3 == 0 ? static_cast<char>(random() % 4) : static_cast<char>(random());
            const auto hint = random() % 2 == 0 ? ChannelHint::framed : ChannelHint::none;
            std::uint64_t shown = 0;
            for (const WaitingMessage &message : cut_messages(bytes, random() % 2 == 0, hint).messages)
                shown += message.bytes.size();
            QVERIFY(shown <= bytes.size());
        }
    }
};

QTEST_GUILESS_MAIN(WaitingMessagesTest)
#include "waiting_messages_test.moc"
