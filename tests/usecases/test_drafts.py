"""What is being typed, and where she was."""

from testkit.fakes import FakeStore

from app.usecases.drafts import DraftService


def test_a_draft_is_read_back_until_it_is_dropped() -> None:
    service = DraftService(FakeStore())

    service.write("intervention", '{"note": "a"}')
    service.write("intervention", '{"note": "ab"}')
    kept = service.read("intervention")
    service.drop("intervention")

    assert kept is not None
    assert kept[0] == '{"note": "ab"}'
    assert service.read("intervention") is None


def test_each_form_has_its_own_draft() -> None:
    service = DraftService(FakeStore())

    service.write("intervention", "{}")

    assert service.read("case") is None


def test_the_place_where_she_was_is_kept() -> None:
    service = DraftService(FakeStore())
    assert service.place() is None

    service.keep_place('{"page": "case"}')

    assert service.place() == '{"page": "case"}'
