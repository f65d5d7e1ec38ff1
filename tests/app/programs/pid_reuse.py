# SPDX-License-Identifier: GPL-3.0-or-later
# Within a pid namespace: gives one pid to two processes, the one after the other, while the command line watches the first.
import json, os, subprocess, sys, time
def start(target):
    with open('/proc/sys/kernel/ns_last_pid', 'w') as file: file.write(str(target - 1))
    pid = os.fork()
    if pid == 0:
        time.sleep(600)
    return pid
def ticks(cli, pid):
    tree = json.loads(subprocess.run([cli, 'tree', str(pid), '--json'], capture_output=True, check=True).stdout)
    return tree['processes'][0]['start_ticks']
cli = sys.argv[1]
try:
    first = start(4000)
except OSError:
    print('skip'); sys.exit(0)
if first != 4000: print('skip'); sys.exit(0)
watch = subprocess.Popen([cli, 'tree', '4000', '--watch', '--every', '0.05', '--json'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
before = json.loads(watch.stdout.readline())['processes'][0]['start_ticks']
os.kill(first, 9); os.waitpid(first, 0)
while time.clock_gettime(time.CLOCK_BOOTTIME) * 100 < before + 3: time.sleep(0.01)  # start times count in hundredths of a second
second = start(4000)
if second != 4000: print('skip'); watch.kill(); sys.exit(0)
rest, errors = watch.communicate(timeout=60)
seen = {process['start_ticks'] for line in rest.splitlines() for process in json.loads(line)['processes']}
print(second == first, ticks(cli, 4000) != before, seen <= {before}, watch.returncode)
os.kill(second, 9)
