"""The night of a cold machine without a network: one officer takes 海东 from forecast to lift, whatever is cut off.

`write` serves one officer after the other; each dies at one point of the night, and the next goes on from the disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from qh_console.app import House, Rules, build, read_rules
from qh_console.config import Config, read_config
from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    Command,
    CountersignApproval,
    EnrolOfficer,
    EnterContact,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    MarkDuty,
    ProposeChange,
    RecordPrint,
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
from qh_console.services.drafting import Drafting
from qh_console.services.drill import HandClock
from qh_console.services.office import Answer, Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_called_for
from qh_console.store.credentials import drill_hasher
from tests.builders import CHIEF, DUTY, ENROLMENTS, HAIDONG, NOW, consultation, publication
from tests.journeys.fuse import Fuse
from tests.journeys.night_post import CONTACTS, PostDesk, words
from tests.services.air_builders import by_hour_as_aqi
from tests.services.offices import password_of
from tests.store.appender import Acknowledge, serve

ALERT = "haidong"
OVER = "over"
DRAFT = "draft"
PRINTED = ("issue-notice", "adjust-notice", "lift-notice")
AHEAD = {
    "orange": ((250.0, 72), (80.0, 72)),
    "red": ((320.0, 100), (80.0, 60)),
    "clean": ((60.0, 120),),
}
"""AQI and for how many hours, as the model foretells it at each turn of the night."""
CALL = TelephoneRecord(CHIEF, "0971-0000001", NOW, True)
DONE = Mark(MarkState.DONE, Means.PHONE, "李主任", "已落实")


@cache
def rules() -> Rules:
    """Read once for all officers of the night."""
    return read_rules(Config(Path()))


def opened(folder: Path, clock: HandClock) -> House:
    """The console as it starts on this folder, with the senders its office.toml names; passwords are quick to check."""
    return build(read_config(folder), clock, lambda: "d1", rules(), drill_hasher())


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
    unknown = [contact for contact in CONTACTS if contact.key not in board.contacts]
    if unknown:
        return EnterContact(DUTY, unknown[0])
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


@dataclass(frozen=True)
class Officer:
    """Goes on wherever the last one was stopped: papers first, then the post, then the next step of the road.

    `at` is told what comes, `answered` what is on record.
    """

    house: House
    clock: HandClock
    at: Callable[[str], None]
    answered: Callable[[str], None]

    def work(self) -> str:
        """Until there is nothing to do but wait for the network, ask again later, or go home: then says which."""
        while True:
            self._file_papers()
            waits_for = self._see_to_the_post()
            if waits_for:
                return waits_for
            command = next_command(self.house)
            if command is None:
                return OVER
            self._submit(command)

    def _file_papers(self) -> None:
        for request in papers_left(self.house.office.board, self.house):
            self._step(f"{request.kind.value} {request.number} {request.unit}")
            for answer in self.house.paperwork.file([request], self.house.office.board, DUTY, lambda done, of: None):
                self._put(answer)
        board = self.house.office.board
        for filed in board.papers.values():
            if filed.paper.kind in PRINTED and not filed.prints:
                self._step(f"print {filed.paper.kind} {filed.paper.number}")
                assert self.house.paperwork.pdf(filed.paper.sha256)
                self._put(self.house.office.submit(RecordPrint(DUTY, filed.paper.sha256, 1, "针式打印机")))

    def _see_to_the_post(self) -> str:
        alert = self.house.office.board.alerts.get(ALERT)
        if alert is None or not alert.notices:
            return ""
        number, desk = alert.latest_number, PostDesk(self.house, self.clock, self.at, self.answered)
        if desk.queue(number):
            return "queued"
        if desk.settle_doubts(number):
            return "asked"
        if not desk.carry(number):
            return "no network"
        desk.tick(number)
        return ""

    def _submit(self, command: Command) -> None:
        """A form is a draft first, and what is sent is what the draft said."""
        drafting = Drafting(self.house.drafts, self.clock)
        self._step(type(command).__name__)
        key = f"{DRAFT}:{self.house.office.board.heads}"
        for left in set(drafting.keys()) - {key}:
            drafting.discard(left)
        if isinstance(command, ProposeChange):
            draft = drafting.load(key, ProposeChange)
            if draft is None:
                drafting.save(key, DUTY, command)
                self.answered(DRAFT)
            else:
                assert draft == command, "the draft is as it was left"
        new = password_of(command.officer) if isinstance(command, EnrolOfficer) else ""
        self._put(self.house.office.submit(command, password_of(command.by), new))

    def _step(self, what: str) -> None:
        board = self.house.office.board
        reports = sum(len(dispatch.reports) for dispatch in board.dispatches.values())
        self.at(f"{board.length - reports} {what}")

    def _put(self, answer: Answer) -> None:
        assert isinstance(answer, Changed), answer
        self.answered(words(answer))


def write(folder: Path, acknowledge: Acknowledge) -> None:
    """Dies at the first point at which no officer of this folder has died; each answer is one, and is acknowledged."""
    clock, fuse = HandClock(NOW), Fuse(folder)
    house = opened(folder, clock)
    fuse.wire()

    def answered(words: str) -> None:
        fuse.burn("answered")
        acknowledge(words)

    house.dissemination.start()
    acknowledge(Officer(house, clock, fuse.at, answered).work())


def undisturbed(folder: Path) -> None:
    """The same alert where nothing is cut off, and people carry every notice."""
    house = opened(folder, HandClock(NOW))
    officer = Officer(house, HandClock(NOW), lambda what: None, lambda words: None)
    while officer.work() != OVER:
        pass
    house.database.close()


if __name__ == "__main__":
    with TemporaryDirectory() as once:
        undisturbed(Path(once))  # so that a fork has loaded what a night needs
    serve(write)
