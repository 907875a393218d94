"""FORMAT.md §12 is true: a reader written from it alone opens a package; cards are as it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from testkit.builders import a_case, a_person, an_entity, an_intervention
from testkit.second_opening import read_package

from app.ports.handovers import PackageRefused
from storage.handovers.cards import PublicKeys, read_card
from storage.handovers.envelope import database_key, receipt_of
from storage.handovers.keys import OwnKeys
from storage.handovers.packing import APPLICATION_ID
from storage.vault.keys import SecretKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from testkit.handovers import Relay

FORMAT = (Path(__file__).parents[3] / "storage" / "vault" / "FORMAT.md").read_text("utf-8")


def test_another_program_opens_a_package(relay: Relay) -> None:
    person = a_person()
    case = a_case(person)
    relay.absent.work.keep(an_entity(), person, case, an_intervention(case, note="é" * 9_000))
    made = relay.absent.give([case.id], relay.stand_in.card, relay.folder / "envoi")
    (secret,) = (row[2] for row in relay.stand_in.rows("handover_key"))

    said, records = read_package(relay.folder / "envoi", secret)

    assert said["package"] == made.package
    assert records.execute("SELECT note FROM intervention").fetchall() == [("é" * 9_000,)]
    assert records.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert dict(records.execute("SELECT key, value FROM meta"))["package"] == made.package


def test_the_vectors_are_those_of_the_page() -> None:
    nothing = PublicKeys(bytes(1_248))
    secret = SecretKey()
    secret.raw[:] = bytes(range(32))

    assert f"`{nothing.digest.hex()}`" in FORMAT
    assert " ".join(nothing.card().words) in FORMAT
    assert f"`{nothing.card().keys[-9:-1].decode()}`" in FORMAT
    assert f"`{database_key(secret).raw.hex()}`" in FORMAT
    assert f"`{receipt_of(secret).hex()}`" in FORMAT


def test_a_card_is_read_as_it_was_written() -> None:
    keys = OwnKeys.made()
    card = keys.public.card()

    again = read_card(card.keys.replace(b"\n", b"\r\n"))

    assert again == keys.public
    assert again.card() == card
    assert len(card.words) == 8
    assert OwnKeys.read(keys.secret()).public == keys.public
    assert repr(keys).find("object at") > 0, "private keys are never shown"


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "cut": lambda card: card[:-20],
    "a letter": lambda card: card.replace(card[40:41], b"A" if card[40:41] != b"A" else b"B", 1),
    "another version": lambda card: card.replace(b"card-1", b"card-2"),
    "twice": lambda card: card + card,
    "large": lambda card: card + bytes(5_000),
    "another space": lambda card: card.replace(b" ", b"  ", 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_text_is_no_card(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(PackageRefused, match="not_a_card"):
        read_card(change(OwnKeys.made().public.card().keys))


def test_keys_that_seal_for_nobody_are_no_card() -> None:
    """A point of small order would make the shared secret known to all."""
    good = OwnKeys.made().public.raw
    weak = PublicKeys(good[:1_184] + bytes(32) + good[-32:])

    with pytest.raises(PackageRefused, match="not_a_card"):
        read_card(weak.card().keys)
