"""Employers served and their headcounts."""

import pytest
from testkit.builders import an_entity
from testkit.fakes import CountingIds, FakeStore

from app.domain.entities import ClientEntity
from app.domain.errors import RuleBroken
from app.domain.ids import EntityId
from app.usecases.entities import EntityService


def _service(store: FakeStore) -> EntityService:
    return EntityService(store, ids=CountingIds())


@pytest.mark.requirement("BRY-58")
def test_an_entity_is_kept_with_its_headcount() -> None:
    store = FakeStore()

    change = _service(store).save(" Ville d’Exemple ", quota_percent=40, headcount=1150, year=2025)

    assert _service(store).all() == (ClientEntity(EntityId(101), "Ville d’Exemple", 40),)
    assert _service(store).headcounts(2026) == {change.object_id: 1150}
    assert _service(store).headcounts(2024) == {}


def test_an_entity_changes_its_name_and_keeps_the_rest() -> None:
    known = an_entity()
    store = FakeStore().holding(known)

    _service(store).save(
        "Commune d’Exemple", quota_percent=20, headcount=None, year=2025, entity_id=known.id
    )

    assert _service(store).all() == (an_entity(name="Commune d’Exemple", quota_percent=20),)
    assert [entry.event for entry in store.journal] == ["entity_changed"]


def test_two_entities_do_not_share_a_name() -> None:
    store = FakeStore().holding(an_entity())

    with pytest.raises(RuleBroken, match="entity_exists"):
        _service(store).save("VILLE D'EXEMPLE", quota_percent=None, headcount=None, year=2025)


def test_an_entity_may_be_saved_again_under_its_own_name() -> None:
    known = an_entity()
    store = FakeStore().holding(known)

    _service(store).save(
        known.name, quota_percent=50, headcount=None, year=2025, entity_id=known.id
    )

    assert _service(store).all()[0].quota_percent == 50
