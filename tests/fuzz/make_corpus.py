# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what the fuzzers start from: pickles of every protocol and opcode, framed streams, filters, and what they found before."""

import collections
import datetime
import multiprocessing.managers
import multiprocessing.pool
import multiprocessing.process
import pathlib
import pickle
import struct
import sys


class Redacted(multiprocessing.process.AuthenticationString):
    def __reduce__(self):
        return multiprocessing.process.AuthenticationString, (bytes(self),)


class Point:
    def __init__(self):
        self.x = 1


def objects():
    knot = [1]
    knot.append((knot, {"k": knot}))
    yield from (None, True, 1, -300, 70000, 2**40, -(2**70), 2**2100, 1.5, "", "text", "한국\ud800", "x" * 300, b"", b"bytes", b"y" * 300, bytearray(b"array"))
    yield from ([], [1], [1, 2], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {1: 2}, {"a": 1, "b": [2]}, set(), {1, 2}, frozenset((1, 2)), knot, [knot, knot])
    yield from (Point(), Point, collections.OrderedDict(a=1), collections.deque((1, 2)), collections.defaultdict(list, a=[1]), datetime.date(2024, 1, 1), 1 + 2j, ValueError("x"))
    yield (0, 0, multiprocessing.pool.mapstar, ((Point, (0, 1)),), {})
    yield (0, 0, (True, [0, 1]))
    yield ("#PROXY", (("send",), multiprocessing.managers.Token("Iterator", ("127.0.0.1", 1), "7f")))
    yield {"log_to_stderr": False, "authkey": Redacted(b"key"), "name": "Process-1", "sys_path": ["/x"]}


def main(folder):
    for name in ("pickle", "framing", "filter", "parcel", "event_codec"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for found in pathlib.Path(__file__).with_name("corpus").glob("*.txt"):
        (folder / found.stem).mkdir(parents=True, exist_ok=True)
        seeds = [line for line in found.read_text().split("\n") if not line.startswith("#")]
        for number, seed in enumerate(seeds):
            (folder / found.stem / f"found-{number:03}").write_bytes(bytes.fromhex(seed))
    for number, obj in enumerate(objects()):
        for protocol in range(6):
            (folder / "pickle" / f"{number:02}-{protocol}").write_bytes(pickle.dumps(obj, protocol))
    hand_made = {"inst": b"(I1\nim\nC\n.", "obj": b"(cm\nC\nK\x01o.", "persid": b"Pid\n.", "ext": b"\x80\x02\x82\x07.", "buffer": b"\x80\x05\x97\x98.",
                 "string": b"S'a\\x41'\n.", "float": b"F1.5\n.", "pop": b"\x80\x04N(K\x0101.", "newobj_ex": b"\x80\x04cm\nC\n)}\x8c\x01kK\x01s\x92.", "challenge": b"#CHALLENGE#{sha256}" + b"n" * 40,
                 "json": b'{"a": [1]}', "tracker": b"REGISTER:/mp-x:semaphore\n"}
    for name, body in hand_made.items():
        (folder / "pickle" / name).write_bytes(body)
    frames = [struct.pack("!i", len(body)) + body for body in (b"", b"abc", b"x" * 100)]
    for number, stream in enumerate((b"".join(frames), frames[1] * 5, struct.pack("!iQ", -1, 3) + b"abc", struct.pack("!i", -2), frames[2][:50])):
        (folder / "framing" / str(number)).write_bytes(bytes([number * 7]) + stream)
    bodies = (b"", b"\0", b"\1", struct.pack("<q", -5), struct.pack("<d", 1.5), "한국".encode(), b"\xff\xfe", pickle.dumps([1, "a"], 4), b"x" * 300)
    for kind in range(9):
        for number, body in enumerate(bodies):
            (folder / "parcel" / f"{kind}-{number}").write_bytes(bytes([kind]) + body)
    filters = ('channel == "tasks" && bytes > 1000 && from.pid == 4242', "!(wait >= 5ms || wait < 0.1s) and not dropped", 'preview contains "a\\"b" or from.name matches "^w(\\d+|x)*$"',
               "bytes in {64KiB, 1.5MB, 3} && channel.kind in {queue, pipe}", "in_flight", "time > -1h", "((kind == message_sent", 'channel = "x', "process.role != worker")
    for number, text in enumerate(filters):
        (folder / "filter" / str(number)).write_bytes(bytes([number]) + text.encode())


main(pathlib.Path(sys.argv[1]))
