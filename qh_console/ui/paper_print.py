"""A print button for papers made on the spot: which papers they are, the printer, and a line on what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.duty_book import Handover
from qh_console.domain.emissions import SourceKind
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.frozen_roster import day_start
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.desk import Desk
from qh_console.ui.paper_run import PaperRun
from qh_console.ui.printing import ChoosePrinter
from qh_console.ui.widgets.job_line import JobLine


class PaperPrint:
    """Sets, files and prints what is asked for, telling `line`; the printer's window belongs to `owner`."""

    def __init__(self, desk: Desk, owner: QWidget, line: JobLine, choose: ChoosePrinter) -> None:
        self._owner, self._choose, self.line = owner, choose, line
        self.run = PaperRun(desk, owner)
        self.run.progressed.connect(line.show_progress)
        self.run.ended.connect(line.end)
        line.cancelled.connect(self.run.cancel)

    def print(self, requests: Sequence[PaperRequest], nothing: str) -> None:
        """`nothing` is said where there is nothing to print."""
        if not requests:
            self.line.end(nothing, "warn")
        elif (printer := self._choose(self._owner, kind_of(requests))) is not None:
            self.run.print_requests(requests, printer)


def kind_of(requests: Sequence[PaperRequest]) -> str:
    """What they all are; empty where they differ."""
    kinds = {request.kind.value for request in requests}
    return kinds.pop() if len(kinds) == 1 else ""


def handover_requests(board: Board, page: str) -> list[PaperRequest]:
    """The page of this id; before and after it is accepted it is two papers."""
    held: Handover | None = next((p for p in board.book.handovers if p.id == page), None)
    if held is None:
        return []
    return [PaperRequest(PaperKind.HANDOVER, "", subject=held.id if held.is_locked else f"{held.id} 未接收")]


def extract_requests(keys: Sequence[tuple[str, int]]) -> list[PaperRequest]:
    """Named by where it begins and ends and how long it is."""
    if not keys:
        return []
    ordered = tuple(sorted(keys))
    (first, last) = (f"{desk}-{seq}" for desk, seq in (ordered[0], ordered[-1]))
    return [PaperRequest(PaperKind.LOGBOOK_EXTRACT, "", subject=f"{first}至{last}，{len(keys)}条", entries=ordered)]


def contact_requests(board: Board) -> list[PaperRequest]:
    """The register as it stands: another paper after every change."""
    if not board.contacts:
        return []
    changed_at = max(held.at for held in board.contacts.values())
    words = f"{beijing(changed_at):%Y-%m-%d %H:%M:%S}更新，{len(board.contacts)}人"
    return [PaperRequest(PaperKind.CONTACTS, "", subject=words)]


def roster_requests(board: Board, first_on: date, last_on: date) -> list[PaperRequest]:
    """The roster of these days as it stands: another paper after every change."""
    held = board.roster.between(day_start(first_on), day_start(last_on + timedelta(days=1)))
    if not held:
        return []
    changed_at = beijing(max(one.at for one in held))
    words = f"{first_on}至{last_on}，{changed_at:%Y-%m-%d %H:%M:%S}更新，{len(held)}班"
    return [PaperRequest(PaperKind.DUTY_ROSTER, "", subject=words, days=(first_on, last_on))]


def filing_requests(pack: PlanPack, place: str, number: str) -> list[PaperRequest]:
    if not number:
        return []
    return [PaperRequest(PaperKind.FILING, "", number, pack.headquarters(place).id)]


def brief_requests(board: Board, now: datetime) -> list[PaperRequest]:
    """Plan 6.1: one for every alert in force; within an hour the same one is printed again."""
    hour = f"{beijing(now):%Y-%m-%d %H}时"
    return [PaperRequest(PaperKind.DAILY_BRIEF, alert.id, subject=hour) for alert in board.standing]


def emission_requests(board: Board, places: Places, edition: str) -> list[PaperRequest]:
    """The summary of an edition: another paper after the base was worked out anew."""
    held = board.emissions.edition(edition)
    if held is None:
        return []
    base = board.emissions.base_of(held.list.place)
    subject = f"{places[held.list.place].name}{held.list.dated_on}版 {held.id}" + (f" 基数{base.id}" if base else "")
    return [PaperRequest(PaperKind.EMISSION_SUMMARY, "", subject=subject, edition=edition)]


def board_requests(board: Board, edition: str, numbers: Iterable[int], on_a3: bool) -> list[PaperRequest]:
    """One for each enterprise among these rows of an edition."""
    held = board.emissions.edition(edition)
    if held is None:
        return []
    sheet = "A3" if on_a3 else "A4"
    return [
        PaperRequest(
            PaperKind.EMISSION_BOARD,
            "",
            subject=f"{held.list.sources[number].name} {held.id}-{number + 1} {sheet}",
            edition=edition,
            source=number,
            on_a3=on_a3,
        )
        for number in numbers
        if held.list.sources[number].kind is SourceKind.INDUSTRIAL
    ]
