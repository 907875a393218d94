"""The kernel refuses sockets to the whole process, whatever language asks for them."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUARDED = sys.platform.startswith("linux") and platform.machine() in {"x86_64", "aarch64"}
pytestmark = pytest.mark.skipif(not GUARDED, reason="the filter is for Linux on x86-64 and arm64")
CALLS = """
import ctypes, errno, os, sys
from ui.hardening import harden
done = harden()
libc = ctypes.CDLL(None, use_errno=True)
def asked(call, *numbers):
    handle = call(*numbers)
    return "open" if handle >= 0 else errno.errorcode[ctypes.get_errno()]
"""


def run(code: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", CALLS + code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


@pytest.mark.parametrize("family", [2, 10, 16, 17, 31, 40])
@pytest.mark.requirement("BRY-27")
def test_a_socket_of_any_reach_is_refused_to_c_too(family: int) -> None:
    assert run(f"print(asked(libc.socket, {family}, 1, 0))") == ["EACCES"]


def test_a_local_socket_is_allowed() -> None:
    assert run("print(asked(libc.socket, 1, 1, 0), done.sockets_refused)") == ["open", "True"]


def test_the_way_around_by_io_uring_is_refused() -> None:
    assert run("print(asked(libc.syscall, 425, 1, 0))") == ["EACCES"]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 has a second set of calls")
def test_the_calls_of_another_machine_are_refused() -> None:
    assert run("print(asked(libc.syscall, 0x40000000 | 41, 2, 1, 0))") == ["EACCES"]


def test_what_replaces_the_process_inherits_the_filter_and_adds_none() -> None:
    again = (
        "from ui.kernel_guard import refuse_sockets, sockets_refused\n"
        "print(sockets_refused(), refuse_sockets())\n"
        "print(next(one for one in open('/proc/self/status') if one.startswith('Seccomp_f')))"
    )
    told = run(
        f"os.environ['PYTHONPATH'] = {str(ROOT)!r}\n"
        "print(next(one for one in open('/proc/self/status') if one.startswith('Seccomp_f')))\n"
        f"sys.stdout.flush()\nos.execv(sys.executable, [sys.executable, '-c', {again!r}])"
    )
    assert told[2:4] == ["True", "True"]
    assert told[:2] == told[4:]


def test_after_the_start_only_shipped_libraries_are_called() -> None:
    told = run(
        "from ui.hardening import LibraryRefused, seal_libraries\nseal_libraries()\n"
        "def refused(work):\n"
        "    try:\n        work()\n    except LibraryRefused:\n        return True\n"
        "    return False\n"
        "print(refused(lambda: ctypes.CDLL('libc.so.6')), refused(lambda: libc.connect))\n"
        "import pypdfium2\nprint(len(pypdfium2.PdfDocument.new()))"
    )
    assert told == ["True", "True", "0"]


@pytest.mark.parametrize("module", ["ssl", "asyncio", "smtplib", "PySide6.QtNetwork"])
def test_a_library_of_the_network_is_not_imported(module: str) -> None:
    code = (
        f"try:\n    import {module}\nexcept ImportError as error:\n    print(type(error).__name__)"
    )
    assert run(code) == ["NetworkModuleRefused"]
