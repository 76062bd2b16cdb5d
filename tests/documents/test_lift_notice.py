"""预警解除通知 names the notice it ends and the 36 hours it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.problems import KnownProblem
from tests.documents.made import words_of
from tests.documents.samples import LIFT


def test_it_names_the_notice_the_time_and_the_end_of_the_response() -> None:
    words = words_of(LIFT)
    assert f"《{LIFT.changes.title}》（{LIFT.changes.number}）" in words
    assert "自2026年1月16日12时起解除红色预警，Ⅰ级应急响应同时终止" in words
    assert "持续36小时以上" in words
    assert "3.3.2、" in words


def test_without_an_outlook_it_cannot_be_made() -> None:
    with pytest.raises(KnownProblem, match="outlook"):
        words_of(replace(LIFT, outlook=""))
