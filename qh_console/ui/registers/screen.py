"""The registers: contacts, filings, numbers, emission lists and the duty roster; one at a time, chosen on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qh_console.domain.contacts import Post
from qh_console.ui.desk import Desk
from qh_console.ui.outward import Outward
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.registers.contact_form import DRAFTS as CONTACTS
from qh_console.ui.registers.contact_form import WITHDRAWALS
from qh_console.ui.registers.contacts_page import ContactsPage
from qh_console.ui.registers.emissions_page import BASES, EmissionsPage
from qh_console.ui.registers.filings_page import FilingsPage
from qh_console.ui.registers.numbers_page import VOIDS, NumbersPage
from qh_console.ui.registers.roster_page import SHIFTS, RosterPage
from qh_console.ui.theme import Look
from qh_console.ui.unfinished import room_of
from qh_console.ui.widgets.choice_bar import ChoiceBar

TABS = (
    ("contacts", "联系人"),
    ("filings", "市州预警备案"),
    ("numbers", "发文字号"),
    ("emissions", "减排清单"),
    ("roster", "值班表"),
)

SOURCE = "source/"
"""As a subject: prefecture and row of the list in force, as source/630100/3."""


class RegistersScreen(QWidget):
    """`refresh` derives only the page that is open; the others follow when they are chosen.

    A page names what has the keyboard `first`: a focus proxy would make Tab leap over whatever stands before it.
    """

    title = "台账"
    consultation_wanted = Signal()

    def __init__(self, look: Look, desk: Desk, outward: Outward, choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self.tabs = ChoiceBar(TABS, "哪一本台账")
        self.contacts = ContactsPage(look, desk, outward, choose=choose)
        self.filings, self.numbers = FilingsPage(look, desk, choose), NumbersPage(look, desk)
        self.emissions = EmissionsPage(look, desk, outward, choose=choose)
        self.roster = RosterPage(look, desk, outward, choose=choose)
        self._pages: Mapping[str, ContactsPage | FilingsPage | NumbersPage | EmissionsPage | RosterPage] = {
            "contacts": self.contacts,
            "filings": self.filings,
            "numbers": self.numbers,
            "emissions": self.emissions,
            "roster": self.roster,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._lay_out()
        self.tabs.chosen.connect(self.open_tab)
        self.filings.consultation_wanted.connect(self.consultation_wanted)
        desk.changed.connect(lambda _: self.refresh(desk.clock()))
        self.acts: Mapping[str, Callable[[], None]] = {
            "registers.contacts": lambda: self.open_tab("contacts"),
            "registers.filings": lambda: self.open_tab("filings"),
            "registers.numbers": lambda: self.open_tab("numbers"),
            "registers.emissions": lambda: self.open_tab("emissions"),
            "registers.roster": lambda: self.open_tab("roster"),
            "registers.file_city": self._open_filing,
        }
        self.refresh(desk.clock())

    @property
    def tab(self) -> str:
        return self.tabs.key

    def refresh(self, now: datetime) -> None:
        self._pages[self.tab].refresh(now)

    def open_tab(self, key: str) -> None:
        self.tabs.select(key)
        self._stack.setCurrentWidget(self._pages[key])
        self.refresh(self._desk.clock())
        self._pages[key].first.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_subject(self, subject: str) -> None:
        """A tab by its name, a unit among the contacts, a source of emissions, or a form that was left unfinished."""
        if room_of(subject):
            self._reopen(subject)
        elif subject.startswith(SOURCE):
            place, _, number = subject.removeprefix(SOURCE).partition("/")
            self.open_tab("emissions")
            self.emissions.open_source(place, int(number))
        elif subject in self._pages:
            self.open_tab(subject)
        elif subject in {unit.id for unit in self._desk.pack.units}:
            self.open_tab("contacts")
            self.contacts.open_unit(subject)

    def _reopen(self, draft: str) -> None:
        if draft.startswith((CONTACTS, WITHDRAWALS)):
            unit, _, post = draft.removeprefix(CONTACTS).removeprefix(WITHDRAWALS).rpartition("/")
            self.open_tab("contacts")
            self.contacts.open_unit(unit, Post(post))
            if draft.startswith(WITHDRAWALS):
                self.contacts.form.ask_why()
        elif draft.startswith(VOIDS):
            self.open_tab("numbers")
            self.numbers.reopen(draft)
        elif draft.startswith(SHIFTS):
            self.open_tab("roster")
            self.roster.reopen(draft)
        elif draft.startswith(BASES):
            self.open_tab("emissions")
            self.emissions.open_base_of(draft.removeprefix(BASES))
        else:
            self.open_tab("filings")
            self.filings.reopen(draft)

    def _open_filing(self) -> None:
        self.open_tab("filings")
        self.filings.open_new()

    def _lay_out(self) -> None:
        px = self._look.theme.px
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(1280), self._look.theme.px(720))
