"""更正 and 撤回 name the notice and what changes."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import words_of
from tests.documents.samples import CORRECTION


def test_a_correction_shows_both_readings() -> None:
    words = words_of(CORRECTION)
    assert f"关于更正{CORRECTION.changes.number}文件的通知" in words
    assert "因影响范围表述有误" in words
    assert "更正为" in words
    assert "该通知的其他内容不变" in words


def test_a_withdrawal_ends_the_notice() -> None:
    words = words_of(replace(CORRECTION, withdraws=True, corrections=()))
    assert "现予撤回" in words
    assert "不再执行" in words
