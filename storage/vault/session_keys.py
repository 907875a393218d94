"""The sub-keys that a session keeps until it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.vault.keys import Purpose, sub_key

if TYPE_CHECKING:
    from storage.vault.header import Header
    from storage.vault.keys import SecretKey


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """The sub-keys that a session needs until it is locked; the master key is not among them.

    `database` opens the copies that backups verify.
    """

    header: SecretKey
    audit: SecretKey
    database: SecretKey
    backup: SecretKey
    witness: SecretKey

    def wipe(self) -> None:
        """Forget them."""
        for key in (self.header, self.audit, self.database, self.backup, self.witness):
            key.wipe()


def session_keys(header: Header, master: SecretKey) -> SessionKeys:
    """Derive the keys that a session keeps."""

    def key(purpose: Purpose) -> SecretKey:
        return sub_key(master, header.vault_id, purpose, header.mk_epoch)

    return SessionKeys(
        header=key(Purpose.HEADER),
        audit=key(Purpose.AUDIT),
        database=key(Purpose.DATABASE),
        backup=key(Purpose.BACKUP),
        witness=key(Purpose.WITNESS),
    )
