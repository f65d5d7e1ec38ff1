#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The installed manuals have no errors in them, and those of poolscope-cli, and its completion, name every command and
# option that its --help names. Usage: manuals.sh PREFIX
set -eu
prefix=$1
status=0
complain() {
    echo "$1"
    status=1
}

manuals=$(find "$prefix/share/man" -name '*.1.gz')
[ -n "$manuals" ] || complain "no manuals in $prefix/share/man"
for manual in $manuals; do
    warnings=$(LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$manual" 2>&1 >/dev/null)
    [ -z "$warnings" ] || complain "$manual: $warnings"
done

# names_all TEXT WORD…
names_all() {
    text=$1
    shift
    for word; do
        zcat -f "$text" | sed 's/\\-/-/g' | grep -q -w -e "$word" || complain "$text does not name $word"
    done
}
long_options() { grep -o -- '--[a-z][a-z-]*' | sort -u; }

cli=$prefix/bin/poolscope-cli
commands=$("$cli" --lang en --help | sed -n '/^Subcommands/,/^Exit/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || complain "poolscope-cli --help names no commands"
options=$(for command in '' $commands; do "$cli" --lang en $command --help; done | long_options)
names_all "$prefix/share/man/man1/poolscope-cli.1.gz" $commands $options
names_all "$prefix/share/man/ko/man1/poolscope-cli.1.gz" $commands $options
names_all "$prefix/share/bash-completion/completions/poolscope-cli" $commands $options
if [ -x "$prefix/bin/poolscope" ]; then
    # --help-all, which the toolkit adds, and -platform and the like are no options of ours.
    options=$(QT_QPA_PLATFORM=offscreen "$prefix/bin/poolscope" --lang en --help | long_options | grep -v -x -e --help-all)
    names_all "$prefix/share/man/man1/poolscope.1.gz" $options
    names_all "$prefix/share/man/ko/man1/poolscope.1.gz" $options
    names_all "$prefix/share/bash-completion/completions/poolscope" $options
fi
exit $status
