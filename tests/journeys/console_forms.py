"""Every form of the console: how it is reached, what of it is written in, and where it is found again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from qh_console.app import build
from qh_console.config import Config
from qh_console.domain.commands import (
    ApproveProposal,
    Command,
    EnterContact,
    HoldConsultation,
    IssueAlert,
    StartShift,
)
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import Said
from qh_console.domain.office_commands import CheckFiling, HandOver
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, HandoverLine, TelephoneRecord
from qh_console.paths import db_folder
from qh_console.services.backup import backup, restore
from qh_console.services.exchange import merge, write_bundle
from qh_console.services.office import Changed
from qh_console.ui.console import Console
from qh_console.ui.entry.state import Page
from qh_console.ui.registers.screen import RegistersScreen
from qh_console.ui.sending_round import SENDING
from tests.builders import (
    ADMIN,
    CHIEF,
    DUTY,
    HAIDONG,
    NOW,
    REVIEW,
    XINING,
    consultation,
    propose,
    to_lifted,
    to_standing,
)
from tests.domain.provinces import city, to_province
from tests.journeys.house_at_night import (
    WORDS,
    Night,
    alert_of,
    assessment_of,
    logbook_of,
    outlook_of,
    papers_of,
    registers_of,
    response_of,
)
from tests.ui.airs import HAZE, Told

Written = QLineEdit | QPlainTextEdit


@dataclass(frozen=True)
class Form:
    """`place` holds the whole form."""

    name: str
    modules: tuple[str, ...]
    """Of qh_console/ui, those that build it."""
    open: Callable[[Night, Console], None]
    place: Callable[[Console], QWidget]

    def written(self, console: Console) -> list[Written]:
        """Every field of it that takes words and is no password."""
        QApplication.processEvents()  # a form just opened is shown by the event loop
        place = self.place(console)
        found: list[Written] = [place] if isinstance(place, QLineEdit) else [*place.findChildren(QLineEdit)]
        found += place.findChildren(QPlainTextEdit)
        return [widget for widget in found if _takes_words(widget)]


def _takes_words(widget: Written) -> bool:
    if isinstance(widget, QLineEdit):
        is_inside = isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        if is_inside or widget.echoMode() is not QLineEdit.EchoMode.Normal:
            return False
    return widget.isVisible() and widget.isEnabled() and not widget.isReadOnly()


# --- how each is reached --------------------------------------------------------------------------------------------


def _step(step: str) -> Callable[[Night, Console], None]:
    def open_(night: Night, console: Console) -> None:
        console.go("alert", "a1")
        alert_of(console).open_step(step)

    return open_


def _consult(night: Night, console: Console) -> None:
    console.go("outlook", XINING)
    outlook_of(console).consult_on_place()


def _cause(night: Night, console: Console) -> None:
    console.go("outlook", XINING)
    outlook_of(console).find_cause()


def _duty(night: Night, console: Console) -> None:
    console.go("response", "a1")
    response_of(console).open_panel()


def _contact(night: Night, console: Console) -> None:
    console.go("registers", "contacts")
    registers_of(console).contacts.open_unit("ecology", Post.LIAISON)
    registers_of(console).contacts.form.edit()


def _take_out(night: Night, console: Console) -> None:
    _contact(night, console)
    registers_of(console).contacts.form.take_out.click()


def _filing(night: Night, console: Console) -> None:
    console.go("registers", "filings")
    registers_of(console).filings.open_new()


def _filing_panel(console: Console) -> RegistersScreen:
    console.go("registers", "filings")
    return registers_of(console)


def _next_filing(night: Night, console: Console) -> None:
    _filing_panel(console).filings.panel.next.click()


def _check(night: Night, console: Console) -> None:
    _filing_panel(console).filings.table.row_opened.emit((HAIDONG, "1号"))


def _floor(night: Night, console: Console) -> None:
    filings = _filing_panel(console).filings
    line = next(line for key, line in filings.calls.items() if key.startswith("floor:"))
    line.findChildren(QPushButton)[0].click()


def _base(night: Night, console: Console) -> None:
    registers_of(console).open_subject(f"registers/base/{HAIDONG}")
    console.go("registers", "emissions")


def _shift(night: Night, console: Console) -> None:
    console.go("registers", "roster")
    registers_of(console).roster.open_new()


def _void(night: Night, console: Console) -> None:
    console.go("registers", "numbers")
    registers_of(console).numbers.ask()


def _hand_over(night: Night, console: Console) -> None:
    console.go("logbook", "hand_over")


def _remark(night: Night, console: Console) -> None:
    console.go("logbook", "hand_over")
    logbook_of(console).hand_over.ask_remark()


def _report(night: Night, console: Console) -> None:
    console.go("papers", SENDING)
    sending = papers_of(console).sending
    assert sending is not None
    sending.release()
    sending.report(Said.FAILED)


def _report_line(console: Console) -> QWidget:
    sending = papers_of(console).sending
    assert sending is not None
    return sending.ask_line


def _call(night: Night, console: Console) -> None:
    night.clock.move(hours=30)
    console.tick(night.clock())
    while console.window.reason.isHidden():  # what is no clock is answered without a reason
        console.calls.acknowledge_first()


def _accounts(night: Night, console: Console) -> None:
    console.sheet.open(Page.ACCOUNTS)


def second_desk(night: Night) -> None:
    """Two desks issued for the same place while no line joined them; the other's bundle has come in."""
    here, copy = night.houses[-1], night.folder / "copy.qhb"
    backup(night.folder / "data", copy, NOW)
    restore(copy, night.folder / "there", db_folder() / "migrations", lambda: "d2", NOW)
    there = build(Config(night.folder / "there", is_drill=True), night.clock)
    for house, alert in ((here, "a1"), (there, "a2")):
        for command in to_standing(Level.YELLOW, alert):
            assert isinstance(house.office.submit(command, WORDS[command.by]), Changed)
    made = write_bundle(there.journal, night.folder / "there.qhx", NOW, there.archive)
    merge(here.office, here.journal, made.file, here.archive)
    there.database.close()


def _dispute_form(console: Console) -> QWidget:
    (form,) = logbook_of(console).troubles.forms.values()
    return form


CONSULTED = HoldConsultation(DUTY, "a1", consultation(Level.YELLOW))
PROPOSED = (CONSULTED, propose(Change.ISSUE, Level.YELLOW))
BY_PHONE = (
    *PROPOSED,
    ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(CHIEF, "0971-8000000", NOW, True)),
    IssueAlert(DUTY, "a1"),
)
STANDING = to_standing(Level.YELLOW)
PAGE = HandOver(DUTY, REVIEW, (HandoverLine("clock:x", "时钟", "海东市4小时没有回音"),), "")
HELD = EnterContact(DUTY, Contact("ecology", Post.LIAISON, "马晓明", "", "0971-8000000"))


def _pane(console: Console) -> QWidget:
    return alert_of(console).pane


def _road(step: str) -> Form:
    return Form(step, ("alert/step_form.py",), _step(step), _pane)


CONTACT = Form("contact", ("registers/contact_form.py",), _contact, lambda c: registers_of(c).contacts.form.form)
TAKEN_OUT = Form("taken-out", ("registers/contact_form.py",), _take_out, lambda c: registers_of(c).contacts.form.reason)
FILING = Form("filing", ("registers/filing_forms.py",), _filing, lambda c: registers_of(c).filings.form)
NEXT_FILING = Form("next-filing", ("registers/filing_forms.py",), _next_filing, lambda c: registers_of(c).filings.form)
CHECK = Form("check", ("registers/filing_panel.py",), _check, lambda c: registers_of(c).filings.panel)
FLOOR = Form("floor", ("registers/filing_forms.py",), _floor, lambda c: registers_of(c).filings.floor)
BASE = Form("base", ("registers/filing_forms.py",), _base, lambda c: registers_of(c).emissions.base)
SHIFT = Form("shift", ("registers/roster_layout.py",), _shift, lambda c: registers_of(c).roster.new)
VOID = Form("void", ("registers/numbers_page.py",), _void, lambda c: registers_of(c).numbers.void_bar)
HANDING = Form("handing", ("logbook/hand_over_foot.py",), _hand_over, lambda c: logbook_of(c).hand_over.foot)
REMARK = Form("remark", ("logbook/hand_over.py",), _remark, lambda c: logbook_of(c).hand_over.remark)
DISPUTE = Form("dispute", ("logbook/troubles.py",), lambda night, c: c.go("logbook"), _dispute_form)
REPORT = Form("report", ("papers/report_line.py",), _report, _report_line)
CALL = Form("call", ("window.py",), _call, lambda c: c.window.reason)
DUTY_SAID = Form("duty", ("checklist/mark_panel.py",), _duty, lambda c: response_of(c).panel)
CAUSE = Form("cause", ("outlook/cause_form.py",), _cause, lambda c: outlook_of(c).cause_form)
CONSULT = Form(
    "consult",
    ("outlook/consult_form.py", "outlook/participants.py", "outlook/agreed_days.py"),
    _consult,
    lambda c: outlook_of(c).form,
)
FIRST = Form("first-account", ("entry/panels.py",), lambda night, c: c.sheet.open(), lambda c: c.sheet.first)
ACCOUNT = Form("account", ("entry/panels.py",), _accounts, lambda c: c.sheet.accounts)


@dataclass(frozen=True)
class Shift:
    """What an officer has under way at once when the machine fails: the record before it, and the forms written in."""

    name: str
    forms: tuple[Form, ...]
    before: tuple[Command, ...] = ()
    told: tuple[Told, ...] = ()
    by: str = DUTY
    prepare: Callable[[Night], None] = lambda night: None
    """More of the record, before the window opens."""
    is_first: bool = False
    """On a record without accounts."""


ASSESSMENT = Form(
    "assessment",
    ("assessment/report_form.py",),
    lambda night, console: console.go("assessment", "a1"),
    lambda console: assessment_of(console).form,
)
SHIFTS: tuple[Shift, ...] = (
    Shift("consulted", (_road("propose-issue"), _road("close")), (CONSULTED,)),
    Shift("proposed", (_road("return"), _road("approve")), PROPOSED),
    Shift("by-telephone", (_road("countersign"),), BY_PHONE),
    Shift(
        "standing",
        (
            *map(_road, ("propose-raise", "propose-lift", "propose-correct", "propose-withdraw")),
            *(
                DUTY_SAID,
                CONTACT,
                TAKEN_OUT,
                FILING,
                NEXT_FILING,
                BASE,
                SHIFT,
                VOID,
                HANDING,
                REPORT,
                CAUSE,
                CONSULT,
                CALL,
            ),
        ),
        (*STANDING, HELD, city(HAIDONG, Level.YELLOW), CheckFiling(DUTY, HAIDONG, "1号", True)),
        HAZE,
    ),
    Shift(
        "province",
        (_road("propose-lower"), FLOOR, CHECK, REMARK),
        (StartShift(DUTY), *to_standing(), *to_province(Level.ORANGE), city(HAIDONG, Level.YELLOW), PAGE),
    ),
    Shift("lifted", (ASSESSMENT,), to_lifted(Level.YELLOW)),
    Shift("disputed", (DISPUTE,), prepare=second_desk),
    Shift("first", (FIRST,), is_first=True),
    Shift("accounts", (ACCOUNT,), by=ADMIN),
)
