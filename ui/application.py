"""The Qt application: fonts, quiet start, and what happens when a bug shows itself."""

from __future__ import annotations

import sys
import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QLibraryInfo,
    QObject,
    QtMsgType,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

import resources
from app import VERSION

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

_KEPT_CODES = 200
_ROOT = Path(__file__).resolve().parents[1]


class CrashHook(QObject):
    """Takes what nobody caught: exception classes and places in the code, never a message."""

    crashed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.codes: deque[str] = deque(maxlen=_KEPT_CODES)

    @classmethod
    def installed(cls) -> CrashHook:
        """Return a hook that has taken its place."""
        hook = cls()
        hook.install()
        return hook

    def install(self) -> None:
        """Take the place of the hooks of Python and Qt that would print values."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt_message)

    def take(self, error: BaseException) -> None:
        """Take a bug that came home from a job."""
        self._caught(type(error), error, error.__traceback__)

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        report = redacted(error, trace)
        self.codes.append(report.partition("\n")[0])
        self.crashed.emit(report)

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _unraisable(self, caught: sys.UnraisableHookArgs) -> None:
        trace = caught.exc_traceback
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = "" if trace is None else f" {_place(trace)}"
        self.codes.append(f"unraisable {caught.exc_type.__name__}{where}")

    def _qt_message(self, kind: QtMsgType, where: QMessageLogContext, _message: str) -> None:
        """Keep the kind and category of what Qt says; its words could quote a text of hers."""
        category = getattr(where, "category", None) or "default"
        self.codes.append(f"qt {kind.name} {category}")


def redacted(error: BaseException, trace: TracebackType | None) -> str:
    """Return a report of a bug: class, then file and line of each step; no message, no value."""
    lines = [type(error).__name__]
    while trace is not None:
        lines.append(_place(trace))
        trace = trace.tb_next
    lines.append(f"Armoire {VERSION}, Python {sys.version.partition(' ')[0]}, {sys.platform}")
    return "\n".join(lines)


def _place(trace: TracebackType) -> str:
    """The file and line of one step, without where the program is installed."""
    path = Path(trace.tb_frame.f_code.co_filename)
    shown = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else Path(path.name)
    return f"{shown.as_posix()}:{trace.tb_lineno}"


def make_application(arguments: list[str]) -> QApplication:
    """Return the application, dressed with our fonts, icon and the French of Qt's own words."""
    app = QApplication(arguments)
    app.setApplicationName("armoire")
    app.setApplicationDisplayName("")
    app.setStyle("Fusion")
    load_fonts()
    app.setWindowIcon(window_icon())
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
    return app


def load_fonts() -> tuple[str, ...]:
    """Load the shipped fonts from memory; return their families."""
    families: list[str] = []
    for name in resources.names("fonts"):
        if name.endswith(".ttf"):
            content = QByteArray(resources.read_bytes("fonts", name))
            font_id = QFontDatabase.addApplicationFontFromData(content)
            families += QFontDatabase.applicationFontFamilies(font_id)
    return tuple(dict.fromkeys(families))


def window_icon() -> QIcon:
    """Return the icon of the program."""
    pixmap = QPixmap()
    pixmap.loadFromData(resources.read_bytes("icons", "app", "armoire.svg"))
    return QIcon(pixmap)
