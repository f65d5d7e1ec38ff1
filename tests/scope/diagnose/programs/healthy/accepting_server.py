# SPDX-License-Identifier: GPL-3.0-or-later
# Processes that wait for connections, as servers that fork ahead do.
import os, socket

server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen()
for _ in range(3):
    if os.fork() == 0:
        while True:
            server.accept()
print('ready', flush=True)
os.wait()
