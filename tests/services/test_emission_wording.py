"""Every act of the emission register has one line in the logbook."""

from __future__ import annotations

from typing import get_args

import pytest

from qh_console.domain import acts as a
from qh_console.domain.emission_acts import EmissionAct, EmissionBaseEntered, EmissionListEntered
from qh_console.domain.emissions import DailyGrams
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.emission_wording import daily_words
from qh_console.services.wording import kind_word, worded
from tests.builders import DUTY, NOW, office, plan
from tests.emission_builders import BASE, emission_list

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
LINES: tuple[tuple[EmissionAct, str], ...] = (
    (EmissionListEntered(emission_list(), ""), "登记西宁市2025-10-15减排清单，4个源（虚构清单.xlsx）"),
    (
        EmissionListEntered(emission_list(place="999999"), "d1-5"),
        "登记9999992025-10-15减排清单，4个源（虚构清单.xlsx，替换d1-5）",
    ),
    (
        EmissionBaseEntered(BASE, ""),
        "登记西宁市2025年应急减排基数：SO₂ 100、NOx 200、颗粒物 300、VOCs 50千克/日",
    ),
)


@pytest.mark.parametrize(("act", "line"), LINES, ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_in_one_line(act: EmissionAct, line: str) -> None:
    entry = a.Entry("d1", 9, 9, NOW, DUTY, act, "p", "d")
    assert worded(entry, office().board, plan(), PLACES) == line
    assert kind_word(entry)


def test_every_act_of_the_register_is_above() -> None:
    assert {type(act) for act, _ in LINES} == set(get_args(EmissionAct))


def test_amounts_in_one_phrase() -> None:
    assert daily_words(DailyGrams(12_500, 0, 7, 1)) == "SO₂ 12.5、NOx 0、颗粒物 0.007、VOCs 0.001千克/日"
