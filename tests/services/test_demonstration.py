"""A drill played without anybody: papers under names for people, a manifest that agrees, nobody's files touched."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from qh_console.app import build
from qh_console.config import Config
from qh_console.problems import KnownProblem
from qh_console.services.demonstration import (
    DOCUMENTS,
    MANIFEST,
    Demonstration,
    PaperTrail,
    clear_output,
    write_manifest,
)
from qh_console.services.drill import DrillPlayer, HandClock
from tests.drills_in_short import first_alert


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    drill = first_alert()
    clear_output(folder, drill.id)
    clock = HandClock(drill.starts_at)
    house = build(Config(folder / "data", is_drill=True), clock)
    trail = PaperTrail(house.office, house.paperwork, lambda text: None)
    player = DrillPlayer(
        drill, clock, house.office, house.readings, house.forecasts, house.watch, house.editions, trail.acted
    )
    demonstration = Demonstration(drill, player, house.office, house.paperwork, house.pack, house.places)
    demonstration.begin()
    demonstration.play(drill.ends_at)
    write_manifest(folder, demonstration.manifest(folder))
    house.database.close()
    return folder


@pytest.fixture(scope="module")
def manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    return found


def test_every_paper_lies_where_the_manifest_says(out: Path, manifest: dict[str, Any]) -> None:
    for document in manifest["documents"]:
        content = (out / document["file"]).read_bytes()
        assert content.startswith(b"%PDF")
        assert hashlib.sha256(content).hexdigest() == document["sha256"]
        assert document["pages"] >= 1
    files = {d["file"] for d in manifest["documents"]}
    assert {f"{DOCUMENTS}/{f.name}" for f in (out / DOCUMENTS).iterdir()} == files


def test_the_first_alert_leaves_its_papers(manifest: dict[str, Any]) -> None:
    kinds = {document["kind"] for document in manifest["documents"]}
    assert {"consultation-minutes", "approval-sheet", "issue-notice", "duty-sheet"} <= kinds


def test_the_journal_s_length_and_head_are_told(manifest: dict[str, Any]) -> None:
    assert manifest["complete"]
    assert manifest["journal"]["entries"] > len(manifest["documents"])
    assert len(manifest["journal"]["head"]) == 64
    times = [moment["at"] for moment in manifest["timeline"]]
    assert times == sorted(times)
    assert any("西宁" in moment["text"] for moment in manifest["timeline"])


def test_a_run_over_its_own_output_begins_anew(tmp_path: Path) -> None:
    clear_output(tmp_path, "x")
    (tmp_path / DOCUMENTS / "old.pdf").write_bytes(b"old")
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    clear_output(tmp_path, "x")
    assert list((tmp_path / DOCUMENTS).iterdir()) == []
    assert (tmp_path / "note.txt").exists()


@pytest.mark.parametrize("manifest_text", [None, "{}", "[]", "not json"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, manifest_text: str | None) -> None:
    (tmp_path / DOCUMENTS).mkdir()
    (tmp_path / DOCUMENTS / "thesis.pdf").write_bytes(b"years of work")
    if manifest_text is not None:
        (tmp_path / MANIFEST).write_text(manifest_text, encoding="utf-8")
    with pytest.raises(KnownProblem, match="别的文件"):
        clear_output(tmp_path, "x")
    assert (tmp_path / DOCUMENTS / "thesis.pdf").read_bytes() == b"years of work"
