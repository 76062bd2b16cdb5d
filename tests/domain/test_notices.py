"""Plan 3.3.1: what must be said before a message leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.notices import missing_in_publication
from tests.builders import NOW, publication


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
