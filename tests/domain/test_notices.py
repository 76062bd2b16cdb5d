"""Plan 3.3.1: what must be said before a message leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.notices import missing_in_body, missing_in_publication
from qh_console.domain.pack import Level
from qh_console.domain.particulars import NO_EVIDENCE, Change
from tests.builders import NOW, plan, publication


def test_a_full_publication_lacks_nothing() -> None:
    assert missing_in_publication(publication()) == ()


@pytest.mark.parametrize("field", ["extent", "dispersion", "pollutants", "outlook"])
@pytest.mark.parametrize("text", ["", " ", "\n\u3000"])
def test_each_empty_text_is_named_by_field_and_clause(field: str, text: str) -> None:
    (reason,) = missing_in_publication(replace(publication(), **{field: text}))  # type: ignore[arg-type]
    assert (reason.field, reason.clause) == (field, "3.3.1")


def test_everything_missing_is_named_at_once() -> None:
    bare = replace(publication(0), extent="", dispersion="", pollutants="", outlook="")
    assert [r.field for r in missing_in_publication(bare)] == [
        "extent",
        "dispersion",
        "pollutants",
        "outlook",
        "ends_at",
    ]


@pytest.mark.parametrize(
    ("hours", "is_missing"), [(-1, True), (0, True), (1 / 3600, False), (72, False), (None, False)]
)
def test_the_end_comes_after_the_start_or_stays_open(hours: float | None, is_missing: bool) -> None:
    ends_at = None if hours is None else NOW + timedelta(hours=hours)
    reasons = missing_in_publication(replace(publication(), starts_at=NOW, ends_at=ends_at))
    assert [r.field for r in reasons] == (["ends_at"] if is_missing else [])


WHOLE = "**橙色预警**，西宁市全域，静稳、\n逆温，__PM2.5__，13日冷空气到达后好转，误报。\n[[measures]]\n[[corrections]]"


def worded(change: Change, body: str) -> ChangeProposed:
    return ChangeProposed("a1", change, Level.ORANGE, publication(), "误报。", (), NO_EVIDENCE, True, True, body)


@pytest.mark.parametrize("change", list(Change))
def test_a_body_that_says_it_all_lacks_nothing_however_it_is_laid_out(change: Change) -> None:
    assert missing_in_body(worded(change, WHOLE), plan()) == ()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (Change.ISSUE, ["level", "extent", "dispersion", "pollutants", "outlook", "body"]),
        (Change.RAISE, ["level", "extent", "dispersion", "pollutants", "outlook", "body"]),
        (Change.LOWER, ["level", "extent", "dispersion", "pollutants", "outlook", "body"]),
        (Change.LIFT, ["level", "outlook"]),
        (Change.CORRECT, ["reason", "body"]),
        (Change.WITHDRAW, ["reason"]),
    ],
)
def test_a_body_names_every_field_it_lost(change: Change, fields: list[str]) -> None:
    reasons = missing_in_body(worded(change, "有关事项另行通知。"), plan())
    assert [(r.field, r.clause) for r in reasons] == [(field, "3.3.1") for field in fields]


def test_a_spot_still_to_be_filled_in_is_not_proposed() -> None:
    (reason,) = missing_in_body(worded(Change.RAISE, f"{WHOLE}\n因〔理由待填〕。"), plan())
    assert (reason.field, reason.clause) == ("body", "3.3.1")


def test_a_record_from_before_has_no_body_to_check() -> None:
    assert missing_in_body(worded(Change.ISSUE, ""), plan()) == ()
