"""A frozen body is set as it stands, with what only the release gives in place of its marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.notice_body import APPROVED_BY, MOMENTS, NUMBER, SIGNED_ON
from qh_console.domain.clock import chinese_time
from qh_console.problems import KnownProblem
from tests.documents.made import words_of
from tests.documents.samples import ADJUST, ISSUE, LIFT

MARKS = f"据{NUMBER}，{SIGNED_ON.day}，{APPROVED_BY}。"


def test_the_words_of_a_frozen_body_stand_in_place_of_the_templates() -> None:
    words = words_of(replace(ISSUE, body=f"# 一、另起\n{MARKS}\n[[measures]]"))
    assert "一、另起" in words
    assert "现发布" not in words
    assert f"据{ISSUE.head.number}，" in words
    assert f"，{ISSUE.approved_by}。" in words
    assert ISSUE.measures[0].text.rstrip("。；") in words


def test_each_notice_knows_its_own_moment() -> None:
    effect, lifted = MOMENTS["takes_effect_at"].time, MOMENTS["lifted_at"].time
    assert f"自{chinese_time(ADJUST.takes_effect_at)}起" in words_of(replace(ADJUST, body=f"自{effect}起。"))
    assert f"自{chinese_time(LIFT.lifted_at)}起" in words_of(replace(LIFT, body=f"自{lifted}起。"))


def test_words_with_braces_are_words_and_no_template() -> None:
    assert "{{head}}" in words_of(replace(ISSUE, body="原样{{ head }}。"))


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(KnownProblem, match="没有可插入的内容“nothing”"):
        words_of(replace(ISSUE, body="[[nothing]]"))
