"""An example vault for the window: fictitious persons in a real encrypted file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from testkit.vaults import SettableClock, fast_vaults, phrase

from app.domain.agreements import AgreementForm
from app.domain.drafts import InterventionDraft, NewCase
from app.usecases.vault import VaultService
from storage.vault.passphrase import FrenchPassphrases
from ui import cabinet
from ui.machine import MachineIds

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.ids import CaseId, EntityId
    from storage.vault.session import OpenVault
    from ui.services import Services

TODAY = date(2026, 5, 12)
ENTITIES = (
    ("Ville de Bellerive", 812, 20),
    ("Choisy-sur-Orme", 2140, 57),
    ("SIVOM des Coteaux", 96, 10),
)
PERSONS = (
    ("Exemple", "Nadège", 0, ("ISS.LOG.01",)),
    ("Modèle", "Karim", 0, ("ISS.LOG.01", "ISS.BUD.02")),
    ("Témoin", "Élise", 0, ("ISS.SAN",)),
    ("Fictif", "Hélène", 1, ("ISS.PRO.03",)),
    ("Imaginaire", "Omar", 1, ("ISS.FAM",)),
    ("Spécimen", "Chloé", 1, ("ISS.BUD.02",)),
    ("Démonstration", "Yann", 2, ("ISS.PRO",)),
    ("Essai", "Inès", 1, ("ISS.BUD",)),
)
LONG_NOTE = (
    "Point sur l’avis d’expulsion conditionnelle ; délai de deux mois. Décide de solliciter le FSL "
    "et d’accepter la rencontre avec la conseillère ESF."
)
NOTES = (
    LONG_NOTE,
    "Retour sur le rendez-vous avec le bailleur. Plan d’apurement accepté sur douze mois.",
    "",
)


@dataclass
class World:
    """An open vault and its services."""

    folder: Path
    clock: SettableClock
    vaults: VaultService[OpenVault]
    services: Services

    def case(self, words: str) -> CaseId:
        """The case file of a person."""
        return self.services.cases.suggest(words)[0].case_id


def an_empty_world(folder: Path) -> World:
    """A new vault with nothing in it."""
    vaults, clock = _vaults()
    place = folder / "essai.armoire"
    vaults.create(place, phrase())
    return _world(vaults, place, clock)


def reopened(folder: Path) -> World:
    """A vault made before."""
    vaults, clock = _vaults()
    vaults.unlock(folder, phrase())
    return _world(vaults, folder, clock)


def _vaults() -> tuple[VaultService[OpenVault], SettableClock]:
    clock = SettableClock()
    clock.advance(days=(TODAY - clock.today()).days, hours=2)
    return VaultService(fast_vaults(clock), FrenchPassphrases()), clock


def _world(vaults: VaultService[OpenVault], folder: Path, clock: SettableClock) -> World:
    return World(folder, clock, vaults, cabinet.services(vaults, clock, MachineIds()))


def a_world(folder: Path) -> World:
    """A vault of three entities, eight persons and their interviews."""
    world = an_empty_world(folder)
    entities = [_entity(world, *one) for one in ENTITIES]
    for rank, (family_name, given_name, entity, issues) in enumerate(PERSONS):
        new = NewCase(
            family_name,
            entities[entity],
            given_name=given_name,
            status="STA.TIT",
            category="CAT.C",
            unit="Espaces verts",
        )
        _follow(world, new, issues, rank)
    world.services.cases.create(
        NewCase("Hypothétique", entities[0], given_name="Basile"),
        on=TODAY - timedelta(days=4),
        origin="ORI.MED",
        agreement=None,
    )
    world.services.interventions.log(
        InterventionDraft(
            TODAY,
            "CTC.APP",
            entities[1],
            "LIE.DIS",
            10,
            natures=("NAT.INF",),
            note="Question de droit.",
        )
    )
    return world


def _entity(world: World, name: str, agents: int, quota: int) -> EntityId:
    saved = world.services.entities.save(name, quota_percent=quota, headcount=agents, year=2025)
    assert saved.object_id is not None
    return saved.object_id


def _follow(world: World, new: NewCase, issues: tuple[str, ...], rank: int) -> None:
    """Open a file and log interviews, more of them for the first persons."""
    log = world.services.interventions.log
    first = TODAY - timedelta(days=60 + rank)
    log(
        InterventionDraft(
            first,
            "CTC.RDV",
            new.entity_id,
            "LIE.PER",
            50,
            new_case=new,
            issues=issues,
            natures=("NAT.EVA",),
            note=NOTES[rank % 3],
            origin="ORI.AGT",
            agreement=AgreementForm.ORAL,
        )
    )
    case_id = world.case(new.family_name)
    for step in range(1, 7 - rank // 2):
        kind, place, minutes = (("CTC.RDV", "LIE.PER", 45), ("CTC.TEL", "LIE.DIS", 20))[step % 2]
        day = TODAY - timedelta(days=(step * 2 + rank * 3) % 40)
        log(
            InterventionDraft(
                day,
                kind,
                new.entity_id,
                place,
                minutes,
                case_ids=(case_id,),
                issues=issues[:1],
                natures=("NAT.INF", "NAT.ORX"),
                note=NOTES[(rank + step) % 3],
            )
        )
