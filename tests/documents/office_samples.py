"""Snapshots of the office's own papers: a shift handed over in the haze, what the log says of it, January's roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from qh_console.documents.office_snapshots import (
    ContactLine,
    ContactSheet,
    DutyRoster,
    HandoverItem,
    HandoverRecord,
    HealthHint,
    LogbookExtract,
    LogLine,
    RosterLine,
)
from qh_console.domain.clock import from_beijing
from tests.documents.samples import BULLETIN, FACTS, HEAD, PACK

OFFICE_HEAD = replace(HEAD, number="", addressee="", copies_to="", printed_by="", contact="")
OFFICE_PACK = replace(PACK, clauses=("7.5",), readings=())

HANDOVER = HandoverRecord(
    OFFICE_HEAD,
    OFFICE_PACK,
    from_beijing(2026, 1, 13, 8),
    from_beijing(2026, 1, 13, 20, 5),
    ("马某某", "韩某某"),
    ("李某某",),
    ("西宁市、海东市橙色预警（青重污染应急〔2026〕3号）自1月12日20时起生效，Ⅱ级响应",),
    (
        HandoverItem("任务", "省公安厅大型载货车限行尚未反馈，已电话催办一次", from_beijing(2026, 1, 13, 22)),
        HandoverItem("发布", "短信平台第2批回执未到，按传真补发"),
        HandoverItem("会商", "14日8时加密会商，通知省气象台参加", from_beijing(2026, 1, 14, 8)),
    ),
    "值班电话、传真、打印机正常；监测平台20时数据晚到12分钟",
    "夜间注意西宁市城东区小时AQI变化",
)

SAID = ("会商结束，认定橙色预警", "提请发布省级橙色预警，送领导签批", "电话请示副组长，同意发布，已复述确认")
EXTRACT = LogbookExtract(
    OFFICE_HEAD,
    replace(OFFICE_PACK, clauses=("7.4", "7.5")),
    "1月12日橙色预警发布经过",
    from_beijing(2026, 1, 12, 7),
    from_beijing(2026, 1, 12, 12),
    tuple(
        LogLine(
            f"D1-{seq:06d}",
            from_beijing(2026, 1, 12, 7) + timedelta(minutes=7 * (seq - 101)),
            "马某某" if seq % 2 else "韩某某",
            ("会商结束，认定橙色预警", "提请发布省级橙色预警，送领导签批", "电话请示副组长，同意发布，已复述确认")[
                seq % 3
            ],
        )
        for seq in range(101, 141)
    ),
    (("D1", "3fa9c2d1e0b74c553fa9c2d1e0b74c553fa9c2d1e0b74c553fa9c2d1e0b74c55"),),
)

ROSTER = DutyRoster(
    OFFICE_HEAD,
    OFFICE_PACK,
    "青海省重污染天气应急领导小组办公室",
    date(2026, 1, 1),
    date(2026, 1, 31),
    tuple(
        RosterLine(
            date(2026, 1, day),
            shift,
            "李某某" if day % 2 else "周某某",
            ("马某某", "韩某某") if shift.startswith("8") else ("赵某某",),
            "0971—6100000",
        )
        for day in range(1, 32)
        for shift in ("8:00—20:00", "20:00—次日8:00")
    ),
    ("1月31日20:00—24:00两班重叠",),
)

CONTACTS = ContactSheet(
    OFFICE_HEAD,
    OFFICE_PACK,
    "青海省重污染天气应急领导小组办公室",
    from_beijing(2026, 1, 9, 20, 13),
    (
        ContactLine("省生态环境厅", "负责人", "马某某", "副厅长", "0971—6100000", "13900000000", "0971—6100001"),
        ContactLine("省生态环境厅", "联络员", "韩某某", "处长", "0971—6100002", "13900000001", ""),
        ContactLine("省公安厅", "负责人", "未登记", "", "", "", ""),
        ContactLine("省公安厅", "联络员", "李某某", "科长", "0971—6100004转8", "", "0971—6100005"),
    ),
    1,
)

HINT = HealthHint(
    OFFICE_HEAD,
    replace(PACK, clauses=("3.1", "3.4")),
    "省重污染天气应急办公室",
    FACTS.starts_at,
    FACTS.ends_at or FACTS.starts_at,
    ("西宁市", "海东市"),
    "空气质量指数最高可到180（中度污染）",
    "污染成因尚在研判",
    "进一步加剧易感人群症状，可能对健康人群心脏、呼吸系统有影响",
    BULLETIN.advice,
    "12345",
)
