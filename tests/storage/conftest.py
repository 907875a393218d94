"""Storage tests work on real encrypted files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.casework import Casework
from testkit.vaults import SettableClock

if TYPE_CHECKING:
    from storage.vault.session import OpenVault


@pytest.fixture
def casework(vault: OpenVault) -> Casework:
    """The store and the queries on a new vault."""
    return Casework(vault, SettableClock())
