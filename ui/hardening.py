"""What the process refuses from its first moment: dumps, foreign plugins, the network.

Call `harden` before any other import of weight. Against the network there are four lines: Qt's
network library is not shipped, the kernel refuses sockets (`ui/kernel_guard.py`), the audit hook
refuses what Python asks for, and the import of a network library is refused.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ui.kernel_guard import refuse_sockets
from ui.private_temp import keep_in_memory

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_DROPPED_PREFIXES = ("PYTHON", "QT_LOGGING", "QT_PLUGIN_PATH", "QT_QPA_")
_DROPPED_NAMES = frozenset({"QT_DEBUG_PLUGINS", "QML2_IMPORT_PATH", "QML_IMPORT_PATH"})
_LOADER_PREFIXES = ("LD_", "DYLD_")
_PLATFORM = "QT_QPA_PLATFORM"
_BUS = "DBUS_SESSION_BUS_ADDRESS"
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


_LIBRARIES = frozenset({"ctypes.dlopen", "ctypes.dlsym"})
_NETWORK_MODULES = frozenset(
    {
        "asyncio",
        "ftplib",
        "http.server",
        "imaplib",
        "poplib",
        "PySide6.QtNetwork",
        "PySide6.QtWebSockets",
        "smtplib",
        "socketserver",
        "ssl",
        "xmlrpc",
    }
)


class NetworkRefused(PermissionError):
    """Something tried to reach the network."""


class ProgramRefused(PermissionError):
    """Something tried to start another program."""


class LibraryRefused(PermissionError):
    """Something tried to call into the system's libraries after the start."""


class NetworkModuleRefused(ImportError):
    """Something tried to load a library that reaches the network."""


@dataclass(frozen=True, slots=True)
class Hardening:
    """What was done: variables dropped, loader variables met, dumps off, sockets refused."""

    dropped: tuple[str, ...]
    loader_variables: tuple[str, ...]
    dumps_off: bool
    sockets_refused: bool


class NoNetworkModules:
    """Refuses to find the libraries of Python and Qt that reach the network.

    `urllib.request` is not one of them: Python's own XML reading imports it. What it would do is
    refused by the audit hook and by the kernel.
    """

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse a module by its name; any other is looked for elsewhere."""
        del path, target
        if name in _NETWORK_MODULES:
            raise NetworkModuleRefused(name=name)
        return None


def harden() -> Hardening:
    """Harden the process; call it once, first thing."""
    dumps_off = _switch_dumps_off()
    os.umask(_PRIVATE_FILES)
    dropped = drop_variables(os.environ)
    start_no_bus(os.environ)
    frozen = bool(getattr(sys, "frozen", False))  # a frozen program sets its own loader path
    loader = () if frozen else _matching(os.environ, _LOADER_PREFIXES)
    sockets_refused = refuse_sockets()
    if sys.platform.startswith("linux"):
        keep_in_memory(os.environ)
    sys.meta_path.insert(0, NoNetworkModules)
    sys.addaudithook(_hook(Path(sys.executable).resolve()))
    return Hardening(dropped, loader, dumps_off, sockets_refused)


def seal_libraries() -> None:
    """From now on `ctypes` reaches only the libraries that the program ships.

    Linux only: on Windows and macOS, what blocks screen capture calls the system at each window.
    """
    if sys.platform.startswith("linux"):
        import PySide6

        shipped = Path(PySide6.__file__).resolve().parents[1]  # where every library of ours is
        sys.addaudithook(_library_hook(shipped))


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


def start_no_bus(environment: MutableMapping[str, str]) -> None:
    """Without a session bus do without: the bus library would start a daemon of its own."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if _BUS not in environment and not (runtime and Path(runtime, "bus").exists()):
        environment[_BUS] = "disabled:"


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


def _library_hook(shipped: Path) -> Callable[[str, tuple[object, ...]], None]:
    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LIBRARIES:
            name = getattr(arguments[0], "_name", arguments[0])  # a path, or a library by its path
            path = Path(name).resolve() if isinstance(name, str) and "/" in name else None
            if path is None or not path.is_relative_to(shipped):
                raise LibraryRefused

    return refuse


def _is(ourselves: Path, arguments: tuple[object, ...], position: int) -> bool:
    """Only our own program may be started: a lock replaces the process by a fresh one."""
    program = arguments[position]
    if program is None and isinstance(arguments[1], (list, tuple)):
        program = cast("Sequence[object]", arguments[1])[0]
    if not isinstance(program, (str, os.PathLike)):
        return False
    return Path(cast("str | os.PathLike[str]", program)).resolve() == ourselves
