"""An absent assistant is replaced: two real vaults, packages on a stick, the command line alone."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from testkit.vaults import PASSPHRASE, fast_vaults, phrase

from app.domain.agreements import AgreementForm, Answer
from app.domain.cases import CaseState
from app.domain.drafts import InterventionDraft, NewCase
from app.domain.handovers import HAND_OVER, UrgentCase
from app.ports.queries import CaseFilter
from app.usecases.vault import VaultService
from storage.vault.passphrase import FrenchPassphrases
from ui.cabinet import services
from ui.cli import main
from ui.commands import asking
from ui.machine import MachineClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.ids import CaseId
    from ui.services import Services

CODE = re.compile(r"([0-9A-Z]{4}-[0-9A-Z]{4})$", re.MULTILINE)
TODAY = MachineClock().today()
URGENT = "Audience fictive dans huit jours"
WORDS = "Entretien fictif pendant l’absence"


def _vaults() -> VaultService[Any]:
    return VaultService(fast_vaults(MachineClock()), FrenchPassphrases())


@dataclass
class Vault:
    """One assistant: her vault, and what the command line said last."""

    folder: Path
    said: Callable[[], Any]
    out: str = field(default="", init=False)
    error: str = field(default="", init=False)

    def run(self, *words: object) -> int:
        """Run `armoire handover` on this vault, its phrase through a pipe."""
        return self.command("handover", *words)

    def command(self, name: str, *words: object) -> int:
        """Run a command on this vault."""
        source, sink = os.pipe()
        os.write(sink, f"{PASSPHRASE}\n".encode())
        os.close(sink)
        given = [name, self.folder, "--passphrase-fd", source, *words]
        try:
            status = main([str(one) for one in given])
        finally:
            os.close(source)
        self.out, self.error = self.said()
        return status

    def done(self, *words: object) -> str:
        """Run an action that succeeds; what it said."""
        assert self.run(*words) == 0, self.error
        return self.out

    def refused(self, *words: object) -> str:
        """Run an action that is refused; what it said."""
        assert self.run(*words) == 1
        assert self.out == ""
        return self.error

    def code(self, *words: object) -> str:
        """The code that an action shows."""
        found = CODE.search(self.done(*words))
        assert found is not None
        return found[1]

    def inside(self, work: Callable[[Services], Any]) -> Any:
        """Do something by the services themselves."""
        vaults = _vaults()
        vaults.unlock(self.folder, phrase())
        try:
            return work(services(vaults))
        finally:
            vaults.lock("command_done")

    def package(self) -> str:
        """The name of the newest handover."""
        return json.loads(self.done("list", "--json"))[0]["package"]

    def counted(self) -> dict[str, int]:
        """How much of this year counts in the statistics of this vault."""
        assert self.command("count", "--year", TODAY.year, "--json") == 0
        *_, everybody = [{}, *json.loads(self.out).values()]
        return {name: everybody.get(name, 0) for name in COUNTED}

    @property
    def number(self) -> str:
        """The number of the one file opened here by `_opened`."""
        return self.inside(lambda here: here.cases.list(CaseFilter()).rows[0].number)


COUNTED = ("persons_followed", "interviews")


@pytest.fixture
def two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Vault, Vault]:
    """Who is absent, with one file, and who replaces her."""
    monkeypatch.setattr(asking, "vault_service", _vaults)
    made: list[Vault] = []
    for name in ("absente", "relais"):
        folder = tmp_path / f"{name}.armoire"
        vaults = _vaults()
        vaults.create(folder, phrase())
        vaults.lock("command_done")
        made.append(Vault(folder, capsys.readouterr))
    made[0].inside(_opened)
    return made[0], made[1]


def _opened(here: Services) -> None:
    """A file whose person agrees to be entrusted, with one interview and something urgent."""
    entity = here.entities.save(
        "Ville d’Exemple", quota_percent=50.0, headcount=None, year=TODAY.year
    ).object_id
    new = NewCase(entity_id=entity, family_name="FICTIVE", given_name="Nadège")
    case_id = here.cases.create(
        new, on=TODAY, origin="ORI.AGT", agreement=AgreementForm.ORAL
    ).object_id
    _agree(here, case_id, Answer.GIVEN)
    _interview(here, case_id, "Entretien fictif avant l’absence")
    here.casework.urgent_cases.keep(UrgentCase(0, case_id, URGENT, TODAY))


def _agree(here: Services, case_id: CaseId, answer: Answer) -> None:
    here.cases.record_agreement(
        case_id, kind=HAND_OVER, answer=answer, form=AgreementForm.WRITTEN, on=TODAY
    )


def _interview(here: Services, case_id: CaseId, note: str) -> None:
    case = here.cases.open(case_id).case
    draft = InterventionDraft(
        TODAY, "CTC.RDV", case.entity_id, case_ids=(case_id,), note=note, minutes=45
    )
    here.interventions.log(draft)


def _introduced(absent: Vault, there: Vault, stick: Path) -> None:
    """Both give each other their card, and compare its words."""
    cards = stick / "a.armoire-carte", stick / "b.armoire-carte"
    said = [vault.done("card", card) for vault, card in zip((absent, there), cards, strict=True)]
    read = there.done("colleague", cards[0], "--name", "Collègue Absente", "--compared")
    absent.done("colleague", cards[1], "--name", "Collègue Fictive", "--compared")
    assert _words(said[0]) == _words(read)


def _words(said: str) -> str:
    (line,) = [one for one in said.splitlines() if one.startswith("Huit mots")]
    return line.partition("\u202f: ")[2]


def _notes(vault: Vault) -> list[str]:
    def read(here: Services) -> list[str]:
        rows = here.cases.list(CaseFilter()).rows
        return [entry.text for row in rows for entry in here.cases.timeline(row.case_id)]

    return vault.inside(read)


@pytest.mark.requirement("ANAS-12")
@pytest.mark.requirement("ANAS-24")
@pytest.mark.requirement("FIN-22")
def test_an_absent_assistant_is_replaced_and_finds_what_was_done(
    two: tuple[Vault, Vault], tmp_path: Path
) -> None:
    absent, there = two
    stick, number = tmp_path / "cle", absent.number
    stick.mkdir()
    _introduced(absent, there, stick)
    assert absent.counted() == {"persons_followed": 1, "interviews": 1}

    until = TODAY + timedelta(days=20)
    absent.done(
        "give", "--to", "collegue fictive", "--case", number, "--until", until, "--out", stick
    )
    (package,) = stick.glob("*.armoire-relais")
    assert URGENT in there.done("look", package)
    code = there.code("take", package)
    absent.done("receipt", absent.package(), code.lower().replace("-", ""))

    assert there.counted() == dict.fromkeys(COUNTED, 0)
    there.inside(_meet)
    assert there.counted() == dict.fromkeys(COUNTED, 0)

    back = stick / "retour.armoire-relais"
    there.done("return", there.package()[:6], "--out", back)
    code = absent.code("merge", back)
    assert code == absent.code("code", absent.package())
    there.done("finish", there.package(), code)

    assert any(WORDS in one for one in _notes(absent))
    assert absent.counted() == {"persons_followed": 1, "interviews": 2}
    assert there.inside(lambda here: here.cases.list(CaseFilter()).total) == 0
    assert "terminé" in absent.done("list")
    for file in stick.iterdir():
        assert b"FICTIVE" not in file.read_bytes()
        assert "absente" not in file.name


def _meet(here: Services) -> None:
    (row,) = here.cases.list(CaseFilter(state=CaseState.OPEN)).rows
    _interview(here, row.case_id, WORDS)


@pytest.mark.requirement("ANAS-17")
def test_what_may_not_go_is_refused_with_what_to_do(
    two: tuple[Vault, Vault], tmp_path: Path
) -> None:
    absent, there = two
    number, package = absent.number, tmp_path / "a.armoire-relais"
    give = ("give", "--case", number, "--out", package, "--to")
    card = tmp_path / "b.armoire-carte"
    there.done("card", card)

    assert "carte" in absent.refused(*give, "Inconnue")
    absent.done("colleague", card, "--name", "Collègue Fictive")
    assert "de vive voix" in absent.refused(*give, "Collègue Fictive")
    assert "la vôtre" in there.refused("colleague", card, "--name", "Moi")
    absent.done("colleague", card, "--name", "Collègue Fictive", "--compared")
    absent.inside(lambda here: _agree(here, here.documents.of_number(number)[0], Answer.WITHDRAWN))
    assert "accord" in absent.refused(*give, "Collègue Fictive")
    assert not package.exists()
    absent.inside(lambda here: _agree(here, here.documents.of_number(number)[0], Answer.GIVEN))
    absent.done(*give, "Collègue Fictive")
    assert "déjà" in absent.refused(
        *give[:4], tmp_path / "c.armoire-relais", "--to", "Collègue Fictive"
    )
    assert "inconnue" in there.refused("take", package)
    assert "pas fermé pour vous" in absent.refused("look", package)
    assert "bon" in absent.refused("receipt", absent.package(), "0000-0000")


@pytest.mark.requirement("ANAS-24")
def test_the_urgent_sheet_opens_with_the_phrase_that_was_shown(
    two: tuple[Vault, Vault], tmp_path: Path
) -> None:
    absent, there = two
    sheet = tmp_path / "feuille.pdf"

    said = absent.done("urgent-sheet", sheet)

    words = said.splitlines()[-1].partition("\u202f: ")[2]
    with pikepdf.open(sheet, password=words) as opened:
        assert opened.is_encrypted
        assert len(opened.pages) == 1
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(sheet)
    assert "vide" in there.refused("urgent-sheet", tmp_path / "autre.pdf")
