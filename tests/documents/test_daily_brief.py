"""应急专报: the figures of plan 6.1 by place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.problems import KnownProblem
from tests.documents.made import words_of
from tests.documents.samples import BRIEF


def test_it_says_what_is_measured_and_what_is_done() -> None:
    words = words_of(BRIEF)
    for wanted in ("第2期", "截至2026年1月13日16时", "21/22", "危害和防范建议", "预计持续到15日后半夜", "6.1"):
        assert wanted in words, wanted


def test_advice_may_not_be_left_out() -> None:
    with pytest.raises(KnownProblem, match="harm"):
        words_of(replace(BRIEF, harm=""))
