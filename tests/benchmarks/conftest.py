"""The vault of twenty years, made once for all benchmarks of a run."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
from testkit.big_desk import fill_desk
from testkit.big_vault import fill
from testkit.casework import Casework
from testkit.vaults import SettableClock, a_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

ROUNDS = 15


@pytest.fixture(scope="session")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Generator[Casework]:
    """The casework at its upper bound (domain §5.2)."""
    vault = a_vault(tmp_path_factory.mktemp("bound"))
    fill(vault)
    fill_desk(vault)
    yield Casework(vault, SettableClock())
    vault.close()


@dataclass
class Measure:
    """Measures what is promised against its floor, in the same run, and prints the ratio."""

    benchmark: Any
    shown: Callable[[str], None]

    def against(
        self,
        floor: Callable[[], object],
        work: Callable[[], object],
        *,
        floor_name: str = "bare SQL",
        rounds: int = ROUNDS,
    ) -> Any:
        """Run both; return what the work gave."""
        bare = median(_seconds(floor) for _ in range(rounds))
        result = self.benchmark.pedantic(work, rounds=rounds, warmup_rounds=1)
        ours = self.benchmark.stats.stats.median
        slow = _percentile(self.benchmark.stats.stats.sorted_data, 99)
        self.benchmark.extra_info |= {
            "floor_ms": bare * 1000,
            "p99_ms": slow * 1000,
            "ratio": ours / bare,
        }
        self.shown(
            f"p50 {ours * 1000:8.2f} ms, p99 {slow * 1000:8.2f} ms,"
            f" {floor_name} {bare * 1000:8.2f} ms: x {ours / bare:.1f}"
        )
        return result


@pytest.fixture
def measure(benchmark, capsys: pytest.CaptureFixture[str], request) -> Measure:
    """Two measurements side by side."""

    def shown(line: str) -> None:
        with capsys.disabled():
            print(f"\n{request.node.name}: {line}")

    return Measure(benchmark, shown)


def _percentile(ordered: list[float], percent: int) -> float:
    """The value that so many percent of all do not exceed; the slowest of a few."""
    return ordered[ceil(len(ordered) * percent / 100) - 1]


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
