"""From a hit to the very record, by the keyboard alone, for every kind of thing that is found."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from testkit.ui_world import TODAY

from app.domain.agenda import Appointment, AppointmentKind, Reminder
from app.domain.agreements import AgreementForm, Answer
from app.domain.assessments import Assessment
from app.domain.handovers import UrgentCase
from app.domain.legal_acts import LegalAct, LegalKind
from app.domain.partners import Partner, Sharing, SharingKind
from app.domain.plans import ActionState, Owner, PlanAction, PlanGoal
from app.domain.searches import Found
from app.domain.working_notes import WorkingNote
from ui.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ids import CaseId
    from ui.services import Services

    Put = Callable[[Services, CaseId], object]

WORD = "zéphyr"
FAR = TODAY + timedelta(days=200)
CONTROL = Qt.KeyboardModifier.ControlModifier


def assessments(given: Services, case: CaseId) -> None:
    save = given.casework.assessments.save
    save(Assessment(0, case, TODAY - timedelta(days=9), conclusion=f"Le {WORD}"))
    save(Assessment(0, case, TODAY, conclusion="La dernière"))


def goal(given: Services, case: CaseId) -> None:
    given.casework.plans.save_goal(PlanGoal(0, case, 0, f"Le {WORD}"))


def action(given: Services, case: CaseId) -> None:
    given.casework.plans.save_action(PlanAction(0, case, 0, f"Le {WORD}", Owner.TOGETHER))


def past_plan(given: Services, case: CaseId) -> None:
    action = PlanAction(0, case, 0, "Saisir le FSL", Owner.TOGETHER, state=ActionState.DONE)
    given.casework.plans.save_action(action)
    (sheet,) = given.casework.plans.of_case(case)
    given.casework.plans.review(sheet.plan.id, {}, on=TODAY, conclusion=f"Le {WORD}")


def writing(given: Services, case: CaseId) -> None:
    started = given.casework.writings.start(case, "DOC.ORI").object_id or 0
    given.casework.writings.rewrite(started, title="Orientation", body=f"Le {WORD}", advice_on=None)


def sharing(given: Services, case: CaseId) -> None:
    partner = given.casework.partners.save(Partner(0, "PAR.EXT.BAI", "Bailleur")).object_id or 0
    given.casework.sharing.share(
        Sharing(0, case, partner, SharingKind.LIAISON, WORD, TODAY, exception_reason="urgence"),
        (("employer", "Ville d’Exemple"),),
    )


def working_note(given: Services, case: CaseId) -> None:
    given.casework.working_notes.save(WorkingNote(0, case, TODAY, f"Le {WORD}"))


def legal_act(given: Services, case: CaseId) -> None:
    act = LegalAct(0, case, LegalKind.PROTECTION_REPORT, "LEG.MINEUR", "CRIP", TODAY, words=WORD)
    given.casework.legal_acts.save(act)


def agreement(given: Services, case: CaseId) -> None:
    given.cases.record_agreement(
        case,
        kind="ACC.SHARE_WITH_PARTNER",
        answer=Answer.GIVEN,
        form=AgreementForm.ORAL,
        on=TODAY,
        scope=f"Le {WORD}",
    )


def urgent(given: Services, case: CaseId) -> None:
    pressing = UrgentCase(0, case, f"Le {WORD}", TODAY, with_phone=False)
    given.casework.urgent_cases.keep(pressing)


def slot(given: Services, _case: CaseId) -> None:
    kind = AppointmentKind.MEETING
    given.casework.agenda.save(Appointment(0, FAR, time(14), 60, kind, words=f"Le {WORD}"))


def reminder(given: Services, case: CaseId) -> None:
    given.casework.reminders.save(Reminder(0, TODAY, f"Le {WORD}", case))


def partner(given: Services, _case: CaseId) -> None:
    for name in ("Avant", f"Le {WORD}", "Après"):
        given.casework.partners.save(Partner(0, "PAR.EXT.BAI", name))


IN_A_FILE: tuple[tuple[Put, Found, str, str], ...] = (
    (assessments, Found.ASSESSMENT, "assessment", "assessment_version"),
    (goal, Found.PLAN, "plan", "goal_edit_{}"),
    (action, Found.PLAN, "plan", "action_edit_{}"),
    (past_plan, Found.PLAN, "plan", "record_{}"),
    (writing, Found.WRITING, "writings", "writing_body"),
    (sharing, Found.SHARING, "sharing", "record_{}"),
    (working_note, Found.WORKING_NOTE, "notes", "record_{}"),
    (legal_act, Found.LEGAL_ACT, "notes", "legal_act_edit_{}"),
    (agreement, Found.AGREEMENT, "consent", "record_{}"),
)


@pytest.fixture
def window(app_window):
    app_window.shell.go(Place("today"))
    app_window.key(Qt.Key.Key_F, CONTROL)
    return app_window


def _open_the_hit(window: Any, found: Found) -> int:
    """Search the word, open the first hit; return the record that it names."""
    window.type(WORD)
    window.key(Qt.Key.Key_Return)
    hit = window.shell.page("search").results.hits.rows[0].hit
    assert hit.kind is found
    window.key(Qt.Key.Key_Return)
    window.settle()
    return hit.object_id


def _is_seen(part: QWidget) -> bool:
    """Tell whether the top of a part stands in the scrolled page."""
    area: Any = part
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    top = part.mapTo(area.viewport(), QPoint(0, 0)).y()
    return 0 <= top < area.viewport().height()


@pytest.mark.parametrize(
    ("put", "found", "tab", "focused"), IN_A_FILE, ids=[put.__name__ for put, *_ in IN_A_FILE]
)
def test_a_hit_in_a_file_leads_to_its_record(
    window, put: Put, found: Found, tab: str, focused: str
) -> None:
    case = window.world.case("modele")
    put(window.world.services, case)

    record = _open_the_hit(window, found)

    assert window.shell.place() == Place("case", case, action=tab)
    assert window.focus.objectName() == focused.format(record)
    assert _is_seen(window.focus)


def test_a_hit_in_a_file_already_open_at_that_tab_leads_to_its_record(window) -> None:
    case = window.world.case("modele")
    working_note(window.world.services, case)
    window.shell.go(Place("case", case, action="notes"))
    window.key(Qt.Key.Key_F, CONTROL)

    record = _open_the_hit(window, Found.WORKING_NOTE)

    assert window.focus.objectName() == f"record_{record}"


def test_an_older_assessment_is_the_one_shown(window) -> None:
    assessments(window.world.services, window.world.case("modele"))

    record = _open_the_hit(window, Found.ASSESSMENT)

    assert window.widget("assessment_version").value() == record


def test_a_writing_typed_and_not_kept_yet_is_not_read_over(window) -> None:
    case = window.world.case("modele")
    writing(window.world.services, case)
    record = _open_the_hit(window, Found.WRITING)
    window.focus.selectAll()
    window.type("Repris")
    window.key(Qt.Key.Key_F, CONTROL)
    window.shell.go(Place("search", words=WORD))

    window.shell.go(Place("case", case, action="writings", inside=record))
    window.settle()

    assert window.widget("writing_body").toPlainText() == "Repris"


def test_what_presses_opens_in_its_window_over_the_file(window) -> None:
    case = window.world.case("modele")
    urgent(window.world.services, case)

    _open_the_hit(window, Found.URGENT)

    assert window.shell.place() == Place("case", case)
    assert window.widget("urgent_words").toPlainText() == f"Le {WORD}"


def test_what_presses_is_masked_in_discreet_mode(window) -> None:
    urgent(window.world.services, window.world.case("modele"))
    window.type(WORD)
    window.key(Qt.Key.Key_F8)
    model = window.shell.page("search").results.model()

    shown = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert shown[1] == "Urgence"
    assert WORD not in " ".join(shown)
    assert "Modèle" not in " ".join(shown)


def test_a_slot_is_reached_on_its_day(window) -> None:
    slot(window.world.services, window.world.case("modele"))

    record = _open_the_hit(window, Found.APPOINTMENT)

    assert window.shell.place().page == "agenda"
    assert window.focus.objectName() == f"agenda_slot_{record}"
    assert window.shell.page("agenda").week.day == FAR
    assert _is_seen(window.focus)


def test_a_reminder_is_reached_in_the_list(window) -> None:
    reminder(window.world.services, window.world.case("modele"))

    record = _open_the_hit(window, Found.REMINDER)

    assert window.focus.objectName() == f"reminder_{record}"
    assert _is_seen(window.focus)


def test_a_reminder_far_down_a_list_already_drawn_is_reached_in_it(window) -> None:
    case = window.world.case("modele")
    for rank in range(12):
        window.world.services.casework.reminders.save(Reminder(0, TODAY, f"Autre {rank}", case))
    reminder(window.world.services, case)
    window.shell.go(Place("agenda"))
    window.key(Qt.Key.Key_F, CONTROL)

    record = _open_the_hit(window, Found.REMINDER)

    assert window.focus.objectName() == f"reminder_{record}"
    assert _is_seen(window.focus)


def test_a_reminder_done_long_ago_opens_in_its_window(window) -> None:
    case = window.world.case("modele")
    reminders = window.world.services.casework.reminders
    saved = reminders.save(Reminder(0, TODAY, f"Le {WORD}", case)).object_id or 0
    reminders.done(saved)

    _open_the_hit(window, Found.REMINDER)

    assert window.widget("reminder_words").text() == f"Le {WORD}"
    window.widget("reminder_dialog_confirm").click()
    assert reminders.get(saved).done_on == TODAY


def test_a_partner_is_reached_on_its_row_even_once_left(window) -> None:
    partner(window.world.services, window.world.case("modele"))
    partners = window.world.services.casework.partners
    sought = next(one for one in partners.all() if WORD in one.name)
    window.shell.page("partners").words.setText("Avant")

    record = _open_the_hit(window, Found.PARTNER)
    table = window.shell.page("partners").table
    assert (record, window.focus) == (sought.id, table)
    assert table.model().rows[table.currentIndex().row()] == sought

    partners.retire(record)
    window.shell.go(Place("partners", inside=record))
    window.settle()
    assert table.model().rows[table.currentIndex().row()].id == record


def test_a_sensitive_partner_is_masked_among_hits(window) -> None:
    kept = Partner(0, "PAR.EXT.ADD", f"Centre {WORD}", sensitive=True)
    window.world.services.casework.partners.save(kept)
    window.type(WORD)
    (line,) = window.shell.page("search").results.hits.rows
    model = window.shell.page("search").results.model()

    shown = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert line.hit.sensitive
    assert shown == ["Carnet des partenaires", "Partenaire", "", "partenaire masqué"]


def test_what_is_in_no_file_is_counted_apart(window) -> None:
    given, case = window.world.services, window.world.case("modele")
    slot(given, case)
    window.type(WORD)
    head = window.shell.page("search").head
    assert "1 passage hors dossier" in head.words.text()

    reminder(given, case)
    window.shell.go(Place("search", words=WORD))
    assert "2 passages dans 1 dossier et hors dossier" in head.words.text()
