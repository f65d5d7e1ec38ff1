# SPDX-License-Identifier: GPL-3.0-or-later
# Readers that ask for more at once than anybody sends in one message, and have to wait for it.
import subprocess
import sys
import time

writes = 'import time; time.sleep(1000)'
reads = 'import os; os.read(0, 600_000_000)'
readers = [
    subprocess.Popen(['sh', '-c', 'sleep 1000 | dd bs=600M of=/dev/null']),
    subprocess.Popen([sys.executable, '-c', reads], stdin=subprocess.Popen([sys.executable, '-c', writes], stdout=subprocess.PIPE).stdout),
]
print('ready', flush=True)
time.sleep(1000)
