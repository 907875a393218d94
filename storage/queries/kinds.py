"""Which kinds of intervention are interviews, and which count as work done (domain §4.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.domain.nomenclatures import standard

if TYPE_CHECKING:
    from storage.driver import Connection


def interview_kinds(connection: Connection) -> str:
    """The kinds that are conversations with the person, as a JSON list for `json_each`."""
    return _kinds(connection, "interview")


def counted_kinds(connection: Connection) -> str:
    """The kinds that count as work done for the person, as a JSON list for `json_each`."""
    return _kinds(connection, "counted")


def _kinds(connection: Connection, attribute: str) -> str:
    """The standard kinds that say so, and her own that count as one of them."""
    shipped = {code.code for code in standard().of("CTC").codes if code.says(attribute)}
    rows = connection.execute("SELECT code, parent FROM local_code WHERE code LIKE 'CTC.%'")
    own = {code for code, parent in rows if parent in shipped}
    return json.dumps(sorted(shipped | own))
