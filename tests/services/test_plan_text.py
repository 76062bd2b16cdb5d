"""The official text imported by edition, faults named, and read clause by clause while the window is open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qh_console.problems import BadInput
from qh_console.services.plan_text import PlanWording, clauses_quoted, import_plan
from qh_console.store.plan_texts import PlanTexts
from tests.builders import NOW
from tests.services.offices import PACK

GOOD = "3 监测\n3.1 分级。\n假的一句。\n4 准备\n5 响应\n5.1 分级。\n分三级。\n"


def test_a_text_is_kept_and_what_our_rules_quote_beyond_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "预案.txt"
    path.write_text(GOOD, encoding="gb18030")
    store = PlanTexts(tmp_path / "data")
    done = import_plan(path, PACK, store, NOW)
    assert (done.pack, done.clauses, done.kept) == ("qh-2020", 5, None)
    assert done.stored.read_text(encoding="utf-8") == GOOD
    assert {"3.1", "5.1"}.isdisjoint(done.lacking)
    assert set(done.lacking) | {"3.1", "5.1"} >= set(clauses_quoted(PACK))
    assert "5.3.1-1(2)" in done.lacking


def test_a_file_without_clauses_is_refused_and_what_was_there_stays(tmp_path: Path) -> None:
    store = PlanTexts(tmp_path / "data")
    good, bad = tmp_path / "预案.txt", tmp_path / "菜谱.txt"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text("一、白菜\n二、萝卜\n", encoding="utf-8")
    import_plan(good, PACK, store, NOW)
    with pytest.raises(BadInput, match=r"菜谱.txt：没有找到.*条款"):
        import_plan(bad, PACK, store, NOW)
    assert store.read(PACK.id) == GOOD


def test_a_clause_is_read_and_a_new_text_is_noticed(tmp_path: Path) -> None:
    store = PlanTexts(tmp_path)
    wording = PlanWording(store)
    assert wording.of(PACK.id, "3.1") == ""
    store.put(PACK.id, GOOD, NOW)
    assert wording.of(PACK.id, "3.1") == "分级。\n假的一句。"
    assert wording.of("mee-2024", "3.1") == ""
    store.put(PACK.id, GOOD.replace("一句", "另一句话"), NOW)
    os.utime(store.path(PACK.id), ns=(1, 2))
    assert wording.of(PACK.id, "3.1") == "分级。\n假的另一句话。"


def test_the_plan_has_every_clause_the_pack_quotes(tmp_path: Path) -> None:
    named = os.environ.get("QH_REFERENCE_PLAN", "")
    if not named or not Path(named).is_file():
        pytest.skip("QH_REFERENCE_PLAN names no file")
    store = PlanTexts(tmp_path)
    assert import_plan(Path(named), PACK, store, NOW).lacking == ()
    wording = PlanWording(store)
    provincial = [unit for unit in PACK.units if unit.kind == "province"]
    assert all(wording.of(PACK.id, "2.4", unit.name).startswith(unit.name) for unit in provincial)
