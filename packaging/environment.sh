#!/bin/sh
# Make or renew the Python environment from requirements.lock, then check what Qt needs.
# Usage: sh packaging/environment.sh FOLDER
set -eu

venv=$1
python=$venv/bin/python
lock=requirements.lock
stamp=$venv/installed-lock

# A name on the PATH is not enough (a version manager may hold it without a Python behind it): run it.
recent() { "$@" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

choose_python() {
    for name in python3 python3.13 python3.12 python3.11 python3.14 /usr/bin/python3; do
        if recent "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Armoire needs Python 3.11 or newer, with pip. On Debian or Ubuntu:" >&2
    echo "    sudo apt-get install python3 python3-pip python3-venv" >&2
    return 1
}

# Debian keeps ensurepip in a package of its own: without it, the pip outside fills the environment.
make_environment() {
    base=$(choose_python)
    echo "Making $venv with $("$base" --version)"
    rm -rf "$venv"
    if "$base" -c 'import ensurepip' >/dev/null 2>&1; then
        "$base" -m venv "$venv"
    else
        "$base" -m venv --without-pip "$venv"
    fi
}

run_pip() {
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m pip "$@"
    elif base=$(choose_python) && "$base" -m pip --version >/dev/null 2>&1; then
        "$base" -m pip --python "$python" "$@"
    else
        echo "This Python has no pip. On Debian or Ubuntu:" >&2
        echo "    sudo apt-get install python3-pip python3-venv" >&2
        return 1
    fi
}

recent "$python" || make_environment
if ! cmp -s "$lock" "$stamp"; then
    echo "Installing the libraries of $lock"
    run_pip install -qq --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes --requirement "$lock"
    cp "$lock" "$stamp"
fi
sh packaging/qt_system_libraries.sh "$python"
