"""Two real vaults that know each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.handovers import Relay, a_relay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    """An absent assistant and the one who stands in for her."""
    made = a_relay(tmp_path)
    yield made
    made.absent.vault.close()
    made.stand_in.vault.close()
