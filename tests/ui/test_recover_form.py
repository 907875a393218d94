"""The phrase is lost: the code, two shares, or the square of the sheet open the vault again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QImage
from testkit.vaults import PASSPHRASE, phrase

from app.ports.keys import Proof
from reports.papers.recovery import recovery_paper
from reports.preview import page_images
from ui.last_vault import LastVault
from ui.pages.unlock.page import UnlockPage
from ui.square_reader import read_square
from ui.texts import text

if TYPE_CHECKING:
    from app.ports.keys import RecoverySheet

ANOTHER = "cigale pupitre ombrage velours tamis goudron azur"


@dataclass
class Lost:
    """A locked vault with a sheet, and the page that opens it."""

    page: UnlockPage
    groups: tuple[str, ...]
    slot_text: str
    shares: tuple[str, ...]
    world: Any
    picture: QImage

    @property
    def form(self) -> Any:
        return self.page.recover_form

    def choose_phrase(self) -> None:
        self.form.phrase.swap.click()
        self.form.phrase.own.setText(ANOTHER)
        self.form.phrase.again.setText(ANOTHER)

    @property
    def is_open(self) -> bool:
        return self.world.vaults.status().is_open


def _picture(sheet: RecoverySheet) -> QImage:
    (image,) = page_images(recovery_paper(sheet), 3.0)
    form = QImage.Format.Format_RGBA8888
    return QImage(image.rgba, image.width, image.height, form).copy()


@pytest.fixture
def lost(qtbot, desk, world, tmp_path) -> Lost:
    keys = world.services.keys
    sheet = keys.prepare_recovery(Proof(phrase()))
    groups, slot_text, picture = sheet.groups(), sheet.slot_text, _picture(sheet)
    keys.keep_recovery(sheet, {1: groups[0], 2: groups[1]})
    made = keys.shares(bytearray("".join(groups), "ascii"))
    shares = tuple(" ".join(share.groups()) for share in made)
    world.vaults.lock("test")
    on = replace(desk, clock=world.clock)
    page = UnlockPage(on, world.vaults, LastVault(tmp_path), folder=world.folder)
    qtbot.addWidget(page)
    page.read()
    page.show()
    page.open_form.use_sheet.click()
    return Lost(page, groups, slot_text, shares, world, picture)


def test_the_code_and_a_new_phrase_open_the_vault(lost) -> None:
    lost.form.code.line.setText(" ".join(lost.groups).lower())
    lost.choose_phrase()
    lost.form.submit.click()

    assert lost.is_open
    lost.world.vaults.vault.keys.prove(Proof(phrase(ANOTHER)))
    assert lost.form.code.line.text() == ""


def test_two_shares_open_the_vault(lost) -> None:
    lost.form.by_shares.setChecked(True)
    for field, share in zip(lost.form.shares, (lost.shares[2], lost.shares[0]), strict=True):
        field.line.setText(share)
    lost.choose_phrase()
    lost.form.submit.click()

    assert lost.is_open


def test_twice_the_same_share_is_refused_in_words(lost) -> None:
    lost.form.by_shares.setChecked(True)
    for field in lost.form.shares:
        field.line.setText(lost.shares[1])
    lost.choose_phrase()
    lost.form.submit.click()

    assert not lost.is_open
    assert lost.form.wrong.text() == text("errors.shares_do_not_match_same")


def test_nothing_can_be_pressed_before_all_is_there(lost) -> None:
    before = lost.form.submit.isEnabled()
    lost.form.code.line.setText("".join(lost.groups))
    halfway = lost.form.submit.isEnabled()
    lost.choose_phrase()

    assert (before, halfway, lost.form.submit.isEnabled()) == (False, False, True)


def test_a_mistyped_sign_is_said_while_typing(lost) -> None:
    lost.form.code.line.setText("".join(lost.groups)[:8] + "U")

    assert lost.form.code.verdict.text() == text("code.foreign", group=3)
    assert not lost.form.code.complete


def test_a_code_with_a_wrong_sign_is_told_without_trying_it(lost) -> None:
    signs = "".join(lost.groups)
    wrong = signs[:-1] + ("A" if signs[-1] != "A" else "B")
    lost.form.code.line.setText(wrong)

    assert not lost.form.code.complete
    assert lost.form.code.line.property("wrong")
    assert lost.world.vaults.status().failed_tries == 0


def test_a_vault_without_a_header_opens_with_the_square_of_the_sheet(lost, tmp_path) -> None:
    for name in ("vault.json", "vault.json.bak"):
        (lost.world.folder / name).write_bytes(b"{")
    lost.page.show_opening()
    lost.page.open_form.use_sheet.click()
    asked = lost.form.header.lost.isChecked()
    lost.picture.save(str(tmp_path / "fiche.png"))
    lost.form.header.take_picture(tmp_path / "fiche.png")
    lost.form.code.line.setText("".join(lost.groups))
    lost.choose_phrase()
    lost.form.submit.click()

    assert asked
    assert lost.is_open


def test_the_square_may_be_pasted_with_line_breaks(lost) -> None:
    lost.form.header.lost.setChecked(True)
    middle = len(lost.slot_text) // 2
    pasted = f"{lost.slot_text[:middle]}\n {lost.slot_text[middle:]}\n"
    lost.form.header.square.setPlainText(pasted)

    assert lost.form.header.slot_text == lost.slot_text


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_a_picture_that_cannot_be_read_says_so(lost, tmp_path, content: bytes) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(content)
    lost.form.header.lost.setChecked(True)
    lost.form.header.take_picture(file)

    assert read_square(file) == ""
    assert lost.form.header.found.text() == text("unlock.recover.unread")


def test_a_vault_with_a_key_file_asks_for_it_at_the_way_in(qtbot, desk, world, tmp_path) -> None:
    file = tmp_path / "armoire-essai.key"
    world.services.keys.use_key_file(Proof(phrase()), file)
    world.vaults.lock("test")
    on = replace(desk, clock=world.clock)
    page = UnlockPage(on, world.vaults, LastVault(tmp_path), folder=world.folder)
    qtbot.addWidget(page)
    page.read()
    page.open_form.phrase.setText(PASSPHRASE)
    page.open_form.open.click()
    said = page.open_form.wrong.text()
    page.open_form.key_file.take(file)
    page.open_form.open.click()

    assert said == text("prove.missing_file")
    assert world.vaults.status().is_open
