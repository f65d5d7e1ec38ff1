# SPDX-License-Identifier: GPL-3.0-or-later
"""CPython's multiprocessing beside the engine: python_peer.py SECTION, a letter from A to E as in tests/bench/engine."""

import json
import multiprocessing as mp
import struct
import sys
import time
from concurrent.futures import ProcessPoolExecutor

SIZES = (16, 1024, 1 << 20, 16 << 20)
FORK = mp.get_context("fork")


def report(section, peer, metric, param, samples):
    ordered = sorted(samples)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    print(json.dumps({"sec": section, "peer": f"CPython {peer}", "metric": metric, "param": param,
                      "med": at(.5), "p99": at(.99), "min": ordered[0], "n": len(ordered)}), flush=True)


def human(size):
    return f"{size >> 20}MiB" if size >= 1 << 20 else f"{size >> 10}KiB" if size >= 1024 else f"{size}B"


def do_nothing():
    pass


def section_a():
    for mib in (10, 1024):
        ballast = bytearray(b"\1") * (mib << 20)
        for method, count in (("fork", 30), ("spawn", 8), ("forkserver", 20)):
            if mib > 10 and method == "spawn":
                continue
            times = []
            for _ in range(count + 1):
                begun = time.monotonic_ns()
                process = mp.get_context(method).Process(target=do_nothing)
                process.start()
                process.join()
                times.append((time.monotonic_ns() - begun) / 1e3)
            report("A", method, "start_to_join_us", f"rss{mib}M", times[1:])
        del ballast


def take(connection, count):
    for _ in range(count):
        connection.recv_bytes()
    connection.send_bytes(b"done")


def echo(connection, count):
    for _ in range(count):
        connection.send_bytes(connection.recv_bytes())


# The two ways of 16 bytes, each to a side that sleeps; see round_trip_asleep in peer.h.
def say(connection, took):
    time.sleep(500e-6)
    connection.send_bytes(struct.pack("qq", time.monotonic_ns(), took))


def hear(connection):
    sent, took = struct.unpack("qq", connection.recv_bytes())
    return time.monotonic_ns() - sent, took


def echo_asleep(connection, count):
    for _ in range(count):
        say(connection, hear(connection)[0])


def round_trip_asleep():
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=echo_asleep, args=(theirs, 600))
    process.start()
    times = []
    for _ in range(600):
        say(ours, 0)
        times.append(sum(hear(ours)) / 1e3)
    process.join()
    report("B", "Pipe", "rtt_asleep_us", "16B", times[50:])


def section_b():
    round_trip_asleep()
    for size in SIZES:
        data = bytes(size)
        count = max(8, min(20000, (64 << 20) // size))
        ours, theirs = FORK.Pipe()
        process = FORK.Process(target=take, args=(theirs, count))
        process.start()
        begun = time.perf_counter()
        for _ in range(count):
            ours.send_bytes(data)
        ours.recv_bytes()
        report("B", "Pipe", "msg_s", human(size), [count / (time.perf_counter() - begun)])
        process.join()
        if size <= 1024:
            times = []
            process = FORK.Process(target=echo, args=(theirs, 2000))
            process.start()
            for _ in range(2000):
                begun = time.perf_counter_ns()
                ours.send_bytes(data)
                ours.recv_bytes()
                times.append((time.perf_counter_ns() - begun) / 1e3)
            process.join()
            report("B", "Pipe", "rtt_us", human(size), times[100:])


def produce(queue, barrier, count, data):
    barrier.wait()
    for _ in range(count):
        queue.put(data)


def consume(queue, barrier, count, end):
    barrier.wait()
    for _ in range(count):
        queue.get()
    with end.get_lock():
        end.value = max(end.value, time.monotonic_ns())


def section_c():
    for producers, consumers in ((1, 1), (4, 4), (2, 8)):
        for size in (8, 1024):
            for kind in ("Queue", "SimpleQueue"):
                queue, end = getattr(FORK, kind)(), FORK.Value("q", 0)
                barrier = FORK.Barrier(producers + consumers + 1)
                count, data = 16000, 7 if size == 8 else bytes(size)
                processes = [FORK.Process(target=consume, args=(queue, barrier, count // consumers, end)) for _ in range(consumers)]
                processes += [FORK.Process(target=produce, args=(queue, barrier, count // producers, data)) for _ in range(producers)]
                for process in processes:
                    process.start()
                barrier.wait()
                begun = time.monotonic_ns()
                for process in processes:
                    process.join()
                report("C", kind, f"msg_s_{producers}x{consumers}", human(size), [count / ((end.value - begun) / 1e9)])


def work(us):
    end = time.thread_time_ns() + us * 1000
    while us and time.thread_time_ns() < end:
        pass
    return us


def section_d():
    for workers in (2, 8, 64):
        for us, count in ((0, 4000), (10, 3000), (1000, 300)):
            arguments = [us] * count
            with FORK.Pool(workers) as pool:
                for name, chunk in (("map1", 1), ("map", None)):
                    pool.map(work, arguments[:max(2 * workers, 20)], chunksize=chunk)
                    begun = time.perf_counter()
                    pool.map(work, arguments, chunksize=chunk)
                    report("D", name, f"tasks_s_w{workers}", f"{us}us", [count / (time.perf_counter() - begun)])
            if workers <= 8:
                with ProcessPoolExecutor(workers, mp_context=FORK) as executor:
                    list(executor.map(work, arguments[:20]))
                    begun = time.perf_counter()
                    list(executor.map(work, arguments))
                    report("D", "ProcessPoolExecutor", f"tasks_s_w{workers}", f"{us}us", [count / (time.perf_counter() - begun)])


def pass_through(lock, barrier, go, total):
    barrier.wait()
    done = 0
    while go.value == 1:
        for _ in range(16):
            lock.acquire()
            lock.release()
        done += 16
    with total.get_lock():
        total.value += done


def meet(barrier, count):
    for _ in range(count):
        barrier.wait()


def section_e():
    for kind in ("Lock", "RLock", "Semaphore"):
        lock, count, times = getattr(FORK, kind)(), 200_000, []
        for _ in range(3):
            begun = time.perf_counter_ns()
            for _ in range(count):
                lock.acquire()
                lock.release()
            times.append((time.perf_counter_ns() - begun) / count)
        report("E", kind, "uncontended_ns", "1proc", times)
        for number in (2, 8):
            go, total, barrier = FORK.RawValue("i", 1), FORK.Value("q", 0), FORK.Barrier(number + 1)
            processes = [FORK.Process(target=pass_through, args=(lock, barrier, go, total)) for _ in range(number)]
            for process in processes:
                process.start()
            barrier.wait()
            begun = time.perf_counter_ns()
            time.sleep(.3)
            go.value = 2
            elapsed = time.perf_counter_ns() - begun
            for process in processes:
                process.join()
            report("E", kind, "contended_ns", f"{number}procs", [elapsed / total.value])
    barrier, count, times = FORK.Barrier(2), 1000, []
    process = FORK.Process(target=meet, args=(barrier, count))
    process.start()
    for _ in range(count):
        begun = time.perf_counter_ns()
        barrier.wait()
        times.append((time.perf_counter_ns() - begun) / 1e3)
    process.join()
    report("E", "Barrier", "barrier2_us", "2procs", times[50:])


if __name__ == "__main__":
    {"A": section_a, "B": section_b, "C": section_c, "D": section_d, "E": section_e}[sys.argv[1]]()
