"""What the printed figures say, in sentences: each holds whatever the masked figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.statistics.release import grouped
from app.statistics.tables import TOTAL, CellKey, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.statistics.printed import Printed

SHARE_BASE = 20
LEADING = 3


def findings(printed: Printed, words: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences that the printed figures allow, in a fixed order."""
    followed = _persons(printed)
    found = [
        _domains(printed, words),
        _share(printed, words["new"], _persons(printed, "activity", "NEW"), followed),
        _share(printed, words["origin"], _persons(printed, "origin", "AGENT"), followed),
        _mean(printed, words["interviews"]),
    ]
    sentences = tuple(sentence for sentence in found if sentence)
    return sentences or (words["none"],)


def _persons(printed: Printed, *coordinate: str) -> CellKey:
    pairs = ((coordinate[0], coordinate[1]),) if coordinate else ()
    return CellKey(printed.population, Measure.PERSONS, pairs)


def _domains(printed: Printed, words: Mapping[str, str]) -> str:
    """The three leading domains, if no fourth one ties with them.

    Said of the published ones where some are masked.
    """
    table = printed.tables.get("4.1")
    if table is None:
        return ""
    rows = [row for row in table.view.rows if row.code != TOTAL]
    keys = {row: _persons(printed, "issue", row.code) for row in rows}
    known = [(printed.value(key), row.label) for row, key in keys.items()]
    ranked = sorted(((value, label) for value, label in known if value is not None), reverse=True)
    if len(ranked) <= LEADING or ranked[LEADING - 1][0] == ranked[LEADING][0]:
        return ""
    names = ", ".join(f"{label} ({grouped(value)})" for value, label in ranked[:LEADING])
    wording = words["domains"] if len(ranked) == len(rows) else words["domains_published"]
    return wording.format(names=names)


def _share(printed: Printed, wording: str, part: CellKey, whole: CellKey) -> str:
    """A whole percentage of two printed figures, over a base that allows one."""
    value, base = printed.value(part), printed.value(whole)
    if value is None or base is None or base < SHARE_BASE:
        return ""
    share = round(100 * value / base)
    return wording.format(share=share, part=grouped(value), whole=grouped(base))


def _mean(printed: Printed, wording: str) -> str:
    """Interviews for each person received, both printed."""
    interviews = printed.value(
        CellKey(printed.population, Measure.INTERVENTIONS, (("kind", "INTERVIEW"),))
    )
    seen = printed.value(_persons(printed, "activity", "SEEN"))
    if interviews is None or seen is None or seen < SHARE_BASE:
        return ""
    return wording.format(mean=f"{interviews / seen:.1f}".replace(".", ","))
