"""What a person writes: every part of the assessment has its field, and blanks are named on the page."""

from __future__ import annotations

from dataclasses import fields, replace

from qh_console.domain.particulars import Assessment
from qh_console.ui.assessment.writing import FIELDS, REQUIRED, as_previewed, begun
from tests.builders import office, to_lifted

LIFTED = office(*to_lifted()).board.alerts["a1"]
WRITTEN = Assessment("静稳", "逆温", "", "", "无", "会商晚", "早会商", "加密")


def test_every_part_of_the_assessment_is_a_field() -> None:
    assert {spec.key for spec in FIELDS} == {field.name for field in fields(Assessment)}
    assert set(REQUIRED) == {"causes", "later_effects", "problems", "lessons", "proposals"}


def test_it_begins_empty_and_is_taken_up_again_as_submitted() -> None:
    assert set(vars(begun(LIFTED).text).values()) == {""}
    assert begun(replace(LIFTED, assessment=WRITTEN)).text == WRITTEN
    assert begun(LIFTED).with_("causes", "逆温").text.causes == "逆温"


def test_blanks_are_named_on_the_page_and_the_rest_is_left() -> None:
    shown = as_previewed(begun(LIFTED).with_("lessons", "早会商").text)
    assert (shown.causes, shown.lessons, shown.meteorology) == ("〔成因待填〕", "早会商", "")
