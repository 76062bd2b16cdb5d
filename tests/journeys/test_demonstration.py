"""The whole bundled drill without anybody: every paper of four alerts, pictures, a record that holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from qh_console.config import Config
from qh_console.headless import verify_record
from qh_console.windowed import play_demo


@pytest.fixture(scope="module")
def out(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    play_demo("winter-haze", folder, None, lambda text: None)
    return folder


@pytest.fixture(scope="module")
def manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_every_kind_of_paper_is_there(manifest: dict[str, Any]) -> None:
    kinds = Counter(document["kind"] for document in manifest["documents"])
    assert kinds["duty-sheet"] >= 20
    for kind in ("issue-notice", "adjust-notice", "lift-notice", "approval-sheet", "assessment", "report-up"):
        assert kinds[kind] >= 1, kind


def test_papers_bear_real_text_in_fonts_of_their_own(out: Path, manifest: dict[str, Any]) -> None:
    for kind in ("issue-notice", "lift-notice", "approval-sheet", "duty-sheet", "assessment"):
        document = next(d for d in manifest["documents"] if d["kind"] == kind)
        content = (out / document["file"]).read_bytes()
        assert b"/FontFile" in content, kind
        with pdfplumber.open(out / document["file"]) as pdf:
            assert len(pdf.pages) == document["pages"]
            text = (pdf.pages[0].extract_text() or "").replace("\n", "").replace(" ", "")
        assert "重污染天气" in text, kind


def test_pictures_show_the_main_screens(out: Path, manifest: dict[str, Any]) -> None:
    assert len(manifest["pictures"]) >= 6
    for picture in manifest["pictures"]:
        image = QImage(str(out / picture))
        assert (image.width(), image.height()) == (1440, 900)


def test_the_record_it_leaves_verifies(out: Path, manifest: dict[str, Any]) -> None:
    found = verify_record(Config(out / "data"))
    assert found["sound"]
    assert found["entries"] == manifest["journal"]["entries"]
