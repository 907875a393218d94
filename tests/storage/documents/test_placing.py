"""A sealed file gets its name last, never in place of another; a card is small and plain."""

import os
import stat
from pathlib import Path

import pytest

from app.ports.documents import DocumentRefused
from app.ports.handovers import PackageRefused
from storage.documents.placing import ComputerPackages

FILES = ComputerPackages()


def test_a_file_has_its_name_once_it_is_kept(tmp_path: Path) -> None:
    wanted = tmp_path / "a.armoire-relais"

    with FILES.placed(wanted) as placed:
        placed.path.write_bytes(b"fictif")
        assert not wanted.exists()
        assert placed.path.parent == tmp_path
        placed.keep()

    assert wanted.read_bytes() == b"fictif"
    assert list(tmp_path.iterdir()) == [wanted]


def test_what_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> None:
        with FILES.placed(tmp_path / "a.armoire-relais") as placed:
            placed.path.write_bytes(b"fictif")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        stopped()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_no_file_is_ever_replaced(tmp_path: Path, when: str) -> None:
    wanted = tmp_path / "a.armoire-relais"
    if when == "before":
        wanted.write_bytes(b"autre")

    def write() -> None:
        with FILES.placed(wanted) as placed:
            placed.path.write_bytes(b"fictif")
            wanted.write_bytes(b"autre")
            placed.keep()

    with pytest.raises(DocumentRefused) as refused:
        write()

    assert refused.value.code == "name_taken"
    assert wanted.read_bytes() == b"autre"
    assert list(tmp_path.iterdir()) == [wanted]


def test_a_card_is_written_for_her_alone_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.armoire-carte"

    FILES.save(path, b"carte fictive")

    assert FILES.read(path) == b"carte fictive"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_too_large_is_no_card(tmp_path: Path) -> None:
    path = tmp_path / "a.armoire-carte"
    path.write_bytes(bytes(65_537))

    with pytest.raises(PackageRefused) as refused:
        FILES.read(path)

    assert refused.value.code == "not_a_card"


def test_a_folder_a_link_and_a_missing_file_are_no_cards(tmp_path: Path) -> None:
    link = tmp_path / "lien"
    link.symlink_to(tmp_path / "a.armoire-carte")

    codes: list[str] = []
    for act in (FILES.read, FILES.require):
        for path in (tmp_path, link, tmp_path / "absent"):
            with pytest.raises(DocumentRefused) as refused:
                act(path)
            codes.append(refused.value.code)

    assert codes == ["not_a_file", "link", "missing"] * 2


def test_a_place_that_takes_no_file_says_so(tmp_path: Path) -> None:
    wanted = tmp_path / "absent" / "a.armoire-relais"

    with pytest.raises(DocumentRefused) as refused, FILES.placed(wanted) as placed:
        placed.keep()

    assert refused.value.code == "missing"
