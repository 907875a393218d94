"""File names of a report: neutral, without accents or blanks, safe on every system."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80


def slug(key: str) -> str:
    """`Rapport 2025, Ville de Bellerive` → `rapport-2025-ville-de-bellerive`."""
    plain = unicodedata.normalize("NFKD", key.replace("œ", "oe").replace("’", "-"))
    letters = plain.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST].rstrip("-") or "rapport"
