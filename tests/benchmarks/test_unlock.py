"""Unlocking a vault of twenty years against the key derivation alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from testkit.big_vault import fill
from testkit.vaults import PASSPHRASE, SettableClock

from storage.access.gateway import SqlCipherVaults
from storage.vault.kdf import KdfRules, calibrated, derive

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Measure

pytestmark = pytest.mark.slow


def test_unlocking(measure: Measure, tmp_path: Path) -> None:
    cost = calibrated()
    vaults = SqlCipherVaults(SettableClock())
    folder = tmp_path / "essai.armoire"
    vault = vaults.create(folder, bytearray(PASSPHRASE.encode()), cost=cost)
    fill(vault)
    vault.close()

    def bare() -> None:
        derive(bytearray(PASSPHRASE.encode()), bytes(16), cost, KdfRules())

    def unlocked() -> None:
        vaults.unlock(folder, bytearray(PASSPHRASE.encode())).close()

    measure.against(bare, unlocked, floor_name="key derivation", rounds=5)
