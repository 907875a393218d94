"""Facts read straight from the example spreadsheets.

By code that shares nothing with the import.
"""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import count

import openpyxl

import resources
from app.domain.cases import AttributeKind
from app.domain.entities import ClientEntity
from app.domain.periods import civil_year
from app.ports.facts import (
    AidFact,
    AttributeFact,
    CaseFact,
    CollectiveFact,
    Facts,
    InterventionFact,
    RequestFact,
)

KINDS = {
    "absent": "CTC.ABS",
    "annulé": "CTC.ANN",
    "appel": "CTC.APP",
    "mail": "CTC.MEL",
    "démarche": "CTC.DEM",
    "entretien bureau": "CTC.RDV",
    "entretien téléphonique": "CTC.TEL",
    "entretien spontané": "CTC.SPO",
    "visio": "CTC.VIS",
    "vad": "CTC.VAD",
    "partenaire externe": "CTC.PTE",
    "partenaire interne": "CTC.PTI",
    "courrier": "CTC.CRR",
}
ISSUES = {
    "travail": "ISS.PRO",
    "santé": "ISS.SAN",
    "budget / endettement": "ISS.BUD",
    "logement": "ISS.LOG",
    "famille": "ISS.FAM",
    "accès aux droits": "ISS.DRT",
    "retraite": "ISS.RET",
    "événement grave": "ISS.EVT",
    "autre": "ISS.AUT",
}
STATUSES = {
    "titulaire": "STA.TIT",
    "stagiaire": "STA.STG",
    "cdi": "STA.CDI",
    "cdd": "STA.CDD",
    "vacataire": "STA.VAC",
    "retraité": "STA.RET",
    "apprenti": "STA.APP",
}
ORIGINS = {
    "l'agent": "ORI.AGT",
    "rh": "ORI.DRH",
    "encadrement": "ORI.HIE",
    "collègue": "ORI.COL",
    "syndicat": "ORI.REP",
    "médecine préventive": "ORI.MED",
    "service social extérieur": "ORI.SOC",
}
NATURES = {
    "évaluation": "NAT.EVA",
    "accompagnement": "NAT.ACC",
    "budget": "NAT.BUD",
    "médiation": "NAT.MED",
    "écoute": "NAT.ECO",
    "orientation interne": "NAT.ORI",
    "orientation externe": "NAT.ORX",
    "information": "NAT.INF",
    "aide financière": "NAT.AID",
    "ouverture de droits": "NAT.DRO",
}
PLACES = {"permanence": "LIE.PER", "cig": "LIE.CIG", "domicile": "LIE.DOM", "téléphone": "LIE.DIS"}
STATES = {
    "accordé": "AST.GRANTED",
    "accordé partiellement": "AST.PARTLY_GRANTED",
    "refusé": "AST.REFUSED",
    "ajourné": "AST.ADJOURNED",
    "en attente": "AST.SUBMITTED",
}
SCHEMES = {
    "secours collectivité": "SCH.EMP.SEC",
    "prêt social employeur": "SCH.EMP.PRE",
    "cnas": "SCH.ASO.CNA",
    "fsl": "SCH.LOG.FSL",
    "ccas": "SCH.LOC.CCA",
    "fondation": "SCH.CAR.AUT",
}


def workbook_facts(year):
    """The facts of one of the two example years, with the years before it known."""
    books = [_Book(one) for one in range(2024, year + 1)]
    ids = count(1000)
    entities, cases, first = {}, {}, {}
    traits, requests = defaultdict(list), defaultdict(list)
    for book in books:
        for name, _ in book.headcounts:
            entities.setdefault(name, ClientEntity(next(ids), name))
        for line in book.lines:
            key = (line["entity"], line["number"])
            if key not in cases:
                cases[key] = (next(ids), line)
            case_id = cases[key][0]
            traits[case_id].append(line)
            if line["kind"] not in {"CTC.ABS", "CTC.ANN"}:
                first.setdefault(case_id, line["on"])
            requests[case_id].append(RequestFact(line["on"], line["origin"]))
    people = {key: next(ids) for key in cases}
    made = {
        key: _case(
            case_id, people[key], entities[key[0]].id, line, traits[case_id], requests[case_id]
        )
        for key, (case_id, line) in cases.items()
    }
    book = books[-1]
    return Facts(
        period=civil_year(year),
        entities=tuple(entities.values()),
        headcounts={entities[name].id: agents for name, agents in book.headcounts},
        interventions=tuple(_act(next(ids), line, made) for line in book.lines),
        cases=tuple(replace(one, first_counted_on=first.get(one.id)) for one in made.values()),
        aid=tuple(_granted(next(ids), one, entities, people, ids) for one in book.aid),
        collective=tuple(
            CollectiveFact(entities[name].id, on, theme, None, participants)
            for on, name, theme, participants in book.actions
        ),
    )


def _act(act_id, line, cases):
    case = cases[line["entity"], line["number"]]
    return InterventionFact(
        act_id,
        case.entity_id,
        line["on"],
        line["kind"],
        line["place"],
        None,
        (case.id,),
        line["issues"],
        line["natures"],
    )


def _granted(aid_id, line, entities, people, ids):
    """An application; its file may have had no intervention in these years."""
    person = people.setdefault((line["entity"], line["number"]), next(ids))
    return AidFact(
        aid_id,
        entities[line["entity"]].id,
        0,
        person,
        line["scheme"],
        line["state"],
        None,
        None,
        line["granted"],
        line["on"],
    )


def _case(case_id, person, entity, line, lines, requests):
    attributes = []
    for one in lines:
        attributes += [
            AttributeFact(AttributeKind.STATUS, one["status"], one["on"]),
            AttributeFact(AttributeKind.CATEGORY, one["category"], one["on"]),
            AttributeFact(AttributeKind.BENEFICIARY, one["beneficiary"], one["on"]),
        ]
    return CaseFact(
        case_id,
        person,
        entity,
        line["gender"],
        line["born"],
        line["on"],
        None,
        tuple(requests[:1]),
        tuple(attributes),
        (),
    )


class _Book:
    def __init__(self, year):
        content = resources.read_bytes("example", f"suivi-{year}.xlsx")
        book = openpyxl.load_workbook(BytesIO(content), data_only=True)
        self.headcounts = [
            (row[0].strip(), row[1])
            for row in book["Collectivités"].iter_rows(min_row=2, values_only=True)
        ]
        names = {name.casefold(): name for name, _ in self.headcounts}
        self.lines = sorted(
            (
                _line(row, names)
                for row in book["Suivi"].iter_rows(min_row=4, values_only=True)
                if row[1]
            ),
            key=lambda one: one["on"],
        )
        self.aid = [
            _aid(row, names)
            for row in book["Aides"].iter_rows(min_row=2, values_only=True)
            if row[1]
        ]
        self.actions = [
            (_day(row[0]), names[_plain(row[1])], row[2], row[3])
            for row in book["Actions collectives"].iter_rows(min_row=2, values_only=True)
            if row[1]
        ]


def _plain(value):
    return " ".join(str(value or "").split()).casefold()


def _day(value):
    if hasattr(value, "year"):
        return date(value.year, value.month, value.day)
    day, month, year = (int(part) for part in re.split(r"[./-]", str(value).strip()))
    if day > 31:
        return date(day, month, year)
    return date(year + 2000 if year < 100 else year, month, day)


def _line(row, names):
    issues = [part for cell in row[14:17] for part in _plain(cell).split(" + ") if part]
    natures = [part.strip() for part in _plain(row[17]).split(",") if part.strip()]
    category = _plain(row[8]).upper()
    return {
        "on": _day(row[0]),
        "entity": names[_plain(row[1])],
        "number": row[2],
        "gender": "GEN.F" if _plain(row[5]).startswith("f") else "GEN.M",
        "born": int(row[6]) if row[6] else None,
        "status": STATUSES[_plain(row[7])],
        "beneficiary": "BEN.RET" if _plain(row[7]) == "retraité" else "BEN.AGT",
        "category": f"CAT.{category}" if category in {"A", "B", "C"} else "CAT.INC",
        "origin": ORIGINS.get(_plain(row[10]), "ORI.INC"),
        "kind": KINDS[_plain(row[11])],
        "place": PLACES.get(_plain(row[12]), "LIE.INC"),
        "issues": tuple(dict.fromkeys(ISSUES[one] for one in issues)),
        "natures": tuple(dict.fromkeys(NATURES[one] for one in natures)),
    }


def _aid(row, names):
    amount = re.sub(r"[^0-9,.]", "", str(row[7] or "0")).replace(",", ".")
    return {
        "on": _day(row[0]),
        "entity": names[_plain(row[1])],
        "number": row[2],
        "scheme": SCHEMES[_plain(row[3])],
        "state": STATES[_plain(row[6])],
        "granted": round(float(amount or 0) * 100),
    }
