"""The key slots of an open vault in memory, for services and pages."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.changes import Changes, Touched
from app.ports.backups import BackupReason
from app.ports.keys import (
    CodeMistyped,
    KeyFileNeeded,
    KeySlot,
    NoRecoverySlot,
    Proof,
    RecoveryShare,
    RecoverySheet,
    SlotKind,
    WrongRecoveryCode,
)
from app.ports.vault import KdfCost, PassphraseVerdict, WrongPassphrase

PHRASE = "lampion gravir fusain tortue oblong marmite sablier"
NEW_PHRASE = "cerise bitume horloge dauphin velours garage tisane"
CODE = "0000-1111-2222-3333-4444-5555-6666-7777"
LABEL, SLOT_ID = "abcdef", "a1b2c3"
COST, MEASURED = KdfCost(262_144, 3, 4), KdfCost(262_144, 5, 4)
MADE = date(2026, 3, 2)


def a_proof(phrase: str = PHRASE, keyfile: Path | None = None) -> Proof:
    """What she presents."""
    return Proof(bytearray(phrase, "utf-8"), keyfile)


def a_sheet(code: str = CODE) -> RecoverySheet:
    """A sheet as it is shown once."""
    return RecoverySheet(bytearray(code, "ascii"), LABEL, SLOT_ID, MADE, "ARMOIRE1:ABCD")


@dataclass
class FakeKeyRing:
    """A ring that opens with one phrase, one key file and one code; `done` tells what was asked."""

    phrase: bytes = PHRASE.encode()
    keyfile: Path | None = None
    code: bytes | None = None
    cost: KdfCost = COST
    made: date = MADE
    done: list[str] = field(default_factory=list[str])
    written: list[Path] = field(default_factory=list[Path])

    def slots(self) -> tuple[KeySlot, ...]:
        kind = SlotKind.PASSPHRASE_AND_KEYFILE if self.keyfile else SlotKind.PASSPHRASE
        main = KeySlot("111111", kind, self.made, self.cost)
        if self.code is None:
            return (main,)
        return (main, KeySlot(SLOT_ID, SlotKind.RECOVERY, self.made, KdfCost(65_536, 3, 4)))

    def prove(self, proof: Proof) -> None:
        if self.keyfile and proof.keyfile is None:
            raise KeyFileNeeded
        if bytes(proof.phrase) != self.phrase:
            raise WrongPassphrase

    def change_passphrase(self, proof: Proof, new: Proof, cost: KdfCost | None) -> None:
        self.prove(proof)
        self.phrase, self.keyfile = bytes(new.phrase), new.keyfile
        self.cost = cost or MEASURED
        self.done.append("change_passphrase")

    def write_key_file(self, path: Path) -> None:
        self.written.append(path)

    def prepare_recovery(self, proof: Proof) -> RecoverySheet:
        self.prove(proof)
        return a_sheet()

    def keep_recovery(self, sheet: RecoverySheet) -> None:
        self.code = bytes(sheet.code)
        self.done.append("keep_recovery")

    def revoke_recovery(self, proof: Proof) -> None:
        self.prove(proof)
        self.code = None
        self.done.append("revoke_recovery")

    def try_recovery(self, code: bytearray) -> None:
        if len(code) < len(CODE):
            raise CodeMistyped(group=0)
        if self.code is None:
            raise NoRecoverySlot
        if bytes(code) != self.code:
            raise WrongRecoveryCode

    def shares(self, code: bytearray) -> tuple[RecoveryShare, RecoveryShare, RecoveryShare]:
        self.try_recovery(code)

        def share(number: int) -> RecoveryShare:
            words = "-".join([f"{number}{number}{number}{number}"] * 9)
            return RecoveryShare(number, bytearray(words, "ascii"), LABEL, SLOT_ID)

        return share(1), share(2), share(3)

    def rotate(self, proof: Proof, new: Proof, progress: object) -> RecoverySheet:
        self.prove(proof)
        self.phrase, self.code = bytes(new.phrase), None
        self.done.append("rotate")
        assert callable(progress)
        progress(100)
        return a_sheet()


class GoodEnough:
    """An adviser that accepts 14 letters."""

    def propose(self) -> bytearray:
        return bytearray(NEW_PHRASE, "utf-8")

    def assess(self, passphrase: bytearray, known_words: object = ()) -> PassphraseVerdict:
        good = len(passphrase) >= 14
        return PassphraseVerdict(
            "strong" if good else "too_short",
            4 if good else 0,
            acceptable=good,
            length=len(passphrase),
        )


@dataclass
class FakeCopies:
    """Backups that only remember why they were asked for."""

    reasons: list[BackupReason] = field(default_factory=list[BackupReason])

    def make(self, reason: BackupReason, progress: object) -> Changes:
        self.reasons.append(reason)
        assert callable(progress)
        progress(100)
        return Changes(Touched.BACKUPS)
