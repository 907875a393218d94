"""Her own wording of letters, beside the one that is shipped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.changes import Changes, Touched
from app.domain.errors import RuleBroken
from app.domain.journal import JournalEntry
from app.domain.letters import refuse_unknown_fields, shipped
from app.domain.writings import LetterTemplate
from app.usecases.codes import code_lists, counted_as, refuse_unknown
from app.usecases.records import put_in_bin

if TYPE_CHECKING:
    from app.ports.clock import Clock, Ids
    from app.ports.store import Store, UnitOfWork


def template_of(work: UnitOfWork, kind: str) -> LetterTemplate:
    """The template used for a kind: hers if she wrote one, else the one that is shipped."""
    lists = code_lists(work)
    refuse_unknown(lists, "DOC", (kind,))
    standard = counted_as(lists, kind)
    own = _own(work, kind) or _own(work, standard)
    return own or shipped(standard)


class LetterTemplateService:
    """Wordings kept in the vault; restoring one goes back to what is shipped."""

    def __init__(self, store: Store, *, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids

    def of(self, kind: str) -> LetterTemplate:
        """Return the template used for a kind; its id is 0 while it is the shipped one."""
        with self._store.work() as work:
            return template_of(work, kind)

    def save(self, template: LetterTemplate) -> Changes:
        """Keep her wording of a kind; refuses a field that nothing will ever fill."""
        if not template.title.strip():
            raise RuleBroken("writing_without_title")
        refuse_unknown_fields(template.title, template.body)
        with self._store.work() as work:
            lists = code_lists(work)
            refuse_unknown(lists, "DOC", (template.kind,))
            if lists.of("DOC").counted_as(template.kind).says("fixed"):
                raise RuleBroken("writing_fixed")
            own = _own(work, template.kind)
            kept = replace(template, id=self._ids.new() if own is None else own.id)
            work.records(LetterTemplate).save(kept)
            work.commit(JournalEntry("letter_template_saved", "letter_template", kept.id))
        return Changes(Touched.WRITINGS, kept.id)

    def restore(self, kind: str) -> Changes:
        """Go back to the shipped wording of a kind; hers goes to the bin, under the id told."""
        with self._store.work() as work:
            own = _own(work, kind)
            if own is None:
                raise RuleBroken("template_shipped")
            binned = put_in_bin(work, self._ids, (own,), self._clock.today())
            work.commit(JournalEntry("letter_template_restored", "letter_template", own.id))
        return Changes(Touched.WRITINGS, binned)


def _own(work: UnitOfWork, kind: str) -> LetterTemplate | None:
    return next(iter(work.records(LetterTemplate).of(kind)), None)
