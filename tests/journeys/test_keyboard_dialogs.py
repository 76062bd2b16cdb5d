"""Every dialog and every rarer act by keyboard alone: accounts, telephone, registers, sending, hand-over, exchange."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import EnrolOfficer, HoldConsultation, StartShift
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Role
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.console import Console
from qh_console.ui.entry.state import Page
from tests.builders import ADMIN, CHIEF, DUTY, REVIEW, XINING, consultation, propose, to_standing
from tests.domain.provinces import city, to_province
from tests.journeys.console_forms import second_desk
from tests.journeys.house_at_night import WORDS, Night, alert_of, logbook_of, papers_of, registers_of
from tests.journeys.keys import Key, form_of, open_step, put, sign_in
from tests.ui.hands import CTRL, focused, strike, tab_to, type_over, walk_to, write

NEW_WORD = "a-new-word-1"
SECOND = EnrolOfficer(ADMIN, "admin2", "管理员戊", "", (Role.ADMINISTRATOR,))


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot, is_drill=True)
    yield made
    made.close()


def press(console: Console, text: str, inside: QWidget | None = None) -> None:
    """With Tab to a button by its words, and Space."""
    buttons = (inside or console.window).findChildren(QPushButton)
    button = next(b for b in buttons if b.text().startswith(text) and b.isVisible())
    tab_to(button)
    strike(Key.Key_Space)


def page_of(console: Console) -> Page:
    assert console.sheet.isVisible()
    return console.sheet.page


def signed_in(console: Console) -> str:
    return console.desk.by


def shift_of(console: Console) -> str:
    shift = console.desk.board.shift
    return shift.officer if shift is not None else ""


def choose(key: str) -> None:
    """In the list that has the keyboard."""
    box = focused()
    assert isinstance(box, QComboBox)
    walk_to(box, key)


def find(words: str) -> None:
    """Through the palette, as whoever has forgotten a key."""
    strike(Key.Key_K, CTRL)
    type_over(words)
    strike(Key.Key_Return)


def test_first_administrator_accounts_and_own_password(night: Night) -> None:
    console = night.open(night.bare())
    assert page_of(console) is Page.FIRST
    for text in ("guan", "管理员丁", "系统管理", NEW_WORD, NEW_WORD):
        write(text)
        strike(Key.Key_Tab)
    strike(Key.Key_Space)
    assert signed_in(console) == "guan"
    accounts = console.sheet.accounts
    assert page_of(console) is Page.ACCOUNTS
    for text in ("ban", "值班员甲", "值班员"):
        write(text)
        strike(Key.Key_Tab)
    strike(Key.Key_Space)  # the first role, duty officer
    for key, word in (("new_password", "duty-word"), ("password", NEW_WORD)):
        tab_to(accounts.form.editor(key))
        type_over(word)
    strike(Key.Key_Return)
    assert accounts.form.errors() == {}
    assert console.desk.board.officers["ban"].roles == {Role.DUTY_OFFICER}

    tab_to(accounts.table)
    strike(Key.Key_Down)
    strike(Key.Key_Up)
    press(console, "修改口令", console.sheet)
    for word in (NEW_WORD, "another-word-1", "another-word-1"):
        write(word)
        strike(Key.Key_Tab)
    strike(Key.Key_Space)
    assert console.sheet.isHidden()
    assert isinstance(night.houses[-1].office.sign_in("guan", "another-word-1"), Changed)


def test_a_reset_by_two_administrators_and_the_end_of_a_shift(night: Night) -> None:
    house = night.begin()
    house.office.submit(SECOND, WORDS[ADMIN], "admin2-word")
    console = night.open(house)
    sign_in(console, ADMIN)
    strike(Key.Key_L, CTRL)
    press(console, "账号管理", console.sheet)
    accounts = console.sheet.accounts
    tab_to(accounts.table)
    strike(Key.Key_Home)
    while accounts.table.selected_key != DUTY:
        strike(Key.Key_Down)
    press(console, "重设口令", console.sheet)
    reset = console.sheet.reset
    for key, word in (("new_password", NEW_WORD), ("again", NEW_WORD), ("password", WORDS[ADMIN])):
        tab_to(reset.form.editor(key))
        type_over(word)
    tab_to(reset.form.editor("confirmed_by"))
    choose("admin2")
    tab_to(reset.form.editor("second_password"))
    type_over("admin2-word")
    strike(Key.Key_Return)
    assert page_of(console) is Page.ACCOUNTS
    assert isinstance(house.office.sign_in(DUTY, NEW_WORD), Changed)
    strike(Key.Key_Escape)
    sign_in(console, REVIEW)
    assert shift_of(console) == REVIEW
    strike(Key.Key_L, CTRL)
    press(console, "结束值班", console.sheet)
    assert (shift_of(console), signed_in(console)) == ("", "")


def test_approval_by_telephone_and_its_countersignature(night: Night) -> None:
    consulted = HoldConsultation(DUTY, "a1", consultation(Level.YELLOW))
    console = night.open(night.begin(consulted, propose(Change.ISSUE, Level.YELLOW)))
    sign_in(console)
    strike(Key.Key_F3)
    screen = alert_of(console)
    open_step(screen, "approve")
    tab_to(form_of(screen).editor("approval"))
    strike(Key.Key_Down)
    assert form_of(screen).values()["approval"] == Approval.TELEPHONE.value
    assert form_of(screen).focused_key() == "approval", "another form for a talk, and the cursor where it was"
    put(screen, "spoke_to", CHIEF)
    put(screen, "number", "0971-8000000")
    tab_to(form_of(screen).editor("read_back"))
    strike(Key.Key_Space)
    put(screen, "password", WORDS[DUTY])
    strike(Key.Key_Return)
    strike(Key.Key_Return, CTRL)
    type_over(WORDS[DUTY])
    strike(Key.Key_Return)
    alert = console.desk.board.alerts["a1"]
    assert alert.level is Level.YELLOW
    assert alert.notices[0].needs_countersignature
    open_step(screen, "countersign")
    put(screen, "by", CHIEF)
    put(screen, "password", WORDS[CHIEF])
    strike(Key.Key_Return)
    assert not console.desk.board.alerts["a1"].notices[0].needs_countersignature


def test_numbers_filings_and_contacts(night: Night) -> None:
    console = night.open(night.begin(city(XINING, Level.YELLOW), *to_province(Level.ORANGE)))
    sign_in(console)
    strike(Key.Key_F6)
    registers = registers_of(console)
    find("发文字号")
    press(console, "作废下一个文号")
    write("纸面印坏")
    strike(Key.Key_Tab)
    write(WORDS[DUTY])
    strike(Key.Key_Return)
    assert registers.numbers.void_bar.error == ""
    assert any(row.state == "作废" for row in registers.numbers.table.rows_model.rows)

    strike(Key.Key_2, CTRL)
    strike(Key.Key_Return)
    assert focused() is registers.filings.panel.remark
    write("齐全")
    strike(Key.Key_Return)
    assert all(f.checked is not None for f in console.desk.board.book.filings.values())
    floor = next(line for key, line in registers.filings.calls.items() if key.startswith("floor:"))
    button = floor.findChildren(QPushButton)[0]
    tab_to(button, back=True)
    strike(Key.Key_Space)
    choose("orange")
    for key, text in (("spoke_to", "王科长"), ("says", "已按橙色启动")):
        tab_to(registers.filings.floor.form.editor(key))
        type_over(text)
    strike(Key.Key_Return)
    assert console.desk.board.book.answers

    strike(Key.Key_1, CTRL)
    strike(Key.Key_Return)
    form = registers.contacts.form
    for key, text in (("name", "马晓明"), ("phone", "0971-8000000")):
        tab_to(form.form.editor(key))
        type_over(text)
    strike(Key.Key_Return)
    assert len(console.desk.board.contacts) == 1
    strike(Key.Key_Return)
    press(console, "撤销登记", form)
    write("调离")
    strike(Key.Key_Return)
    assert not console.desk.board.contacts


def test_sending_and_export_of_papers(night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = night.begin(*to_standing(Level.YELLOW))
    number = house.office.board.alerts["a1"].latest_number
    request = PaperRequest(PaperKind.ISSUE_NOTICE, "a1", number)
    house.paperwork.file([request], house.office.board, DUTY, lambda *_: None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    console = night.open(house)
    sign_in(console)
    strike(Key.Key_F5)
    strike(Key.Key_E, CTRL)
    assert list((tmp_path / "out").iterdir())
    strike(Key.Key_T, CTRL)
    sending = papers_of(console).sending
    assert sending is not None
    press(console, "全部排发", sending)
    tab_to(sending.table)
    first = sending.table.selected_key
    strike(Key.Key_F)
    write("占线")
    strike(Key.Key_Return)
    assert sending.table.selected_key != first, "the next one that waits"
    strike(Key.Key_T)
    write("王科长")
    strike(Key.Key_Return)
    strike(Key.Key_Return)
    said = [d.said for d in console.desk.board.dispatches.values() if d.said is not None]
    assert len(said) == 3


def test_a_hand_over_is_made_up_and_taken(night: Night) -> None:
    console = night.open(night.begin(StartShift(DUTY), *to_standing(Level.YELLOW)))
    sign_in(console)
    strike(Key.Key_F8)
    strike(Key.Key_J, CTRL)
    page = logbook_of(console).hand_over
    tab_to(page.successor)
    choose(REVIEW)
    tab_to(page.note)
    write("海东还没有回音")
    tab_to(page.password)
    write(WORDS[DUTY])
    strike(Key.Key_Return)
    assert page.error == ""
    assert focused() is page.table
    strike(Key.Key_Home)
    strike(Key.Key_N)
    write("会商改到明早")
    strike(Key.Key_Return)
    while focused() is page.table:
        strike(Key.Key_Space)
    assert focused() is page.password, "every line is answered"
    write(WORDS[REVIEW])
    strike(Key.Key_Return)
    assert console.desk.by == REVIEW
    assert console.desk.board.shift is not None
    assert console.desk.board.shift.officer == REVIEW


def test_exchange_between_desks_and_a_settlement(night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = night.begin()
    second_desk(night)
    console = night.open(house)
    sign_in(console, REVIEW)
    strike(Key.Key_F8)
    form = next(iter(logbook_of(console).troubles.forms.values()))
    tab_to(form.keeps)
    choose("a1")
    strike(Key.Key_Tab)
    write("先发布的一份")
    strike(Key.Key_Return)
    assert console.desk.board.disputes == ()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.qhx"), ""))
    find("导出记录给另一席位")
    assert (tmp_path / "out.qhx").exists()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "out.qhx"), ""))
    find("合并另一席位的记录")
    assert "没有新的记录" in "".join(logbook_of(console).exchange.lines)
    find("校验记录")
    assert logbook_of(console).job_line.isVisible()
