"""A pack as values: levels in order, duties in force, editions in force by date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.pack import Category, Duty, Level, LevelRule, Phase, PlanPack
from qh_console.packs import load_pack
from qh_console.paths import resources_folder

SHIPPED = resources_folder() / "packs" / "qh-2020.toml"


@pytest.fixture(scope="module")
def shipped() -> PlanPack:
    return load_pack(Path(SHIPPED))


def duty(id: str, level: Level, *supersedes: str, phase: Phase = Phase.RESPONSE) -> Duty:
    return Duty(id, "5.3", Category.MANDATORY, level, id, ("ecology",), True, 2, supersedes, phase)


def test_levels_are_ordered_and_go_by_a_word() -> None:
    assert sorted(Level) == [Level.NONE, Level.HINT, Level.YELLOW, Level.ORANGE, Level.RED]
    assert [Level.of(level.word) for level in Level] == list(Level)
    assert [level for level in Level if level.is_alert] == [Level.YELLOW, Level.ORANGE, Level.RED]
    with pytest.raises(KeyError):
        Level.of("blue")


@pytest.mark.parametrize(("response", "ascii_word"), [("Ⅰ", "I"), ("Ⅱ", "II"), ("Ⅲ", "III"), ("", "none")])
def test_a_response_in_plain_letters(response: str, ascii_word: str) -> None:
    assert LevelRule(Level.RED, "", "", response, "", ()).response_ascii == ascii_word


def test_5_3_a_tightened_duty_gives_way_only_where_the_stricter_one_applies(shipped: PlanPack) -> None:
    duties = (
        duty("less", Level.YELLOW),
        duty("none", Level.ORANGE, "less"),
        duty("closed", Level.RED, "none"),
        duty("plan", Level.NONE, phase=Phase.READY),
        duty("review", Level.YELLOW, phase=Phase.AFTER),
    )
    pack = replace(shipped, duties=duties)
    in_force = {level: [d.id for d in pack.duties_at(level)] for level in Level}
    assert in_force == {
        Level.NONE: [],
        Level.HINT: [],
        Level.YELLOW: ["less"],
        Level.ORANGE: ["none"],
        Level.RED: ["closed"],
    }
    assert [d.id for d in pack.duties_of(Phase.READY)] == ["plan"]
    assert [d.id for d in pack.duties_of(Phase.AFTER)] == ["review"]


def test_things_are_found_by_id(shipped: PlanPack) -> None:
    assert shipped.unit("met").name == "省气象局"
    assert shipped.duty("assess").phase is Phase.AFTER
    assert shipped.rule(Level.RED).response == "Ⅰ"
    assert shipped.headquarters("632500").place == "632500"
    with pytest.raises(KeyError):
        shipped.headquarters("620100")


def test_clauses_are_cited_once_and_silence_is_left_out(shipped: PlanPack) -> None:
    grading = replace(shipped.grading, clauses={"raise": "3.3.2", "lift": "3.3.2", "dust": "1.3"})
    assert grading.cited("raise", "dust", "lift", "floor") == ("3.3.2", "1.3")
