"""The action plan of a file: what was agreed, who does it, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.changes import Touched
from app.domain.plans import ActionState, Owner, PlanAction
from app.ports.renderers import LetterForm
from ui.formats import day, short_day
from ui.pages.case.panel import CasePanel, standing
from ui.pages.case.plan_dialogs import ActionDialog, GoalDialog, PlanDialog, ReviewDialog
from ui.paper import Paper
from ui.texts import plural, text
from ui.widgets.boxes import Card, Flow, column, emptied, hosted, row
from ui.widgets.buttons import button, icon_button
from ui.widgets.combo import Combo
from ui.widgets.labels import IconLabel, chip, label
from ui.widgets.naming import named
from ui.widgets.prose import Prose

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.domain.letters import Letter
    from app.domain.partners import Partner
    from app.domain.plans import PlanGoal
    from app.usecases.plans import PlanSheet
    from ui.page import Desk
    from ui.services import Services

_ICONS = {
    ActionState.TO_DO: ("circle", "muted"),
    ActionState.UNDER_WAY: ("loader-circle", "muted"),
    ActionState.DONE: ("check", "good_text"),
    ActionState.PARTLY: ("circle-check", "muted"),
    ActionState.NOT_DONE: ("circle-x", "muted"),
    ActionState.DROPPED: ("ban", "muted"),
}


@dataclass(frozen=True, slots=True)
class PlanRead:
    """The plans of a file, and the partners that an action may name."""

    plans: tuple[PlanSheet, ...]
    partners: tuple[Partner, ...]


class PlanPanel(CasePanel[PlanRead]):
    """The running plan with a line to add to it, then the plans already reviewed."""

    name = "plan"
    shows = Touched.PLANS | Touched.CASES | Touched.PARTNERS

    def __init__(self, desk: Desk, services: Services) -> None:
        super().__init__(desk, services)
        self._plans: tuple[PlanSheet, ...] = ()
        self._partners: tuple[Partner, ...] = ()
        self.quick = named(QLineEdit(), "plan_quick", text("plan.quick"))
        self.quick.setPlaceholderText(text("plan.quick_hint"))
        self.owner: Combo[Owner] = Combo("plan_quick_owner", text("plan.owner"))
        self.owner.offer([(one, text(f"plan.owner_name.{one.value}")) for one in Owner])
        self.owner.choose(Owner.TOGETHER)
        theme = desk.theme
        self.add = button(theme, "plan_quick_add", text("plan.add"), icon_name="plus")
        self.goal = button(theme, "plan_goal_add", text("plan.goal_add"), icon_name="flag")
        self.dates = button(theme, "plan_dates", text("plan.dates"), icon_name="calendar")
        self.review = button(theme, "plan_review", text("plan.review"), icon_name="clipboard-check")
        self.to_sign = button(theme, "plan_print", text("plan.print_to_sign"), icon_name="printer")
        self.running = Card(text("plan.running"))
        self.past = QVBoxLayout()
        self._lines = QVBoxLayout()
        self._arrange()
        self._connect()

    def ask(self, case_id: CaseId) -> PlanRead:
        """Read the plans."""
        casework = self._services.casework
        return PlanRead(casework.plans.of_case(case_id), casework.partners.all(former=True))

    def show_read(self, read: PlanRead) -> None:
        """Show them."""
        self._plans, self._partners = read.plans, read.partners
        self._show_plans()

    def _show_plans(self) -> None:
        running = self._running()
        emptied(self._lines)
        self.running.title.setText(_heading(running))
        for one in (self.dates, self.review, self.to_sign):
            one.setVisible(running is not None)
        if running is None or not (running.actions or running.goals):
            self._lines.addWidget(label(text("plan.empty"), "muted", wraps=True))
        else:
            self._show_plan(running)
        emptied(self.past)
        for sheet in self._plans:
            if sheet.plan.ended_on is not None:
                self.past.addWidget(self._past(sheet))

    def _running(self) -> PlanSheet | None:
        first = self._plans[0] if self._plans else None
        return first if first is not None and first.plan.ended_on is None else None

    def _show_plan(self, sheet: PlanSheet) -> None:
        for goal in sheet.goals:
            self._lines.addWidget(self._goal(goal))
            for action in sheet.actions:
                if action.goal_id == goal.id:
                    self._lines.addWidget(self._action(action))
        for action in sheet.actions:
            if action.goal_id is None:
                self._lines.addWidget(self._action(action))
        if sheet.plan.review_on is not None:
            words = text("plan.review_on", day=day(sheet.plan.review_on))
            self._lines.addWidget(standing(label(words, "muted", wraps=True), sheet.plan.id))

    def _goal(self, goal: PlanGoal) -> QWidget:
        until = "" if goal.horizon is None else text("plan.until", day=short_day(goal.horizon))
        spoken = text("plan.goal_edit", title=self._shown(goal))
        edit = icon_button(self._desk.theme, f"goal_edit_{goal.id}", "pencil", spoken)
        edit.clicked.connect(partial(self._edit_goal, goal))
        words = label(self._shown(goal), "heading", wraps=True)
        line = row(IconLabel(self._desk.theme, "flag"), words, label(until, "muted"), edit, gap=8)
        line.setStretch(1, 1)
        return standing(hosted(line), goal.id)

    def _action(self, action: PlanAction) -> QWidget:
        icon_name, token = _ICONS[action.state]
        title = self._shown(action)
        words = label(title, wraps=True)
        told = row(label(_told(action, self._owner(action)), "muted"), gap=8)
        if action.is_late(self._desk.clock.today()):
            told.addWidget(chip(text("plan.late"), "warn"))
        told.addStretch(1)
        state: Combo[ActionState] = Combo(
            f"action_state_{action.id}", text("plan.state_of", title=title)
        )
        state.offer([(one, text(f"plan.state.{one.value}")) for one in ActionState])
        state.choose(action.state)
        state.picked.connect(partial(self._mark, action, state))
        spoken = text("plan.action_edit", title=title)
        edit = icon_button(self._desk.theme, f"action_edit_{action.id}", "pencil", spoken)
        edit.clicked.connect(partial(self._edit_action, action))
        picture = IconLabel(self._desk.theme, icon_name, token)
        line = row(picture, hosted(column(words, told, gap=1)), state, edit, gap=8)
        line.setStretch(1, 1)
        return standing(hosted(line), action.id)

    def _owner(self, action: PlanAction) -> str:
        """Who does it: the partner's name where one was chosen, masked if it is to be."""
        named = next((one for one in self._partners if one.id == action.partner_id), None)
        if named is not None:
            return self._desk.discretion.partner(named)
        return text(f"plan.owner_name.{action.owner.value}")

    def _past(self, sheet: PlanSheet) -> QWidget:
        ended = "" if sheet.plan.ended_on is None else day(sheet.plan.ended_on)
        card = Card(text("plan.past", start=day(sheet.plan.started_on), end=ended))
        if sheet.plan.conclusion:
            conclusion = Prose(self._desk.discretion, sheet.plan.conclusion)
            card.body.addWidget(standing(conclusion, sheet.plan.id))
        for goal in sheet.goals:
            words = f"{self._shown(goal)} · {text(f'plan.state.{goal.state.value}')}"
            card.body.addWidget(standing(label(words, "muted", wraps=True), goal.id))
        for action in sheet.actions:
            words = f"{self._shown(action)} · {text(f'plan.state.{action.state.value}')}"
            card.body.addWidget(standing(label(words, "small", wraps=True), action.id))
        return card

    def _shown(self, part: PlanGoal | PlanAction) -> str:
        """The words of a goal or an action, as they may be shown now."""
        return self._desk.discretion.prose(part.title)

    @override
    def typed_apart(self) -> str:
        return self.quick.text()

    @override
    def type_again(self, words: str) -> None:
        self.quick.setText(words)

    def _add(self) -> None:
        title = self.quick.text().strip()
        if not title:
            self.quick.setFocus()
            return
        action = PlanAction(0, self.sheet.case.id, 0, title, self.owner.value())
        work = partial(self._services.casework.plans.save_action, action)
        said = partial(self._done, text("plan.added"))
        self.quick.clear()
        self._desk.jobs.run(self, work, said, failed=partial(self._not_added, title))

    def _not_added(self, title: str, error: Exception) -> None:
        """What was typed comes back with the reason, unless she types something else already."""
        if not self.quick.text():
            self.quick.setText(title)
        self._refused(error)

    def _mark(self, action: PlanAction, state: Combo[ActionState]) -> None:
        self.do(partial(self._services.casework.plans.mark, action.id, state.value()))

    def _edit_action(self, action: PlanAction) -> None:
        running = self._running()
        goals = running.goals if running is not None else ()
        dialog = ActionDialog(self._desk, self._services, action, goals, self._partners)
        dialog.removed.connect(partial(self._remove_action, action))
        self.open_window(dialog)

    def _remove_action(self, action: PlanAction) -> None:
        work = partial(self._services.casework.plans.remove_action, action.id)
        self.remove(work, text("plan.action_removed"))

    def _edit_goal(self, goal: PlanGoal | None) -> None:
        dialog = GoalDialog(self._desk, self._services, self.sheet.case.id, goal)
        if goal is not None:
            dialog.removed.connect(partial(self._remove_goal, goal))
        self.open_window(dialog)

    def _remove_goal(self, goal: PlanGoal) -> None:
        work = partial(self._services.casework.plans.remove_goal, goal.id)
        self.remove(work, text("plan.goal_removed"))

    def _new_goal(self) -> None:
        self._edit_goal(None)

    def _ask_dates(self) -> None:
        if (running := self._running()) is not None:
            self.open_window(PlanDialog(self._desk, self._services, running.plan))

    def _ask_review(self) -> None:
        if (running := self._running()) is not None:
            self.open_window(ReviewDialog(self._desk, self._services, running))

    def _ask_letter(self) -> None:
        read = partial(self._services.casework.writings.plan_letter, self.sheet.case.id)
        self._desk.jobs.run(self, read, self._print)

    def _print(self, letter: Letter) -> None:
        make = partial(self._services.formats.letters, letter, LetterForm.PDF)
        self.printing.emit(Paper("plan", make))

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.quick.returnPressed.connect(self._add)
        self.goal.clicked.connect(self._new_goal)
        self.dates.clicked.connect(self._ask_dates)
        self.review.clicked.connect(self._ask_review)
        self.to_sign.clicked.connect(self._ask_letter)
        self._desk.discretion.changed.connect(self._show_plans)

    def _arrange(self) -> None:
        line = row(self.quick, self.owner, self.add, gap=8)
        line.setStretch(0, 3)
        line.setStretch(1, 1)
        actions = Flow(gap=8)
        for one in (self.goal, self.dates, self.review, self.to_sign):
            actions.addWidget(one)
        self._lines.setSpacing(8)
        for part in (self._lines, line):
            self.running.body.addLayout(part)
        self.running.body.addWidget(hosted(actions))
        self.past.setSpacing(12)
        self.setLayout(column(self.running, self.past, -1, gap=14))


def _heading(running: PlanSheet | None) -> str:
    if running is None:
        return text("plan.none_running")
    over, count = running.progress
    agreed = running.plan.agreed_on
    told = text("plan.agreed", day=day(agreed)) if agreed else text("plan.not_agreed")
    return f"{told} · {plural('plan.progress', over, all=count)}" if count else told


def _told(action: PlanAction, owner: str) -> str:
    if action.done_on is not None:
        return f"{owner} · {text('plan.over_on', day=short_day(action.done_on))}"
    return owner if action.due_on is None else f"{owner} · {short_day(action.due_on)}"
