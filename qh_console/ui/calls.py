"""What crossed a line calls until a named officer answers; the answer outlives a restart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from qh_console.domain.board import Board
from qh_console.domain.channels import Channels
from qh_console.domain.clock import beijing
from qh_console.domain.clocks import ClockKind, ClockView, crossing_key, derive_clocks
from qh_console.domain.office_commands import Acknowledge
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.alert_air import air_facts
from qh_console.services.watch import Air
from qh_console.services.wording import where_words
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_reason
from qh_console.ui.standing import derive_nags
from qh_console.ui.watch.state import waiting_lines
from qh_console.ui.widgets.problem_line import NagLines
from qh_console.ui.widgets.reason_line import ReasonLine

RISE = "rise:"
CLOCK, REASONS = "clock:", "calls/reason/"
MOST_NAMED = 2


@dataclass(frozen=True)
class Heard:
    """What one answer is for: a clock of an alert, or a crossing, of no alert yet; `cause` as it stands now."""

    alert: str
    clock: str
    cause: str


@dataclass(frozen=True)
class Call:
    """One line that calls for one clock or crossing, or for all silent units of an alert: one talk answers them."""

    key: str
    text: str
    about: tuple[Heard, ...]

    @property
    def asks(self) -> str:
        return self.text if len(self.about) == 1 else f"{len(self.about)}个单位没有回音"


def crossings(board: Board, air: Air, pack: PlanPack, places: Places) -> tuple[Call, ...]:
    """Places, and the province, whose forecast meets a level that no alert covers; answered by an act.

    One that was answered calls again once the heavy days begin on another date than they did then.
    """
    found = []
    for line in waiting_lines(board, air, pack, places, air.at):
        if line.key.startswith(RISE):
            place, _, level = line.key.removeprefix(RISE).partition(":")
            clock = crossing_key(place, level)
            found.append(Call(line.key, line.text, (Heard("", clock, _begins(air, place)),)))
    return tuple(call for call in found if not any(_is_heard(board, heard) for heard in call.about))


def _begins(air: Air, place: str) -> str:
    """The day on which the heavy days of a place, or of the first of the province's places, begin."""
    named = (place,) if place in air.places else air.province.places
    processes = (air.places[one].grade.process for one in named if one in air.places)
    starts = [process.start_at for process in processes if process is not None]
    return beijing(min(starts)).date().isoformat() if starts else ""


def _is_heard(board: Board, heard: Heard) -> bool:
    known = board.book.acknowledgements.get(heard.clock)
    return known is not None and known.act.cause == heard.cause


def clock_calls(clocks: tuple[ClockView, ...], names: Mapping[str, str]) -> tuple[Call, ...]:
    """Clocks that nobody has answered for, due longest first; silent units together, after all others.

    `names` says whom each alert is about, since several may call at once.
    """
    calling = [c for c in clocks if c.nags]
    single = [
        Call(f"{CLOCK}{c.key}", f"{names[c.alert]}：{c.text}。{c.to_do}", _heard((c,)))
        for c in calling
        if not _is_silence(c)
    ]
    silent: dict[str, list[ClockView]] = {}
    for clock in filter(_is_silence, calling):
        silent.setdefault(clock.alert, []).append(clock)
    return (*single, *(_silence(alert, names[alert], tuple(found)) for alert, found in silent.items()))


def _heard(clocks: Iterable[ClockView]) -> tuple[Heard, ...]:
    return tuple(Heard(clock.alert, clock.key, clock.cause) for clock in clocks)


def _is_silence(clock: ClockView) -> bool:
    return clock.kind is ClockKind.SILENCE


def _silence(alert: str, name: str, found: tuple[ClockView, ...]) -> Call:
    named = "；".join(clock.text for clock in found[:MOST_NAMED])
    more = f"；共{len(found)}个单位" if len(found) > MOST_NAMED else ""
    return Call(f"{CLOCK}{ClockKind.SILENCE.value}/{alert}", f"{name}：{named}{more}。{found[0].to_do}", _heard(found))


class Calls(QObject):
    """Joins the nag lines with the answers on record: each is an act, with a name and a reason."""

    asked_for_officer = Signal()

    def __init__(self, desk: Desk, lines: NagLines, reason: ReasonLine, channels: Channels | None = None) -> None:
        super().__init__(lines)
        self._desk = desk
        self._lines, self._reason, self._channels = lines, reason, channels
        self._clocks: tuple[ClockView, ...] = ()
        self._calls: Mapping[str, Call] = {}
        self.is_quiet = False
        """True while the record is being prepared."""
        lines.acknowledged.connect(self.acknowledge)
        reason.sent.connect(self._on_reason)
        keep_reason(desk, reason, REASONS)

    @property
    def clocks(self) -> tuple[ClockView, ...]:
        """Every clock as last seen."""
        return self._clocks

    def show(self, board: Board, air: Air | None) -> None:
        if self.is_quiet:
            return
        desk = self._desk
        self._clocks = derive_clocks(
            board, desk.pack, air_facts(board, air) if air else {}, desk.clock(), self._channels
        )
        risen = crossings(board, air, desk.pack, desk.places) if air else ()
        self._calls = {call.key: call for call in (*risen, *clock_calls(self._clocks, self._names(board)))}
        self._lines.show_nags(derive_nags(self._texts()))
        if self._reason.key and self._reason.key not in self._calls:
            self._reason.put_away()

    def _names(self, board: Board) -> Mapping[str, str]:
        return {alert.id: where_words(alert, self._desk.places) for alert in board.alerts.values()}

    def _texts(self) -> Mapping[str, str]:
        return {key: call.text for key, call in self._calls.items()}

    def acknowledge(self, key: str) -> None:
        """An officer answers by name and with a reason; nobody else can make it quiet."""
        if self._desk.officer is None:
            self.asked_for_officer.emit()
        else:
            self._ask(key)

    def reopen(self, draft: str) -> None:
        """A reason that was being written, while what it answers still calls."""
        self._ask(draft.removeprefix(REASONS))

    def _ask(self, key: str) -> None:
        if key in self._calls:
            self._reason.ask(key, self._calls[key].asks)

    def acknowledge_first(self) -> None:
        """By key: whatever stands on top."""
        top = derive_nags(self._texts())
        if top:
            self.acknowledge(top[0].key)

    def _on_reason(self, key: str, reason: str) -> None:
        """Into the journal, so that it holds after a restart and on every desk."""
        call, by = self._calls.get(key), self._desk.by
        if not by:
            self.asked_for_officer.emit()
            return
        if call is None:
            self._reason.put_away()
            return
        for heard in call.about:
            self._desk.submit(
                Acknowledge(by, heard.alert, heard.clock, heard.cause, reason),
                refused=lambda refused: self._reason.refuse(refused.reasons),
            )
