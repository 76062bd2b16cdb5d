"""Values for tests, each a plain lawful case that a test bends where it needs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from qh_console.domain.acts import Act, Entry
from qh_console.domain.board import Board
from qh_console.domain.commands import (
    ApproveProposal,
    Command,
    EnrolOfficer,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    ProposeChange,
)
from qh_console.domain.decisions import decide
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.pack_list import Packs
from qh_console.domain.particulars import (
    AgreedDay,
    Approval,
    Cause,
    Change,
    ChangeEvidence,
    Consultation,
    GradeRecord,
    Participant,
    Publication,
    Role,
    Scope,
)
from qh_console.domain.verdicts import Accepted, Refused, Verdict
from qh_console.packs import load_packs
from qh_console.paths import resources_folder

NOW = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
XINING, HAIDONG, HAIBEI, HUANGNAN = "630100", "630200", "632200", "632300"

DUTY, REVIEW, CHIEF, ADMIN = "zhiban", "fuhe", "shenpi", "guanli"


@cache
def packs() -> Packs:
    """The editions that ship, read and checked once a run: they never change, and to read them takes a while."""
    return load_packs(resources_folder() / "packs")


def plan() -> PlanPack:
    return packs().default


def publication(hours: int = 72) -> Publication:
    return Publication(NOW, NOW + timedelta(hours=hours), "西宁市全域", "静稳、逆温", "PM2.5", "13日冷空气到达后好转")


def agreed_for(level: Level, place: str) -> tuple[AgreedDay, ...]:
    """As many heavy days from the 10th on as the level asks for."""
    high = 330 if level is Level.RED else 260
    return tuple(AgreedDay(place, date(2026, 1, 10 + k), 210, high) for k in range(int(level)))


def consultation(
    level: Level = Level.ORANGE,
    scope: Scope = Scope.CITY,
    places: tuple[str, ...] = (XINING,),
    cause: Cause = Cause.HAZE,
    graded: Level | None = None,
    reason: str = "",
) -> Consultation:
    grade = level if graded is None else graded
    return Consultation(
        scope,
        places,
        cause,
        level,
        reason,
        NOW,
        NOW + timedelta(hours=72),
        (Participant("sthj", "甲", "同意"), Participant("qx", "乙", "同意")),
        "颗粒物持续累积",
        "静稳天气维持",
        "以本地排放为主",
        "达到预警条件",
        tuple(day for p in places for day in agreed_for(level, p)),
        tuple(GradeRecord(p, grade, 3, 0, 260, ("3.1",), "连续72小时") for p in places),
        grade if scope is Scope.PROVINCE else Level.NONE,
        "hj633-2012",
    )


ENROLMENTS: tuple[Command, ...] = (
    EnrolOfficer(ADMIN, ADMIN, "管理员丁", "系统管理", (Role.ADMINISTRATOR,)),
    EnrolOfficer(ADMIN, DUTY, "值班员甲", "值班员", (Role.DUTY_OFFICER,)),
    EnrolOfficer(ADMIN, REVIEW, "复核员乙", "复核员", (Role.REVIEWER,)),
    EnrolOfficer(ADMIN, CHIEF, "审批人丙", "办公室主任", (Role.APPROVER,)),
)


def propose(change: Change, level: Level, alert: str = "a1", clear_hours: int | None = 48) -> ProposeChange:
    return ProposeChange(DUTY, alert, change, level, publication(), "依据预报", ChangeEvidence(clear_hours), True, True)


def to_standing(level: Level = Level.ORANGE, alert: str = "a1") -> tuple[Command, ...]:
    """The lawful road from nothing to a standing alert."""
    return (
        HoldConsultation(DUTY, alert, consultation(level)),
        propose(Change.ISSUE, level, alert),
        ApproveProposal(CHIEF, alert, Approval.SIGNATURE),
        IssueAlert(DUTY, alert),
    )


def to_lifted(level: Level = Level.ORANGE, alert: str = "a1") -> tuple[Command, ...]:
    return (
        *to_standing(level, alert),
        propose(Change.LIFT, level, alert),
        ApproveProposal(CHIEF, alert, Approval.SIGNATURE),
        LiftAlert(DUTY, alert),
    )


class Ledger:
    """A journal in memory for tests of the domain: decides, numbers and folds as the office does."""

    def __init__(self, desk: str = "d1", pack: PlanPack | None = None, now: datetime = NOW) -> None:
        self.desk = desk
        self.pack = pack or plan()
        self.now = now
        self.board = Board()
        self.entries: list[Entry] = []

    def record(self, act: Act, by: str) -> Entry:
        seq = sum(e.desk == self.desk for e in self.entries) + 1
        lamport = max((e.lamport for e in self.entries), default=0) + 1
        entry = Entry(self.desk, seq, lamport, self.now, by, act, f"p{seq}", f"d{seq}")
        self.entries.append(entry)
        self.board = self.board.with_([entry])
        return entry

    def submit(self, command: Command) -> Verdict:
        verdict = decide(self.board, command, self.pack, self.now)
        if isinstance(verdict, Accepted):
            for act in verdict.acts:
                self.record(act, command.by)
        return verdict

    def must(self, *commands: Command) -> Board:
        for command in commands:
            verdict = self.submit(command)
            assert isinstance(verdict, Accepted), (command, verdict)
        return self.board

    def refused(self, command: Command) -> Refused:
        verdict = self.submit(command)
        assert isinstance(verdict, Refused), command
        return verdict


def office(*commands: Command) -> Ledger:
    """A ledger with the four officers enrolled and `commands` done."""
    ledger = Ledger()
    ledger.must(*ENROLMENTS, *commands)
    return ledger


def reference_folder(name: str) -> Path | None:
    """A folder named by an environment variable, for tests on data that is not ours to ship."""
    import os

    value = os.environ.get(name)
    return Path(value) if value else None
