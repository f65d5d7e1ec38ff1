# SPDX-License-Identifier: GPL-3.0-or-later
# expects: self_pipe
# A program writes more into its own pipe than fits.
import os

read, write = os.pipe()
print('ready', flush=True)
os.write(write, b'x' * 200_000)
os.read(read, 1)
