"""A made-up report and its parts, for tests of the formats: all figures and places are invented."""

from collections.abc import Mapping, Sequence

from app.statistics.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Tile,
    Tiles,
)
from app.statistics.release import _SEAL, SafeTable
from app.statistics.tables import TOTAL, CellKey, Column, Measure, Row, TableView

POPULATION = "E1"
CANARY = 73311
"""A true value that protection hid: it must be in no byte of any file."""

Line = tuple[str, str, Sequence[int | None]]
"""Code, label, and one printed value per column; None is masked."""


def a_table(number: str, lines: Sequence[Line], **look: object) -> SafeTable:
    """A protected table; `look` is any field of its view, `columns` as code → label."""
    dimension = str(look.pop("dimension", "issue"))
    columns: Mapping[str, str] = look.pop("columns", {TOTAL: "Personnes"})
    measures: Sequence[Measure] = look.pop("measures", [Measure.PERSONS] * len(columns))
    printed: dict[CellKey, int] = {}
    rows: list[Row] = []
    for code, label, values in lines:
        keys = [
            _key(measure, dimension, code, column)
            for measure, column in zip(measures, columns, strict=True)
        ]
        printed |= {k: v for k, v in zip(keys, values, strict=True) if v is not None}
        rows.append(Row(code, label, tuple(keys), is_total=code == TOTAL))
    view = {"title": "Domaines", "base": "personnes concernées", "population": POPULATION}
    return SafeTable(
        view=TableView(
            number=number,
            dimension=dimension,
            columns=tuple(
                Column(code, label, measure)
                for (code, label), measure in zip(columns.items(), measures, strict=True)
            ),
            rows=tuple(rows),
            **{**view, **look},
        ),
        printed=printed,
        seal=_SEAL,
    )


def _key(measure: Measure, dimension: str, code: str, column: str) -> CellKey:
    pairs = [(dimension, code), ("gender", column)]
    return CellKey(POPULATION, measure, tuple(sorted(p for p in pairs if p[1] != TOTAL)))


def domains(**look: object) -> SafeTable:
    """Table 4.1 of a mid-sized town, with one masked line and a total."""
    lines: list[Line] = [
        ("ISS.PRO", "Vie professionnelle", [34]),
        ("ISS.SAN", "Santé et handicap, y compris le maintien dans l’emploi", [25]),
        ("ISS.BUD", "Budget, endettement", [31]),
        ("ISS.LOG", "Logement", [29]),
        ("ISS.FAM", "Famille", [22]),
        ("ISS.DRO", "Accès aux droits", [20]),
        ("ISS.VIO", "Violences", [None]),
        ("ISS.AUT", "Autres domaines", [None]),
        (TOTAL, "Personnes suivies", [74]),
    ]
    settings = {"title": "Domaines abordés", "chart": "bar-sorted", "shares": True} | look
    return a_table("4.1", lines, **settings)


def crossed() -> SafeTable:
    """Table 3.5: two columns and a total column, some cells masked."""
    lines: list[Line] = [
        ("A1", "Moins de 30 ans", [None, None, 9]),
        ("A2", "30 à 39 ans", [11, 7, 18]),
        ("A3", "40 à 49 ans", [15, 8, 23]),
        ("A4", "50 à 59 ans", [None, None, 19]),
        ("A5", "60 ans et plus", [None, None, 5]),
        (TOTAL, "Ensemble", [48, 26, 74]),
    ]
    return a_table(
        "3.4",
        lines,
        dimension="age",
        columns={"F": "Femmes", "M": "Hommes", TOTAL: "Ensemble"},
        measures=[Measure.PERSONS] * 3,
        title="Tranche d’âge",
        chart="column",
    )


def months() -> SafeTable:
    """Table 2.3: twelve months, one of them masked."""
    names = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    values = [14, 18, 21, 17, 16, 19, 8, None, 23, 25, 20, 13]
    lines: list[Line] = [
        (f"M{index:02}", name, [value])
        for index, (name, value) in enumerate(zip(names.split(), values, strict=True), 1)
    ]
    return a_table(
        "2.3",
        [*lines, (TOTAL, "Année", [203])],
        dimension="month",
        columns={TOTAL: "Entretiens"},
        measures=[Measure.INTERVENTIONS],
        title="Entretiens par mois",
        base="entretiens tenus",
        chart="line",
    )


def aid() -> SafeTable:
    """Table 6.2: counts and amounts side by side."""
    lines: list[Line] = [
        ("SCH.EMP", "Aide de l’employeur", [21, 17, 1_234_500]),
        ("SCH.FSL", "Fonds de solidarité pour le logement", [9, None, None]),
        ("SCH.MUT", "Mutuelle et prévoyance", [None, None, None]),
        (TOTAL, "Ensemble", [36, 28, 1_874_000]),
    ]
    return a_table(
        "6.2",
        lines,
        dimension="scheme",
        columns={TOTAL: "Demandes", "granted": "Accordées", "amount": "Montant accordé"},
        measures=[Measure.APPLICATIONS, Measure.APPLICATIONS, Measure.CENTS],
        title="Par famille de dispositifs",
        base="demandes décidées dans la période",
        chart="bar",
    )


def gender() -> SafeTable:
    """Table 3.3: two parts of a whole."""
    lines: list[Line] = [("F", "Femmes", [51]), ("M", "Hommes", [23]), (TOTAL, "Ensemble", [74])]
    return a_table("3.3", lines, dimension="gender", title="Genre", chart="doughnut", shares=True)


def withheld() -> SafeTable:
    """Table 3.7, kept back."""
    return a_table(
        "3.7",
        [],
        dimension="category",
        title="Catégorie",
        withheld="moins de 30 personnes suivies : édition courte",
    )


def a_document(*blocks: Block, **look: object) -> Document:
    """A whole report, or one of the given blocks."""
    fields = {
        "key": "rapport-2025-ville-de-bellerive",
        "title": "Rapport annuel d’activité 2025",
        "subtitle": "Ville de Bellerive · 1er janvier – 31 décembre 2025",
        "running": "Service social du travail · Rapport d’activité 2025 · Ville de Bellerive",
        "period": "2025",
        "population": POPULATION,
    }
    return Document(blocks=blocks or _whole(), **{**fields, **look})


def _whole() -> tuple[Block, ...]:
    words = (
        "Le service social du travail reçoit les agents qui le demandent, sur leur temps de "
        "travail, dans un lieu qui garantit la confidentialité des échanges. Il est tenu au secret "
        "professionnel (article L. 411-3 du code de l’action sociale et des familles)\u202f: "
        "aucune donnée nominative n’est transmise à l’employeur, et les tableaux qui suivent sont "
        "protégés ensemble."
    )
    return (
        Tiles((
            Tile("74", "personnes suivies"), Tile("52\u202f%", "de nouvelles personnes"),
            Tile("203", "entretiens"), Tile("9\u202f%", "des agents en poste"),
            Tile("36", "demandes d’aide financière"),
            Tile("18\u202f740\u202f€", "d’aides accordées"),
            Tile("n.c.", "personnes reçues en urgence"), Tile("6", "actions collectives"),
        )),
        Heading("", "Constats", 2),
        Bullets((
            "Les demandes liées au logement restent au troisième rang des domaines abordés.",
            "Une personne sur deux vient pour la première fois.",
        )),
        Paragraph(words),
        PageBreak(),
        Heading("1", "Le service"),
        Paragraph(words),
        Paragraph(words),
        Heading("2", "Volume d’activité"),
        Figure(months()),
        Heading("3", "Personnes accompagnées"),
        Figure(gender()),
        Figure(crossed()),
        Figure(withheld()),
        Heading("4", "Problématiques rencontrées"),
        Paragraph("161 problématiques abordées avec 74 personnes."),
        Figure(domains(notes=("Une personne peut relever de plusieurs domaines.",))),
        Heading("6", "Aides financières"),
        Figure(aid()),
        PageBreak(),
        Heading("A", "Méthode et confidentialité"),
        *(Paragraph(words) for _ in range(6)),
    )  # fmt: skip
