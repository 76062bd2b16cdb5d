"""预警级别调整通知 names the notice it changes, what it was and what it becomes."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import words_of
from tests.documents.samples import ADJUST, ISSUED, YELLOW


def test_a_raise_names_the_notice_changed_and_the_new_measures() -> None:
    words = words_of(ADJUST)
    assert f"《{ISSUED.title}》（{ISSUED.number}）" in words
    assert "将橙色预警升级为红色预警，应急响应由Ⅱ级相应调整为Ⅰ级" in words
    assert "关于将重污染天气橙色预警调整为红色预警的通知" in words
    assert "【新增】1.按清单实施Ⅰ级减排" in words
    assert "3.3.2" in words


def test_a_lowering_lets_go_of_what_the_lower_level_does_not_ask() -> None:
    lowered = replace(ADJUST, raised=False, facts=replace(ADJUST.facts, level=YELLOW), supervision=False)
    words = words_of(lowered)
    assert "橙色预警降级为黄色预警" in words
    assert "超出Ⅲ级响应的措施自调整时起停止执行" in words
    assert "现场督查" not in words
