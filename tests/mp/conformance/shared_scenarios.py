# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of shared_scenarios.cpp."""
import multiprocessing as mp
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
