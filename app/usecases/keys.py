"""The keys of the open vault: its slots, the recovery code, the key file, the rotation.

Every method that takes a secret wipes it, whatever happens. A wrong one counts in the same growing
delay as at the unlock window. All of it runs on the vault's thread.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from app.changes import Changes, Touched
from app.domain.journal import JournalEntry
from app.ports.backups import BackupReason
from app.ports.keys import (
    KeyChangeNotJournalled,
    KeyFileNeeded,
    Proof,
    RetypingWrong,
    SlotKind,
)
from app.ports.vault import PassphraseTooWeak, VaultError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from app.ports.clock import Clock
    from app.ports.keys import KeyRing, KeySlot, RecoveryShare, RecoverySheet
    from app.ports.store import Store
    from app.ports.vault import KdfCost, PassphraseAdviser
    from app.usecases.patience import Patience

GROUPS = 8
DRILL_DAYS = 365
DRILLED = "recovery_drilled"
"""Where the vault keeps the day of the last drill: a memory of the program, not a choice."""
_BACKUP_SHARE = 40
"""Of the progress of a rotation: the backup before it."""


class SafetyCopies(Protocol):
    """Makes a verified backup at every place that is there; `BackupService` is one."""

    def make(self, reason: BackupReason, progress: Callable[[int], None]) -> Changes:
        """Make it, or raise."""
        ...


class KeyService:
    """The slots of the open vault, and what is done with them."""

    def __init__(
        self,
        ring: KeyRing,
        store: Store,
        *,
        adviser: PassphraseAdviser,
        copies: SafetyCopies,
        patience: Patience,
        clock: Clock,
    ) -> None:
        self._ring = ring
        self._store = store
        self._adviser = adviser
        self._copies = copies
        self._patience = patience
        self._clock = clock

    def slots(self) -> tuple[KeySlot, ...]:
        """Return the ways into the vault, the main one first."""
        return self._ring.slots()

    def prove(self, proof: Proof) -> None:
        """Raise WrongPassphrase, KeyFileNeeded, KeyFileUnfit or TryTooSoon unless it is her."""
        with self._tried(proof):
            self._ring.prove(proof)

    def change_passphrase(
        self, proof: Proof, new: bytearray, known_words: Sequence[str] = ()
    ) -> Changes:
        """Replace the phrase; the key file, where one is used, stays. Measured anew, for a second.

        Older copies of the vault still open with the phrase they had: only `rotate` ends that.
        """
        with self._tried(proof, new):
            self._require_strong(new, known_words)
            self._ring.change_passphrase(proof, Proof(new, self._kept_file(proof)), None)
            return self._changed("phrase_changed")

    def recalibrate(self, proof: Proof) -> KdfCost:
        """Wrap the main slot again at the cost of about a second on this machine; return it."""
        with self._tried(proof):
            same = Proof(proof.phrase, self._kept_file(proof))
            self._ring.change_passphrase(proof, same, None)
            self._changed("kdf_recalibrated")
        return self.slots()[0].cost

    def use_key_file(self, proof: Proof, path: Path) -> Changes:
        """Write a new key file at `path`, which must not exist, and ask for it from now on."""
        with self._tried(proof):
            self._ring.prove(proof)
            self._ring.write_key_file(path)
            self._ring.change_passphrase(proof, Proof(proof.phrase, path), None)
            return self._changed("key_file_used")

    def drop_key_file(self, proof: Proof) -> Changes:
        """Go back to the phrase alone; the file itself stays where it is, and opens nothing."""
        with self._tried(proof):
            if not self._uses_key_file():
                raise KeyFileNeeded(reason="not_used")
            self._ring.change_passphrase(proof, Proof(proof.phrase), None)
            return self._changed("key_file_dropped")

    def prepare_recovery(self, proof: Proof) -> RecoverySheet:
        """Make a recovery code, shown once; nothing is written before `keep_recovery`."""
        with self._tried(proof):
            return self._ring.prepare_recovery(proof)

    def groups_to_retype(self) -> tuple[int, int]:
        """Draw the two groups, 1 to 8, that she types again from her sheet."""
        first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
        return first, second

    def keep_recovery(self, sheet: RecoverySheet, retyped: Mapping[int, str]) -> Changes:
        """Write the slot of a sheet whose two groups were typed right; RetypingWrong(group).

        It replaces the recovery code there was. The sheet's code is wiped once it is kept.
        """
        for number, text in sorted(retyped.items()):
            if not _same_group(text, sheet.groups()[number - 1]):
                raise RetypingWrong(group=number)
        if len(retyped) < len(self.groups_to_retype()):
            raise RetypingWrong(group=0)
        self._ring.keep_recovery(sheet)
        sheet.wipe()
        return self._changed("recovery_made", drilled=self._clock.today())

    def revoke_recovery(self, proof: Proof) -> Changes:
        """Make the recovery code worthless, for this vault; older copies still take it."""
        with self._tried(proof):
            self._ring.revoke_recovery(proof)
            return self._changed("recovery_revoked")

    def drill(self, code: bytearray) -> Changes:
        """Try the code on its slot; CodeMistyped, NoRecoverySlot, WrongRecoveryCode, TryTooSoon."""
        with self._tried(None, code):
            self._ring.try_recovery(code)
        return self._changed("recovery_drilled", drilled=self._clock.today())

    def drill_due(self) -> bool:
        """Tell whether the sheet was last tried, or made, more than a year ago."""
        made = self._recovery_made()
        if made is None:
            return False
        with self._store.work() as work:
            kept = work.settings.read(DRILLED)
        last = max(made, date.fromisoformat(kept)) if kept else made
        return self._clock.today() - last > timedelta(days=DRILL_DAYS)

    def has_recovery(self) -> bool:
        """Tell whether a forgotten phrase could be got over."""
        return self._recovery_made() is not None

    def shares(self, code: bytearray) -> tuple[RecoveryShare, RecoveryShare, RecoveryShare]:
        """Split the code into three, any two of which give it back; the code is tried first."""
        with self._tried(None, code):
            made = self._ring.shares(code)
        self._changed("shares_made")
        return made

    def rotate(
        self,
        proof: Proof,
        new: bytearray,
        progress: Callable[[int], None],
        known_words: Sequence[str] = (),
    ) -> RecoverySheet:
        """Write everything again under a new master key, after a verified backup.

        For a phrase that may have been seen. A new phrase is needed, a new recovery code too: the
        sheet is prepared, `keep_recovery` writes it; the old code opens nothing any more.
        `progress` takes percents, and may raise to stop as long as they are under 95.
        """
        with self._tried(proof, new):
            self._ring.prove(proof)
            self._require_strong(new, known_words)
            if hmac.compare_digest(bytes(proof.phrase), bytes(new)):
                raise PassphraseTooWeak(verdict="same", score=0)
            self._copies.make(
                BackupReason.BEFORE_ROTATION, lambda done: progress(done * _BACKUP_SHARE // 100)
            )
            return self._ring.rotate(
                proof,
                Proof(new, self._kept_file(proof)),
                lambda done: progress(_BACKUP_SHARE + done * (100 - _BACKUP_SHARE) // 100),
            )

    def _kept_file(self, proof: Proof) -> Path | None:
        return proof.keyfile if self._uses_key_file() else None

    def _uses_key_file(self) -> bool:
        return any(one.kind is SlotKind.PASSPHRASE_AND_KEYFILE for one in self.slots())

    def _recovery_made(self) -> date | None:
        days = [one.created for one in self.slots() if one.kind is SlotKind.RECOVERY]
        return max(days, default=None)

    def _require_strong(self, new: bytearray, known_words: Sequence[str]) -> None:
        verdict = self._adviser.assess(new, known_words)
        if not verdict.acceptable:
            raise PassphraseTooWeak(verdict=verdict.code, score=verdict.score)

    def _changed(self, event: str, *, drilled: date | None = None) -> Changes:
        """Journal what was done: a full disk then says that it is done, and not written."""
        try:
            with self._store.work() as work:
                if drilled is not None:
                    work.settings.write(DRILLED, drilled.isoformat())
                work.commit(JournalEntry(event, "vault", None))
        except VaultError as error:
            raise KeyChangeNotJournalled(event=event) from error
        return Changes(Touched.KEYS)

    @contextmanager
    def _tried(self, proof: Proof | None, *secrets_given: bytearray) -> Generator[None]:
        """Count what is wrong, and wipe what was given."""
        try:
            with self._patience.trying():
                yield
        finally:
            if proof is not None:
                proof.wipe()
            for secret in secrets_given:
                secret[:] = bytes(len(secret))


def _same_group(typed: str, group: str) -> bool:
    """Compare as the code is read: case, spaces and dashes aside, O as 0, I and L as 1."""
    read = "".join(typed.upper().replace("-", "").split())
    return hmac.compare_digest(
        read.translate(_LOOK_ALIKES).encode(), group.translate(_LOOK_ALIKES).encode()
    )


_LOOK_ALIKES = str.maketrans("OIL", "011")
