"""No network by the kernel's own hand: a filter that refuses every socket but local ones.

Linux only, on x86-64 and arm64. It holds for the whole process, C++ and ctypes included, and for
whatever replaces it at a lock; it cannot be taken off. Elsewhere the other barriers remain.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from dataclasses import dataclass

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_SECCOMP_MODE_FILTER = 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of the filter's small machine
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_AF_UNIX = 1
_IO_URING_SETUP = 425
_FOREIGN_CALLS = 0x40000000
"""Where the numbers of a second, narrower set of system calls begin on x86-64 (x32)."""
_NO_FAMILY = 0x7FFF
"""No family has this number: the kernel answers « not known », the filter « refused »."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """How a processor names itself to the filter, and its number for `socket`."""

    audit_name: int
    socket: int


_MACHINES = {"x86_64": _Machine(0xC000003E, 41), "aarch64": _Machine(0xC00000B7, 198)}


class _Instruction(ctypes.Structure):
    """One step of the filter, as the kernel reads it."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    """The filter: how many steps, and where."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Instruction)))


def refuse_sockets() -> bool:
    """Refuse every socket but local ones from now on; tell whether the kernel does.

    Done once: the process that replaces this one at a lock inherits the filter and finds it.
    """
    if not sys.platform.startswith("linux") or sys.maxsize < 1 << 32:
        return False
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        return False
    if not sockets_refused():
        _install(machine)
    return sockets_refused()


def sockets_refused() -> bool:
    """Tell whether the filter answers, by asking for a family of sockets that does not exist."""
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.socket(_NO_FAMILY, 1, 0) < 0 and ctypes.get_errno() == errno.EACCES


def _install(machine: _Machine) -> None:
    steps = _steps(machine)
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _steps(machine: _Machine) -> tuple[tuple[int, int, int, int], ...]:
    """Each step: what to do, how many steps to skip if true, if false, and a number.

    A call of another machine than ours is refused: its numbers would mean something else. So is
    io_uring, which opens sockets without calling `socket`.
    """
    return (
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, 7, machine.audit_name),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 5, 0, _FOREIGN_CALLS),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 2, machine.socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
