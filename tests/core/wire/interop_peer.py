# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python side of interop_test.cpp: answers requests, each a pickled tuple, over stdin and stdout."""

import collections
import datetime
import io
import math
import pickle
import random
import struct
import sys
from multiprocessing import connection


def text(dice):
    alphabets = ["abc xyz_/'\"\\", "\t\n\r\0\x1a\x7f\x80\xa0\xad", "éßøÿ", "한국어", "\u2028\u200b\ufeff\uffff", "😀𝕏\U000e0001\U0010ffff", "\ud800\udbff\udc00"]
    return "".join(dice.choice(dice.choice(alphabets)) for _ in range(dice.choice([2, 3, 5, 40, 300])))


def integer(dice):
    return dice.choice([1, -1]) * dice.getrandbits(dice.choice([1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 62, 63, 64, 65, 200, 2100])) + dice.choice([-1, 0, 1])


def real(dice):
    return dice.choice([lambda: struct.unpack("d", dice.randbytes(8))[0], lambda: dice.uniform(-1000, 1000), lambda: float(dice.randrange(10**17)),
                        lambda: round(dice.random(), 3), lambda: 10.0 ** dice.randrange(-320, 308), lambda: dice.choice([math.inf, -0.0, math.nan])])()


def scalar(dice):
    return dice.choice([lambda: None, lambda: True, lambda: False, lambda: integer(dice), lambda: integer(dice), lambda: real(dice), lambda: text(dice),
                        lambda: dice.randbytes(dice.choice([2, 3, 255, 256, 700]))])()


def plain(dice, depth):
    """Only types that a pickler writes without the help of others, and no object twice."""
    if depth == 0:
        return scalar(dice)
    size = dice.choice([0, 1, 2, 3, 4, 5])
    inner = lambda: plain(dice, dice.randrange(depth))
    return dice.choice([lambda: scalar(dice), lambda: [inner() for _ in range(size)], lambda: tuple(inner() for _ in range(size)),
                        lambda: {text(dice): inner() for _ in range(size)}])()


def rich(dice, depth):
    if depth == 0:
        return dice.choice([lambda: scalar(dice), lambda: bytearray(dice.randbytes(dice.choice([0, 1, 9]))), lambda: b"", lambda: "", lambda: ()])()
    hashable = lambda: dice.choice([integer, text, lambda d: (integer(d), text(d)), lambda d: frozenset([integer(d)])])(dice)
    inner = lambda: rich(dice, dice.randrange(depth))
    shared = inner()
    return dice.choice([lambda: plain(dice, depth), lambda: [shared, shared, inner()], lambda: (inner(), shared, [shared]), lambda: {hashable(): inner() for _ in range(4)},
                        lambda: {hashable() for _ in range(dice.choice([0, 1, 3]))}, lambda: frozenset(hashable() for _ in range(dice.choice([0, 2]))),
                        lambda: ValueError(inner()), lambda: KeyError(text(dice), inner())])()


def knot():
    """Objects that contain themselves."""
    a, d = [1], {"k": 2}
    a.append(a)
    d["d"] = [d, (d,)]
    t = ([],)
    t[0].append(t)
    return [a, d, t, [[[]]], (lambda x: (x.append(x), x))([])[1]]


def large():
    word = lambda i: "word %d" % i
    yield from ([word(i) for i in range(n)] for n in (999, 1000, 1001, 2000, 2001, 9000))
    yield from ({word(i): i for i in range(n)} for n in (999, 1000, 1001, 2000, 2001))
    yield from (set(range(n)) for n in (1, 999, 1000, 1001, 2000))
    yield from (tuple(range(n)) for n in (3, 4, 1000))
    yield from ("x" * n for n in (0, 1, 255, 256, 65534, 65535, 65536, 65537, 200000))
    yield from (["before", "y" * n, "after"] for n in (65530, 65535, 65536, 70000))
    yield from ([b"z" * n, b"after"] for n in (255, 256, 65535, 65536, 65537))
    yield from (2**n + k for n in (0, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 2039, 2040, 2047, 2048) for k in (-1, 0, 1))
    yield from (-(2**n) + k for n in (0, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 2039, 2040, 2047, 2048) for k in (-1, 0, 1))
    nested = []
    for _ in range(300):
        nested = [nested]
    yield nested


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Slots:
    __slots__ = ("a",)


class KeyWords:
    def __new__(cls, *, size):
        return object.__new__(cls)

    def __getnewargs_ex__(self):
        return (), {"size": 3}


def objects():
    """With what the reader is to print, instances being symbolic."""
    slots = Slots()
    slots.a = 1
    yield Point(1, "y"), "__main__.Point(){'x': 1, 'y': 'y'}", 0
    yield slots, "__main__.Slots(){(None, {'a': 1})}", 2
    yield KeyWords(size=3), "__main__.KeyWords(size=3)", 4
    yield collections.OrderedDict(a=1, b=2), "collections.OrderedDict(){'a': 1, 'b': 2}", 0
    yield collections.deque([1, 2], 5), "collections.deque((), 5)[1, 2]", 0
    yield datetime.date(2024, 2, 29), "datetime.date(b'\\x07\\xe8\\x02\\x1d')", 0
    yield complex(1, -2), "complex(1.0, -2.0)", 0
    yield [len, Point, collections.Counter], "[len, __main__.Point, collections.Counter]", 0
    yield range(3), "range(0, 3, 1)", 3


class WithIdentifiers(pickle.Pickler):
    def persistent_id(self, obj):
        return "number seven" if obj == 7 else None


def identifiers(protocol):
    out = io.BytesIO()
    WithIdentifiers(out, protocol).dump([7, 8])
    return out.getvalue()


class Peer:
    """Both pipes as one connection."""

    def __init__(self):
        self.reader = connection.Connection(0, writable=False)
        self.writer = connection.Connection(1, readable=False)
        self.recv_bytes, self.send_bytes = self.reader.recv_bytes, self.writer.send_bytes


def canonical(obj):
    """repr() that does not depend on the order of a set."""
    if isinstance(obj, (set, frozenset)):
        return "%s{%s}" % (type(obj).__name__, ", ".join(sorted(map(canonical, obj))))
    if isinstance(obj, dict):
        return "{%s}" % ", ".join("%s: %s" % (canonical(k), canonical(v)) for k, v in obj.items())
    if isinstance(obj, (list, tuple)):
        return "%s(%s)" % (type(obj).__name__, ", ".join(map(canonical, obj)))
    if isinstance(obj, Exception):
        return "%s(%s)" % (type(obj).__name__, canonical(obj.args))
    return repr(obj)


def equal(kind, left, right):
    if kind == "knot":  # a tuple inside itself cannot be written without its memo
        return repr(left).replace("(...)", "Ellipsis") == repr(right)
    return canonical(left) == canonical(right)


def generate(peer, kind, seed, count):
    """For each object: its repr, its pickles of protocols 0 to 5, and the verdict on what came back."""
    dice = random.Random(seed)
    source = {"plain": lambda: (plain(dice, 4) for _ in range(count)), "rich": lambda: (rich(dice, 4) for _ in range(count)),
              "large": large, "knot": lambda: iter(knot())}[kind]()
    for obj in source:
        peer.send_bytes(repr(obj).encode("utf-8", "surrogateescape"))
        for protocol in range(6):
            peer.send_bytes(pickle.dumps(obj, protocol))
        back = pickle.loads(peer.recv_bytes())
        peer.send_bytes(b"same" if equal(kind, obj, back) else ("%r became %r" % (obj, back)).encode("utf-8", "replace")[:2000])
    peer.send_bytes(b"end")


def main():
    sys.set_int_max_str_digits(0)
    peer = Peer()
    while True:
        try:
            request = pickle.loads(peer.recv_bytes())
        except EOFError:
            return
        if request[0] == "generate":
            generate(peer, *request[1:])
        elif request[0] == "objects":
            for obj, expected, since in objects():
                for protocol in range(since, 6):
                    peer.send_bytes(expected.encode())
                    peer.send_bytes(pickle.dumps(obj, protocol))
            for protocol in range(6):
                peer.send_bytes(b"[pickle.persistent_load('number seven'), 8]")
                peer.send_bytes(identifiers(protocol))
            peer.send_bytes(b"end")
        elif request[0] == "repr":
            peer.send_bytes(repr(request[1]).encode("utf-8", "surrogateescape"))
        elif request[0] == "challenge":
            connection.deliver_challenge(peer, request[1])
            connection.answer_challenge(peer, request[1])
            peer.send_bytes(b"trusted")


main()
