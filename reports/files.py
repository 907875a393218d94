"""Every format of a document into a folder: all made first, then written whole."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from app.ports.renderers import FolderUnwritable
from reports.admission import admitted
from reports.naming import slug
from reports.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from app.ports.renderers import Renderer
    from app.statistics.document import Document

PARTIAL = ".partial"
_CODES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "forbidden",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
}


def render_all(document: Document, folder: Path) -> tuple[Path, ...]:
    """Write the PDF, the spreadsheet and the data package, or nothing at all."""
    contents = rendered(document)
    try:
        return _written(contents, folder)
    except OSError as problem:
        raise FolderUnwritable(_CODES.get(problem.errno or 0, "other")) from None


def rendered(document: Document) -> Mapping[str, bytes]:
    """File name below the folder → content, for every format."""
    from reports.package import package_files

    stem = slug(admitted(document).key)
    contents = {f"{stem}{one.suffix}": one.render(document) for one in renderers()}
    folder = word("package.folder", stem=stem)
    package = package_files(document).items()
    return contents | {f"{folder}/{name}": content for name, content in package}


def renderers() -> tuple[Renderer[Document], ...]:
    """The formats that are one file each."""
    from reports.pdf.document import PdfRenderer
    from reports.sheet import SheetRenderer

    return (PdfRenderer(), SheetRenderer())


def _written(contents: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """First every file beside its final name, then the names: a failure on the way leaves none."""
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            final = folder / name
            partial = final.with_name(final.name + PARTIAL)
            final.parent.mkdir(parents=True, exist_ok=True)
            ready.append((partial, final))
            _write(partial, content)
        for partial, final in ready:
            partial.replace(final)
    except OSError:
        _removed(partial for partial, _ in ready)
        raise
    return tuple(final for _, final in ready)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _removed(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
