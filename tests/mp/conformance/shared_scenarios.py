# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of shared_scenarios.cpp."""
import multiprocessing as mp
import os
from multiprocessing import sharedctypes
from multiprocessing.shared_memory import ShareableList, SharedMemory

from scenario import raised, say


def number(real):
    return f'{real:g}'


def add_to_value(value, array, times):
    for _ in range(times):
        with value:
            value.value += 1
            array[0] += 0.5


def fill_raw(value, text):
    value.value = 77
    text.value = b'seen'


def write_memory(memory):
    memory.buf[1] = 66
    memory.close()


def change_list(items):
    items[0] = 11
    items[-1] = 'end'


def assign(items, place, value):
    items[place] = value


def raw_values():
    value = mp.RawValue('i', 5)
    say(f'{value.value}')
    value.value = -3
    say(f'{value.value}')
    say(number(mp.RawValue('d').value))
    say(raised(lambda: mp.RawValue('B', 300)))
    say(raised(lambda: mp.RawArray('i', -1)))
    say(f"{len(mp.RawArray('i', 0))}")
    array = mp.RawArray('h', [1, 2, 3, 4])
    say(f'{len(array)} {array[0]} {array[-1]}')
    say(f'{raised(lambda: array[4])} {raised(lambda: array[-5])}')
    part = array[1:3]
    say(f'{len(part)} {part[0]} {part[1]}')
    say(f'{len(array[3:1])} {len(array[-2:100])}')
    array[0:2] = [8, 9]
    say(f'{array[0]} {array[1]}')
    say(raised(lambda: assign(array, slice(0, 2), [8])))


def values_wrap():
    say(f"{mp.RawValue('B', 300).value}")


def char_arrays():
    text = mp.Array('c', 6)
    text.value = b'hello'
    say(f'{text.value.decode()} {len(text.raw)}')
    text.value = b'ab'
    say(f'{text.value.decode()} {text[3].decode()}')
    text.raw = b'xyz'
    say(text.raw[:3].decode())
    say(f"{raised(lambda: setattr(text, 'value', b'too long a text'))} {raised(lambda: setattr(text, 'raw', b'too long a text'))}")
    text.value = b'sixsix'
    say(text.value.decode())


def values_with_locks():
    value = mp.Value('i', 0)
    array = mp.Array('d', [0.0, 1.5])
    processes = [mp.Process(target=add_to_value, args=(value, array, 200)) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    say(f'{value.value} {number(array[0])} {len(array)}')
    say(repr(value.get_lock()))
    value.acquire()
    say(repr(value.get_lock()))
    value.get_obj().value = 9
    value.release()
    say(f'{value.value} {raised(value.release)}')
    lock = mp.Lock()
    own = mp.Value('i', 4, lock=lock)
    say(f'{own.value} {own.get_lock()!r}')
    say(f'{number(array[-1])} {raised(lambda: array[2])}')


def raw_objects_travel():
    value = mp.RawValue('l', 0)
    text = mp.RawArray('c', 10)
    p = mp.Process(target=fill_raw, args=(value, text))
    p.start()
    p.join()
    say(f'{value.value} {text.value.decode()}')
    again = sharedctypes.copy(value)
    value.value = 1
    say(f'{again.value} {value.value}')
    locked = sharedctypes.synchronized(value, mp.RLock())
    locked.value = 2
    say(f'{value.value}')


def memory_basics():
    memory = SharedMemory(create=True, size=100)
    say(f'{memory.size}')
    memory.buf[0] = 7
    p = mp.Process(target=write_memory, args=(memory,))
    p.start()
    p.join()
    say(f'{memory.buf[0]} {memory.buf[1]}')
    view = memory.buf[0:1]
    say(raised(memory.close))
    view.release()
    memory.close()
    memory.close()
    memory.unlink()


def memory_by_name():
    memory = SharedMemory(create=True, size=10)
    say(f'{memory.name[:4]} {len(memory.name)}')
    other = SharedMemory(memory.name, size=5000)
    say(f'{other.size} {other.name == memory.name}'.lower())
    other.buf[9] = 1
    say(f'{memory.buf[9]}')
    say(raised(lambda: SharedMemory(memory.name, create=True, size=1)))
    p = mp.Process(target=write_memory, args=(memory,))
    p.start()
    p.join()
    say(f'{memory.buf[1]}')
    memory.unlink()
    say(raised(memory.unlink))
    say(raised(lambda: SharedMemory(memory.name)))
    text = repr(other)
    say(text[text.index(', '):])


def memory_errors():
    say(raised(SharedMemory))
    say(raised(lambda: SharedMemory(create=True)))
    say(raised(lambda: SharedMemory(create=True, size=-1)))
    say(raised(lambda: SharedMemory('poolscope-no-such')))
    say(raised(lambda: SharedMemory('a/b', create=True, size=1)))
    say(raised(lambda: SharedMemory('x' * 300, create=True, size=1)))


def shareable_list_basics():
    items = ShareableList([1, 2.5, True, None, 'text', b'raw', -7])
    say(f'{len(items)} {items.format}')
    say(repr(list(items)))
    items[4] = 'longer '
    items[0] = '12345678'
    items[-1] = None
    say(f'{list(items)!r} {items.format}')
    say(f'{items.count(2.5)} {items.index(True)}')
    same = ShareableList([1, True, 1.0, '1', 0, 2])
    say(f'{same.count(1)} {same.count(True)} {same.index(1.0)} {same.index(False)}')
    same.shm.close()
    same.shm.unlink()
    say(f"{raised(lambda: items.index('absent'))} {raised(lambda: assign(items, 4, 'much longer'))}")
    say(f'{raised(lambda: items[7])} {raised(lambda: assign(items, 7, 1))} {raised(lambda: items[-20])}')
    say(raised(lambda: assign(items, 1, [])))
    say(raised(lambda: ShareableList([{}])))
    say(raised(lambda: ShareableList(['x' * 100_000_000])))
    say(f'{len(ShareableList([]))}')
    p = mp.Process(target=change_list, args=(items,))
    items[-1] = 5
    say(raised(lambda: assign(items, -1, 'too long for it')))
    p.start()
    p.join()
    say(f'{items[0]!r} {items[-1]!r}')
    items.shm.close()
    items.shm.unlink()


def shareable_list_loses_nothing():
    items = ShareableList([b'ab\0\0', 'tail\0', 'ü', 'aüüüüüü', 3])
    say(f'{items[0]!r} {items[1]!r}')
    say(repr(items[2]))
    try:
        wide = repr(items[3])
    except UnicodeDecodeError:
        wide = 'UnicodeDecodeError'
    say(wide)
    say(raised(lambda: items[-6]))
    say(raised(lambda: ShareableList([2 ** 64 - 1])))
    items.shm.unlink()


def memory_edges():
    say(raised(lambda: SharedMemory('', create=True, size=1)))
    say(raised(lambda: SharedMemory('')))
    say(raised(lambda: SharedMemory('x', size=-1)))
    say(raised(lambda: SharedMemory('..', create=True, size=1)))
    say(raised(lambda: SharedMemory(create=True, size=2 ** 63 - 1)))
    memory = SharedMemory(create=True, size=5000)
    status = os.stat('/dev/shm/' + memory.name)
    say(f'{status.st_mode & 0o777:o} {status.st_size}')
    say(f'{memory.buf[4999]}')
    memory.close()
    say(f'{memory.size} {len(memory.name)}')

    def unlink_elsewhere():
        other = SharedMemory(memory.name)
        other.close()
        other.unlink()
    say(raised(unlink_elsewhere))
    say(raised(memory.unlink))


def list_edges():
    items = ShareableList(['', b'', 0, False, '1234567', b'12345678', 1e300])
    say(items.format)
    say(f'{items[0]!r} {items[1]!r}')
    items[0] = b'ab'
    items[2] = '12345678'
    items[3] = 9
    items[6] = True
    say(f'{list(items)!r} {items.format}')
    items[2] = 5
    items[5] = None
    say(f'{list(items)!r} {items.format}')
    items[5] = '123456789012345'
    say(repr(items[5]))
    say(raised(lambda: assign(items, 2, '123456789')))
    say(f'{items[2]!r} {items.format}')
    items[2] = -2 ** 63
    say(repr(items[2]))
    other = ShareableList(name=items.shm.name)
    other[2] = -1
    say(f'{items[2]!r} {items[-7]!r}')
    say(f"{items.count('absent')} {items.count(None)}")
    same = ShareableList(list(items))
    say(same.format)
    same.shm.close()
    same.shm.unlink()
    text = repr(items)
    say(text[:text.index('name')])
    say(raised(lambda: ShareableList(name='poolscope-no-such')))
    other.shm.close()
    items.shm.close()
    say(raised(items.shm.unlink))


def raw_edges():
    say(f"{number(mp.RawValue('f', 0.5).value)} {mp.RawValue('Q', 2 ** 64 - 1).value}")
    array = mp.Array('i', [1, 2, 3])
    say(f'{raised(lambda: assign(array, 3, 1))} {raised(lambda: assign(array, -4, 1))}')
    say(raised(lambda: assign(array, slice(0, 2), [1, 2, 3])))
    say(f'{len(array[-100:100])}')
    array[3:1] = []
    say(f'{array[0]} {array[1]} {array[2]}')
    say(raised(lambda: mp.Array('i', -1)))
    say(f"{len(mp.Array('i', 0))}")
    text = mp.RawArray('c', b'hi')
    say(f'{len(text)} {text.value.decode()}')
    text.value = b''
    say(f'{len(text.value)} {text[1].decode()}')
    value = mp.Value('i', 3, lock=mp.Lock())
    say(f'{value.acquire()}')
    say(f'{value.acquire(False)}')
    say(f'{value.acquire(True, 0.01)}')
    value.release()
    say(raised(value.release))
    recursive = mp.Value('i', 3)
    say(f'{recursive.acquire()} {recursive.acquire()}')
    recursive.value = 4
    recursive.release()
    recursive.release()
    say(f'{recursive.value} {raised(recursive.release)}')
