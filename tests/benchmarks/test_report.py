"""The annual report, protected and in every format, against counting alone, in the same run."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from testkit.workbook_facts import workbook_facts

from app.domain.nomenclatures import standard
from app.statistics.counting import count
from app.statistics.disclosure.protect import protect
from app.statistics.disclosure.rules import Rules
from app.statistics.populations import EVERYBODY
from app.statistics.report import build_document
from reports.files import rendered
from reports.pdf.document import PdfRenderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.statistics.release import ProtectedRelease

pytestmark = pytest.mark.slow

YEAR = 2025
ROUNDS = 5


@pytest.fixture(scope="module")
def counting() -> Callable[[], object]:
    facts, lists = workbook_facts(YEAR), standard()
    return lambda: count(facts, lists)


@pytest.fixture(scope="module")
def release(counting) -> ProtectedRelease:
    return protect(counting(), Rules())


@pytest.fixture
def against_counting(
    benchmark, counting, capsys, request
) -> Callable[[Callable[[], object]], None]:
    """Measure some work and print how many times counting alone it takes."""

    def measured(work: Callable[[], object]) -> None:
        bare = min(_seconds(counting) for _ in range(ROUNDS))
        benchmark.pedantic(work, rounds=ROUNDS, warmup_rounds=1)
        ours = benchmark.stats.stats.median
        benchmark.extra_info |= {"floor_ms": bare * 1000, "ratio": ours / bare}
        with capsys.disabled():
            print(
                f"\n{request.node.name}: {ours * 1000:8.0f} ms, "
                f"counting alone {bare * 1000:6.0f} ms: x {ours / bare:.1f}"
            )

    return measured


def test_the_reports_of_a_year_from_counting_to_every_file(against_counting, counting) -> None:
    def whole() -> list[object]:
        done = protect(counting(), Rules())
        return [rendered(build_document(done, one)) for one in done.populations]

    against_counting(whole)


def test_protection_of_all_the_tables_together(against_counting, counting) -> None:
    raw = counting()
    against_counting(lambda: protect(raw, Rules()))


def test_every_format_of_one_report(against_counting, release) -> None:
    against_counting(lambda: rendered(build_document(release, EVERYBODY)))


def test_the_pages_of_one_report(against_counting, release) -> None:
    document = build_document(release, EVERYBODY)
    against_counting(lambda: PdfRenderer().render(document))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
