"""The form of a consultation becomes its command, or says what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import BasisKind, ConsultationBasis, Participant, Scope
from qh_console.domain.verdicts import Accepted, Refused
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.outlook.consult_command import basis_of, resolved
from qh_console.ui.outlook.consult_draft import ConsultDraft, Unresolved, new_draft
from tests.builders import DUTY, HAIDONG, NOW, XINING, office, plan
from tests.ui.airs import HAZE, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
EDITIONS = load_editions(resources_folder() / "aqi")
PACK = plan()
PEOPLE = (Participant("ecology", "辛", "同意"), Participant("met", "壬", "同意"))


@pytest.fixture
def air(tmp_path: Path) -> Air:
    return air_of(tmp_path, *HAZE)


def new(air: Air, *codes: str, scope: Scope = Scope.CITY, on: BasisKind | None = None) -> ConsultDraft:
    return new_draft(codes or (XINING,), scope, air, PACK, PLACES, NOW, on)


def whole(air: Air) -> ConsultDraft:
    return replace(new(air), cause="haze", meteorology="静稳", participants=PEOPLE)


def test_whole_it_is_lawful_as_it_stands(air: Air) -> None:
    command = resolved(whole(air), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    ledger = office()
    assert isinstance(ledger.submit(command), Accepted)
    held = ledger.board.alerts["n1"].consultation
    assert (held.level, held.graded) == (Level.YELLOW, Level.YELLOW)
    assert held.forecast[1].aqi_high == 300
    assert held.figures == ()


def test_typed_concentrations_go_into_the_record(air: Air) -> None:
    command = resolved(replace(whole(air), concentrations="90 180 140"), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    figures = command.consultation.figures[0]
    assert (figures.low_ugm3, figures.high_ugm3, figures.mean_ugm3) == (90, 180, 140)
    assert (figures.aqi_low, figures.aqi_high, figures.pollutant) == (190, 300, "PM2.5")


def test_a_provincial_one(air: Air) -> None:
    draft = new(air, XINING, HAIDONG, scope=Scope.PROVINCE)
    assert (draft.level, len(draft.days)) == ("yellow", 10)
    command = resolved(replace(draft, cause="haze", participants=PEOPLE), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    assert command.consultation.province_level is Level.YELLOW


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"places": ""}, "places"),
        ({"starts_at": "早上"}, "starts_at"),
        ({"concentrations": "100左右"}, "concentrations"),
        ({"participants": (Participant("met", " "),)}, "participants"),
    ],
)
def test_what_is_missing_is_named(air: Air, change: dict[str, object], field: str) -> None:
    answer = resolved(replace(whole(air), **change), DUTY, air, EDITIONS, NOW, "n1")  # type: ignore[arg-type]
    assert isinstance(answer, Unresolved)
    assert [r.field for r in answer.reasons] == [field]


@pytest.mark.parametrize(
    ("low", "high", "good"),
    [("210", "260", True), ("260", "210", False), ("x", "1", False), ("", "260", True), ("1", "501", False)],
)
def test_the_agreed_figures(air: Air, low: str, high: str, good: bool) -> None:
    draft = whole(air)
    days = (replace(draft.days[0], low=low, high=high), *draft.days[1:])
    answer = resolved(replace(draft, days=days), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(answer, HoldConsultation) is good


def test_a_day_left_empty_is_left_out(air: Air) -> None:
    draft = whole(air)
    days = (replace(draft.days[0], low="", high=""), *draft.days[1:])
    answer = resolved(replace(draft, days=days), DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(answer, HoldConsultation)
    assert len(answer.consultation.forecast) == len(days) - 1


def test_what_was_seen_when_it_was_opened_goes_into_the_record(air: Air) -> None:
    draft = replace(
        new(air, on=BasisKind.OBSERVATION), cause="haze", meteorology="静稳", participants=PEOPLE, level="yellow"
    )
    earlier = replace(draft.observed[0], aqi=268, mean_24h=231)
    draft = replace(draft, observed=(earlier,))
    command = resolved(draft, DUTY, air, EDITIONS, NOW, "n1")
    assert isinstance(command, HoldConsultation)
    assert command.consultation.basis == ConsultationBasis(BasisKind.OBSERVATION, (earlier,))
    assert isinstance(office().submit(command), Accepted)
    bare = replace(command.consultation, basis=ConsultationBasis(BasisKind.OBSERVATION))
    refused = office().submit(replace(command, consultation=bare))
    assert isinstance(refused, Refused)
    assert [reason.field for reason in refused.reasons] == ["basis"]


def test_a_place_chosen_since_is_told_as_it_is_now_and_one_dropped_is_not_told(air: Air) -> None:
    draft = replace(new(air, on=BasisKind.OBSERVATION), places=HAIDONG)
    assert [seen.place for seen in basis_of(draft, air).observed] == [HAIDONG]
    assert basis_of(replace(draft, basis=BasisKind.BY_HAND.value), air) == ConsultationBasis(BasisKind.BY_HAND)
