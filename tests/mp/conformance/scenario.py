# SPDX-License-Identifier: GPL-3.0-or-later
"""What every scenario under CPython needs; see scenario.h."""


def say(text):
    print(text, flush=True)


def raised(call):
    try:
        call()
        return 'nothing'
    except BaseException as error:
        return type(error).__name__
