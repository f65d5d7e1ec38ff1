#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A recording is known by its first bytes, whatever its name, and else by its name. Usage: mime_type.sh SHARE
set -eu
share=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/data"
cp -r "$share/mime" "$work/data/"
update-mime-database "$work/data/mime"

# is FILE TYPE
is() {
    found=$(XDG_DATA_HOME="$work/none" XDG_DATA_DIRS="$work/data:/usr/share" gio info -a standard::content-type "$1" |
            sed -n 's/.*standard::content-type: //p')
    echo "$1: $found"
    [ "$found" = "$2" ]
}
printf '\211PSREC\r\n\001\000\000\000' >"$work/renamed.bin"
printf "\001\002" >"$work/damaged.poolscope"
printf 'PSREC is no recording' >"$work/text"
is "$work/renamed.bin" application/vnd.poolscope.recording
is "$work/damaged.poolscope" application/vnd.poolscope.recording
is "$work/text" text/plain
