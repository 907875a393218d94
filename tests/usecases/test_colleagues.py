"""A colleague is known by her card, and trusted once its words were compared aloud."""

from pathlib import Path

import pytest
from testkit.fake_packages import FakeMedium
from testkit.handover_desk import CARD, an_assistant, two

from app.domain.errors import RuleBroken
from app.domain.handovers import CARD_SUFFIX, PACKAGE_SUFFIX, neutral_name
from app.ports.documents import DocumentRefused
from app.ports.handovers import PackageRefused


def test_her_card_is_made_once_and_says_so() -> None:
    her = an_assistant(FakeMedium(), 100)

    assert her.colleagues.card() == her.colleagues.card()
    assert her.events() == ["handover_key_made"]


@pytest.mark.requirement("FIN-22")
def test_a_card_goes_to_a_colleague_who_reads_the_same_words() -> None:
    pair = two()

    pair.giver.colleagues.save_card(CARD)
    read = pair.taker.colleagues.read_card(CARD)

    assert read.words == pair.giver.colleagues.card().words
    pair.taker.colleagues.keep("Collègue Fictive", read, compared=True)
    (kept,) = pair.taker.colleagues.all()
    assert pair.taker.colleagues.words_of(kept) == read.words
    assert kept.compared_on == pair.taker.clock.today()
    assert pair.giver.events() == ["handover_key_made", "handover_card_saved"]


def test_a_card_never_replaces_a_file() -> None:
    pair = two()
    pair.giver.colleagues.save_card(CARD)

    with pytest.raises(DocumentRefused) as refused:
        pair.giver.colleagues.save_card(CARD)

    assert refused.value.code == "name_taken"


def test_a_file_that_is_no_card_is_refused() -> None:
    pair = two()
    pair.giver.store.medium.kept[CARD] = b"autre chose"

    with pytest.raises(PackageRefused) as refused:
        pair.taker.colleagues.read_card(CARD)

    assert refused.value.code == "not_a_card"


def test_her_own_card_is_nobody_else() -> None:
    her = an_assistant(FakeMedium(), 100)
    her.colleagues.save_card(CARD)

    with pytest.raises(PackageRefused) as refused:
        her.colleagues.read_card(CARD)
    with pytest.raises(PackageRefused) as kept:
        her.colleagues.keep("Moi", her.colleagues.card(), compared=True)

    assert (refused.value.code, kept.value.code) == ("own_card", "own_card")


def test_a_card_that_is_known_keeps_its_colleague_and_its_comparison() -> None:
    pair = two()
    first = pair.giver.knows(pair.taker)

    card = pair.taker.colleagues.card()
    again = pair.giver.colleagues.keep("Autre nom", card, compared=False).object_id

    (kept,) = pair.giver.colleagues.all()
    assert (kept.id, again, kept.name) == (first, first, "Autre nom")
    assert kept.compared_on is not None


def test_a_colleague_is_compared_and_renamed_later() -> None:
    pair = two()
    known = pair.giver.knows(pair.taker, compared=False)

    pair.giver.colleagues.compared(known)
    pair.giver.colleagues.rename(known, " Nouveau nom ")

    (kept,) = pair.giver.colleagues.all()
    assert (kept.name, kept.compared_on) == ("Nouveau nom", pair.giver.clock.today())


def test_a_colleague_has_a_name() -> None:
    pair = two()
    known = pair.giver.knows(pair.taker)

    for name in ("", "  "):
        with pytest.raises(RuleBroken) as refused:
            pair.giver.colleagues.rename(known, name)
        assert refused.value.code == "colleague_without_name"


def test_a_colleague_goes_to_the_bin_unless_a_handover_names_her() -> None:
    pair = two()
    pair.give()
    (named,) = pair.giver.colleagues.all()
    unused = pair.taker.knows(pair.giver)

    with pytest.raises(RuleBroken) as refused:
        pair.giver.colleagues.remove(named.id)
    pair.taker.colleagues.remove(unused)

    assert refused.value.code == "colleague_has_handovers"
    assert pair.taker.colleagues.all() == ()
    assert pair.taker.events()[-1] == "colleague_removed"


def test_a_file_name_says_nothing() -> None:
    names = {neutral_name(suffix) for suffix in (CARD_SUFFIX, PACKAGE_SUFFIX) for _ in range(20)}

    assert len(names) == 40
    assert all(int(Path(name).stem, 16) >= 0 for name in names)
