"""Importing spreadsheets, settling what is left, taking an import back."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from testkit.builders import a_case, a_person, an_entity
from testkit.fakes import CountingIds, FakeStore, FrozenClock
from testkit.sheets import HEADER, a_row

from app.changes import Touched
from app.domain.agreements import Agreement, AgreementForm, Answer
from app.domain.aid import AidApplication
from app.domain.cases import CaseAttribute, CaseFile, CaseState, Request
from app.domain.collective import CollectiveAction
from app.domain.entities import ClientEntity, Headcount
from app.domain.errors import RuleBroken
from app.domain.interventions import Intervention
from app.domain.people import Person
from app.importing.mapping import Corrections
from app.importing.vocabulary import SheetKind
from app.ports.imports import ImportProfile, Outcome, Sheet
from app.ports.queries import ImportBatchRow, TimelineEntry
from app.usecases.imports import ImportService, RowRef

FILE = Path("suivi.xlsx")
AID = ("Date décision", "Collectivité", "N° dossier", "Dispositif", "Décision", "Accordé (€)")
ENTITIES = ("Collectivité", "Effectif au 31/12", "Quotité %")
ACTIONS = ("Date", "Collectivité", "Thème", "Participants")
CREATED = (
    ClientEntity,
    Person,
    CaseFile,
    Request,
    Agreement,
    CaseAttribute,
    Intervention,
    AidApplication,
    CollectiveAction,
)


@dataclass
class SheetsAtHand:
    """A reader of sheets that a test puts there."""

    sheets: tuple[Sheet, ...] = ()

    def read(self, path, progress=None):
        return self.sheets


@dataclass
class StoreQueries:
    """The reads of screens that an import needs, on the shelves of a fake store."""

    store: FakeStore

    def imports(self):
        batches = self.store.shelves.of(bytes)
        undone = {batch for batch in self.store.shelves.of(list) if batch not in batches}
        when = datetime(2026, 5, 12, tzinfo=UTC)
        return tuple(
            ImportBatchRow(batch, when, FILE.name, 0, 0, when if batch in undone else None)
            for batch in (*batches, *undone)
        )

    def timeline(self, case_id):
        shelves = self.store.shelves
        done = [
            TimelineEntry(one.on, "intervention", one.id, code=one.kind)
            for one in shelves.of(Intervention).values()
            if case_id in one.case_ids
        ]
        asked = [
            TimelineEntry(one.received_on, "request", one.id)
            for one in shelves.of(Request).values()
            if one.case_id == case_id
        ]
        return (*done, *asked)


@dataclass
class Desk:
    """An import service on a vault in memory."""

    store: FakeStore
    reader: SheetsAtHand
    service: ImportService

    def put(self, *rows, **sheets):
        named = {"Suivi": (HEADER, *rows), **sheets} if rows else sheets
        self.reader.sheets = tuple(Sheet(name, tuple(found)) for name, found in named.items())

    def bring(self, *rows, corrections=None, **sheets):
        self.put(*rows, **sheets)
        return self.service.run(self.service.examine(FILE, corrections=corrections))

    def kept(self, kind):
        return list(self.store.shelves.of(kind).values())

    def events(self):
        return [entry.event for entry in self.store.journal]


@pytest.fixture
def desk():
    return a_desk()


def a_desk(*values):
    store = FakeStore().holding(*values)
    reader = SheetsAtHand()
    service = ImportService(
        store, StoreQueries(store), reader, clock=FrozenClock(), ids=CountingIds()
    )
    return Desk(store, reader, service)


def refusal(call, *arguments, **named):
    with pytest.raises(RuleBroken) as refused:
        call(*arguments, **named)
    return refused.value.code


def test_a_dry_run_writes_nothing(desk):
    desk.put(a_row(), a_row(date="hier"))

    plan = desk.service.examine(FILE)

    assert (plan.count(Outcome.NEW), plan.count(Outcome.BAD)) == (1, 1)
    assert desk.store.journal == []
    assert all(desk.kept(kind) == [] for kind in CREATED)


def test_an_import_is_one_write(desk):
    report = desk.bring(a_row(), a_row(date="8.2.25"))

    assert desk.events() == ["import_done"]
    assert report.concerns(Touched.CASES | Touched.INTERVENTIONS)
    assert report.rows[Outcome.NEW] == 2
    assert (report.cases_opened, report.entities_added) == (1, 1)


@pytest.mark.requirement("BRY-24", "BRY-25")
def test_a_row_opens_a_case_file_with_its_request_agreement_and_traits(desk):
    desk.bring(a_row(kind="Mail", minutes=None), a_row(date="10/03/2025", status="Retraité"))

    (person,), (case,) = desk.kept(Person), desk.kept(CaseFile)
    (request,), (agreement,) = desk.kept(Request), desk.kept(Agreement)
    assert (person.family_name, person.given_name) == ("FICTIVE", "Nadège")
    assert (person.gender, person.birth_year) == ("GEN.F", 1980)
    assert (case.number, case.opened_on, case.state) == (
        "2025-0001",
        date(2025, 2, 7),
        CaseState.OPEN,
    )
    assert (request.received_on, request.origin) == (date(2025, 2, 7), "ORI.AGT")
    assert (agreement.answer, agreement.form) == (Answer.GIVEN, AgreementForm.BEHAVIOUR)
    assert (agreement.on, agreement.scope) == (date(2025, 3, 10), "Repris de l’ancien suivi")
    assert {
        (one.kind.value, one.value, one.valid_from.month) for one in desk.kept(CaseAttribute)
    } == {
        ("status", "STA.TIT", 2),
        ("beneficiary", "BEN.AGT", 2),
        ("status", "STA.RET", 3),
        ("beneficiary", "BEN.RET", 3),
    }


def test_an_intervention_is_kept_whole(desk):
    desk.bring(a_row(note="Reçue à l’accueil\nà l’heure"))

    (done,) = desk.kept(Intervention)
    (case,) = desk.kept(CaseFile)
    assert (done.on, done.kind, done.place, done.minutes) == (
        date(2025, 2, 7),
        "CTC.VAD",
        "LIE.INC",
        50,
    )
    assert (done.case_ids, done.issues, done.note) == (
        (case.id,),
        ("ISS.LOG",),
        "Reçue à l’accueil\nà l’heure",
    )


@pytest.mark.requirement("BRY-58")
def test_lists_of_employers_aid_and_actions_are_kept(desk):
    desk.bring(
        a_row(),
        Aides=(AID, ("9.2.25", "Ville d’Exemple", "2025-0001", "FSL", "Accordé", "1 500")),
        Actions=(ACTIONS, ("9.2.25", "Ville d’Exemple", "Surendettement", 22)),
        Employeurs=(ENTITIES, ("Ville d’Exemple", 1150, 40), ("CCAS de Modèle", 12, 0)),
    )

    assert {one.name: one.quota_percent for one in desk.kept(ClientEntity)} == {
        "Ville d’Exemple": 40,
        "CCAS de Modèle": 0,
    }
    assert sorted((one.year, one.agents) for one in desk.kept(Headcount)) == [
        (2025, 12),
        (2025, 1150),
    ]
    (aid,), (action,) = desk.kept(AidApplication), desk.kept(CollectiveAction)
    assert (aid.scheme, aid.state, aid.granted_cents) == ("SCH.LOG.FSL", "AST.GRANTED", 150_000)
    assert (action.theme_code, action.participants) == ("THM.BUD", 22)


def test_an_anonymous_contact_has_no_case_file(desk):
    desk.bring(a_row(number=None, family="Anonyme", given=None))

    assert [one.case_ids for one in desk.kept(Intervention)] == [()]
    assert desk.kept(CaseFile) == []


def test_a_person_without_number_gets_the_next_one_of_the_year(desk):
    desk.bring(a_row(number="2025-0007"), a_row(number=None, family="AUTRE"))

    assert sorted(case.number for case in desk.kept(CaseFile)) == ["2025-0007", "2025-0008"]


@pytest.mark.requirement("BRY-01")
def test_a_person_of_two_employers_is_one_person_with_two_case_files(desk):
    desk.bring(a_row(), a_row(number="2025-0002", entity="CCAS de Modèle"))
    desk.bring(a_row(number="2025-0003", entity="SIVOM de Test"))

    assert len(desk.kept(Person)) == 1
    assert len(desk.kept(CaseFile)) == 3


def test_importing_twice_adds_nothing(desk):
    desk.put(a_row(), a_row(date="8.2.25", kind="Danse"), a_row(date="hier"))
    plan = desk.service.examine(FILE)
    desk.service.run(plan)
    before = {kind: desk.kept(kind) for kind in CREATED}

    again = desk.service.examine(FILE)
    report = desk.service.run(again)
    stale = desk.service.run(plan)

    assert again.count(Outcome.KNOWN) == 3
    assert (report.touched, stale.touched) == (Touched.NOTHING, Touched.NOTHING)
    assert {kind: desk.kept(kind) for kind in CREATED} == before
    assert desk.events() == ["import_done"]
    assert len(desk.service.to_settle()) == 2


def test_a_failure_in_the_middle_leaves_nothing(desk):
    desk.put(a_row(), a_row(date="8.2.25"))
    plan = desk.service.examine(FILE)
    desk.store.holding(a_case(number="2025-0001"))

    assert refusal(desk.service.run, plan) == "plan_outdated"
    assert desk.kept(Intervention) == []
    assert desk.store.journal == []


def test_corrections_are_remembered_for_the_next_file(desk):
    header = ("Date", "Collectivité", "Qui", "Danse")
    rows = ("7.2.25", "Ville d’Exemple", "FICTIVE Nadège", "Valse")
    corrections = Corrections(
        columns={"Qui": "full_name", "Danse": "kind"},
        kinds={"Suivi": SheetKind.INTERVENTIONS},
        values={("CTC", "valse"): "CTC.RDV"},
    )
    desk.bring(Suivi=(header, rows), corrections=corrections)

    (profile,) = desk.kept(ImportProfile)
    desk.bring(
        Suivi=(header, ("8.2.25", *rows[1:])),
        corrections=Corrections(kinds={"Suivi": SheetKind.INTERVENTIONS}),
    )

    assert profile.columns == {"Qui": "full_name", "Danse": "kind"}
    assert [one.kind for one in desk.kept(Intervention)] == ["CTC.RDV", "CTC.RDV"]


def test_the_only_employer_is_that_of_rows_that_name_none():
    desk = a_desk(an_entity())

    desk.bring(a_row(entity=None))

    assert [one.entity_id for one in desk.kept(Intervention)] == [an_entity().id]


def test_a_mapping_of_something_unknown_is_refused(desk):
    desk.put(a_row())

    for corrections in (
        Corrections(columns={"Date": "jour"}),
        Corrections(values={("CTC", "vad"): "CTC.ZZZ"}),
    ):
        with pytest.raises(RuleBroken):
            desk.service.examine(FILE, corrections=corrections)


# Rows to settle


def test_bad_and_doubtful_rows_wait_with_what_is_wrong(desk):
    report = desk.bring(a_row(date="hier"), a_row(kind="Danse", minutes="un peu"))

    first, second = desk.service.to_settle()
    assert report.rows[Outcome.BAD] == 2
    assert (first.sheet, first.line, first.reason) == ("Suivi", 2, "date_unreadable")
    assert first.cells["family_name"] == "FICTIVE"
    assert set(second.problems) == {("duration_unreadable", "minutes"), ("value_unknown", "kind")}


ALL = ("value_unknown", "date_unreadable", "kind_missing")


def settled(desk, waiting, **how):
    return desk.service.settle(RowRef(waiting.batch_id, waiting.sheet, waiting.line), **how)


def test_a_corrected_row_is_imported_and_waits_no_more(desk):
    desk.bring(a_row(date="hier"))
    (waiting,) = desk.service.to_settle()

    report = settled(desk, waiting, values={"date": "6.2.25"})

    assert [one.on for one in desk.kept(Intervention)] == [date(2025, 2, 6)]
    assert desk.service.to_settle() == ()
    assert report.rows == {Outcome.NEW: 1}
    assert desk.events() == ["import_done", "import_row_settled"]


def test_a_row_that_is_still_wrong_goes_on_waiting(desk):
    desk.bring(a_row(date="hier", kind="Danse"))
    (waiting,) = desk.service.to_settle()

    assert refusal(settled, desk, waiting, values={"date": "6.2.25"}) == "value_unknown"
    assert refusal(settled, desk, waiting, accept=ALL) == "date_unreadable"
    assert len(desk.service.to_settle()) == 1
    assert desk.kept(Intervention) == []


def test_a_value_taught_meanwhile_settles_a_row(desk):
    desk.bring(a_row(kind="Danse"))
    (waiting,) = desk.service.to_settle()

    changes = desk.service.teach_value("CTC", " DANSE", code="CTC.RDV")
    settled(desk, waiting)

    assert changes.concerns(Touched.IMPORTS)
    assert [one.kind for one in desk.kept(Intervention)] == ["CTC.RDV"]


def test_an_accepted_doubt_is_imported_as_it_is(desk):
    desk.bring(a_row(), a_row(date="8.2.25", family="AUTRE"), a_row(date="9.2.25", issue="Danse"))
    names, issue = desk.service.to_settle()

    settled(desk, names, accept=[names.reason])
    settled(desk, issue, accept=[issue.reason])

    assert len(desk.kept(CaseFile)) == 1
    assert sorted((one.on.day, one.issues) for one in desk.kept(Intervention)) == [
        (7, ("ISS.LOG",)),
        (8, ("ISS.LOG",)),
        (9, ()),
    ]


def test_an_intervention_needs_a_kind_even_when_its_doubt_is_accepted(desk):
    desk.bring(a_row(kind="Danse"))
    (waiting,) = desk.service.to_settle()

    assert refusal(settled, desk, waiting, accept=ALL) == "kind_missing"


def test_the_same_line_twice_may_be_meant(desk):
    desk.bring(a_row(), a_row())
    (waiting,) = desk.service.to_settle()

    assert refusal(settled, desk, waiting) == "logged_before"
    settled(desk, waiting, values={"note": "une deuxième"}, accept=[waiting.reason])

    assert len(desk.kept(Intervention)) == 2


def test_a_contact_that_names_nobody_may_be_anonymous(desk):
    desk.bring(a_row(number=None, family=None, given=None))
    (waiting,) = desk.service.to_settle()

    settled(desk, waiting, accept=[waiting.reason])

    assert [one.case_ids for one in desk.kept(Intervention)] == [()]


def test_an_aid_row_waits_for_its_case_file(desk):
    desk.bring(Aides=(AID, ("9.2.25", "Ville d’Exemple", "2025-0001", "FSL", "Accordé", 15)))
    (waiting,) = desk.service.to_settle()
    assert waiting.reason == "case_unknown"

    desk.bring(a_row())
    settled(desk, waiting)

    assert [one.granted_cents for one in desk.kept(AidApplication)] == [1_500]


def test_a_dismissed_row_does_not_come_back(desk):
    desk.bring(a_row(date="hier"))
    (waiting,) = desk.service.to_settle()
    row = RowRef(waiting.batch_id, waiting.sheet, waiting.line)

    changes = desk.service.dismiss(row)
    report = desk.bring(a_row(date="hier"))

    assert changes.concerns(Touched.IMPORTS)
    assert desk.service.to_settle() == ()
    assert report.touched is Touched.NOTHING
    assert refusal(desk.service.dismiss, row) == "row_not_waiting"
    assert desk.events() == ["import_done", "import_row_dismissed"]


def test_columns_are_taught_and_only_existing_fields(desk):
    desk.service.teach_columns(SheetKind.AID, ("Date", "Somme"), columns={"Somme": "granted"})

    assert [one.columns for one in desk.kept(ImportProfile)] == [{"Somme": "granted"}]
    assert desk.events() == ["import_column_taught"]
    assert (
        refusal(desk.service.teach_columns, SheetKind.AID, ("x",), columns={"x": "somme"})
        == "mapping_field_unknown"
    )
    assert refusal(desk.service.teach_value, "CTC", "x", code="CTC.ZZZ") == "unknown_code"


# Taking back


def everything(desk):
    return {kind: desk.kept(kind) for kind in CREATED}


FULL = {
    "Aides": (AID, ("9.2.25", "Ville d’Exemple", "2025-0001", "FSL", "Accordé", 15)),
    "Actions": (ACTIONS, ("9.2.25", "Ville d’Exemple", "Surendettement", 22)),
}


def test_an_import_taken_back_leaves_nothing(desk):
    report = desk.bring(a_row(), a_row(date="hier"), **FULL)

    undone = desk.service.undo(report.object_id)

    assert undone.stayed == ()
    assert undone.removed["intervention"] == 1
    assert everything(desk) == {kind: [] for kind in CREATED}
    assert desk.service.to_settle() == ()
    assert desk.events() == ["import_done", "import_undone"]


def test_an_import_taken_back_can_be_done_again(desk):
    desk.put(a_row(), **FULL)
    first = desk.service.run(desk.service.examine(FILE))
    desk.service.undo(first.object_id)

    second = desk.service.run(desk.service.examine(FILE))

    assert second.rows[Outcome.NEW] == 3
    assert len(desk.kept(Intervention)) == 1


def test_an_import_is_taken_back_once(desk):
    report = desk.bring(a_row())
    desk.service.undo(report.object_id)

    assert refusal(desk.service.undo, report.object_id) == "import_undone_already"
    assert refusal(desk.service.undo, 1) == "unknown_import"


def test_what_an_import_added_to_known_case_files_is_taken_back_alone():
    desk = a_desk(an_entity())
    first = desk.bring(a_row())
    before = everything(desk)

    second = desk.bring(a_row(date="05/01/2024", status="CDD"), a_row(date="9.2.25"))
    undone = desk.service.undo(second.object_id)

    assert undone.stayed == ()
    assert everything(desk) == before
    assert first.cases_opened == 1


def test_a_case_file_used_since_stays_with_its_agreement(desk):
    report = desk.bring(a_row())
    (case,) = desk.kept(CaseFile)
    later = Intervention(
        900, case.entity_id, date(2026, 1, 5), "CTC.RDV", minutes=30, case_ids=(case.id,)
    )
    desk.store.holding(later)

    undone = desk.service.undo(report.object_id)

    assert {(one.kind, one.reason) for one in undone.stayed} == {("case", "used_since")}
    assert desk.kept(Intervention) == [later]
    assert desk.kept(CaseFile) == [case]
    assert len(desk.kept(Agreement)) == 1
    assert len(desk.kept(Person)) == 1


def test_an_intervention_changed_since_stays(desk):
    report = desk.bring(a_row(), a_row(date="8.2.25"))
    first = desk.kept(Intervention)[0]
    desk.store.holding(replace(first, note="Précision ajoutée"))

    undone = desk.service.undo(report.object_id)

    assert ("intervention", first.id, "changed_since") in {
        (one.kind, one.object_id, one.reason) for one in undone.stayed
    }
    assert [one.id for one in desk.kept(Intervention)] == [first.id]
    assert len(desk.kept(CaseFile)) == 1
    assert len(desk.kept(Person)) == 1


def test_a_person_described_further_since_stays(desk):
    report = desk.bring(a_row())
    desk.store.holding(replace(desk.kept(Person)[0], phone="0000"))

    undone = desk.service.undo(report.object_id)

    assert [(one.kind, one.reason) for one in undone.stayed] == [("case", "changed_since")]
    assert desk.kept(Person)[0].phone == "0000"
    assert desk.kept(Intervention) == []


def test_a_known_person_gets_no_second_identity():
    person = a_person(family_name="Fictive", given_name="Nadège", birth_year=1980)
    desk = a_desk(an_entity(), person, a_case(person, number="2025-0001"))

    desk.bring(a_row(), a_row(date="8.2.25", number=None))

    assert desk.kept(Person) == [person]
    assert len(desk.kept(CaseFile)) == 1


def test_a_formula_as_a_name_is_kept_as_text(desk):
    desk.bring(a_row(family="=cmd|'/C calc'!A0"))

    assert [one.family_name for one in desk.kept(Person)] == ["=cmd|'/C calc'!A0"]
