"""The vault under repair, and what is still known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.journal import JournalHead

if TYPE_CHECKING:
    from storage.vault.conditions import Conditions
    from storage.vault.files import VaultFiles
    from storage.vault.header import Header
    from storage.vault.session_keys import SessionKeys
    from storage.vault.witness import Record


@dataclass(frozen=True, slots=True)
class Patient:
    """The vault under repair: its last header known, its keys, what its witnesses saw."""

    files: VaultFiles
    header: Header
    keys: SessionKeys
    witnessed: tuple[Record, ...]
    conditions: Conditions

    @property
    def last_known(self) -> JournalHead:
        """The last journal entry that the header or a witness saw."""
        seen = self.header.seen
        heads = [JournalHead(seen.audit_len, seen.audit_head)]
        heads += [JournalHead(one.audit_len, one.audit_head) for one in self.witnessed]
        return max(heads, key=lambda head: head.length)

    @property
    def last_commit(self) -> int:
        """The number of the last write that anything saw."""
        return max([self.header.seen.commit_seq, *(one.commit_seq for one in self.witnessed)])
