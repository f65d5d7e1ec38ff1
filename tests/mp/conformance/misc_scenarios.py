# SPDX-License-Identifier: GPL-3.0-or-later
"""The twins of misc_scenarios.cpp."""
import gc
import multiprocessing as mp
import os
import stat
from multiprocessing import reduction, resource_tracker, util

from scenario import raised, say


def log_a_line():
    mp.get_logger().warning('from the child')


def tell_temp_dir(out):
    out.send(util.get_temp_dir())


def take_handle(inlet):
    fd = reduction.recv_handle(inlet)
    inlet.send(os.read(fd, 5).decode())


class Object:
    def __init__(self, name):
        self.name = name


def misc_logger():
    os.dup2(1, 2)
    mp.log_to_stderr()
    logger = mp.get_logger()
    say(f'{logger.name} {logger.isEnabledFor(20)}')
    logger.warning('careful')
    logger.info('not shown')
    p = mp.Process(target=log_a_line)
    p.start()
    p.join()
    logger.setLevel(10)
    logger.debug('shown')
    say(f'{util.SUBDEBUG} {util.SUBWARNING}')
    logger.log(util.SUBWARNING, 'shown too')
    logger.setLevel(40)
    q = mp.Process(target=log_a_line)
    q.start()
    q.join()


def misc_process_log():
    os.dup2(1, 2)
    warm = mp.Process(target=log_a_line)
    mp.log_to_stderr(40)
    warm.start()
    warm.join()
    mp.get_logger().setLevel(20)
    p = mp.Process(target=log_a_line)
    p.start()
    p.join()
    mp.get_logger().setLevel(40)


def use_parents(finalizer):
    finalizer()
    say(f'child {finalizer.still_active()}')


def misc_finalize():
    object = Object('object')
    called, cancelled = (util.Finalize(object, say, args=(text,)) for text in ('called', 'cancelled'))
    say(called.still_active())
    called()
    called()
    say(called.still_active())
    cancelled.cancel()
    say(cancelled.still_active())
    cancelled()
    util.Finalize(object, say, args=('its object is gone',))
    del object
    gc.collect()
    of_the_parent = util.Finalize(None, say, args=('by hand',), exitpriority=0)
    p = mp.get_context('fork').Process(target=use_parents, args=(of_the_parent,))
    p.start()
    p.join()
    of_the_parent()


def throw(_):
    raise RuntimeError('logged only')


def misc_after_fork():
    def tell(object):
        say(object.name)
    first, second, gone = Object('first'), Object('second'), Object('gone')
    util.register_after_fork(first, tell)
    util.register_after_fork(gone, tell)
    util.register_after_fork(second, throw)
    util.register_after_fork(second, tell)
    del gone
    p = mp.get_context('fork').Process(target=say, args=('child',))
    p.start()
    p.join()
    say(p.exitcode)


def try_lock(lock, local):
    say(f"{lock.acquire(False)} {getattr(local, 'value', 0)}")


def misc_fork_aware():
    lock, local = util.ForkAwareThreadLock(), util.ForkAwareLocal()
    local.value = 5
    with lock:
        p = mp.get_context('fork').Process(target=try_lock, args=(lock, local))
        p.start()
        p.join()
        say(f'{lock.acquire(False)} {local.value}')


def misc_temp_dir():
    folder = util.get_temp_dir()
    say(f'{os.path.basename(folder)[:5]} {stat.S_IMODE(os.stat(folder).st_mode):o}')
    say(util.get_temp_dir() == folder)
    ours, theirs = mp.Pipe()
    p = mp.Process(target=tell_temp_dir, args=(theirs,))
    p.start()
    say(ours.recv() == folder)
    p.join()
    say(os.path.isdir(folder))


def misc_spawnv_passfds():
    for fd in range(20, 24):
        os.dup2(2, fd)
    pid = util.spawnv_passfds(b'/bin/ls', [b'ls', b'/proc/self/fd'], [22, 20])
    say(os.waitpid(pid, 0)[1])


def close_some():
    def is_open(fd):
        return str(os.path.exists(f'/proc/self/fd/{fd}')).lower()
    for fd in range(20, 24):
        os.dup2(2, fd)
    util.close_fds(20)
    say(f'{is_open(20)} {is_open(21)}')
    util.close_all_fds_except([1, 22])
    say(f'{is_open(0)} {is_open(22)} {is_open(23)}')
    os._exit(0)


def misc_close_fds():
    p = mp.get_context('fork').Process(target=close_some)
    p.start()
    p.join()


def misc_send_handle():
    ours, theirs = mp.Pipe()
    p = mp.Process(target=take_handle, args=(theirs,))
    p.start()
    inlet, outlet = os.pipe()
    os.write(outlet, b'hello')
    reduction.send_handle(ours, inlet, p.pid)
    say(ours.recv())
    p.join()


def misc_tracker():
    resource_tracker.ensure_running()
    say(raised(lambda: resource_tracker.register('x' * 600, 'shared_memory')))
    say(raised(lambda: resource_tracker.register('/poolscope:colon', 'shared_memory')))
    say(raised(lambda: resource_tracker.unregister('/poolscope:colon', 'shared_memory')))


def throw_text(text):
    raise RuntimeError(text)


kept = Object('kept')


def end_with_errors():
    util.Finalize(kept, say, args=('never',))
    util.Finalize(None, throw_text, args=('first',), exitpriority=5)
    util.Finalize(None, say, args=('second',), exitpriority=3)
    util.Finalize(None, throw_text, args=('third',), exitpriority=-1)
    util.Finalize(None, say, args=('last',), exitpriority=-2)


def misc_finalize_raises():
    p = mp.Process(target=end_with_errors)
    p.start()
    p.join()
    say(p.exitcode)
    by_hand = util.Finalize(kept, mp.get_context, args=('told to the caller',))
    say(raised(by_hand))
    say(by_hand.still_active())
    object = Object('object')
    util.Finalize(object, throw_text, args=('told on standard error',))
    del object
    gc.collect()
    say('and on')


another = Object('another')


def fork_again(context):
    grandchild = context.Process(target=say, args=('grandchild',))
    grandchild.start()
    grandchild.join()


def misc_after_fork_registers():
    def outer(_):
        say('outer')
        util.register_after_fork(another, lambda _: say('inner'))
    object = Object('object')
    util.register_after_fork(object, outer)
    context = mp.get_context('fork')
    p = context.Process(target=fork_again, args=(context,))
    p.start()
    p.join()
    say(p.exitcode)
