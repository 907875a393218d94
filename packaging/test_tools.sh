#!/bin/sh
# What some tests need of the system: a tracer of system calls, a message bus, a screen in memory.
# On Debian or Ubuntu as root, install what is missing; elsewhere, or when that fails, those tests
# skip with their reason. Never stops anything.
# Usage: sh packaging/test_tools.sh
set -u

[ "$(uname -s)" = Linux ] || exit 0

missing=
command -v strace >/dev/null 2>&1 || missing="$missing strace"
command -v dbus-daemon >/dev/null 2>&1 || missing="$missing dbus-daemon"
command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2086  # one word per package
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq -y --no-install-recommends $missing; } >/dev/null 2>&1
fi
exit 0
