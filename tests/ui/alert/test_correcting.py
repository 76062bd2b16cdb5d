"""The words of a correction follow what was corrected, until an officer writes them himself."""

from __future__ import annotations

from qh_console.domain.particulars import Publication
from qh_console.ui.alert.correcting import corrected_words, with_reason
from qh_console.ui.alert.drafts import StepDraft
from qh_console.ui.form_times import time_text
from tests.builders import publication

STANDING = publication()


def unchanged(standing: Publication = STANDING) -> StepDraft:
    texts = ("extent", "dispersion", "pollutants", "outlook")
    assert standing.ends_at is not None
    times = (("starts_at", time_text(standing.starts_at)), ("ends_at", time_text(standing.ends_at)))
    return StepDraft("a1", "propose-correct", (*((f, getattr(standing, f)) for f in texts), *times))


def test_nothing_changed_is_nothing_said() -> None:
    assert corrected_words(unchanged(), STANDING) == ""
    assert corrected_words(unchanged().with_("extent", f" {STANDING.extent} "), STANDING) == ""


def test_each_changed_field_is_told_with_what_it_was() -> None:
    draft = unchanged().with_("extent", "全市").with_("starts_at", "2026-01-09 21:00")
    words = corrected_words(draft, STANDING)
    assert words.split("；") == [
        f"开始时间由“{time_text(STANDING.starts_at)}”更正为“2026-01-09 21:00”",
        f"影响范围由“{STANDING.extent}”更正为“全市”",
    ]


def test_the_reason_follows_every_change_and_goes_with_the_last() -> None:
    first = with_reason(unchanged().with_("extent", "全市"), STANDING)
    assert first.text("reason") == corrected_words(first, STANDING)
    second = with_reason(first.with_("extent", "城区"), STANDING)
    assert "更正为“城区”" in second.text("reason")
    assert with_reason(second.with_("extent", STANDING.extent), STANDING).text("reason") == ""


def test_an_officers_own_words_are_never_written_over() -> None:
    draft = with_reason(unchanged().with_("extent", "全市"), STANDING).with_("reason", "抄录有误")
    assert with_reason(draft.with_("extent", "城区"), STANDING).text("reason") == "抄录有误"
