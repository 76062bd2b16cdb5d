"""The duty roster as files (plan 7.5): taken in row by row, given out with the very headers that are read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qh_console.documents.spreadsheet import write_table
from qh_console.domain.clock import beijing
from qh_console.domain.duty_roster import HeldShift
from qh_console.domain.roster_commands import ChangeDutyShift, EnterDutyShift, RosterCommand
from qh_console.domain.roster_shifts import DutyShift
from qh_console.domain.verdicts import Refused
from qh_console.feeds.roster import HEADERS, parse_roster
from qh_console.feeds.tables import read_table
from qh_console.problems import BadInput, Fault
from qh_console.services.office import Office
from qh_console.services.roster_wording import span_words

TIME = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class RosterImport:
    """What became of one file, in shifts; `refused` in rows."""

    file: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    faults: tuple[Fault, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    first: DutyShift | None = None
    """Of those taken in."""


class Rosters:
    """Takes rosters in: a bad one stays out, unless its good part is confirmed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def take(self, path: Path, by: str, good_part: bool = False) -> RosterImport:
        """A shift of the same hours with others on it is changed, the file being the reason; nothing is withdrawn."""
        try:
            found = parse_roster(read_table(path))
        except BadInput as bad:
            return RosterImport(path.name, faults=bad.faults)
        faults = list(found.faults)
        bad_rows = len({fault.row for fault in faults})
        if faults and not good_part:
            return RosterImport(path.name, 0, 0, 0, bad_rows, found.faults, found.ignored_columns)
        new = changed = unchanged = 0
        for shift in found.shifts:
            known = self._office.board.roster.at_same_time(shift)
            if known is not None and known.shift == shift:
                unchanged += 1
                continue
            answer = self._office.submit(_command(by, shift, known, path.name))
            if isinstance(answer, Refused):
                bad_rows += 1
                span = span_words(shift.starts_at, shift.ends_at)
                faults += [Fault(path.name, f"{span}：{reason}") for reason in answer.reasons]
            elif known is None:
                new += 1
            else:
                changed += 1
        first = min(found.shifts, key=lambda shift: shift.starts_at, default=None)
        return RosterImport(path.name, new, changed, unchanged, bad_rows, tuple(faults), found.ignored_columns, first)


def write_roster(path: Path, held: Iterable[HeldShift]) -> int:
    """XLSX or CSV by the file's name; the bare headers where there is no shift. Raises KnownProblem."""
    rows = [shift_cells(one.shift) for one in held]
    write_table(path, "值班表", [names[0] for names in HEADERS.values()], rows)
    return len(rows)


def shift_cells(shift: DutyShift) -> tuple[str, ...]:
    """One shift under HEADERS, in Beijing time."""
    begin, end = (beijing(at).strftime(TIME) for at in (shift.starts_at, shift.ends_at))
    return (begin, end, shift.leader, shift.main, shift.deputy, shift.phone, shift.note)


def _command(by: str, shift: DutyShift, known: HeldShift | None, file: str) -> RosterCommand:
    return ChangeDutyShift(by, known.id, shift, f"导入{file}") if known else EnterDutyShift(by, shift)
