"""The assessments of a file: one version to read, another beside it to compare."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from app.changes import Touched
from ui.formats import day
from ui.pages.case.assessment_dialog import PARTS, AssessmentDialog
from ui.pages.case.panel import CasePanel
from ui.texts import text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button
from ui.widgets.combo import Combo
from ui.widgets.labels import field_label, label
from ui.widgets.prose import Prose
from ui.widgets.side_by_side import SideBySide

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.assessments import Assessment
    from app.domain.ids import CaseId
    from ui.page import Desk
    from ui.services import Services


class AssessmentPanel(CasePanel["tuple[Assessment, ...]"]):
    """Versions side by side; a new one starts from the last."""

    name = "assessment"
    shows = Touched.CASES

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        self._versions: tuple[Assessment, ...] = ()
        theme = desk.theme
        self.new = button(theme, "assessment_new", text("assessment.new"), icon_name="plus")
        self.edit = button(theme, "assessment_edit", text("assessment.edit"), icon_name="pencil")
        self.bin = button(
            theme, "assessment_remove", text("assessment.remove"), icon_name="trash-2", role="quiet"
        )
        self.version: Combo[int] = Combo("assessment_version", text("case.tab.assessment"))
        self.other: Combo[int] = Combo("assessment_other", text("assessment.compare"))
        self.none = label(text("assessment.empty"), "muted", wraps=True)
        self._left, self._right = Card(), Card()
        self._both = SideBySide(theme, self._left, self._right, narrow=760)
        compare = field_label(text("assessment.compare"), self.other)
        self._compare = hosted(row(compare, self.other, gap=8))
        self._arrange()
        self._connect()

    def ask(self, case_id: CaseId) -> tuple[Assessment, ...]:
        """Read the versions, newest first."""
        return self._services.casework.assessments.of_case(case_id)

    def show_read(self, read: tuple[Assessment, ...]) -> None:
        """Show the newest, or the one that was shown; one just written, beside the one before."""
        before, self._versions = {one.id for one in self._versions}, read
        shown = self.version.value_or_none()
        offered = [(one.id, _named(one, read)) for one in read]
        self.version.offer(offered)
        self.other.offer([(0, text("assessment.compare_none")), *offered])
        if shown in {one.id for one in read} and read[0].id not in before:
            self.version.choose(read[0].id)
            self.other.choose(shown)
        self.none.setVisible(not read)
        for part in (self._both, self.version, self.edit, self.bin):
            part.setVisible(bool(read))
        self._compare.setVisible(len(read) > 1)
        self.new.setText(text("assessment.next") if read else text("assessment.new"))
        self._show_versions()

    @override
    def part_of(self, record_id: int) -> QWidget | None:
        self.version.choose(record_id)
        self._show_versions()
        return self.version if self.version.value_or_none() == record_id else None

    def _show_versions(self) -> None:
        chosen, other = self._chosen(self.version), self._chosen(self.other)
        self._fill(self._left, chosen)
        self._fill(self._right, other)
        self._right.setVisible(other is not None)

    def _chosen(self, combo: Combo[int]) -> Assessment | None:
        wanted = combo.value_or_none()
        return next((one for one in self._versions if one.id == wanted), None)

    def _fill(self, card: Card, version: Assessment | None) -> None:
        emptied(card.body)
        if version is None:
            return
        heading = _named(version, self._versions)
        card.body.addWidget(label(heading, "heading"))
        for part in PARTS:
            card.body.addWidget(label(text(f"assessment.dimension.{part}"), "field"))
            card.body.addWidget(self._words(str(getattr(version, part)).strip()))

    def _words(self, words: str) -> QWidget:
        if not words:
            return label(text("assessment.nothing_said"), "muted")
        return Prose(self._desk.discretion, words)

    def _open_new(self) -> None:
        start = self._versions[0] if self._versions else None
        self._open(None if start is None else replace(start, id=0))

    def _open_change(self) -> None:
        self._open(self._chosen(self.version))

    def _open(self, start: Assessment | None) -> None:
        dialog = AssessmentDialog(self._desk, self._services, self.sheet.case.id, start)
        self.open_window(dialog)

    def _remove(self) -> None:
        if (chosen := self._chosen(self.version)) is not None:
            work = partial(self._services.casework.assessments.remove, chosen.id)
            self.remove(work, text("assessment.removed"))

    def _connect(self) -> None:
        self.new.clicked.connect(self._open_new)
        self.edit.clicked.connect(self._open_change)
        self.bin.clicked.connect(self._remove)
        self.version.picked.connect(self._show_versions)
        self.other.picked.connect(self._show_versions)

    def _arrange(self) -> None:
        for one in (self.version, self.other):
            one.setMinimumContentsLength(22)
            one.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        actions = Flow(gap=8)
        for one in (self.new, self.edit, self.bin):
            actions.addWidget(one)
        chosen = Flow(gap=16)
        for one in (self.version, self._compare):
            chosen.addWidget(one)
        parts = column(hosted(actions), hosted(chosen), self.none, self._both, -1, gap=14)
        self.setLayout(parts)


def _named(version: Assessment, versions: tuple[Assessment, ...]) -> str:
    """A version by its day; by its rank too where that day has several."""
    same = [one.id for one in reversed(versions) if one.assessed_on == version.assessed_on]
    if len(same) == 1:
        return text("assessment.version", day=day(version.assessed_on))
    rank = 1 + same.index(version.id)
    return text("assessment.version_of_day", day=day(version.assessed_on), rank=rank)
