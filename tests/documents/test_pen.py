"""What the pen puts on a page, read back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents.lines import Stretch
from qh_console.documents.model import Role
from qh_console.documents.page import RED, Text
from qh_console.documents.pen import Pen
from tests.documents.samples import faces


def drawn(draw: Callable[[Pen], None]) -> Any:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=1, initialFontName=faces().face(Role.SERIF, "1"))
    draw(Pen(canvas, faces()))
    canvas.showPage()
    canvas.save()
    return pdfplumber.open(BytesIO(out.getvalue())).pages[0]


def _label(anchor: float, pen: Pen) -> None:
    pen.label(150, 100, "预警", 10, anchor=anchor)


def _code(content: str, pen: Pen) -> None:
    pen.qr(20, 20, 40, content)


def test_the_figures_of_a_formula_are_lowered_and_copy_in_place() -> None:
    page = drawn(lambda pen: pen.label(150, 100, "PM2.5和O3", 10, anchor=1.0))
    chars = page.chars
    assert "".join(c["text"] for c in chars) == "PM2.5和O3"
    lowered = [c for c in chars if c["text"] in "2.53"]
    assert {round(c["size"], 2) for c in lowered} == {6.2}
    assert {round(c["size"], 2) for c in chars if c not in lowered} == {10.0}
    assert all(c["bottom"] > chars[0]["bottom"] - 1 for c in lowered)
    assert chars[-1]["x1"] == pytest.approx(150, abs=0.1)


def test_labels_are_anchored() -> None:
    for anchor, start in ((0.0, 150), (0.5, 140), (1.0, 130)):
        page = drawn(partial(_label, anchor))
        assert page.chars[0]["x0"] == pytest.approx(start, abs=0.01)


def test_text_changes_face_where_a_sign_asks_for_it() -> None:
    text = Text(10, 50, 20.0, (Stretch("垚青", Role.FANG, 0.0, 1.0),), None, RED)
    page = drawn(lambda p: p.set_text(text))
    first, second = page.chars
    assert first["fontname"] != second["fontname"]
    assert second["x0"] - first["x0"] == pytest.approx(21.0, abs=0.01)
    assert first["non_stroking_color"] == pytest.approx(RED)


def test_squeezed_text_is_narrower_by_that_share() -> None:
    text = Text(0, 50, 40.0, (Stretch("青海", Role.MARK, 0.0, 0.0),), None, RED, 0.75)
    page = drawn(lambda p: p.set_text(text))
    assert page.chars[1]["x0"] - page.chars[0]["x0"] == pytest.approx(30.0, abs=0.01)


def test_lowered_signs_copy_as_plain_ones() -> None:
    page = drawn(lambda p: p.label(10, 10, "PM\ue002\ue00a\ue005", 16, Role.SERIF))
    assert page.extract_text() == "PM2.5"


def test_a_hatch_stays_inside_its_area() -> None:
    page = drawn(lambda p: p.hatch([(10, 10), (60, 10), (60, 40), (10, 40)], 5, 1.0))
    assert len(page.lines) > 8


def test_a_qr_code_is_square_and_differs_with_its_content() -> None:
    pages = [drawn(partial(_code, content)) for content in ("QH1:a", "QH1:b")]
    boxes = [[(r["x0"], r["top"], r["x1"], r["bottom"]) for r in page.rects] for page in pages]
    assert boxes[0] != boxes[1]
    for found in boxes:
        assert min(b[0] for b in found) == pytest.approx(20, abs=0.01)
        assert max(b[2] for b in found) == pytest.approx(60, abs=0.01)


def test_lines_of_one_point_draw_nothing() -> None:
    assert not drawn(lambda p: p.line([(1, 1)])).objects
