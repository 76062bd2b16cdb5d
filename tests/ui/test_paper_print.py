"""Papers made on the spot are named so that what has changed is another paper, and what has not is printed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.paper_print import (
    PaperPrint,
    board_requests,
    brief_requests,
    contact_requests,
    emission_requests,
    extract_requests,
    filing_requests,
    handover_requests,
)
from qh_console.ui.theme import Look
from qh_console.ui.widgets.job_line import JobLine
from tests.builders import DUTY, NOW, XINING, office, plan, to_standing
from tests.emission_builders import to_register
from tests.services.framing import PLACES
from tests.ui.seats import printer_at, seat_at


def test_a_brief_is_printed_again_within_the_hour_and_anew_after_it(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, *to_standing())
    owner = QWidget()
    qtbot.addWidget(owner)
    printing = PaperPrint(seat.desk, owner, JobLine(look), printer_at(tmp_path / "out.pdf"))
    qtbot.addWidget(printing.line)
    printing.print(brief_requests(seat.desk.board, NOW), "无")
    printing.print(brief_requests(seat.desk.board, NOW + timedelta(minutes=50)), "无")
    (filed,) = seat.desk.board.papers.values()
    assert (filed.paper.kind, filed.paper.alert, filed.paper.subject) == (
        PaperKind.DAILY_BRIEF,
        "a1",
        "2026-01-09 20时",
    )
    assert filed.runs == 2
    printing.print(brief_requests(seat.desk.board, NOW + timedelta(hours=1)), "无")
    assert len(seat.desk.board.papers) == 2
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_to_print_is_said_and_no_printer_is_asked_for(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, asked = seat_at(tmp_path), list[QWidget]()
    owner = QWidget()
    qtbot.addWidget(owner)

    def refuse(parent: QWidget, kind: str) -> QPrinter | None:
        asked.append(parent)
        return None

    printing = PaperPrint(seat.desk, owner, JobLine(look), refuse)
    qtbot.addWidget(printing.line)
    board = seat.desk.board
    nothing = (
        handover_requests(board, "d1-1"), extract_requests(()), contact_requests(board),
        filing_requests(plan(), XINING, ""), brief_requests(board, NOW),
    )  # fmt: skip
    for requests in nothing:
        printing.print(requests, "没有可打印的")
        assert printing.line.text == "没有可打印的"
    assert asked == []
    printing.print(filing_requests(plan(), XINING, "1号"), "无")
    assert asked == [owner]
    assert not board.papers


def test_an_extract_is_named_by_its_ends_in_the_journals_order() -> None:
    (request,) = extract_requests([("d1", 9), ("d1", 3), ("d1", 4)])
    assert request.subject == "d1-3至d1-9，3条"
    assert request.entries == (("d1", 3), ("d1", 4), ("d1", 9))


def test_every_change_of_the_register_makes_another_paper(tmp_path: Path) -> None:
    seat = seat_at(tmp_path)
    mine = Contact(plan().units[0].id, Post.LIAISON, "丁某", "处长", "0971-6100000")
    seat.must(EnterContact(DUTY, mine))
    before = contact_requests(seat.desk.board)
    seat.clock.now += timedelta(seconds=5)
    seat.must(EnterContact(DUTY, replace(mine, name="戊某")))
    assert contact_requests(seat.desk.board) != before


def test_a_summary_is_of_one_edition_and_one_base_and_boards_are_enterprises_alone() -> None:
    ledger = office(to_register()[0])
    before = emission_requests(ledger.board, PLACES, "d1-5")
    assert before[0].subject == "西宁市2025-10-15版 d1-5"
    ledger.must(to_register()[1])
    (after,) = emission_requests(ledger.board, PLACES, "d1-5")
    assert after.subject.endswith("基数d1-6")
    boards = board_requests(ledger.board, "d1-5", range(4), on_a3=True)
    assert [(b.source, b.subject) for b in boards] == [
        (0, "虚构水泥一厂 d1-5-1 A3"),
        (1, "虚构供热二厂 d1-5-2 A3"),
    ]
    assert emission_requests(ledger.board, PLACES, "d9-9") == board_requests(ledger.board, "d9-9", (0,), False) == []
