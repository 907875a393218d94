"""What the process refuses from its first moment: dumps, foreign plugins, the network.

Call `harden` before any other import of weight. The audit hook is a second line: the first one is
that Qt's network library is not shipped at all.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence

_DROPPED_PREFIXES = ("PYTHON", "QT_LOGGING", "QT_PLUGIN_PATH", "QT_QPA_")
_DROPPED_NAMES = frozenset({"QT_DEBUG_PLUGINS", "QML2_IMPORT_PATH", "QML_IMPORT_PATH"})
_LOADER_PREFIXES = ("LD_", "DYLD_")
_PLATFORM = "QT_QPA_PLATFORM"
_LOCAL_PLATFORMS = frozenset({"cocoa", "minimal", "offscreen", "wayland", "windows", "xcb"})
_PR_SET_DUMPABLE = 4
_PRIVATE_FILES = 0o077

_LOOKUPS = frozenset(
    {
        "ftplib.connect",
        "ftplib.sendcmd",
        "http.client.connect",
        "imaplib.open",
        "poplib.connect",
        "smtplib.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "urllib.Request",
        "webbrowser.open",
    }
)
_PROGRAMS = frozenset({"os.startfile", "os.startfile/2", "os.system", "pty.spawn"})
_PROGRAM_AT = {
    "os.exec": 0,
    "os.posix_spawn": 0,
    "os.spawn": 1,
    "subprocess.Popen": 0,
}


class NetworkRefused(PermissionError):
    """Something tried to reach the network."""


class ProgramRefused(PermissionError):
    """Something tried to start another program."""


@dataclass(frozen=True, slots=True)
class Hardening:
    """What was done: variables dropped, loader variables met, whether memory dumps are off."""

    dropped: tuple[str, ...]
    loader_variables: tuple[str, ...]
    dumps_off: bool


def harden() -> Hardening:
    """Harden the process; call it once, first thing."""
    dumps_off = _switch_dumps_off()
    os.umask(_PRIVATE_FILES)
    dropped = drop_variables(os.environ)
    frozen = bool(getattr(sys, "frozen", False))  # a frozen program sets its own loader path
    loader = () if frozen else _matching(os.environ, _LOADER_PREFIXES)
    sys.addaudithook(_hook(Path(sys.executable).resolve()))
    return Hardening(dropped, loader, dumps_off)


def drop_variables(environment: MutableMapping[str, str]) -> tuple[str, ...]:
    """Drop what would load foreign plugins, serve the screen elsewhere or log what we show."""
    names = [
        name for name in environment if name in _DROPPED_NAMES or name.startswith(_DROPPED_PREFIXES)
    ]
    if _is_local(environment.get(_PLATFORM, "")):
        names.remove(_PLATFORM)
    for name in names:
        del environment[name]
    return tuple(sorted(names))


def _is_local(platform: str) -> bool:
    """A screen of this machine, never the plugin that serves it to others."""
    names = [part.partition(":")[0].strip() for part in platform.split(";")]
    return set(names) <= _LOCAL_PLATFORMS


def _matching(environment: MutableMapping[str, str], prefixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(name for name in environment if name.startswith(prefixes)))


def _switch_dumps_off() -> bool:
    """No core file, and no reading of our memory by other programs of the same user."""
    if sys.platform == "win32":
        return False  # the system keeps dumps by its own policy; the installation notes say it
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return True
    import ctypes

    return ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0


def _hook(ourselves: Path) -> Callable[[str, tuple[object, ...]], None]:
    local = getattr(socket, "AF_UNIX", None)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LOOKUPS:
            raise NetworkRefused
        if event == "socket.__new__" and arguments[1] != local:
            raise NetworkRefused
        if event in _PROGRAMS:
            raise ProgramRefused
        if event in _PROGRAM_AT and not _is(ourselves, arguments, _PROGRAM_AT[event]):
            raise ProgramRefused

    return refuse


def _is(ourselves: Path, arguments: tuple[object, ...], position: int) -> bool:
    """Only our own program may be started: a lock replaces the process by a fresh one."""
    program = arguments[position]
    if program is None and isinstance(arguments[1], (list, tuple)):
        program = cast("Sequence[object]", arguments[1])[0]
    if not isinstance(program, (str, os.PathLike)):
        return False
    return Path(cast("str | os.PathLike[str]", program)).resolve() == ourselves
