"""Delimited text, as spreadsheets save it: which encoding, which separator, which rows."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from app.ports.imports import SheetRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEPARATORS = (";", "\t", "|", ",")
_SAMPLE_ROWS = 60
_SAMPLE_BYTES = 400_000
_LONGEST_FIELD = 1_000_000
_NUL_SHARE = 0.3
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BITS = ["cp1252", "mac_roman", "cp850"]
_CONTROL = frozenset(map(chr, range(32))) - set("\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x1f")


def decoded(content: bytes) -> str:
    """The text of a file in any common encoding; refuses what is not text."""
    text = _decoded(content)
    if "\0" in text or _CONTROL & set(text):
        raise SheetRefused("not_text")
    return text


def _decoded(content: bytes) -> str:
    encoding = _marked(content) or _wide(content)
    if encoding is not None:
        return _as(content, encoding)
    if b"\0" in content:
        raise SheetRefused("not_text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as(content, _eight_bits(content))


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "cp1252":  # a few bytes that only Latin-1 defines
            return content.decode("latin-1")
        raise SheetRefused("not_text") from None


def _marked(content: bytes) -> str | None:
    """The encoding that a byte-order mark announces."""
    return next((encoding for mark, encoding in _BOMS if content.startswith(mark)), None)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: in a western text every second byte is zero."""
    sample = content[:_SAMPLE_BYTES]
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        there, elsewhere = sample[at::2].count(0), sample[1 - at :: 2].count(0)
        if there > _NUL_SHARE * len(sample) and elsewhere * 10 < there:
            return encoding
    return None


def _eight_bits(content: bytes) -> str:
    """The 8-bit encoding in which the bytes above 127 read best."""
    from charset_normalizer import from_bytes

    lines = [line for line in content.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=_EIGHT_BITS, threshold=1.0).best()
    return best.encoding if best is not None else "cp1252"


def separator(text: str) -> str:
    """The separator that cuts the first rows most evenly into more than one column."""
    first = text[:64].splitlines()[0] if text else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]
    return max(SEPARATORS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> float:
    sample = text[:_SAMPLE_BYTES]
    widths = Counter(
        len(row)
        for row in islice(
            csv.reader(sample.splitlines(keepends=True), delimiter=sign), _SAMPLE_ROWS
        )
        if row
    )
    wide = {width: times for width, times in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, times = max(wide.items(), key=lambda item: (item[1] * min(item[0], 8), item[0]))
    return times / sum(widths.values()) * min(width, 8)


def rows(
    text: str, sign: str, limit: int, progress: Callable[[int], None]
) -> tuple[tuple[str | None, ...], ...]:
    """The rows of a text; refuses more than `limit` of them."""
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        try:
            return tuple(_read(text, sign, limit, progress, quoted=True))
        except csv.Error:  # a quotation mark that never closes is a letter like another
            return tuple(_read(text, sign, limit, progress, quoted=False))
    except csv.Error as error:
        raise SheetRefused("damaged") from error
    finally:
        csv.field_size_limit(previous)


def _read(
    text: str, sign: str, limit: int, progress: Callable[[int], None], *, quoted: bool
) -> Iterator[tuple[str | None, ...]]:
    lines = text.splitlines(keepends=True) if not quoted else _physical(text)
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=sign, quoting=quoting, strict=quoted)
    for number, row in enumerate(reader, start=1):
        if number > limit:
            raise SheetRefused("too_many_rows", line=number, limit=limit)
        if number % 10_000 == 0:
            progress(0)
        yield tuple(cell if cell.strip() else None for cell in row)


def _physical(text: str) -> Iterator[str]:
    """Lines cut at line feeds and carriage returns only, with their end."""
    return iter(text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True))
