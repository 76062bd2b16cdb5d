"""The chosen process in the middle: who it is about, its clocks, its road, and the form of one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.pack import PlanPack
from qh_console.ui.alert.clear_bar import ClearBar
from qh_console.ui.alert.drafts import StepDraft
from qh_console.ui.alert.facts import Fact
from qh_console.ui.alert.state import ProcessView
from qh_console.ui.alert.step_form import StepForm
from qh_console.ui.alert.steps_table import PROPOSALS, RELEASES, StepView
from qh_console.ui.levels import level_view
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactGrid, FactLine
from qh_console.ui.widgets.field_form import FieldSpec
from qh_console.ui.widgets.level_badge import LevelBadge
from qh_console.ui.widgets.official_text import OfficialText
from qh_console.ui.widgets.road import Road, RoadStep

OWN_PROPOSAL = "这是您提请的，须由另一人审批：请审批人在下面选自己的账号、输入自己的口令"

ABOUT_WORDS = ("propose-correct", "propose-withdraw")
"""Forms about the wording of a notice, for which the air says nothing."""


class ProcessPane(QWidget):
    """Shows a ProcessView; the screen decides which form is open. `wording_of`: the plan's, by edition and clause."""

    step_chosen = Signal(str)

    def __init__(self, look: Look, wording_of: Callable[[str, str], str] = lambda pack, clause: "") -> None:
        super().__init__()
        self._look, self._wording_of = look, wording_of
        self._steps: tuple[StepView, ...] = ()
        self._pack: PlanPack | None = None
        self._where = QLabel()
        self._where.setProperty("role", "title")
        self._badge = LevelBadge(look, None, "title", "")
        self._stage = QLabel()
        self._stage.setProperty("role", "lead")
        self._clocks = QLabel()
        self._clocks.setWordWrap(True)
        self.road = Road(look)
        self.buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self.clause = QLabel()
        self.clause.setProperty("role", "caption")
        self.clause.setWordWrap(True)
        self.official = OfficialText()
        self.facts = FactGrid()
        self.lift_bar, self.lower_bar = ClearBar(look, "解除"), ClearBar(look, "降级")
        self.form = StepForm(look)
        self._lay_out()

    def show_process(self, view: ProcessView, pack: PlanPack) -> None:
        self._pack = pack
        self._where.setText(view.where)
        self._badge.show_level(level_view(view.level, pack) if view.is_open else None)
        self._stage.setText(view.stage)
        self._clocks.setText("&nbsp;&nbsp;&nbsp;&nbsp;".join(_coloured(self._look, fact) for fact in view.clocks))
        self._clocks.setVisible(bool(view.clocks))
        self.road.show_steps(
            tuple(
                RoadStep(s.key, s.title, s.state, s.who, s.when, s.missing, _words(s.title, s.who, s.when, s.missing))
                for s in view.stops
            ),
            view.stop,
        )
        self._show_steps(view.steps)
        self.facts.show_lines([FactLine(f.label, f.text, f.tone) for f in view.facts])
        self.lift_bar.show_view(view.lift)
        self.lower_bar.show_view(view.lower)

    def mark_step(self, step: str) -> None:
        """Press the button of the step whose form is open, and quote its clause."""
        for key, button in self.buttons.items():
            button.setChecked(key == step)
        view = next((s for s in self._steps if s.key == step), None)
        gist = "" if view is None or self._pack is None else self._pack.clauses.get(view.clause, "")
        self.clause.setText(f"预案{view.clause}　{gist}" if view is not None and gist else "")
        self.clause.setVisible(bool(self.clause.text()))
        official = "" if view is None or self._pack is None else self._wording_of(self._pack.id, view.clause)
        self.official.show_text(official)
        self._make_room(step)

    def _make_room(self, step: str) -> None:
        """A form leaves only those clocks and facts standing that speak for it."""
        for bar, own in ((self.lift_bar, "propose-lift"), (self.lower_bar, "propose-lower")):
            bar.setVisible(bar.has_view and step in ("", own))
        self.facts.setVisible(bool(self.facts.lines) and step not in ABOUT_WORDS)

    def show_form(self, draft: StepDraft, specs: Sequence[FieldSpec], view: ProcessView | None) -> None:
        step = next((s for s in self._steps if s.key == draft.step), None)
        self.form.setVisible(step is not None)
        if step is None:
            return
        note = OWN_PROPOSAL if draft.step in ("approve", "return") and view and view.is_own_proposal else ""
        self.form.show_step(draft, specs, step.name, _act_words(step), note, step.why_not)

    def _show_steps(self, steps: tuple[StepView, ...]) -> None:
        if steps == self._steps:
            return
        self._steps = steps
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for i, step in enumerate(steps):
            button = QPushButton(step.name)
            button.setCheckable(True)
            button.setEnabled(step.is_lawful)
            button.setToolTip(step.why_not or f"预案{step.clause}")
            button.clicked.connect(lambda _=False, key=step.key: self.step_chosen.emit(key))
            self.buttons[step.key] = button
            self._row.insertWidget(i, button)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self._where, self._badge, self._stage):
            head.addWidget(part)
        head.addStretch()
        self._row.addStretch()
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        inside = QVBoxLayout(scrolled)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(8)
        for inner in (self.official, self.facts, self.lift_bar, self.lower_bar, self.form):
            inside.addWidget(inner)
        inside.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._clocks)
        column.addWidget(self.road)
        column.addLayout(self._row)
        column.addWidget(self.clause)
        column.addWidget(area, 1)


def _act_words(step: StepView) -> str:
    if step.key in RELEASES:
        return f"{step.name}…"
    if step.key in PROPOSALS:
        return f"{step.name}（签字）"
    return step.name


def _words(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _coloured(look: Look, fact: Fact) -> str:
    colour = look.theme.colour(fact.tone or "muted").name()
    return f'<span style="color:{colour}">{fact.label} {fact.text}</span>'
