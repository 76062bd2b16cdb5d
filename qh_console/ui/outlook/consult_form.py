"""The consultation as a form: scope and places, people, opinions, the agreed forecast, level and conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import BasisKind, Cause, Scope
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Reason
from qh_console.services.terms import term
from qh_console.ui.outlook.agreed_days import AgreedDaysEditor
from qh_console.ui.outlook.consult_draft import ConsultDraft
from qh_console.ui.outlook.participants import ParticipantsEditor
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice, FieldForm, FieldSpec

_HEAD = ("scope", "places", "basis", "cause", "level", "reason", "starts_at", "ends_at")
_TEXTS = ("ecology", "meteorology", "experts", "conclusion", "concentrations")


class ConsultForm(QWidget):
    """Holds a ConsultDraft; tells of every edit."""

    edited = Signal(object)
    asked = Signal(object)
    dropped = Signal()

    def __init__(self, look: Look, pack: PlanPack, places: Places) -> None:
        super().__init__()
        self._look = look
        self._draft: ConsultDraft | None = None
        self._title = QLabel()
        self._title.setProperty("role", "lead")
        self._note = QLabel()
        self._note.setProperty("role", "warn")
        self._note.setWordWrap(True)
        self.error = QLabel()
        self.error.setProperty("role", "fault")
        self.error.setWordWrap(True)
        self.error.hide()
        self.head = FieldForm(look, _head_fields(pack, places))
        self.texts = FieldForm(look, _text_fields())
        provincial = [u for u in pack.units if u.kind == "province"]
        self.participants = ParticipantsEditor(look, [*provincial, *(u for u in pack.units if u not in provincial)])
        self.days = AgreedDaysEditor(places)
        self.go = QPushButton("记入会商")
        self.go.setProperty("role", "primary")
        self.drop = QPushButton("放弃草稿")
        self._area = QScrollArea()
        self._lay_out()
        for form in (self.head, self.texts):
            form.field_changed.connect(self._on_field)
        self.participants.changed.connect(self._on_parts)
        self.days.changed.connect(self._on_parts)
        self.go.clicked.connect(self._on_go)
        self.drop.clicked.connect(self.dropped)

    @property
    def draft(self) -> ConsultDraft | None:
        return self._draft

    def show_draft(self, draft: ConsultDraft, title: str, note: str) -> None:
        self._draft = draft
        self._title.setText(title)
        self.say(note)
        self.head.set_values({name: getattr(draft, name) for name in _HEAD})
        self.texts.set_values({name: getattr(draft, name) for name in _TEXTS})
        self.participants.show_people(draft.participants)
        self.days.show_days(draft.days)
        self.head.set_enabled("scope", not draft.alert, "再次会商不能改变发布主体（预案3.3.1）" if draft.alert else "")

    def say(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Each beside its field; the rest in the line above the form."""
        wrong: Mapping[str, str] = {r.field: str(r) for r in reversed(reasons)}
        self.head.set_errors({k: v for k, v in wrong.items() if k in _HEAD})
        self.texts.set_errors({k: v for k, v in wrong.items() if k in _TEXTS})
        self.error.setText("\n".join(str(r) for r in reasons if r.field not in (*_HEAD, *_TEXTS)))
        self.error.setVisible(bool(self.error.text()))
        if reasons:
            self.go_to(reasons[0].field)

    def focus_first(self) -> None:
        """The first thing only people know: the cause, a name, what meteorology says; else the button."""
        draft = self._draft
        if draft is None:
            return
        named = all(p.name.strip() for p in draft.participants)
        wanted = {
            "cause": draft.cause == Cause.UNDECIDED.value,
            "participants": not named,
            "meteorology": not draft.meteorology.strip(),
        }
        field = next((name for name, is_open in wanted.items() if is_open), "")
        if field:
            self.go_to(field)
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, field: str) -> None:
        """Bring a field into view and put the cursor in it."""
        if field in _HEAD:
            self.head.editor(field).setFocus()
            self._area.ensureWidgetVisible(self.head.editor(field))
        elif field in _TEXTS:
            self.texts.editor(field).setFocus()
            self._area.ensureWidgetVisible(self.texts.editor(field))
        elif field == "days":
            self.days.focus_first()
            self._area.ensureWidgetVisible(self.days)
        elif field == "participants":
            self.participants.focus_first()
            self._area.ensureWidgetVisible(self.participants)
        else:
            self._area.verticalScrollBar().setValue(0)

    def _on_field(self, field: str, text: str) -> None:
        if self._draft is not None:
            self._edit(replace(self._draft, **{field: text}))  # type: ignore[arg-type]

    def _on_parts(self) -> None:
        if self._draft is not None:
            self._edit(replace(self._draft, participants=self.participants.people(), days=self.days.days()))

    def _edit(self, draft: ConsultDraft) -> None:
        self._draft = draft
        self.edited.emit(draft)

    def _on_go(self) -> None:
        if self._draft is not None:
            self.asked.emit(self._draft)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(_section("参加人和意见（3.2）"))
        column.addWidget(self.participants)
        column.addWidget(_section("商定预报：AQI下限、上限、首要污染物；按它分级"))
        column.addWidget(self.days)
        column.addWidget(_section("意见和结论"))
        column.addWidget(self.texts)
        column.addStretch()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(inside)
        card = QFrame()
        card.setProperty("role", "card")
        in_card = QVBoxLayout(card)
        in_card.setContentsMargins(1, 1, 1, 1)
        in_card.addWidget(self._area)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.drop)
        top.addWidget(self.go)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(top)
        outer.addWidget(self._note)
        outer.addWidget(self.error)
        outer.addWidget(card, 1)


def _head_fields(pack: PlanPack, places: Places) -> tuple[FieldSpec, ...]:
    levels = (Level.NONE, Level.HINT, *sorted(r.level for r in pack.levels if r.level.is_alert))
    return (
        FieldSpec("scope", "发布主体", "choice", True, choices=tuple(Choice(s.value, term(s)) for s in Scope)),
        FieldSpec("places", "地区", "many", True, choices=tuple(Choice(p.code, p.short) for p in places.items)),
        FieldSpec("basis", "由何发起", "choice", True, choices=tuple(Choice(k.value, term(k)) for k in BasisKind)),
        FieldSpec(
            "cause", "成因", "choice", True, choices=tuple(Choice(c.value, term(c)) for c in Cause), clause="1.3"
        ),
        FieldSpec(
            "level", "商定级别", "choice", True, choices=tuple(Choice(v.word, term(v)) for v in levels), clause="3.1"
        ),
        FieldSpec("reason", "不同的理由", hint="商定级别与系统分级不同时必填"),
        FieldSpec("starts_at", "开始", "time", True),
        FieldSpec("ends_at", "结束", "time", True),
    )


def _text_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("ecology", "生态环境", "text", True, "监测和来源", clause="3.2", lines=2),
        FieldSpec("meteorology", "气象", "text", True, "不利扩散的气象条件：风、逆温、混合层", clause="3.2", lines=2),
        FieldSpec("experts", "专家", "text", lines=2),
        FieldSpec("conclusion", "结论和趋势", "text", True, clause="3.2", lines=2),
        FieldSpec("concentrations", "预期浓度", hint="没有逐时预报时填：下限–上限，均值（微克/立方米）", clause="3.2"),
    )


def _section(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "caption")
    return label
