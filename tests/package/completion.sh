#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The installed completion of poolscope-cli completes. Usage: completion.sh PREFIX
set -u
PATH=$1/bin:$PATH
. "$1/share/bash-completion/completions/poolscope-cli"
status=0

# completes EXPECTED WORD…: the last word is the one at the cursor.
completes() {
    local expected=$1
    shift
    COMP_WORDS=(poolscope-cli "$@")
    COMP_CWORD=$#
    _poolscope_cli
    if [ "${COMPREPLY[*]}" != "$expected" ]; then
        echo "poolscope-cli $*: '${COMPREPLY[*]}' instead of '$expected'"
        status=1
    fi
}
completes 'run record' r
completes 'square-pool' run sq
completes 'square-pool' run --start-method fork sq
completes 'fork forkserver' run --start-method f
completes '--speed' run square-pool --sp
completes '--filter' record a.poolscope square-pool --fi
completes '--until' play a.poolscope --u
completes 'square-pool' compare sq
completes 'mask' export a.poolscope --format session --payloads m
completes 'update-mime-database' run -- update-mime-d
exit $status
