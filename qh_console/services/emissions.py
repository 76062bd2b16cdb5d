"""The emission register at work (plan 4.1–4.3): how each prefecture stands, and lists taken in and given out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qh_console.documents.spreadsheet import write_table
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.emission_commands import EnterEmissionList
from qh_console.domain.emission_ratios import RatioLine, check_ratios
from qh_console.domain.emission_register import HeldEmissionBase, HeldEmissionList
from qh_console.domain.emissions import ALERT_LEVELS, EmissionList, EmissionSource, Pollutant, kilograms
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Refused
from qh_console.feeds.emissions import HEADERS, EmissionRows, parse_emissions
from qh_console.feeds.tables import read_sheets
from qh_console.problems import BadInput, Fault
from qh_console.services.office import Office

_YES = {True: "是", False: "否"}

NAMED = 5
"""Sources named where more are missing."""


@dataclass(frozen=True)
class PlaceEmissions:
    """A prefecture's list in force, its base, and the ratios that follow; `lines` empty without a list."""

    place: str
    held: HeldEmissionList | None
    base: HeldEmissionBase | None
    lines: tuple[RatioLine, ...]


@dataclass(frozen=True)
class EmissionImport:
    """What became of one file: editions entered (place and number of sources), those already in force, bad rows."""

    file: str
    entered: tuple[tuple[str, int], ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: int = 0
    faults: tuple[Fault, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    waits: bool = False
    """Whether nothing is taken in until somebody confirms it."""


def derive_place_emissions(board: Board, pack: PlanPack, place: str) -> PlaceEmissions:
    """Plan 4.3: the latest list held against the latest base."""
    held, base = board.emissions.current(place), board.emissions.base_of(place)
    grams = base.base.grams if base else None
    lines = check_ratios(held.list.sources, grams, pack.reductions) if held else ()
    return PlaceEmissions(place, held, base, lines)


class EmissionLists:
    """Takes lists in, each prefecture's as a whole edition; a bad file stays out, unless its good part is confirmed."""

    def __init__(self, office: Office, places: Places) -> None:
        self._office, self._places = office, places

    def read(self, path: Path, place: str) -> EmissionRows:
        """What a CSV or XLSX file holds, nothing taken in yet. Raises BadInput where it cannot be read at all."""
        return parse_emissions(read_sheets(path), self._places, place)

    def take(self, path: Path, by: str, place: str, now: datetime, good_part: bool = False) -> EmissionImport:
        """`place` owns the rows that name no prefecture; a list already in force changes nothing."""
        try:
            found = self.read(path, place)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except BadInput as bad:
            return EmissionImport(path.name, faults=bad.faults)
        bad_rows = len({(fault.file, fault.row) for fault in found.faults})
        faults = list(found.faults)
        if not good_part:
            faults += self._shrunk(path.name, found)
        if faults and not good_part:
            return EmissionImport(path.name, (), (), bad_rows, tuple(faults), found.ignored_columns, waits=True)
        entered, unchanged = [], []
        for code, sources in found.sources.items():
            dated_on = found.dated_on.get(code, beijing(now).date())
            told = EmissionList(code, dated_on, path.name, digest, tuple(sources))
            current = self._office.board.emissions.current(code)
            if current is not None and current.list.sources == told.sources:
                unchanged.append(code)
                continue
            answer = self._office.submit(EnterEmissionList(by, told))
            if isinstance(answer, Refused):
                faults += [Fault(path.name, f"{self._places[code].name}：{reason}") for reason in answer.reasons]
            else:
                entered.append((code, len(sources)))
        return EmissionImport(
            path.name, tuple(entered), tuple(unchanged), bad_rows, tuple(faults), found.ignored_columns
        )

    def _shrunk(self, file: str, found: EmissionRows) -> Iterator[Fault]:
        """A list with fewer sources than the one in force may be but a part of it, and would replace the whole."""
        for code, sources in found.sources.items():
            current = self._office.board.emissions.current(code)
            if current is None or len(sources) >= len(current.list.sources):
                continue
            kept = {source.name for source in sources}
            gone = [source.name for source in current.list.sources if source.name not in kept]
            named = "、".join(gone[:NAMED]) + ("等" if len(gone) > NAMED else "")
            yield Fault(
                file,
                f"{self._places[code].name}现行清单有{len(current.list.sources)}个源，这份只有{len(sources)}个"
                + (f"，没有{named}" if gone else ""),
                "核对是不是整份清单；确实减少了再收下",
            )


def write_emissions(path: Path, told: Sequence[EmissionList], places: Places) -> int:
    """XLSX or CSV by the file's name, with the very headers that are read back; how many rows. Raises KnownProblem."""
    rows = [emission_cells(one, source, places) for one in told for source in one.sources]
    write_table(path, "应急减排清单", [names[0] for names in HEADERS.values()], rows)
    return len(rows)


def emission_cells(told: EmissionList, source: EmissionSource, places: Places) -> tuple[str, ...]:
    """One source under HEADERS."""
    cells = {
        "place": places[told.place].name,
        "kind": source.kind.label,
        "is_livelihood": _YES[source.is_livelihood],
        "is_ultra_low": _YES[source.is_ultra_low],
        "is_mandatory": "强制" if source.is_mandatory else "自主",
        "dated_on": told.dated_on.isoformat(),
        **{p.value: kilograms(source.emissions.of(p)) for p in Pollutant},
    }
    for level in ALERT_LEVELS:
        doing, word = source.at(level), level.word
        cells |= {f"{word}_{what}": getattr(doing, what) for what in ("lines", "measures", "transport")}
        cells |= {f"{word}_{p.value}": kilograms(doing.reductions.of(p)) for p in Pollutant}
    return tuple(cells[meaning] if meaning in cells else str(getattr(source, meaning)) for meaning in HEADERS)
