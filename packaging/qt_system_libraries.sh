#!/bin/sh
# Qt brings itself but not the libraries of the desktop. On a bare Debian or Ubuntu install what is
# missing when run as root; elsewhere print the one line to type and stop.
# Usage: sh packaging/qt_system_libraries.sh PYTHON
set -eu

python=$1
[ "$(uname -s)" = Linux ] || exit 0

loads() { "$python" -c 'from PySide6 import QtDBus, QtGui, QtPrintSupport, QtSvg, QtWidgets' 2>&1; }

# What the display needs, and only when there is one: a screenless run draws without it.
missing_for_display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 0
    folder=$("$python" -c 'import PySide6; print(PySide6.__path__[0])')
    ldd "$folder/Qt/plugins/platforms/libqxcb.so" 2>/dev/null | sed -n 's/ => not found.*//p'
}

failure=$(loads) && failure=
[ -n "$failure$(missing_for_display)" ] || exit 0

packages="libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0
    libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1
    libwayland-client0 libwayland-cursor0 libwayland-egl1"
# shellcheck disable=SC2086  # one word per package
packages=$(echo $packages)

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing the system libraries that Qt needs"
    apt-get update -qq
    # shellcheck disable=SC2086  # one word per package
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
    failure=$(loads) && exit 0
fi

echo "Qt cannot start: a system library is missing. On Debian or Ubuntu:" >&2
echo "    sudo apt-get install $packages" >&2
[ -z "$failure" ] || echo "$failure" | tail -n 1 >&2
exit 1
