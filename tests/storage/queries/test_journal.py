"""The journal is read by event, mark and period, newest first, page after page; and verified."""

from __future__ import annotations

from datetime import timedelta

import pytest
from testkit.vaults import SettableClock, a_vault

from app.domain.journal import JournalEntry
from app.ports.queries import JournalFilter
from storage.store import VaultScreenQueries


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def screens(tmp_path, clock: SettableClock):
    """A vault with the entry of its making, then one opening a day for ten days."""
    vault = a_vault(tmp_path, clock)
    for day in range(10):
        clock.advance(days=1)
        tries = ("failed_tries:2",) if day == 4 else ()
        vault.record(JournalEntry("vault_unlocked", "vault", None, ("slot:passphrase", *tries)))
    yield VaultScreenQueries(vault)
    vault.close()


def test_pages_follow_each_other_without_a_gap(screens) -> None:
    first = screens.journal_page(JournalFilter(limit=4))
    second = screens.journal_page(JournalFilter(limit=4, skipped=4))

    assert first.total == second.total == len(screens.journal(100))
    seqs = [row.seq for row in (*first.rows, *second.rows)]
    assert seqs == list(range(first.total, first.total - 8, -1))


def test_events_are_kept_or_left_out(screens) -> None:
    asked = frozenset({"vault_unlocked"})
    kept = screens.journal_page(JournalFilter(events=asked))
    left = screens.journal_page(JournalFilter(but=asked))

    assert {row.event for row in kept.rows} == asked
    assert asked.isdisjoint(row.event for row in left.rows)
    assert kept.total + left.total == len(screens.journal(100))


def test_a_mark_finds_the_opening_after_failed_tries(screens) -> None:
    (row,) = screens.journal_page(JournalFilter(mark="failed_tries:")).rows

    assert row.details == ("slot:passphrase", "failed_tries:2")


def test_a_period_takes_its_first_moment_and_not_its_last(screens, clock) -> None:
    last = clock.now()
    asked = JournalFilter(since=last - timedelta(days=3), until=last)

    assert len(screens.journal_page(asked).rows) == 3


def test_a_whole_chain_is_told_with_its_head(screens) -> None:
    state = screens.journal_state()

    assert state.broken_at is None
    assert state.entries == len(screens.journal(100))
    assert len(bytes.fromhex(state.head)) == 32
