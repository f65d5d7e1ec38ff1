# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an exported session with other people's eyes and prints what it holds as JSON: read_export.py FORMAT FILE."""

import collections
import csv
import json
import sqlite3
import struct
import sys


def crossing(slices):
    """How many slices begin in another of their thread and end outside of it: such a trace cannot be drawn."""
    count, tracks = 0, collections.defaultdict(list)
    nanoseconds = lambda microseconds: round(microseconds * 1000)
    for s in slices:
        tracks[s["pid"], s["tid"]].append((nanoseconds(s["ts"]), -nanoseconds(s["dur"])))
    for track in tracks.values():
        ends = []
        for begin, minus_length in sorted(track):
            while ends and ends[-1] <= begin:
                ends.pop()
            count += bool(ends) and begin - minus_length > ends[-1]
            ends.append(begin - minus_length)
    return count


def perfetto(path):
    events = json.load(open(path, encoding="utf-8"))["traceEvents"]
    phases = collections.Counter(event["ph"] for event in events)
    slices = [event for event in events if event["ph"] == "X"]
    starts = {event["id"]: event for event in events if event["ph"] == "s"}
    ends = {event["id"]: event for event in events if event["ph"] == "f"}
    inside = lambda flow: any(s["pid"] == flow["pid"] and s["tid"] == flow["tid"] and s["ts"] <= flow["ts"] <= s["ts"] + s["dur"] for s in slices)
    return {
        "tasks": sum(s["cat"] == "task" for s in slices), "waits": sum(s["cat"] == "wait" for s in slices), "names": phases["M"] // 2,
        "arrows": len(starts), "every arrow ends": set(starts) == set(ends), "arrows point forward": all(starts[i]["ts"] <= ends[i]["ts"] for i in starts),
        "arrows bind to slices": all(map(inside, [*starts.values(), *ends.values()])), "negative": sum(s["dur"] < 0 for s in slices),
        "crossing": crossing(slices), "tracks": sorted({f"{s['pid']}/{s['tid']}" for s in slices}),
        "counters of nobody": len({e["pid"] for e in events if e["ph"] == "C"} - {e["pid"] for e in events if e["ph"] == "M"}),
        "calls": sorted({s["name"].split("(")[0] for s in slices if s["cat"] == "task"}),
    }


def from_csv(path):
    rows = list(csv.DictReader(open(path, encoding="utf-8", newline="")))
    return {"events": len(rows), "sent": sum(row["kind"] == "message_sent" for row in rows), "whole": all(None not in row and None not in row.values() for row in rows),
            "odd text": sorted({row["preview"] for row in rows if row["kind"] == "note"})}


def from_json(path):
    whole = json.load(open(path, encoding="utf-8"))
    return {name: len(whole[name]) for name in ("processes", "tasks", "messages", "events")} | {
        "outcomes": dict(collections.Counter(task["task_outcome"] for task in whole["tasks"])), "channels": sorted(channel["name"] for channel in whole["channels"])}


def dot(path):
    text = open(path, encoding="utf-8").read()
    return {"begins": text.startswith("digraph"), "ends": text.endswith("}\n"), "edges": text.count(" -> "), "quotes": text.replace('\\"', "").count('"') % 2}


def sqlite(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    one = lambda question: database.execute(question).fetchone()[0]
    return {"check": one("PRAGMA integrity_check")} | {table: one(f"SELECT count(*) FROM {table}") for table in ("process", "task", "message", "event")} | {
        "bytes": one("SELECT sum(bytes) FROM message"), "worker": one("SELECT count(DISTINCT process_pid) FROM task WHERE task_outcome = 'value'"),
        "delays": one("SELECT count(*) FROM message WHERE wait_ns >= 0")}


def pcapng(path):
    data = open(path, "rb").read()
    at, interfaces, packets, sizes, comments, first = 0, [], 0, 0, set(), 1 << 64
    def options(body):
        while len(body) >= 4:
            code, size = struct.unpack_from("<HH", body)
            if code == 0:
                return
            yield code, body[4:4 + size]
            body = body[4 + (size + 3) // 4 * 4:]
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        assert length % 4 == 0 and struct.unpack_from("<I", data, at + length - 4)[0] == length, "a block's two lengths differ"
        body = data[at + 8:at + length - 4]
        if at == 0:
            about = dict(options(body[16:]))[1].decode()
            assert kind == 0x0A0D0D0A and struct.unpack_from("<I", body)[0] == 0x1A2B3C4D, "no section header"
        elif kind == 1:
            found = dict(options(body[8:]))
            assert found[9] == b"\x09", "not in nanoseconds"
            assert "message" in found[3].decode()
            interfaces.append(found[2].decode())
        elif kind == 6:
            interface, high, low, captured, original = struct.unpack_from("<IIIII", body)
            first = min(first, high << 32 | low)
            assert interface < len(interfaces) and captured <= original
            packets += 1
            sizes += original
            comments.add(dict(options(body[20 + (captured + 3) // 4 * 4:]))[1].decode())
        at += length
    return {"packets": packets, "interfaces": sorted(interfaces), "bytes": sizes, "comment": min(comments), "about": about, "first": str(first)}


readers = {"perfetto": perfetto, "csv": from_csv, "json": from_json, "dot": dot, "sqlite": sqlite, "pcapng": pcapng}
print(json.dumps(readers[sys.argv[1]](sys.argv[2])))
