"""Steps of a drill's file: each act of the file is the officer's command it says it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from qh_console.domain import commands
from qh_console.domain.clock import from_beijing
from qh_console.domain.drill import MarkDuties
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    AgreedDay,
    Approval,
    Cause,
    Change,
    Mark,
    MarkState,
    Means,
    Publication,
    TelephoneRecord,
)
from qh_console.domain.readings import DayForecast
from qh_console.drill_steps import AnyStep, day_forecasts, step_of, utc

STEP: TypeAdapter[AnyStep] = TypeAdapter(AnyStep)
AT = datetime.fromisoformat("2026-01-09T16:00:00")


def _does(act: str, **keys: Any) -> object:
    return step_of(STEP.validate_python({"at": AT, "by": "jia", "act": act, **keys}))


@pytest.mark.parametrize(
    ("act", "keys", "expected"),
    [
        ("start-shift", {"note": "早"}, commands.StartShift("jia", "早")),
        ("end-shift", {}, commands.EndShift("jia")),
        ("close", {"alert": "a", "outcome": "不发"}, commands.CloseConsultation("jia", "a", "不发")),
        ("return", {"alert": "a", "reason": "漏"}, commands.ReturnProposal("jia", "a", "漏")),
        ("approve", {"alert": "a"}, commands.ApproveProposal("jia", "a", Approval.SIGNATURE)),
        ("countersign", {"alert": "a"}, commands.CountersignApproval("jia", "a", "")),
        ("issue", {"alert": "a"}, commands.IssueAlert("jia", "a")),
        ("adjust", {"alert": "a"}, commands.AdjustAlert("jia", "a")),
        ("lift", {"alert": "a"}, commands.LiftAlert("jia", "a")),
        ("correct-mark", {"alert": "a", "task": "t", "reason": "误"}, commands.CorrectMark("jia", "a", "t", "误")),
        (
            "mark",
            {"alert": "a", "units": ["u"], "state": "done", "means": "phone", "spoke_to": "某"},
            MarkDuties("jia", "a", Mark(MarkState.DONE, Means.PHONE, "某", ""), ("u",)),
        ),
    ],
)
def test_each_act_is_its_command(act: str, keys: dict[str, Any], expected: object) -> None:
    assert _does(act, **keys) == expected


def test_a_telephone_approval_names_the_call() -> None:
    call = {"spoke_to": "wu", "number": "0001", "called_at": AT, "read_back": True}
    record = TelephoneRecord("wu", "0001", from_beijing(2026, 1, 9, 16), True)
    assert _does("approve", alert="a", telephone=call) == commands.ApproveProposal(
        "jia", "a", Approval.TELEPHONE, record
    )


def test_a_proposal_carries_its_publication() -> None:
    texts = {"extent": "全市", "dispersion": "静稳", "pollutants": "PM2.5", "outlook": "好转"}
    proposed = _does("propose", alert="a", change="lift", level="red", starts_at=AT, jointly=True, **texts)
    assert proposed == commands.ProposeChange(
        "jia",
        "a",
        Change.LIFT,
        Level.RED,
        Publication(from_beijing(2026, 1, 9, 16), None, "全市", "静稳", "PM2.5", "好转"),
        ecology_agrees=True,
        meteorology_agrees=True,
    )


def test_a_finding_of_cause_has_its_span() -> None:
    keys = {"places": ["632800"], "from_at": AT, "to_at": AT.replace(hour=20), "cause": "dust", "reason": "扬沙"}
    span = (from_beijing(2026, 1, 9, 16), from_beijing(2026, 1, 9, 20))
    assert _does("find-cause", **keys) == commands.FindCause("jia", ("632800",), *span, Cause.DUST, "扬沙")


def test_a_consultation_leaves_the_engines_part_open() -> None:
    held = _does(
        "consult", alert="a", scope="city", places=["630100"], cause="haze", level="yellow",
        starts_at=AT, ends_at=AT.replace(hour=20), participants=[{"unit": "met", "name": "壬"}],
        ecology="积累", meteorology="静稳", experts="同意", conclusion="黄色",
        days_from=date(2026, 1, 10), days={"630100": ["200~230 PM2.5"]},
    )  # fmt: skip
    assert isinstance(held, commands.HoldConsultation)
    assert held.consultation.level is Level.YELLOW
    assert held.consultation.forecast == (AgreedDay("630100", date(2026, 1, 10), 200, 230, "PM2.5"),)
    assert (held.consultation.grades, held.consultation.aqi_edition) == ((), "")


def test_an_assessment_has_all_its_parts() -> None:
    parts = ["meteorology", "causes", "reductions", "publicity", "later_effects", "problems", "lessons", "proposals"]
    assessed = _does("assess", alert="a", **{part: f"{part}文" for part in parts})
    assert isinstance(assessed, commands.AssessAlert)
    assert vars(assessed.assessment) == {part: f"{part}文" for part in parts}


@pytest.mark.parametrize(
    ("act", "keys"),
    [("dance", {}), ("issue", {}), ("issue", {"alert": "a", "level": "red"}), ("mark", {"alert": "a", "state": "x"})],
)
def test_unknown_acts_and_keys_are_refused(act: str, keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _does(act, **keys)


def test_days_of_a_block() -> None:
    days = day_forecasts({"632800": ["50~60 PM10", "180~260 PM10 沙尘"]}, date(2026, 1, 12))
    assert list(days) == [
        DayForecast("632800", date(2026, 1, 12), 50, 60, "PM10"),
        DayForecast("632800", date(2026, 1, 13), 180, 260, "PM10", dust=True),
    ]


def test_times_are_beijings_unless_they_say_otherwise() -> None:
    assert utc(AT) == from_beijing(2026, 1, 9, 16)
    assert utc(AT.replace(tzinfo=UTC)) == AT.replace(tzinfo=UTC)
