"""What an officer asks for in keeping the office; `by` is the officer's id. Part of `Command`."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.pack import Level
from qh_console.domain.particulars import CityFiling, HandoverLine, HandoverRemark, Means


@dataclass(frozen=True)
class FileCityAlert:
    by: str
    filing: CityFiling


@dataclass(frozen=True)
class CheckFiling:
    by: str
    place: str
    number: str
    accepted: bool
    remark: str = ""


@dataclass(frozen=True)
class AnswerFloor:
    by: str
    alert: str
    place: str
    level: Level
    means: Means
    spoke_to: str
    says: str = ""


@dataclass(frozen=True)
class VoidNumber:
    by: str
    number: str
    reason: str


@dataclass(frozen=True)
class Acknowledge:
    """`clock` and `cause` are those of the clock as it stood when the officer heard it."""

    by: str
    alert: str
    clock: str
    cause: str
    reason: str


@dataclass(frozen=True)
class ResetPassword:
    """The second administrator's password goes with it, as the new one does, never to the journal."""

    by: str
    officer: str
    confirmed_by: str


@dataclass(frozen=True)
class HandOver:
    by: str
    successor: str
    lines: tuple[HandoverLine, ...]
    note: str = ""


@dataclass(frozen=True)
class AcceptHandover:
    by: str
    handover: str
    accepted: tuple[str, ...]
    remarks: tuple[HandoverRemark, ...] = ()


OfficeCommand = (
    FileCityAlert | CheckFiling | AnswerFloor | VoidNumber | Acknowledge | ResetPassword | HandOver | AcceptHandover
)
