"""What she does all day on a real vault: each chore acknowledged or refused, all of it recalled.

For campaigns that make the disk fail under it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from testkit.fakes import CountingIds
from testkit.import_desk import SheetsAtHand
from testkit.sheets import HEADER, a_row
from testkit.vaults import FAST_COST, SettableClock, fast_vaults, phrase

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.errors import Refusal
from app.domain.ids import CaseId, DocumentId, EntityId
from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason, Verified
from app.ports.imports import Sheet
from app.ports.keys import Proof
from app.ports.vault import WrongPassphrase
from app.usecases.backups import BackupService
from app.usecases.cases import CaseService
from app.usecases.documents import DocumentService
from app.usecases.drafts import DraftService
from app.usecases.entities import EntityService
from app.usecases.imports import ImportService
from app.usecases.interventions import InterventionService
from storage.backups.desk import VaultBackups
from storage.documents.files import ComputerFiles
from storage.store import VaultScreenQueries, VaultStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.vault.session import OpenVault

DAY = date(2026, 3, 2)
FORM = "intervention"
ALWAYS_KEPT = 10  # backups that rotation leaves, however many were made in a day
LETTER = b"Courrier fictif.\n" * 6000
PHRASES = ("Le hibou relit trois fois le bail", "La loutre signe au bas du registre")


@dataclass
class Acknowledged:
    """What the services said was done."""

    notes: list[str] = field(default_factory=list[str])
    draft: str | None = None
    draft_tried: str | None = None
    imported: int = 0
    documents: list[DocumentId] = field(default_factory=list[DocumentId])
    backups: int = 0
    phrase: str | None = None
    phrase_tried: str | None = None


class Workplace:
    """One vault with its services, and what was acknowledged in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "essai.armoire"
        self.outside = folder.parent / f"{folder.name}-dehors"
        self.done = Acknowledged()
        self._open: OpenVault | None = None
        self.ids = CountingIds()

    def prepare(self, chore: str) -> None:
        """Make the vault, with a little of everything acknowledged."""
        self.outside.mkdir(parents=True)
        (self.outside / "courrier.txt").write_bytes(LETTER)
        self._open = fast_vaults().create(self.folder, phrase())
        saved = EntityService(self._store, ids=self.ids).save(
            "Ville d’Exemple", quota_percent=40, headcount=90, year=2025
        )
        self.entity = EntityId(saved.object_id or 0)
        cases = CaseService(self._store, self._screens, clock=SettableClock(), ids=self.ids)
        new = NewCase("Fictive", self.entity, given_name="Zoé")
        made = cases.create(new, on=DAY, origin="ORI.AGT", agreement=AgreementForm.ORAL)
        self.case = CaseId(made.object_id or 0)
        for ready in ("log", "draft", "attach", "log"):
            assert self.tried(ready) == set()
        if CHORES[chore].starts_locked:
            self.lock()

    def tried(self, chore: str) -> set[str]:
        """Do it; return the code of the refusal, if it is refused."""
        try:
            CHORES[chore].act(self)
        except Refusal as refusal:
            return {refusal.code}
        return set()

    def require_all(self, *, deeply: bool = False) -> None:
        """Ask the vault for everything that was acknowledged; deeply: reopened and checked."""
        if deeply:
            self.lock()
        vault = self.opened()
        with vault.read() as connection:
            notes = [note for (note,) in connection.execute("SELECT note FROM intervention")]
        assert set(self.done.notes) <= set(notes)
        imported = sum("import" in note for note in notes)
        assert imported >= self.done.imported
        assert not imported % 10
        kept = DraftService(self._store).read(FORM)
        assert kept is not None
        assert kept[0] in {self.done.draft, self.done.draft_tried}
        documents = self._documents()
        assert all(documents.content(one) == LETTER for one in self.done.documents)
        good = [row for row in self._backups().rows() if row.verified is not Verified.BAD]
        assert len(good) >= min(self.done.backups, ALWAYS_KEPT)
        if deeply:
            assert vault.check().problems == ()

    def remove(self) -> None:
        """Leave nothing behind."""
        if self._open is not None:
            self._open.close()
            self._open = None
        shutil.rmtree(self.folder)
        shutil.rmtree(self.outside)

    def opened(self) -> OpenVault:
        """The vault, opened if it is not, with the phrase that was acknowledged last."""
        if self._open is None:
            try:
                self._open = fast_vaults().unlock(self.folder, _secret(self.done.phrase))
            except WrongPassphrase:  # a change that was not acknowledged may be done all the same
                self._open = fast_vaults().unlock(self.folder, _secret(self.done.phrase_tried))
                self.done.phrase = self.done.phrase_tried
        return self._open

    @property
    def is_open(self) -> bool:
        """Whether it is unlocked."""
        return self._open is not None

    def log(self) -> None:
        """Save an interview."""
        note = f"entretien {self.ids.new()} " + "point sur le bail " * 300
        draft = InterventionDraft(DAY, "CTC.RDV", self.entity, case_ids=(self.case,), note=note)
        service = InterventionService(
            self._store, self._screens, clock=SettableClock(), ids=self.ids
        )
        service.log(draft)
        self.done.notes.append(note.strip())

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        content = f'{{"note": "brouillon {self.ids.new()} {"mot " * 3000}"}}'
        self.done.draft_tried = content
        DraftService(self._store).write(FORM, content)
        self.done.draft = content

    def attach(self) -> None:
        """Attach a document."""
        changes = self._documents().attach(
            self.case, self.outside / "courrier.txt", accepted=("document_twin",)
        )
        self.done.documents.append(DocumentId(changes.object_id or 0))

    def bring_in(self) -> None:
        """Import a file of ten contacts."""
        number = self.ids.new()
        rows = [
            a_row(
                number=f"2025-{number * 10 + rank}",
                family=f"FICTIVE{rank}X{number}",
                note=f"import {number}",
            )
            for rank in range(10)
        ]
        reader = SheetsAtHand((Sheet("Suivi", (HEADER, *rows)),))
        imports = ImportService(
            self._store, self._screens, reader, clock=SettableClock(), ids=self.ids
        )
        imports.run(imports.examine(Path("suivi.xlsx")))
        self.done.imported += 10

    def back_up(self) -> None:
        """Make a verified copy."""
        self._backups().make(BackupReason.ASKED, lambda percent: None)
        self.done.backups += 1

    def change_phrase(self) -> None:
        """Change the phrase."""
        after = PHRASES[self.done.phrase == PHRASES[0]]
        self.done.phrase_tried = after
        proof = Proof(_secret(self.done.phrase))
        self.opened().keys.change_passphrase(proof, Proof(_secret(after)), FAST_COST)
        self.done.phrase = after

    def lock_and_return(self) -> None:
        """Lock as the program does, then come back."""
        self.lock()
        self.opened()

    def unlock(self) -> None:
        """Open the vault."""
        self.opened()

    def lock(self) -> None:
        """Lock as the program does."""
        vault, self._open = self.opened(), None
        try:
            vault.record(JournalEntry("vault_locked", "vault", None, ("reason:asked",)))
        except Refusal:
            pass  # as the service does: a full disk never keeps the vault open
        finally:
            vault.close()

    def _documents(self) -> DocumentService:
        return DocumentService(
            self._store, self._screens, ComputerFiles(), clock=SettableClock(), ids=self.ids
        )

    def _backups(self) -> BackupService:
        clock = SettableClock()
        return BackupService(self._store, VaultBackups(self.opened(), clock), clock=clock)

    @property
    def _store(self) -> VaultStore:
        return VaultStore(self.opened(), SettableClock())

    @property
    def _screens(self) -> VaultScreenQueries:
        return VaultScreenQueries(self.opened())


def _secret(text: str | None) -> bytearray:
    return phrase(text) if text else phrase()


@dataclass(frozen=True)
class Chore:
    """One thing she does; what it may say besides that the disk is full."""

    act: Callable[[Workplace], None]
    may_say: tuple[str, ...] = ()
    starts_locked: bool = False
    bears_a_full_disk: bool = False


CHORES = {
    "log": Chore(Workplace.log),
    "draft": Chore(Workplace.keep_draft),
    "attach": Chore(Workplace.attach),
    "import": Chore(Workplace.bring_in),
    "backup": Chore(Workplace.back_up),
    "phrase": Chore(Workplace.change_phrase),
    "lock": Chore(Workplace.lock_and_return, bears_a_full_disk=True),
    "unlock": Chore(Workplace.unlock, starts_locked=True, bears_a_full_disk=True),
}
