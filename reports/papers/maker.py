"""Every small paper behind one door; ReportLab is read when the first one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.handovers import UrgentSheet
    from app.ports.access import CopySection
    from app.ports.keys import RecoveryShare, RecoverySheet
    from app.ports.renderers import PageImage


class MemoryPapers:
    """Makes papers as bytes; nothing is written."""

    def recovery(self, sheet: RecoverySheet, *, blank: bool) -> bytes:
        """The recovery sheet."""
        from reports.papers.recovery import recovery_paper

        return recovery_paper(sheet, blank=blank)

    def share(self, share: RecoveryShare, *, blank: bool) -> bytes:
        """One share of the recovery code."""
        from reports.papers.recovery import share_paper

        return share_paper(share, blank=blank)

    def listing(
        self, title: str, lead: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> bytes:
        """A list."""
        from reports.papers.listing import listing

        return listing(title, lead, columns, rows)

    def access_copy(
        self, title: str, lead: Sequence[str], sections: Sequence[CopySection]
    ) -> bytes:
        """The copy of her file for the person."""
        from reports.papers.access_copy import access_copy_paper

        return access_copy_paper(title, lead, sections)

    def urgent_sheet(self, sheet: UrgentSheet) -> bytes:
        """The sheet of urgent files for the first day of an absence."""
        from reports.papers.urgent import urgent_paper

        return urgent_paper(sheet)

    def sealed(self, pdf: bytes, phrase: bytearray) -> bytes:
        """A PDF closed with a phrase."""
        from reports.papers.sealing import sealed

        return sealed(pdf, phrase)

    def pages(self, pdf: bytes, scale: float) -> Iterator[PageImage]:
        """The pages of a PDF, drawn one at a time as they are asked for."""
        from reports.preview import page_images

        return page_images(pdf, scale)
