"""Keep a legal act: its nature, its ground, the authority, the day, the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.legal_acts import LegalAct, LegalKind
from ui.pages.case.part_dialog import PartDialog
from ui.texts import text
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.labels import field_label
from ui.widgets.note_edit import NoteEdit
from ui.widgets.private_line import PrivateLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.changes import Changes
    from app.domain.ids import CaseId
    from app.domain.nomenclatures import Nomenclatures
    from ui.page import Desk
    from ui.services import Services

_FIELD_HEIGHT = 84
_JUDICIAL = "LEG.JUDICIAIRE"


class LegalActDialog(PartDialog):
    """A new act, or the correction of one that is there."""

    narrowest = 560
    texts = "notes"

    def __init__(
        self,
        desk: Desk,
        services: Services,
        case_id: CaseId,
        act: LegalAct | None,
        lists: Nomenclatures,
    ) -> None:
        super().__init__(
            desk, services, "legal_act", text("notes.dialog.act"), removable=act is not None
        )
        self._case_id, self._id = case_id, 0
        self.kind: Combo[LegalKind] = Combo("legal_act_kind", text("notes.dialog.kind"))
        self.ground: Combo[str] = Combo("legal_act_ground", text("notes.dialog.ground"))
        self.authority = PrivateLine(
            desk.discretion, "legal_act_authority", text("notes.dialog.authority")
        )
        self.on = DateField(desk.clock, "legal_act_on", text("notes.dialog.done_on"))
        self.family: Combo[bool | None] = Combo("legal_act_family", text("notes.dialog.family"))
        self.answered = DateField(
            desk.clock, "legal_act_answered", text("notes.dialog.answered_on"), optional=True
        )
        self.words = NoteEdit(
            desk.discretion, "legal_act_words", text("notes.dialog.words"), text("notes.masked")
        )
        self._offer(lists)
        self.kind.picked.connect(self._follow_kind)
        self._arrange_fields()
        self.place_removal()
        if act is not None:
            self._show(act)

    def work(self) -> Callable[[], object] | None:
        """Keep the act."""
        on, answered = self.on.day(), self.answered.day()
        if on is None or (answered is None and not self.answered.is_empty):
            self.say_wrong(text("case.dialog.date_wrong"))
            return None
        authority = self.authority.text().strip()
        return partial(self._save, on, answered, authority, self.words.words().strip())

    def _save(self, on: date, answered: date | None, authority: str, words: str) -> Changes:
        act = LegalAct(
            self._id,
            self._case_id,
            self.kind.value(),
            self.ground.value(),
            authority,
            on,
            self.family.value(),
            answered,
            words,
        )
        return self._services.casework.legal_acts.save(act)

    def _offer(self, lists: Nomenclatures) -> None:
        self.kind.offer([(one, text(f"notes.kind.{one.value}")) for one in LegalKind])
        grounds = lists.of("LEG").offered_on(self._desk.clock.today())
        unsaid = ("", text("notes.dialog.ground_unsaid"))
        self.ground.offer([unsaid, *((code.code, code.label) for code in grounds)])
        self.family.offer(
            [
                (None, text("notes.dialog.family_unknown")),
                (True, text("notes.dialog.family_yes")),
                (False, text("notes.dialog.family_no")),
            ]
        )

    def _follow_kind(self) -> None:
        """Propose the only ground of an authority's request; no other one is ever proposed."""
        if self.kind.value() is LegalKind.JUDICIAL_REQUEST and not self.ground.value():
            self.ground.choose(_JUDICIAL)
        elif self.kind.value() is LegalKind.PROTECTION_REPORT and self.ground.value() == _JUDICIAL:
            self.ground.choose("")

    def _arrange_fields(self) -> None:
        self.words.setFixedHeight(self._desk.theme.px(_FIELD_HEIGHT))
        self.add(text("notes.dialog.kind"), self.kind)
        self.add(text("notes.dialog.ground"), self.ground)
        self.add(text("notes.dialog.authority"), self.authority)
        self.add(text("notes.dialog.done_on"), self.on)
        self.add(text("notes.dialog.family"), self.family)
        self.add(text("notes.dialog.answered_on"), self.answered)
        self.fields.addWidget(field_label(text("notes.dialog.words"), self.words))
        self.fields.addWidget(self.words)

    def _show(self, act: LegalAct) -> None:
        self._id = act.id
        self.kind.choose(act.kind)
        self.ground.choose(act.ground)
        self.authority.setText(act.authority)
        self.on.show_day(act.done_on)
        self.family.choose(act.family_informed)
        if act.answered_on is not None:
            self.answered.show_day(act.answered_on)
        self.words.show_words(act.words)
