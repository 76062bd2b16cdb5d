"""Pictures of the window: each stop a moment of the drill and the states of the screens worth showing there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from qh_console.domain.commands import ApproveProposal, IssueAlert, LiftAlert, ProposeChange
from qh_console.domain.drill import Drill
from qh_console.domain.pack import Level
from qh_console.problems import KnownProblem
from qh_console.ui.console import Console
from qh_console.ui.entry.state import Page
from qh_console.ui.live_paper import LivePaper
from qh_console.ui.widgets.pdf_pages import PdfPages

MOMENT = timedelta(minutes=1)
EVENTS_ROUNDS, EVENTS_MS, MOST_PATIENCE_MS = 4, 20, 5000


@dataclass(frozen=True)
class Stop:
    """One moment of the drill. `views` name what is pictured there: rooms, or sheets over them."""

    at: datetime
    name: str
    views: tuple[str, ...]


def demo_stops(drill: Drill) -> tuple[Stop, ...]:
    """What shows the main screens at work."""
    return (
        Stop(drill.opens_at, "red", ("watch", "outlook", "alert", "response", "papers", "logbook")),
        Stop(drill.ends_at, "end", ("watch", "alert", "papers")),
    )


def tour_stops(drill: Drill) -> tuple[Stop, ...]:
    """Every screen and state worth showing, in the order they come; a room the window has not is left out."""
    rooms = ("watch", "outlook", "alert", "response", "papers", "registers", "assessment", "logbook")
    found = [
        Stop(drill.starts_at, "empty", rooms),
        Stop(drill.steps[0].at - MOMENT, "before", ("watch", "outlook", "sign-in", "palette")),
        Stop(drill.opens_at, "red", (*rooms, "accounts")),
        Stop(drill.ends_at, "end", rooms),
    ]
    if (at := _waiting_at(drill)) is not None:
        found.append(Stop(at, "proposed", ("alert", "watch")))
    if (lifted := max((s.at for s in drill.steps if isinstance(s.does, LiftAlert)), default=None)) is not None:
        found.append(Stop(lifted + MOMENT, "lifted", ("watch", "alert", "response")))
    if (issued := min((s.at for s in drill.steps if isinstance(s.does, IssueAlert)), default=None)) is not None:
        found.append(Stop(issued + MOMENT, "issued", ("watch", "alert", "response")))
    return tuple(sorted(found, key=lambda stop: stop.at))


def _waiting_at(drill: Drill) -> datetime | None:
    """Between the gravest proposal and its approval."""
    proposed = [s for s in drill.steps if isinstance(s.does, ProposeChange) and s.does.level is Level.RED]
    approved = [s.at for s in drill.steps if isinstance(s.does, ApproveProposal)]
    return next((s.at + MOMENT for s in proposed if all(a > s.at + MOMENT or a < s.at for a in approved)), None)


class Album:
    """Takes pictures of one console into a folder; names sort in the order they were taken."""

    def __init__(self, console: Console, folder: Path, size: tuple[int, int], password: str) -> None:
        self._console = console
        self._folder = folder
        self._password = password
        self._count = 0
        self.taken: list[str] = []
        console.window.resize(*size)
        console.window.show()

    def shoot(self, stop: Stop, officer: str, noted: Callable[[str], None]) -> None:
        """Bring the console to the stop's moment and picture what it names."""
        console = self._console
        console.desk.catch_up()
        console.round.look()
        if officer and console.desk.by != officer:
            console.desk.sign_in(officer, self._password, refused=lambda refused: None)
        console.tick(stop.at)
        for view in stop.views:
            if self._pose(view):
                noted(f"图片：{stop.name} {view}")
                self._take(f"{stop.name}-{view}")
        console.sheet.close_sheet()

    def _pose(self, view: str) -> bool:
        console = self._console
        console.sheet.close_sheet()
        console.window.palette_list.close_palette()
        if view == "sign-in":
            console.sheet.open(Page.SIGN_IN)
        elif view == "accounts":
            console.sheet.open(Page.ACCOUNTS)
        elif view == "palette":
            console.window.open_palette()
        elif view in console.window.rooms:
            console.window.enter(view)
            console.tick(console.desk.clock())
        else:
            return False
        return True

    def _take(self, name: str) -> None:
        settle()
        _wait_for_pages(self._console.window)
        self._count += 1
        file = self._folder / f"{self._count:02}-{name}.png"
        if not self._console.window.grab().save(str(file)):
            raise KnownProblem(f"图片没有存成：{file}", "请检查文件夹是否可写、磁盘是否已满")
        self.taken.append(file.name)


def settle(rounds: Iterable[int] = range(EVENTS_ROUNDS)) -> None:
    """Let layouts, previews and deletions that wait for the event loop come to pass."""
    for _ in rounds:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _wait_for_pages(window: QWidget) -> None:
    """Pages are set and drawn elsewhere; a picture without them would show a blank sheet."""
    patience = QDeadlineTimer(MOST_PATIENCE_MS)
    while any(paper.is_setting for paper in window.findChildren(LivePaper) if paper.isVisible()) or any(
        not pages.is_drawn for pages in window.findChildren(PdfPages) if pages.isVisible()
    ):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, EVENTS_MS)
        if patience.hasExpired():
            return
