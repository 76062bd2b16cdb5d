"""The night of a cold machine without a network: one officer takes 海东 from forecast to lift, whatever is cut off."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, event

from qh_console.app import House, build
from qh_console.config import Config
from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    Command,
    CountersignApproval,
    EnrolOfficer,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    MarkDuty,
    ProposeChange,
    StartShift,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    NO_EVIDENCE,
    Approval,
    Change,
    Consultation,
    Mark,
    MarkState,
    Means,
    TelephoneRecord,
)
from qh_console.services.drill import HandClock
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_called_for
from tests.builders import CHIEF, DUTY, ENROLMENTS, HAIDONG, NOW, consultation, publication
from tests.services.air_builders import by_hour_as_aqi
from tests.services.offices import password_of
from tests.store.appender import Acknowledge, serve

ALERT = "haidong"
AHEAD = {
    "orange": ((250.0, 72), (80.0, 72)),
    "red": ((320.0, 100), (80.0, 60)),
    "clean": ((60.0, 120),),
}
"""AQI and for how many hours, as the model foretells it at each turn of the night."""
CALL = TelephoneRecord(CHIEF, "0971-0000001", NOW, True)
DONE = Mark(MarkState.DONE, Means.PHONE, "李主任", "已落实")


class Fuse:
    """Dies, as by `kill -9`, at the given one of the points at which something is written or answered."""

    def __init__(self, points: int) -> None:
        self._left = points

    def burn(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def opened(folder: Path, clock: HandClock) -> House:
    """The console as it starts on this folder; a drill's passwords are cheap to check, and nothing is ever sent."""
    return build(Config(folder, is_drill=True), clock, lambda: "d1")


def told(house: House, name: str) -> None:
    """The model's run comes in; the same one again changes nothing."""
    issued_at = NOW - (3 - list(AHEAD).index(name)) * HOUR
    house.forecasts.add(by_hour_as_aqi(issued_at, NOW + HOUR, *AHEAD[name], place=HAIDONG))


def held(house: House, name: str) -> Consultation:
    """The consultation on what the engine makes of the forecast."""
    told(house, name)
    grades = house.watch.look(house.office.board, house.clock()).grades((HAIDONG,))
    usual = consultation(grades[0].level, places=(HAIDONG,))
    agreed = tuple(replace(usual.forecast[0], on=date(2026, 1, 10 + k)) for k in range(len(AHEAD[name]) + 2))
    return replace(usual, ends_at=NOW + AHEAD[name][0][1] * HOUR, forecast=agreed, grades=grades)


def proposed(house: House, change: Change, level: Level) -> ProposeChange:
    alert = house.office.board.alerts[ALERT]
    evidence = NO_EVIDENCE
    if alert.level is not None:
        evidence = house.watch.look(house.office.board, house.clock()).evidence(alert, change)
    published = replace(publication(96), extent="海东市全域")
    return ProposeChange(DUTY, ALERT, change, level, published, "依据预报", evidence, True, True)


def next_command(house: House) -> Command | None:
    """What comes next on this board; None once the file is closed."""
    board = house.office.board
    if len(board.officers) < len(ENROLMENTS):
        return ENROLMENTS[len(board.officers)]
    if board.shift is None:
        return StartShift(DUTY)
    alert = board.alerts.get(ALERT)
    if alert is None:
        return HoldConsultation(DUTY, ALERT, held(house, "orange"))
    return _next_of(house, alert)


def _next_of(house: House, alert: Alert) -> Command | None:
    by_phone = alert.stage is Stage.PROPOSED
    match alert.stage:
        case Stage.CONSULTED:
            return proposed(house, Change.ISSUE, alert.consultation.level)
        case Stage.PROPOSED | Stage.CHANGE_PROPOSED | Stage.LIFT_PROPOSED:
            if by_phone:
                return ApproveProposal(DUTY, ALERT, Approval.TELEPHONE, CALL)
            return ApproveProposal(CHIEF, ALERT, Approval.SIGNATURE)
        case Stage.APPROVED:
            return IssueAlert(DUTY, ALERT)
        case Stage.STANDING:
            return _standing(house, alert)
        case Stage.CHANGE_APPROVED:
            return AdjustAlert(DUTY, ALERT)
        case Stage.LIFT_APPROVED:
            return LiftAlert(DUTY, ALERT)
        case _:
            return None


def _standing(house: House, alert: Alert) -> Command:
    """A duty marked, the call countersigned, then the forecast grows worse, and at last better."""
    first = alert.tasks[0].task.id
    if alert.mark_of(first) is None:
        return MarkDuty(DUTY, ALERT, first, DONE)
    if alert.notices[0].needs_countersignature:
        return CountersignApproval(CHIEF, ALERT, alert.notices[0].number)
    if alert.level is Level.ORANGE and len(alert.consultations) == 1:
        return HoldConsultation(DUTY, ALERT, held(house, "red"))
    if alert.level is Level.ORANGE:
        return proposed(house, Change.RAISE, alert.consultation.level)
    told(house, "clean")
    return proposed(house, Change.LIFT, Level.NONE)


def papers_left(board: Board, house: House) -> tuple[PaperRequest, ...]:
    """What the acts so far call for and is not filed; of the sheets for the units one, since they are all alike."""
    filed = Counter((p.paper.kind, p.paper.subject) for p in board.papers.values())
    wanted: list[PaperRequest] = []
    units: set[str] = set()
    for request in papers_called_for(board, house.office.entries()):
        if request.kind is PaperKind.DUTY_SHEET and request.number in units:
            continue
        if request.kind is PaperKind.DUTY_SHEET:
            units.add(request.number)
        key = (request.kind.value, house.pack.unit(request.unit).name if request.unit else "")
        if filed[key]:
            filed[key] -= 1
        else:
            wanted.append(request)
    return tuple(wanted)


def work(house: House, answered: Callable[[str], None]) -> None:
    """Goes on wherever the last officer was stopped, papers first, until the alert is lifted and all is filed."""
    while True:
        for request in papers_left(house.office.board, house):
            for answer in house.paperwork.file([request], house.office.board, DUTY, lambda done, of: None):
                assert isinstance(answer, Changed), (request, answer)
                answered(_words(answer))
        command = next_command(house)
        if command is None:
            return
        new = password_of(command.officer) if isinstance(command, EnrolOfficer) else ""
        answer = house.office.submit(command, password_of(command.by), new)
        assert isinstance(answer, Changed), (command, answer)
        answered(_words(answer))


def _words(answer: Changed) -> str:
    return " ".join(f"{entry.seq}:{entry.digest}" for entry in answer.entries)


def write(folder: Path, acknowledge: Acknowledge) -> None:
    """`folder` ends in how many points the officer lives for; each answer is one of them, and is acknowledged."""
    fuse = Fuse(int(folder.name))
    house = opened(folder.parent, HandClock(NOW))
    replacing = os.replace

    def answered(words: str) -> None:
        fuse.burn()
        acknowledge(words)

    def replaced(src: str, dst: str) -> None:
        fuse.burn()
        replacing(src, dst)

    event.listen(Engine, "commit", fuse.burn)
    os.replace = replaced  # type: ignore[assignment]
    work(house, answered)
    acknowledge("over")


if __name__ == "__main__":
    serve(write)
