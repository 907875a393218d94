"""What the hardened process refuses; each proof runs in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.hardening import drop_variables, start_no_bus

ROOT = Path(__file__).parents[2]

REFUSED = {
    "inet": "import socket; socket.socket()",
    "inet6": "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "lookup": "import socket; socket.getaddrinfo('localhost', 80)",
    "url": "import urllib.request; urllib.request.urlopen('http://localhost/')",
    "browser": "import sys; sys.audit('webbrowser.open', 'http://localhost/')",
    "program": "import subprocess; subprocess.run(['/bin/true'])",
    "shell": "import os; os.system('true')",
    "exec": "import os; os.execv('/bin/true', ['true'])",
}


def hardened(code, **variables):
    return subprocess.run(
        [sys.executable, "-c", f"from ui.hardening import harden; done = harden()\n{code}"],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.requirement("BRY-27")
def test_the_network_and_other_programs_are_refused(what):
    ended = hardened(REFUSED[what])
    assert ended.returncode == 1
    assert "NetworkRefused" in ended.stderr or "ProgramRefused" in ended.stderr


def test_a_local_socket_and_our_own_program_are_allowed():
    ended = hardened(
        "import os, socket, sys; socket.socketpair()[0].close(); sys.stdout.flush()\n"
        "os.execv(sys.executable, [sys.executable, '-c', 'print(42)'])"
    )
    assert ended.stdout.strip() == "42", ended.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux names these limits so")
@pytest.mark.requirement("BRY-27")
def test_memory_is_not_dumped_and_new_files_are_private(tmp_path):
    ended = hardened(
        "import ctypes, resource\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))\n"
        f"open({str(tmp_path / 'f')!r}, 'w').close()\n"
        "print(done.dumps_off)"
    )
    assert ended.stdout.splitlines() == ["0 (0, 0)", "True"]
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o600


def test_variables_that_load_foreign_code_are_dropped():
    environment = {
        "PATH": "/bin",
        "QT_PLUGIN_PATH": "/tmp/x",
        "QT_QPA_PLATFORM": "vnc:port=5900",
        "QT_QPA_PLATFORMTHEME": "x",
        "QT_LOGGING_RULES": "*=true",
        "PYTHONPATH": "/tmp/x",
        "QT_SCALE_FACTOR": "2",
    }
    dropped = drop_variables(environment)
    assert environment == {"PATH": "/bin", "QT_SCALE_FACTOR": "2"}
    assert len(dropped) == 5


@pytest.mark.parametrize("platform", ["offscreen", "wayland;xcb", "windows:darkmode=2"])
def test_a_screen_of_this_machine_is_kept(platform):
    environment = {"QT_QPA_PLATFORM": platform}
    assert drop_variables(environment) == ()


def test_a_loader_variable_is_told():
    assert "('LD_BIND_NOW',)" in hardened("print(done.loader_variables)", LD_BIND_NOW="1").stdout


def test_no_bus_is_started_where_there_is_none(tmp_path):
    environment = {"XDG_RUNTIME_DIR": str(tmp_path)}
    start_no_bus(environment)
    assert environment["DBUS_SESSION_BUS_ADDRESS"] == "disabled:"


def test_a_bus_that_is_there_is_used(tmp_path):
    (tmp_path / "bus").touch()
    told = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}
    found = {"XDG_RUNTIME_DIR": str(tmp_path)}
    start_no_bus(told)
    start_no_bus(found)
    assert told == {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}
    assert found == {"XDG_RUNTIME_DIR": str(tmp_path)}
