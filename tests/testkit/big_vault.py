"""A vault as large as it may get: twenty busy years, nothing purged (domain §5).

Rows go in by the table, in the order of their keys. Every sens class is there, entities on both
sides of each floor, a person with 400 interventions, persons of two employers, a file reopened
five times, a withdrawn agreement, group interviews and anonymous contacts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random  # noqa: TID251 — seeded, so that each run draws the same vault
from typing import TYPE_CHECKING, Any

from testkit.big_words import Words

from app.domain.cases import OFFER_KIND
from app.domain.ids import compose_id
from app.domain.journal import JournalEntry
from app.domain.nomenclatures import standard
from app.domain.people import folded
from storage.repositories.people import identity_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.transaction import Transaction
    from storage.vault.session import OpenVault

FIRST_DAY = date(2006, 1, 1)
FREQUENT, REOPENED = 0, 1
"""Ranks of the file with 400 interventions, and of the one reopened five times."""
VISITS, REOPENINGS = 400, 5
HEADCOUNTS = (1150, 620, 380, 140, 45, 29, 25, 11, 10, 8, 900, 750, 300, 210, 90, 60, 35, 20, 9, 4)
KINDS = {
    "CTC.RDV": 340, "CTC.SPO": 100, "CTC.TEL": 220, "CTC.VIS": 25, "CTC.VAD": 15, "CTC.HOP": 7,
    "CTC.ACC": 5, "CTC.TRI": 8, "CTC.APP": 900, "CTC.MEL": 700, "CTC.SMS": 200, "CTC.CRR": 85,
    "CTC.DEM": 700, "CTC.ECR": 205, "CTC.PTI": 400, "CTC.PTE": 600, "CTC.REU": 92, "CTC.ABS": 60,
    "CTC.ANN": 30, "CTC.MAD": 32,
}  # fmt: skip
DOMAINS = {"ISS.BUD": 42, "ISS.SAN": 38, "ISS.PRO": 34, "ISS.FAM": 27, "ISS.LOG": 26}
ORIGINS = {"ORI.AGT": 60, "ORI.DRH": 12, "ORI.MED": 10, "ORI.HIE": 6, "ORI.ASS": 4, "ORI.INC": 3}
STATUSES = {"STA.TIT": 70, "STA.CDI": 8, "STA.CDD": 12, "STA.STG": 4, "STA.APP": 3, "STA.INC": 3}
CATEGORIES = {"CAT.C": 62, "CAT.B": 20, "CAT.A": 12, "CAT.INC": 6}
GENDERS = {"GEN.F": 66, "GEN.M": 32, "GEN.X": 2}
HOMES = ("MAR", "FOY", "HAB")
AID_STATES = {"AST.GRANTED": 70, "AST.PARTLY_GRANTED": 10, "AST.REFUSED": 12, "AST.ADJOURNED": 8}


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a vault: the upper bound by default, or any part of it."""

    years: int = 20
    persons: int = 6_000
    cases: int = 7_500
    interventions: int = 200_000
    aid: int = 3_000
    collective: int = 600


SMALL = Scale(years=2, persons=80, cases=96, interventions=1_500, aid=40, collective=12)


@dataclass(frozen=True, slots=True)
class _Case:
    id: int
    entity: int
    opened: date
    last: date
    issues: tuple[str, ...]
    offer: bool = False


@dataclass
class _Rows:
    """Rows by statement, in the order in which the tables need each other."""

    tables: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def add(self, table: str, *values: Any) -> None:
        self.tables.setdefault(table, []).append(values)


def fill(vault: OpenVault, scale: Scale | None = None, *, seed: int = 2026) -> None:
    """Fill a new vault in one write."""
    drawn = _Drawing(scale or Scale(), Random(seed))
    with vault.transaction() as write:
        for table, rows in drawn.rows().tables.items():
            marks = ", ".join("?" * len(rows[0]))
            into = table if "(" in table else _with_columns(write, table, len(rows[0]))
            write.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
        write.commit(JournalEntry("test", "test", None))


def _with_columns(write: Transaction, table: str, width: int) -> str:
    """A table with its first columns; later schemas add theirs at the end, with a default."""
    names = [row[1] for row in write.connection.execute(f"PRAGMA table_info({table})")]
    return f"{table} ({', '.join(names[:width])})"


class _Drawing:
    """Draws all rows of a vault."""

    def __init__(self, scale: Scale, chance: Random) -> None:
        self._scale = scale
        self._chance = chance
        self._words = Words(chance)
        self._rows = _Rows()
        self._days = scale.years * 365
        issues = standard().of("ISS").codes
        self._sub_issues = [code.code for code in issues if code.parent is not None]
        self._natures = [code.code for code in standard().of("NAT").codes]
        self._places = {
            code.code: (code.text("place") or "LIE.BUR", code.number("minutes") or None)
            for code in standard().of("CTC").codes
        }

    def rows(self) -> _Rows:
        self._entities()
        people = self._persons()
        cases = self._cases(people)
        self._interventions(cases)
        self._aid(cases)
        self._collective()
        self._assessments(cases)
        return self._rows

    def _entities(self) -> None:
        for rank, agents in enumerate(HEADCOUNTS, 1):
            name = f"Commune de {self._words.family_name()} {rank}"
            self._rows.add("entity", rank, name, folded(name), 100 / len(HEADCOUNTS), None)
            for year in range(self._scale.years):
                self._rows.add("headcount", rank, FIRST_DAY.year + year, agents)

    def _persons(self) -> list[tuple[int, str, str]]:
        people: list[tuple[int, str, str]] = []
        for rank in range(self._scale.persons):
            person = self._id(rank * self._days // self._scale.persons, rank)
            family, given = self._words.family_name(), self._words.given_name()
            home = [self._code_or_none(name) for name in HOMES]
            self._rows.add(
                "person", person, family, given, identity_key(family, given),
                self._weighted(GENDERS), self._chance.randint(1950, 2003), "", "",
                self._chance.random() < 0.1, home[0], home[1], self._chance.randint(0, 4), home[2],
            )  # fmt: skip
            people.append((person, family, given))
        return people

    def _cases(self, people: list[tuple[int, str, str]]) -> list[_Case]:
        """One file each, and a second one with another entity for as many as the scale says."""
        entities = self._chance.choices(range(1, 21), HEADCOUNTS, k=len(people))
        owners = [*zip(people, entities, strict=True)]
        seconds = self._scale.cases - len(people)
        owners += [(who, entity % 20 + 1) for who, entity in owners[:seconds]]
        return [
            self._case(rank, who, entity, rank * self._days // len(owners))
            for rank, (who, entity) in enumerate(owners)
        ]

    def _case(self, rank: int, who: tuple[int, str, str], entity: int, day: int) -> _Case:
        person, family, given = who
        case_id, opened = self._id(day, rank), FIRST_DAY + timedelta(day)
        last = min(
            opened + timedelta(int(self._chance.expovariate(1 / 400)) + 1),
            FIRST_DAY + timedelta(self._days - 1),
        )
        silent = self._days - (last - FIRST_DAY).days > 200
        closed = rank not in {FREQUENT, REOPENED} and silent and self._chance.random() < 0.9
        offer = not closed and self._chance.random() < 0.02
        state = "closed" if closed else "offer_made" if offer else "open"
        number = f"{opened.year}-{rank + 1:04d}"
        reason = "CLO.FIN_ACCOMPAGNEMENT" if closed else None
        self._rows.add(
            "case_file", case_id, number, person, entity, opened.isoformat(), state,
            last.isoformat() if closed else None, reason,
        )  # fmt: skip
        self._rows.add(
            "case_words (rowid, words)", case_id, folded(f"{number} {rank + 1} {family} {given}")
        )
        self._around(case_id, rank, opened, last, closed=closed, offer=offer)
        issues = {self._issue() for _ in range(self._chance.choice((1, 2, 2, 3, 4)))}
        return _Case(case_id, entity, opened, last, tuple(sorted(issues)), offer)

    def _around(
        self, case_id: int, rank: int, opened: date, last: date, *, closed: bool, offer: bool
    ) -> None:
        """Request, agreement, traits and closings of a file."""
        day = opened.isoformat()
        origin = "ORI.DRH" if offer else self._weighted(ORIGINS)
        self._rows.add("request", case_id, case_id, day, origin)
        if not offer:
            self._rows.add(
                "agreement", case_id, case_id, "ACC.FILE_OPENING", "given", "oral", day, ""
            )
        if rank % 97 == 0:
            self._rows.add(
                "agreement", case_id + 1, case_id, "ACC.HOME_VISIT", "withdrawn", "oral", day, ""
            )
        self._rows.add("case_attribute", case_id, "status", day, self._weighted(STATUSES))
        self._rows.add("case_attribute", case_id, "category", day, self._weighted(CATEGORIES))
        self._rows.add("case_attribute", case_id, "beneficiary", day, "BEN.AGT")
        if closed:
            self._rows.add(
                "case_closing", case_id, last.isoformat(), "CLO.FIN_ACCOMPAGNEMENT", None
            )
        for time in range(REOPENINGS if rank == REOPENED else 0):
            closing = opened + timedelta(20 * time + 1)
            self._rows.add(
                "case_closing", case_id, closing.isoformat(), "CLO.ORIENTATION",
                (closing + timedelta(10)).isoformat(),
            )  # fmt: skip

    def _interventions(self, cases: list[_Case]) -> None:
        """As many as the scale says, in the order of their days, spread over the files."""
        visits = min(VISITS, self._scale.interventions // 4)
        weights = [self._chance.paretovariate(2.5) for _ in cases]
        drawn = self._chance.choices(cases, weights, k=self._scale.interventions - visits)
        frequent = cases[FREQUENT]
        whole = _Case(
            frequent.id, frequent.entity, FIRST_DAY, FIRST_DAY + timedelta(self._days - 1),
            frequent.issues,
        )  # fmt: skip
        dated = [(self._working_day(case), case) for case in [*drawn, *[whole] * visits]]
        dated.sort(key=lambda one: one[0])
        neighbours = {case.entity: case for case in cases if not case.offer}
        for rank, (day, case) in enumerate(dated):
            self._intervention(rank, day, case, neighbours[case.entity])

    def _intervention(self, rank: int, on: date, case: _Case, neighbour: _Case) -> None:
        done, day = self._id((on - FIRST_DAY).days, rank), on.isoformat()
        kind = OFFER_KIND if case.offer else self._weighted(KINDS)
        interview = kind in _INTERVIEWS
        place, minutes = self._places[kind]
        note = self._words.note() if interview or self._chance.random() < 0.4 else ""
        self._rows.add("intervention", done, case.entity, day, kind, place, minutes, note)
        if note:
            self._rows.add("note_words (rowid, words)", done, folded(note))
        draw = self._chance.random()
        if draw < 0.02 and not case.offer:
            return
        self._rows.add("intervention_case", case.id, day, done)
        if 0.02 < draw < 0.03 and neighbour.id != case.id:
            self._rows.add("intervention_case", neighbour.id, day, done)
        if interview or self._chance.random() < 0.2:
            issues = case.issues[: self._chance.choice((1, 1, 2))]
            for place_in_list, code in enumerate(issues):
                self._rows.add("intervention_issue", done, place_in_list, code)
            self._rows.add("intervention_nature", done, 0, self._chance.choice(self._natures))

    def _aid(self, cases: list[_Case]) -> None:
        schemes = [code.code for code in standard().of("SCH").codes]
        purposes = [code.code for code in standard().of("OBJ").codes]
        for rank in range(self._scale.aid):
            case, state = self._chance.choice(cases), self._weighted(AID_STATES)
            asked = self._chance.randint(100, 1500) * 100
            granted = int(asked * 0.8) if "GRANTED" in state else 0
            day = self._working_day(case)
            self._rows.add(
                "aid_application", self._id((day - FIRST_DAY).days, rank), case.entity, case.id,
                self._chance.choice(schemes), state, self._chance.choice(purposes), asked, granted,
                day.isoformat(),
            )  # fmt: skip

    def _collective(self) -> None:
        for rank in range(self._scale.collective):
            day = rank * self._days // self._scale.collective
            self._rows.add(
                "collective_action", self._id(day, rank), self._chance.randint(1, 20),
                (FIRST_DAY + timedelta(day)).isoformat(), "Préparer sa retraite", "THM.RET",
                self._chance.randint(4, 30),
            )  # fmt: skip

    def _assessments(self, cases: list[_Case]) -> None:
        """One for each file, its words indexed as saving would do."""
        for rank, case in enumerate(cases):
            record, day = self._id((case.opened - FIRST_DAY).days, 2_000_000 + rank), case.opened
            words = [self._words.note() for _ in range(4)]
            texts = ("", words[0], words[1], "", words[2], "", words[3])
            self._rows.add("assessment", record, case.id, day.isoformat(), *texts)
            self._rows.add(
                "record_words (rowid, words, subject, case_id, day)",
                record, folded(" ".join(texts)), "assessment", case.id, day.isoformat(),
            )  # fmt: skip

    def _working_day(self, case: _Case) -> date:
        """A day of the file, seldom in summer or at the end of December."""
        while True:
            day = case.opened + timedelta(self._chance.randint(0, (case.last - case.opened).days))
            quiet = day.month in {7, 8} or (day.month, day.day) > (12, 20)
            if not quiet or self._chance.random() < 0.4:
                return day

    def _issue(self) -> str:
        if self._chance.random() < 0.35:
            return self._weighted(DOMAINS)
        return self._chance.choice(self._sub_issues)

    def _weighted(self, weights: dict[str, int]) -> str:
        return self._chance.choices([*weights], [*weights.values()])[0]

    def _code_or_none(self, name: str) -> str | None:
        codes: Iterable[str] = [code.code for code in standard().of(name).codes]
        return self._chance.choice([*codes, None])

    def _id(self, day: int, rank: int) -> int:
        """An id made on that day, different for each rank."""
        moment = (FIRST_DAY + timedelta(day)).toordinal() - date(1970, 1, 1).toordinal()
        return compose_id(moment * 86_400_000 + rank % 86_400_000, rank)


_INTERVIEWS = {code.code for code in standard().of("CTC").codes if code.says("interview")}
