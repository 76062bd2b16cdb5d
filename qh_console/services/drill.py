"""Plays a drill through the real services: its air arrives, its officers act, on a clock moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from qh_console.domain.acts import Entry
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.clock import beijing
from qh_console.domain.commands import Command, CountersignApproval, HoldConsultation, ProposeChange
from qh_console.domain.drill import Drill, MarkDuties
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.services.office import Changed, Office
from qh_console.services.watch import Watch
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore

PASSWORD = "drill-only"
"""Every officer of a drill has this one; drills run in folders of their own."""


class HandClock:
    """A clock that stands until it is moved, and never goes back."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def move(self, to: datetime) -> None:
        self._at = max(self._at, to)


class DrillRefused(KnownProblem):
    """A step of the drill that the rules refuse: the drill's file and the plan disagree."""

    def __init__(self, at: datetime, command: Command, refused: Refused) -> None:
        reasons = "；".join(map(str, refused.reasons))
        step = f"演练在{beijing(at):%m-%d %H:%M}的一步"
        super().__init__(f"{step}被拒绝（{type(command).__name__}）：{reasons}", "请修改演练文件")


class DrillPlayer:
    """Moves one drill forward; `acted` is told the entries of every act, so that papers can follow."""

    def __init__(
        self,
        drill: Drill,
        clock: HandClock,
        office: Office,
        readings: ReadingStore,
        forecasts: ForecastStore,
        watch: Watch,
        editions: AqiEditions,
        acted: Callable[[tuple[Entry, ...]], None],
    ) -> None:
        self._drill = drill
        self._clock = clock
        self._office = office
        self._readings = readings
        self._forecasts = forecasts
        self._watch = watch
        self._editions = editions
        self._acted = acted
        self._told = 0
        self._issued = 0
        self._done = 0

    def enrol(self) -> None:
        """The drill's officers, each with the drill's password."""
        for enrolment in self._drill.officers:
            self._submit(enrolment, new_password=PASSWORD)

    def play(self, until: datetime, progressed: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Everything that happens up to `until`, in order. Raises DrillRefused where a step is not lawful."""
        due = [s for s in self._drill.steps if s.at <= until]
        while self._done < len(due):
            step = due[self._done]
            self._arrive(step.at)
            self._do(step.does)
            self._done += 1
            progressed(self._done, len(due))
        self._arrive(until)

    def _arrive(self, until: datetime) -> None:
        """The readings and forecasts that have come in by `until`."""
        self._clock.move(until)
        told = self._drill.readings
        first = self._told
        while self._told < len(told) and told[self._told].received_at <= until:
            self._told += 1
        self._readings.add(told[first : self._told])
        issued = self._drill.forecasts
        while self._issued < len(issued) and issued[self._issued].issued_at <= until:
            self._forecasts.add(issued[self._issued])
            self._issued += 1

    def _do(self, does: Command | MarkDuties) -> None:
        match does:
            case MarkDuties():
                for mark in does.commands(self._office.board.alerts[does.alert]):
                    self._submit(mark)
            case HoldConsultation():
                self._submit(self._informed(does))
            case ProposeChange():
                air = self._watch.look(self._office.board, self._clock())
                alert = self._office.board.alerts[does.alert]
                self._submit(replace(does, evidence=air.evidence(alert, does.change)))
            case CountersignApproval():
                waiting = [n for n in self._office.board.alerts[does.alert].notices if n.needs_countersignature]
                self._submit(replace(does, number=waiting[0].number if waiting else ""))
            case _:
                self._submit(does)

    def _informed(self, does: HoldConsultation) -> HoldConsultation:
        """The consultation with what the engine sees at that moment."""
        now = self._clock()
        air = self._watch.look(self._office.board, now)
        held = does.consultation
        informed = replace(
            held,
            grades=air.grades(held.places, held.forecast),
            figures=air.figures(held.places, held.starts_at, held.ends_at),
            province_level=air.province_level(held.forecast),
            aqi_edition=self._editions.at(now).id,
        )
        return replace(does, consultation=informed)

    def _submit(self, command: Command, new_password: str = "") -> None:
        answer = self._office.submit(command, PASSWORD, new_password)
        if isinstance(answer, Changed):
            self._acted(answer.entries)
        else:
            raise DrillRefused(self._clock(), command, answer)
