#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The installed completions of poolscope-cli and poolscope complete. Usage: completion.sh PREFIX
set -u
PATH=$1/bin:$PATH
. "$1/share/bash-completion/completions/poolscope-cli"
status=0

# completed FUNCTION PROGRAM EXPECTED WORD…: the last word is the one at the cursor.
completed() {
    local function=$1 program=$2 expected=$3
    shift 3
    COMP_WORDS=("$program" "$@")
    COMP_CWORD=$#
    "$function"
    if [ "${COMPREPLY[*]}" != "$expected" ]; then
        echo "$program $*: '${COMPREPLY[*]}' instead of '$expected'"
        status=1
    fi
}
completes() { completed _poolscope_cli poolscope-cli "$@"; }
window_completes() { completed _poolscope poolscope "$@"; }
completes 'run record' r
completes 'square-pool' run sq
completes 'square-pool' run --start-method fork sq
completes 'fork forkserver' run --start-method f
completes '--speed' run square-pool --sp
completes '--filter' record a.poolscope square-pool --fi
completes '--control' record a.poolscope square-pool --co
completes '--until' play a.poolscope --u
completes 'square-pool' compare sq
completes 'mask' export a.poolscope --format session --payloads m
completes 'update-mime-database' run -- update-mime-d
if [ -x "$1/bin/poolscope" ]; then
    . "$1/share/bash-completion/completions/poolscope"
    window_completes '--start-method --screenshot --size' --s
    window_completes 'square-pool' --lesson sq
    window_completes 'fork forkserver' --lesson square-pool --start-method f
    window_completes 'dark' --theme d
    window_completes '/usr/bin/update-mime-database' /usr/bin/update-mime-d
    window_completes '' --workers 5
fi
exit $status
