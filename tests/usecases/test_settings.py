"""Her choices."""

import pytest
from testkit.fakes import FakeStore

from app.domain.errors import RuleBroken
from app.usecases.settings import SettingsService, declared


def test_a_setting_has_its_default_until_she_chooses() -> None:
    service = SettingsService(FakeStore())
    assert service.read("theme") == "system"

    service.write("theme", "dark")

    assert service.read("theme") == "dark"
    assert service.all()["theme"] == "dark"
    assert service.all().keys() == declared().keys()


def test_a_choice_emptied_stays_empty() -> None:
    service = SettingsService(FakeStore())

    service.write("report.entity", "")

    assert service.read("report.entity") == service.all()["report.entity"] == ""


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [("colour", "red", "unknown_setting"), ("theme", "pink", "setting_out_of_range")],
)
def test_what_is_not_declared_is_refused(key: str, value: str, refusal: str) -> None:
    store = FakeStore()

    with pytest.raises(RuleBroken, match=refusal):
        SettingsService(store).write(key, value)

    assert store.journal == []


def test_an_unknown_setting_is_not_read() -> None:
    with pytest.raises(RuleBroken, match="unknown_setting"):
        SettingsService(FakeStore()).read("colour")


def test_every_default_is_one_of_its_choices() -> None:
    wrong = [
        one.key for one in declared().values() if one.choices and one.default not in one.choices
    ]

    assert wrong == []
