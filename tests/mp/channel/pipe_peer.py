# SPDX-License-Identifier: GPL-3.0-or-later
"""CPython at the other end of an engine's pipe: pipe_peer.py READ_FD WRITE_FD. Sends back what comes, until None."""
import sys
from multiprocessing.connection import Connection

source, target = int(sys.argv[1]), int(sys.argv[2])
reader = Connection(source) if source == target else Connection(source, writable=False)
writer = reader if source == target else Connection(target, readable=False)
while True:
    value = reader.recv()
    writer.send(value)
    if value is None:
        break
writer.send_bytes(reader.recv_bytes())
writer.send_bytes(b'x' * 3_000_000)
