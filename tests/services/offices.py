"""A real office on a real record, with passwords cheap to check, and the road walked through it."""

from __future__ import annotations

from collections.abc import Iterable

from argon2 import PasswordHasher

from qh_console.domain.clock import Clock
from qh_console.domain.commands import Command, EnrolOfficer
from qh_console.domain.verdicts import Reason, Refused
from qh_console.services.office import Changed, Office
from qh_console.store.credentials import Credentials
from qh_console.store.database import Database
from qh_console.store.journal import Journal
from tests.builders import ENROLMENTS, plan

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PACK = plan()


def password_of(officer: str) -> str:
    return f"word-of-{officer}"


def open_office(database: Database, clock: Clock, desk: str = "d1") -> Office:
    return Office(Journal(database, desk), Credentials(database, CHEAP), PACK, clock)


def must(office: Office, *commands: Command) -> Changed:
    """Every command, signed with its officer's password; the last answer."""
    answer: Changed | Refused | None = None
    for command in commands:
        new = password_of(command.officer) if isinstance(command, EnrolOfficer) else ""
        answer = office.submit(command, password_of(command.by), new)
        assert isinstance(answer, Changed), (command, answer)
    assert isinstance(answer, Changed)
    return answer


def staffed(office: Office, commands: Iterable[Command] = ()) -> Office:
    """The office with its four officers enrolled and `commands` done."""
    must(office, *ENROLMENTS, *commands)
    return office


def refusal(answer: Changed | Refused) -> Reason:
    """The first reason of a refusal."""
    assert isinstance(answer, Refused), answer
    return answer.reasons[0]
