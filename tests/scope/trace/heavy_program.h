// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Programs that send as many messages as they can, and how to tell whether each one that was sent was also received.

#include "engine/core/telemetry/event.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace poolscope::trace {

// A Python script: waits for a line on its input, then sends `count` numbers to two workers and gets their squares, and prints
// whether all were right.
// A client that connects after the first line on the input, and uses its connection, writing or reading first, while the server
// waits for a second line before it accepts it.
inline std::string early_client_script(bool writes_first) {
    return std::string("writes_first = ") + (writes_first ? "True" : "False") + R"(
import os, socket, sys, tempfile
path = tempfile.mkdtemp() + '/socket'
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen()
go_on, tell = os.pipe()
if os.fork() == 0:
    os.read(go_on, 1)
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    if writes_first:
        client.sendall(b'early one\n')
        client.sendall(b'early two\n')
    os.write(1, b'connected\n')
    client.recv(100)
    client.sendall(b'late\n')
    client.recv(100)
    os._exit(0)
print('ready', flush=True)
sys.stdin.readline()
os.write(tell, b'!')
sys.stdin.readline()
server, _ = listener.accept()
if writes_first:
    server.recv(10), server.recv(10)
server.sendall(b'welcome\n')
server.recv(100)
server.sendall(b'farewell\n')
os.wait()
os.unlink(path)
os.rmdir(os.path.dirname(path))
print('right', flush=True)
)";
}

inline std::string heavy_script(const char *method, int count) {
    return std::string(R"(
import multiprocessing as mp, sys

def work(inq, outq):
    while True:
        x = inq.get()
        if x is None:
            break
        outq.put(x * x)

if __name__ == '__main__':
    ctx = mp.get_context(')") + method + R"(')
    inq, outq = ctx.SimpleQueue(), ctx.SimpleQueue()
    ours, theirs = ctx.Pipe()
    ps = [ctx.Process(target=work, args=(inq, outq)) for _ in range(2)]
    print('ready', flush=True)
    sys.stdin.readline()
    for p in ps:
        p.start()
    total, n = 0, )" + std::to_string(count) + R"(
    for base in range(0, n, 50):
        for i in range(base, base + 50):
            inq.put(i)
        for i in range(50):
            total += outq.get()
    big = bytes(range(256)) * 2000
    for i in range(20):
        ours.send((i, 'duplex'))
        assert theirs.recv() == (i, 'duplex')
        theirs.send_bytes(big[:30000 + i])
        assert len(ours.recv_bytes()) == 30000 + i
    for p in ps:
        inq.put(None)
    for p in ps:
        p.join()
    print('right' if total == sum(i * i for i in range(n)) and all(p.exitcode == 0 for p in ps) else 'wrong', flush=True)
)";
}

// A Python script that prints "ready", sends messages until a line comes on its input, and prints whether all were right.
inline std::string endless_script() {
    return R"(
import multiprocessing as mp, select, sys

def work(inq, outq):
    while (x := inq.get()) is not None:
        outq.put(x * x)

if __name__ == '__main__':
    inq, outq = mp.SimpleQueue(), mp.SimpleQueue()
    ps = [mp.Process(target=work, args=(inq, outq)) for _ in range(2)]
    for p in ps:
        p.start()
    print('ready', flush=True)
    right, base = True, 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        for i in range(base, base + 20):
            inq.put(i)
        right = right and sorted(outq.get() for _ in range(20)) == [i * i for i in range(base, base + 20)]
        base += 20
    for p in ps:
        inq.put(None)
    for p in ps:
        p.join()
    print('right' if right and base and all(p.exitcode == 0 for p in ps) else 'wrong', flush=True)
)";
}

// What went one way through a channel: "sent 10", "received 10", …, in the order in which it was told.
inline std::vector<std::string> passages(const std::vector<Event> &events, ObjectId channel) {
    std::vector<std::string> told;
    for (const Event &event : events)
        if (event.object == channel && (event.kind == EventKind::message_sent || event.kind == EventKind::message_received))
            told.push_back((event.kind == EventKind::message_sent ? "sent " : "received ") + std::to_string(event.b));
    return told;
}

struct Traffic {
    using Message = std::tuple<ObjectId, std::int64_t, std::int64_t>; // channel, number, bytes
    std::map<Message, int> unpaired; // sent minus received and dropped
    int sent = 0, received = 0, pieces = 0, gaps = 0, acquired = 0, released = 0;
    std::map<EventKind, int> kinds;
    std::vector<Event> events;

    void take(std::vector<Event> more) {
        for (Event &event : more) {
            ++kinds[event.kind];
            const Message message{event.object, event.a, event.b};
            switch (event.kind) {
            case EventKind::message_sent:
                ++sent;
                pieces += event.a == 0;
                if (++unpaired[message] == 0)
                    unpaired.erase(message);
                break;
            case EventKind::message_received:
                ++received;
                [[fallthrough]];
            case EventKind::message_dropped:
                if (--unpaired[message] == 0)
                    unpaired.erase(message);
                break;
            case EventKind::gap: ++gaps; break;
            case EventKind::lock_acquired: ++acquired; break;
            case EventKind::lock_released: ++released; break;
            default: break;
            }
            events.push_back(std::move(event));
        }
    }
};

} // namespace poolscope::trace
