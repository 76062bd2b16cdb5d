"""What the emission register shows of the record, and what its form and its imports say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.board import Board
from qh_console.domain.emission_commands import EnterEmissionBase, EnterEmissionList
from qh_console.domain.emissions import DailyGrams, EmissionBase
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.emissions import EmissionImport
from qh_console.ui.registers.emissions_state import (
    EmissionsFilter,
    EmissionsState,
    base_of,
    base_values,
    derive_emissions,
    import_words,
)
from tests.builders import DUTY, HAIDONG, NOW, XINING, office, plan
from tests.emission_builders import BASE, PLANT, emission_list, to_register

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
HIGH = replace(BASE, grams=DailyGrams(200_000, 150_000, 300_000, 110_000))
"""Nitrogen oxides make good for sulphur dioxide; organics are short at every level."""
ASKED = {"year": "2026", "so2": "1", "nox": "2.5", "pm": "0", "vocs": "0.001"}


def shown(board: Board, **wanted: str) -> EmissionsState:
    return derive_emissions(board, plan(), PLACES, EmissionsFilter(**wanted), NOW)


def test_an_empty_register_says_what_to_do_first() -> None:
    state = shown(office().board)
    assert [line.standing for line in state.places] == ["无清单"] * 8
    assert "先导入西宁市报送的清单" in state.note
    assert (state.edition, state.rows) == ("", ())


def test_each_prefecture_says_how_it_stands() -> None:
    ledger = office(
        *to_register(), EnterEmissionList(DUTY, emission_list(replace(PLANT, county="平安区"), place=HAIDONG))
    )
    lines = {line.code: line for line in shown(ledger.board).places}
    assert (lines[XINING].sources, lines[XINING].standing, lines[XINING].tone) == ("4", "达标", "ok")
    assert (lines[HAIDONG].standing, lines[HAIDONG].tone) == ("无基数", "warn")
    ledger.must(EnterEmissionBase(DUTY, HIGH))
    assert (shown(ledger.board).places[0].standing, shown(ledger.board).places[0].tone) == ("3项不足", "fault")


def test_ratios_are_drawn_by_level_and_what_is_short_is_named() -> None:
    state = shown(office(to_register()[0], EnterEmissionBase(DUTY, HIGH)).board)
    assert [row.level.text for row in state.ratios] == ["黄色 Ⅲ级", "橙色 Ⅱ级", "红色 Ⅰ级"]
    so2 = state.ratios[2].ratios[0]
    assert (so2.figure, so2.verdict) == ("18.08%／30%", "调剂达标")
    short = [ratio for row in state.ratios for ratio in row.ratios if ratio.is_short]
    assert {ratio.tone for ratio in short} == {"fault"}
    assert all(ratio.share is not None and ratio.share < 1 for ratio in short)
    assert state.note.count("还差") == len(short) == 3
    assert state.note.startswith("黄色VOCs还差4.6千克/日（4.19个百分点）；橙色")


def test_a_base_of_years_ago_is_pointed_out() -> None:
    board = office(to_register()[0], EnterEmissionBase(DUTY, replace(BASE, year=2024))).board
    state = shown(board)
    assert (state.note, state.note_tone) == ("基数是2024年的，每年须核算一次（4.3）", "warn")
    assert shown(office(to_register()[0], EnterEmissionBase(DUTY, BASE)).board).note_tone == "ok"
    assert "按“登记基数”填写" in shown(office(to_register()[0]).board).note


def test_a_former_edition_is_read_as_it_was() -> None:
    ledger = office(*to_register())
    ledger.must(EnterEmissionList(DUTY, emission_list(PLANT)))
    now = shown(ledger.board)
    assert [words for _, words in now.editions] == ["2025-10-15版（现行）", "2025-10-15版（已被替换）"]
    assert len(now.rows) == 1
    before = shown(ledger.board, edition=now.editions[1][0])
    assert len(before.rows) == 4
    assert before.edition == now.editions[1][0]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"kind": "dust"}, ["虚构房建三号工地"]),
        ({"text": "城东 水泥"}, ["虚构水泥一厂"]),
        ({"text": "超低"}, ["虚构供热二厂"]),
        ({"text": "没有这个"}, []),
    ],
)
def test_sources_are_found_by_kind_and_words(wanted: dict[str, str], names: list[str]) -> None:
    state = shown(office(*to_register()).board, **wanted)
    assert [row.name for row in state.rows] == names
    assert state.counts == {"": 4, "industrial": 2, "mobile": 1, "dust": 1}


def test_a_source_says_what_it_does_at_each_level() -> None:
    plant, heating, site, _ = shown(office(*to_register()).board).rows
    assert plant.measures[1].startswith("橙色：2号示例线停产；降低负荷4成；")
    assert plant.measures[1].endswith("日减排SO₂ 24、NOx 48、颗粒物 60、VOCs 12千克")
    assert heating.marks == "民生、超低、自主"
    assert (plant.is_enterprise, site.is_enterprise) == (True, False)
    assert plant.emissions == ("60", "120", "150", "30")


def test_the_form_becomes_a_base_and_opens_with_the_last_one() -> None:
    assert base_of(XINING, ASKED) == EmissionBase(XINING, 2026, DailyGrams(1_000, 2_500, 0, 1))
    held = office(*to_register()).board.emissions.base_of(XINING)
    assert base_values(held, NOW) == {"year": "2026", "so2": "100", "nox": "200", "pm": "300", "vocs": "50"}
    assert base_values(None, NOW) == {"year": "2026", "so2": "", "nox": "", "pm": "", "vocs": ""}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("year", "去年"),
        ("year", "20260"),
        ("so2", ""),
        ("nox", "-1"),
        ("pm", "1.0001"),
        ("vocs", "NaN"),
        ("so2", "1e99"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(field: str, text: str) -> None:
    found = base_of(XINING, ASKED | {field: text})
    assert isinstance(found, tuple)
    assert found[0] == field


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (EmissionImport("甲.xlsx", ((XINING, 4),), (HAIDONG,)), "甲.xlsx：西宁市新一版，4个源；海东市与现行清单相同"),
        (EmissionImport("甲.xlsx", refused=2), "甲.xlsx：有错2行"),
        (EmissionImport("甲.xlsx", ((XINING, 4),), refused=2), "甲.xlsx：西宁市新一版，4个源；有错未收2行"),
        (EmissionImport("甲.xlsx", ignored_columns=("心情",)), "甲.xlsx：没有用到的列：心情"),
        (EmissionImport("甲.xlsx"), "甲.xlsx：没有可以登记的行"),
    ],
)
def test_what_became_of_a_file_in_one_sentence(result: EmissionImport, words: str) -> None:
    assert import_words(result, PLACES) == words
