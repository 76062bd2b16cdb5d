"""A drill moves on its own clock: air arrives when it did, officers act through the office, a bad step stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from qh_console.domain.acts import AlertIssued, ChangeProposed, ConsultationHeld, DutyMarked, Entry, OfficerEnrolled
from qh_console.domain.alerts import Stage
from qh_console.domain.clock import HOUR
from qh_console.domain.commands import (
    ApproveProposal,
    Command,
    CountersignApproval,
    EnrolOfficer,
    FindCause,
    HoldConsultation,
    IssueAlert,
    StartShift,
)
from qh_console.domain.drill import Drill, MarkDuties, Step
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    NO_EVIDENCE,
    AgreedDay,
    Approval,
    Cause,
    Mark,
    MarkState,
    Means,
    TelephoneRecord,
)
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.drill import PASSWORD, DrillPlayer, DrillRefused, HandClock
from qh_console.services.office import Office
from qh_console.services.watch import Watch
from qh_console.store.credentials import Credentials
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import CHIEF, DUTY, ENROLMENTS, NOW, XINING, consultation, to_lifted, to_standing
from tests.services.air_builders import AQI, CLEAN, by_day, measured
from tests.services.offices import CHEAP, PACK, open_office

NOTIFIED = Mark(MarkState.NOTIFIED, Means.FAX, "", "")
DONE = Mark(MarkState.DONE, Means.FAX, "", "已落实")
TOMORROW = date(2026, 1, 10)
BETTER = HoldConsultation(
    DUTY,
    "a1",
    replace(
        consultation(Level.ORANGE),
        reason="预报好转，拟解除",
        forecast=tuple(AgreedDay(XINING, TOMORROW + timedelta(days=k), 60, 90) for k in range(4)),
    ),
)
"""The consultation that agrees on better days."""


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def steps(*does: Command | MarkDuties) -> tuple[Step, ...]:
    """One an hour, the first an hour after the drill begins."""
    return tuple(Step(at(hour), what) for hour, what in enumerate(does, start=1))


def drill(*planned: Step) -> Drill:
    """Clean hours up to the seventh, two forecasts, and `planned`."""
    officers = tuple(e for e in ENROLMENTS if isinstance(e, EnrolOfficer))
    return Drill(
        "tiny",
        "小演练",
        "",
        NOW,
        at(12),
        NOW,
        officers,
        measured(at(7), (CLEAN, 30)),
        (by_day(at(-20), TOMORROW, 210, 220, 230), by_day(at(2.5), TOMORROW, 150, 150, 150, 90)),
        planned,
    )


class Rehearsal:
    """The house a drill is played in, and what it was told."""

    def __init__(self, record: Database, played: Drill) -> None:
        self.clock = HandClock(played.starts_at - 24 * HOUR)
        self.readings, self.forecasts = ReadingStore(record), ForecastStore(record)
        editions = load_editions(resources_folder() / "aqi")
        places = load_places(resources_folder() / "places" / "qinghai.toml")
        watch = Watch(self.readings, self.forecasts, places, editions, PACK)
        self.office: Office = open_office(record, self.clock)
        self.acted: list[Entry] = []
        self.player = DrillPlayer(
            played, self.clock, self.office, self.readings, self.forecasts, watch, editions, self.acted.extend
        )
        self.player.enrol()


def test_the_officers_are_enrolled_with_the_password_of_drills(record: Database) -> None:
    stage = Rehearsal(record, drill())
    assert set(stage.office.board.officers) == {e.officer for e in ENROLMENTS if isinstance(e, EnrolOfficer)}
    assert [type(e.act) for e in stage.acted] == [OfficerEnrolled] * 4
    assert Credentials(record, CHEAP).refusal(CHIEF, PASSWORD, NOW) is None


def test_steps_happen_in_order_at_their_time_and_no_sooner(record: Database) -> None:
    stage = Rehearsal(record, drill(*steps(*to_standing())))
    stage.acted.clear()
    stages = []
    for hours in (0.99, 1, 2.5, 3, 4):
        stage.player.play(at(hours))
        alert = stage.office.board.alerts.get("a1")
        stages.append(alert and alert.stage)
        assert stage.clock() == at(hours)
    assert stages == [None, Stage.CONSULTED, Stage.PROPOSED, Stage.APPROVED, Stage.STANDING]
    assert [e.at for e in stage.acted] == [at(1), at(2), at(3), at(4)]
    assert isinstance(stage.acted[-1].act, AlertIssued)


def test_playing_again_or_backwards_repeats_nothing(record: Database) -> None:
    stage = Rehearsal(record, drill(*steps(*to_standing())))
    stage.player.play(at(4))
    length = stage.office.board.length
    for hours in (4, 2):
        stage.player.play(at(hours))
        assert stage.office.board.length == length
        assert stage.clock() == at(4)


def test_progress_is_told_after_each_step(record: Database) -> None:
    told: list[tuple[int, int]] = []
    stage = Rehearsal(record, drill(*steps(*to_standing())))
    stage.player.play(at(2), lambda done, total: told.append((done, total)))
    stage.player.play(at(4), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2), (3, 4), (4, 4)]


@pytest.mark.parametrize(("hours", "arrived_to"), [(0.3, -1), (1 / 3, 0), (1.3, 0), (1.5, 1), (11, 7)])
def test_readings_arrive_when_they_were_received(record: Database, hours: float, arrived_to: int) -> None:
    stage = Rehearsal(record, drill())
    stage.player.play(at(hours))
    assert stage.readings.latest_at(XINING) == at(arrived_to)


def test_forecasts_are_known_from_their_issue_on(record: Database) -> None:
    stage = Rehearsal(record, drill())
    known = []
    for hours in (-21, -20, 2.4, 2.5, 12):
        stage.player.play(at(hours))
        known.append(len(stage.forecasts.issued(until_at=at(100))))
    assert known == [0, 1, 1, 2, 2]


def test_a_consultation_is_told_what_the_engine_sees_at_that_moment(record: Database) -> None:
    held = replace(consultation(Level.ORANGE), grades=(), forecast=(), aqi_edition="")
    later = replace(held, reason="预报好转，从严掌握", conclusion="继续观察")
    stage = Rehearsal(
        record,
        drill(
            *steps(
                HoldConsultation(DUTY, "a1", held),
                StartShift(DUTY),
                StartShift(DUTY),
                HoldConsultation(DUTY, "a1", later),
            )
        ),
    )
    stage.player.play(at(4))
    first, second = [e.act.consultation for e in stage.acted if isinstance(e.act, ConsultationHeld)]
    assert [(g.place, g.level) for g in first.grades] == [(XINING, Level.ORANGE)]
    assert [g.level for g in second.grades] == [Level.NONE], "a better forecast came between"
    assert first.aqi_edition == "hj633-2012"
    assert first.province_level is Level.NONE


def test_a_consultation_that_takes_no_note_of_the_engine_stops_the_drill(record: Database) -> None:
    red = replace(consultation(Level.RED), grades=(), forecast=())
    stage = Rehearsal(record, drill(*steps(StartShift(DUTY), HoldConsultation(DUTY, "a1", red))))
    before = stage.office.board.length
    with pytest.raises(DrillRefused) as caught:
        stage.player.play(at(3))
    assert "01-09 22:00" in caught.value.what, "two hours after noon UTC, told in Beijing time"
    assert "HoldConsultation" in caught.value.what
    assert "须写明理由（预案3.2）" in caught.value.what
    assert "演练文件" in caught.value.what_to_do
    assert stage.office.board.length == before + 1, "what came before it has happened"


def test_a_proposal_carries_the_evidence_of_its_hour(record: Database) -> None:
    stage = Rehearsal(record, drill(*steps(*to_standing(), BETTER, *to_lifted()[4:])))
    stage.player.play(at(6))
    issued, lifted = [e.act.evidence for e in stage.acted if isinstance(e.act, ChangeProposed)]
    assert issued == NO_EVIDENCE, "nothing stood that it could speak against"
    assert lifted.observed_aqi == AQI[CLEAN]
    assert lifted.clear_hours is not None
    assert lifted.clear_hours >= PACK.grading.clear_hours


def test_one_word_about_many_duties_marks_each(record: Database) -> None:
    told = MarkDuties(DUTY, "a1", NOTIFIED)
    done = MarkDuties(DUTY, "a1", DONE, besides=("hq-630100",))
    stage = Rehearsal(record, drill(*steps(*to_standing(), told, done)))
    stage.player.play(at(6))
    alert = stage.office.board.alerts["a1"]
    states = {laid.task.unit: given.mark.state for laid in alert.tasks if (given := alert.mark_of(laid.task.id))}
    assert states["hq-630100"] is MarkState.NOTIFIED
    assert {s for u, s in states.items() if u != "hq-630100"} <= {MarkState.DONE}
    marks = [e for e in stage.acted if isinstance(e.act, DutyMarked)]
    assert sum(e.at == at(5) for e in marks) == len(alert.tasks)
    assert sum(e.at == at(6) for e in marks) == sum(u.task.unit != "hq-630100" for u in alert.tasks)


def test_a_countersignature_finds_the_notice_that_waits_for_it(record: Database) -> None:
    phone = TelephoneRecord(CHIEF, "0971", NOW, True)
    road = (*to_standing()[:2], ApproveProposal(DUTY, "a1", Approval.TELEPHONE, phone), IssueAlert(DUTY, "a1"))
    sign = CountersignApproval(CHIEF, "a1", "")
    stage = Rehearsal(record, drill(*steps(*road, sign, sign)))
    stage.player.play(at(5))
    assert stage.office.board.alerts["a1"].notices[0].countersigned
    with pytest.raises(DrillRefused, match="没有待补签"):
        stage.player.play(at(6))


def test_other_steps_go_to_the_office_as_they_are(record: Database) -> None:
    found = FindCause(DUTY, (XINING,), at(-3), at(0), Cause.DUST, "卫星")
    stage = Rehearsal(record, drill(*steps(found)))
    stage.player.play(at(1))
    assert [f.act.reason for f in stage.office.board.findings] == ["卫星"]


def test_the_record_of_a_drill_reads_back_as_its_board(record: Database) -> None:
    stage = Rehearsal(record, drill(*steps(*to_standing(), BETTER, *to_lifted()[4:])))
    stage.player.play(at(12))
    live = stage.office.board
    assert live.alerts["a1"].stage is Stage.LIFTED
    assert stage.office.reload() == live
    assert [e.act for e in stage.acted] == [e.act for e in stage.office.entries()]


def test_a_clock_moved_by_hand_never_goes_back() -> None:
    clock = HandClock(NOW)
    clock.move(at(1))
    clock.move(at(0.5))
    assert clock() == at(1)
