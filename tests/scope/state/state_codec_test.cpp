// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/state_codec.h"
#include "tests/scope/state/random_events.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::state;

class StateCodecTest : public QObject {
    Q_OBJECT

    static State random_state(unsigned seed, int count) {
        RandomEvents events(seed);
        State state;
        Changes changes;
        for (int round = 0; round < count; ++round) {
            state.apply(events.next(), changes, nullptr);
            changes.clear();
        }
        return state;
    }

private slots:
    void a_state_comes_back_equal_and_goes_on_equal() {
        for (unsigned seed = 1; seed <= 30; ++seed) {
            State state = random_state(seed, static_cast<int>(seed * seed * 5));
            auto decoded = decode_state(encode_state(state));
            QVERIFY(decoded);
            QVERIFY(*decoded == state);
            RandomEvents more(seed + 100);
            Changes changes;
            for (int round = 0; round < 200; ++round) {
                const Event event = more.next();
                state.apply(event, changes, nullptr);
                decoded->apply(event, changes, nullptr);
            }
            QVERIFY(*decoded == state);
        }
        QVERIFY(decode_state(encode_state(State())).value() == State());
    }
    void every_cut_is_an_error() {
        const std::string bytes = encode_state(random_state(40, 300));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!decode_state(std::string_view(bytes).substr(0, size)));
        QVERIFY(!decode_state(bytes + "x"));
    }
    void changed_bytes_give_a_state_that_can_be_or_an_error() {
        const std::string bytes = encode_state(random_state(41, 300));
        std::mt19937 random(2);
        int errors = 0;
        for (int round = 0; round < 5000; ++round) {
            std::string changed = bytes;
            for (int change = 0; change < 3; ++change)
                changed[random() % changed.size()] = static_cast<char>(random());
            const auto decoded = decode_state(changed);
            errors += decoded ? 0 : 1;
            if (decoded)
                QVERIFY(decode_state(encode_state(*decoded)).value() == *decoded);
        }
        QVERIFY(errors > 100);
    }
};

QTEST_APPLESS_MAIN(StateCodecTest)
#include "state_codec_test.moc"
