#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian packages of a build folder and asks lintian. Usage: debian_packages.sh BUILD OUTPUT
set -eu
cd "$1"
rm -rf "$2"
cpack -G DEB -B "$2"
# CPack calls ldconfig itself, beside the trigger.
lintian --allow-root --suppress-tags maintscript-calls-ldconfig --fail-on error "$2"/*.deb
