# SPDX-License-Identifier: GPL-3.0-or-later
# Workers of joblib (loky) that wait for the next call.
import sys

import joblib

if __name__ == '__main__':
    joblib.Parallel(2)(joblib.delayed(abs)(number) for number in range(4))
    print('ready', flush=True)
    sys.stdin.readline()
