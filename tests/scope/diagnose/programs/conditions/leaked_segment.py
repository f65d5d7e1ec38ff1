# SPDX-License-Identifier: GPL-3.0-or-later
# A segment of shared memory is unlinked by who made it, or by nobody: not even the resource tracker knows of it any more.
import sys
from multiprocessing import resource_tracker, shared_memory

segment = shared_memory.SharedMemory(create=True, size=4096)
print('ready', flush=True)
print(segment.name, flush=True)
sys.stdin.readline()
if sys.argv[1] == 'healthy':
    segment.close()
    segment.unlink()
else:
    resource_tracker.unregister(segment._name, 'shared_memory')
print('done', flush=True)
