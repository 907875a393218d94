"""Pictures of the handovers in every look, left in build/screens; nothing runs out of a page."""

from __future__ import annotations

from testkit import relay
from testkit.pictures import take
from testkit.relay import Files, given, line
from testkit.vaults import phrase

from ui.page import Place
from ui.pictures import LOOKS, put_on


def test_files_given_and_taken_over(app_window, colleague_window, monkeypatch, tmp_path) -> None:
    """One window gives, the other has taken over and is late."""
    giver, colleague, files = app_window, colleague_window, Files(monkeypatch)
    files.next = tmp_path / "paquet.armoire-relais"
    giver.world.vaults.prove(phrase())
    case_id = giver.world.case("modele")
    relay.presses(giver.world, case_id, "Audience le 28 mai : appeler avant.", with_phone=True)
    relay.presses(giver.world, giver.world.case("exemple"), "Coupure annoncée.")
    given(giver, colleague, files.next, "modele", "temoin")
    relay.take(giver.world, colleague.world, files.next)
    colleague.world.clock.advance(days=40)
    theirs = line(colleague.world).cases[0].case_id
    for look in LOOKS:
        for window, place, name in (
            (giver, Place("handovers"), "relais-confie"),
            (colleague, Place("case", theirs), "dossier-repris"),
        ):
            put_on(window.desk, look)
            window.shell.go(place)
            take(window.window, f"{name}-{look.name}")
    put_on(giver.desk, LOOKS[2])
    giver.widget("handovers_give").click()
    take(giver.widget("give_dialog"), f"fenetre-confier-{LOOKS[2].name}")
