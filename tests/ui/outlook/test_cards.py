"""The province card keeps the two readings apart; the cause card says that a hint excludes nothing."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.ui.outlook.cards import Card, cause_facts, province_facts, show_province
from qh_console.ui.outlook.cause import CauseView, HintView
from qh_console.ui.outlook.state import ProvinceView
from qh_console.ui.theme import Look
from tests.builders import plan

PROVINCE = ProvinceView(Level.YELLOW, "西宁、海东相邻", "西宁、海东", "黄南", Level.ORANGE, "任意两地：橙色", ("取法",))
CAUSE = CauseView("630100", "西宁市", "0.31", (HintView("1-09", ("PM10升高",), True),), ())


def test_the_wider_reading_has_its_own_line_and_warns_where_it_is_higher() -> None:
    lines = {line.label: line for line in province_facts(PROVINCE)}
    assert lines["3.3.1 相邻"].text == "西宁、海东相邻"
    assert (lines["5.2 任意两地"].text, lines["5.2 任意两地"].tone) == ("任意两地：橙色", "warn")
    assert lines["未分级"].tone == "warn"
    same = province_facts(replace(PROVINCE, wider_level=Level.YELLOW, ungraded="", affected=""))
    assert {line.label: line.tone for line in same} == {"3.3.1 相邻": "", "5.2 任意两地": "", "本系统取法": "muted"}


def test_the_card_shows_the_level(look: Look, qtbot: QtBot) -> None:
    card = Card(look, "省级", "发起省级会商")
    qtbot.addWidget(card)
    show_province(card, PROVINCE, plan())
    assert card.badge.view is not None
    assert card.badge.view.text == "黄色 Ⅲ级"
    assert card.facts.lines == province_facts(PROVINCE)
    with qtbot.waitSignal(card.asked):
        card.act.click()


def test_dust_is_a_hint_until_somebody_finds_so() -> None:
    words = [line.text for line in cause_facts(CAUSE)]
    assert "1-09，仍在持续：PM10升高" in words
    assert any("不扣除" in text for text in words)
    found = [line.text for line in cause_facts(replace(CAUSE, findings=("1-09 沙尘",)))]
    assert "1-09 沙尘" in found
    assert not any("不扣除" in text for text in found)
    assert "近七天没有" in [line.text for line in cause_facts(replace(CAUSE, hints=()))]
