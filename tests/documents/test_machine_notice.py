"""Machine forms take every fact from the snapshot and refuse to be made from half of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.documents.machine_notice import MessageKind, Notice, Urgency, identifier_of, machine_notice
from qh_console.problems import KnownProblem
from tests.documents.machine_samples import AREAS, EARLIER, SENDER, machine
from tests.documents.samples import ADJUST, CORRECTION, FACTS, HEAD, ISSUE, LIFT, ORANGE, RED

WITHDRAWAL = replace(CORRECTION, withdraws=True)


@pytest.mark.parametrize(
    ("snapshot", "kind"),
    [
        (ISSUE, MessageKind.ALERT),
        (ADJUST, MessageKind.UPDATE),
        (CORRECTION, MessageKind.UPDATE),
        (LIFT, MessageKind.CANCEL),
        (WITHDRAWAL, MessageKind.CANCEL),
    ],
)
def test_each_act_is_its_kind_of_message(snapshot: Notice, kind: MessageKind) -> None:
    assert machine(snapshot).kind is kind


def test_an_issue_says_the_fields_of_the_plan() -> None:
    said = machine(ISSUE)
    assert (said.level, said.starts_at, said.ends_at) == (ORANGE, FACTS.starts_at, FACTS.ends_at)
    assert said.number == HEAD.number
    assert said.headline == "青海省重污染天气应急领导小组发布重污染天气橙色预警"
    for text in (
        FACTS.extent,
        FACTS.dispersion,
        FACTS.pollutants,
        FACTS.outlook,
        "2026年1月12日20时至2026年1月15日20时",
    ):
        assert text in said.description


def test_an_adjustment_takes_the_new_level_and_names_the_old_notice() -> None:
    said = machine(ADJUST)
    assert said.level is RED
    assert said.effective_at == ADJUST.takes_effect_at
    assert ADJUST.changes.number in said.description
    assert said.references == (EARLIER,)


@pytest.mark.parametrize("snapshot", [LIFT, WITHDRAWAL])
def test_an_end_announces_no_polluted_air(snapshot: Notice) -> None:
    said = machine(snapshot)
    assert (said.starts_at, said.ends_at, said.urgency) == (None, None, Urgency.PAST)
    assert snapshot.head.number in said.description
    assert said.instruction == ""


@pytest.mark.parametrize(
    ("minutes", "urgency"),
    [(-1, Urgency.IMMEDIATE), (0, Urgency.IMMEDIATE), (60, Urgency.EXPECTED), (61, Urgency.FUTURE)],
)
def test_urgency_follows_the_hour_it_begins(minutes: int, urgency: Urgency) -> None:
    facts = replace(FACTS, starts_at=HEAD.created_at + timedelta(minutes=minutes))
    assert machine_notice(replace(ISSUE, facts=facts), AREAS, SENDER).urgency is urgency


def test_the_identifier_has_the_thirty_one_signs_of_the_national_system() -> None:
    found = identifier_of(SENDER, HEAD.created_at, 3)
    assert found == "63000000000000_20260112093000_3"
    assert len(found) == 31


def test_a_change_without_the_message_it_changes_is_refused() -> None:
    with pytest.raises(KnownProblem, match="前一份"):
        machine_notice(ADJUST, AREAS, SENDER)


def test_a_correction_needs_what_stays_in_force() -> None:
    with pytest.raises(KnownProblem, match="更正后"):
        machine_notice(CORRECTION, AREAS, SENDER, (EARLIER,))


def test_areas_that_are_not_the_notices_are_refused_by_name() -> None:
    with pytest.raises(KnownProblem, match=r"西宁市.*西宁市、海东市"):
        machine_notice(ISSUE, AREAS[:1], SENDER)
