"""The record in words: one row a thing, codes turned into names, times in Beijing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.board import FiledPaper
from qh_console.domain.commands import CorrectMark, MarkDuty
from qh_console.domain.emission_commands import EnterEmissionList
from qh_console.domain.particulars import Mark, MarkState, Means, Paper
from qh_console.services.export_tables import RecordTable, Told, papers_table, record_tables
from tests.builders import DUTY, NOW, Ledger, office, to_standing
from tests.emission_builders import PLANT, SOURCES, emission_list, to_register
from tests.roster_builders import to_roster
from tests.services.framing import LIFT, PLACES, alert_of, framed, later

WORD = Mark(MarkState.DONE, Means.PHONE, "王主任", "已办", "=照片")


@pytest.fixture
def ledger() -> Ledger:
    return office(*to_standing())


def tables(ledger: Ledger) -> dict[str, list[dict[str, str]]]:
    frame = framed(ledger)
    found = record_tables(Told(frame.board, frame.pack, {frame.pack.id: frame.pack}, PLACES))
    return {table.name: rows(table) for table in found}


def rows(table: RecordTable) -> list[dict[str, str]]:
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def test_every_table_has_its_header_once(ledger: Ledger) -> None:
    frame = framed(ledger)
    found = record_tables(Told(frame.board, frame.pack, {}, PLACES))
    assert [table.name for table in found] == [
        *("officers", "alerts", "notices", "duties", "marks", "emission-sources", "emission-bases", "duty-roster"),
    ]
    for table in found:
        assert len(set(table.header)) == len(table.header)


def test_an_alert_and_its_notices_are_told_in_words(ledger: Ledger) -> None:
    later(ledger, 60, *LIFT)
    told = tables(ledger)
    (alert,) = told["alerts"]
    assert (alert["过程"], alert["范围"], alert["现行级别"]) == ("a1", "市州级", "")
    assert "西宁市" in alert["地区"]
    assert alert["终止"]
    issued, lifted = told["notices"]
    assert (issued["事项"], lifted["事项"], issued["批准方式"]) == ("发布", "解除", "签字")
    assert issued["文号"] == alert_of(ledger).notices[0].number
    assert len({officer["账号"] for officer in told["officers"]}) == len(told["officers"]) == 4


def test_each_duty_and_each_word_of_a_unit_has_a_row(ledger: Ledger) -> None:
    tasks = [laid.task.id for laid in alert_of(ledger).tasks]
    ledger.must(MarkDuty(DUTY, "a1", tasks[0], WORD), MarkDuty(DUTY, "a1", tasks[1], WORD))
    ledger.must(CorrectMark(DUTY, "a1", tasks[1], "记错了"))
    told = tables(ledger)
    assert [row["任务号"] for row in told["duties"]] == tasks
    assert [row["现状"] for row in told["duties"][:2]] == ["已完成", "未联系"]
    (mark,) = told["marks"]
    assert (mark["任务号"], mark["答复"], mark["凭据"], mark["通话人"]) == (tasks[0], "已办", "=照片", "王主任")


def test_an_alert_of_an_edition_that_is_gone_keeps_its_ids(ledger: Ledger) -> None:
    frame = framed(ledger)
    (alert,) = frame.board.alerts.values()
    laid = alert.tasks[0]
    strange = replace(laid, task=replace(laid.task, duty="gone", unit="nobody", id="gone@nobody"))
    board = replace(frame.board, alerts={alert.id: replace(alert, pack="qh-1999", tasks=(strange,))})
    found = {t.name: rows(t) for t in record_tables(Told(board, frame.pack, {}, PLACES))}
    (duty,) = found["duties"]
    assert (duty["单位"], duty["条款"], duty["任务"]) == ("nobody", "", "gone")
    assert "qh-1999" in found["alerts"][0]["预案"]


def test_a_paper_is_listed_with_its_file_or_the_lack_of_it(ledger: Ledger) -> None:
    paper = Paper("a1", "issue-notice", "通知", "1号", "ab" * 32, 2)
    filed = FiledPaper(paper, DUTY, NOW + timedelta(hours=1), "d1", 9, prints=3)
    here, gone = rows(papers_table([(filed, "papers/1.pdf"), (filed, "")], ledger.board))
    assert (here["文件"], here["打印份数"], here["SHA-256"]) == ("papers/1.pdf", "3", "ab" * 32)
    assert gone["文件"] == "本机没有存档"


def test_every_edition_of_a_list_and_every_base_goes_out() -> None:
    found = tables(office(*to_register(), EnterEmissionList(DUTY, emission_list(PLANT))))
    assert [(row["版本"], row["名称"]) for row in found["emission-sources"]] == [
        *(("d1-5", source.name) for source in SOURCES),
        ("d1-7", PLANT.name),
    ]
    (base,) = found["emission-bases"]
    assert (base["市州"], base["年度"], base["氮氧化物（千克/日）"], base["登记人"]) == (
        "西宁市",
        "2025",
        "200",
        "值班员甲",
    )


def test_every_shift_of_the_roster_goes_out() -> None:
    first, _ = tables(office(*to_roster(2)))["duty-roster"]
    assert (first["主班"], first["登记人"], first["版次"]) == ("样本1", "值班员甲", "1")
