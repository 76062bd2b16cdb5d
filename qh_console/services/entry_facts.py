"""All that an entry holds, field by field, with a Chinese name for each field: the logbook's second look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from qh_console.domain.acts import Entry
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Task
from qh_console.domain.places import Places
from qh_console.services.terms import Term, term
from qh_console.services.wording import kind_word, task_words, unit_name

FIELD_WORDS: Mapping[str, str] = {
    "absence": "代签缘由",
    "accepted": "接收或受理",
    "active": "启用",
    "address": "地址",
    "addressees": "发送对象",
    "alert": "过程编号",
    "approval": "批准方式",
    "aqi": "空气质量指数",
    "aqi_edition": "指数版本",
    "aqi_high": "指数上限",
    "aqi_low": "指数下限",
    "aqi_mean": "指数均值",
    "assessment": "评估",
    "at": "时间",
    "base": "减排基数",
    "basis": "由何发起",
    "body": "正文",
    "called_at": "通话时间",
    "carrier": "递送方式",
    "cause": "成因",
    "causes": "成因分析",
    "change": "变动",
    "changed": "改动行数",
    "changes_number": "所改文号",
    "channel": "渠道",
    "clauses": "条款",
    "clear_hours": "预报达标小时",
    "clock": "时钟",
    "conclusion": "结论",
    "confirmed_by": "另一确认人",
    "consultation": "会商",
    "contact": "联系人",
    "content": "内容摘要",
    "copies": "份数",
    "county": "县区",
    "credit_code": "统一社会信用代码",
    "dated_on": "编制日期",
    "deputy": "副班",
    "dispersion": "扩散条件",
    "dispute": "争议",
    "due_hours": "时限（小时）",
    "duty": "任务编号",
    "ecology": "生态环境部门意见",
    "ecology_agrees": "生态环境部门同意",
    "email": "邮箱",
    "emissions": "排放量",
    "ends_at": "结束",
    "evidence": "证据",
    "experts": "专家意见",
    "extent": "范围",
    "fax": "传真",
    "figures": "预期数值",
    "file": "文件",
    "filing": "备案件",
    "forecast": "逐日预报",
    "first": "一班",
    "first_was": "一班版次",
    "form": "文本形式",
    "forms": "其他格式",
    "from_at": "自",
    "grade": "绩效等级",
    "grades": "定级建议",
    "grams": "排放量（克/日）",
    "handover": "交接单",
    "heavy_days": "重污染天数",
    "high_ugm3": "上限（μg/m³）",
    "id": "编号",
    "industry": "行业",
    "is_livelihood": "民生保障",
    "is_mandatory": "强制性",
    "is_ultra_low": "超低排放",
    "issued_at": "发布时间",
    "keeps": "保留",
    "kind": "种类",
    "later_effects": "后续影响",
    "leader": "带班领导",
    "left_open": "未办结任务",
    "lessons": "经验教训",
    "level": "级别",
    "line": "条目",
    "lines": "条目",
    "list": "清单",
    "low_ugm3": "下限（μg/m³）",
    "main": "主班",
    "mark": "办理情况",
    "mean_24h": "24小时均值",
    "mean_ugm3": "均值（μg/m³）",
    "means": "方式",
    "measures": "措施",
    "meteorology": "气象部门意见",
    "meteorology_agrees": "气象部门同意",
    "mobile": "手机",
    "name": "姓名",
    "new": "新增行数",
    "next_day_mean": "次日均值",
    "note": "备注",
    "nox": "氮氧化物",
    "number": "文号或号码",
    "observed": "监测实况",
    "observed_aqi": "实测指数",
    "officer": "账号",
    "on": "日期",
    "opinion": "意见",
    "outcome": "结论",
    "outlook": "变化趋势",
    "pack": "预案版本",
    "pack_digest": "预案摘要",
    "pages": "页数",
    "paper": "文书",
    "participants": "参会",
    "peak": "峰值",
    "person": "负责人",
    "phone": "电话",
    "place": "地区",
    "places": "地区",
    "pm": "颗粒物",
    "pollutant": "首要污染物",
    "pollutants": "主要污染物",
    "post": "岗位",
    "printer": "打印机",
    "problems": "存在问题",
    "process": "主要工艺",
    "proposals": "建议",
    "province_level": "省级建议级别",
    "publication": "发布内容",
    "publicity": "宣传",
    "read_back": "已复述",
    "reason": "理由",
    "received_at": "收到时间",
    "own_words": "正文经改动",
    "recipient": "收件人",
    "reductions": "减排",
    "refused": "退回行数",
    "remark": "意见",
    "remarks": "意见",
    "replaces": "替换的一版",
    "response_number": "响应编号",
    "responses": "各级措施",
    "roles": "岗位",
    "said": "结果",
    "says": "答复",
    "scope": "发布层级",
    "second": "另一班",
    "second_was": "另一班版次",
    "sender": "发件人",
    "severe_days": "严重污染天数",
    "sha256": "文件摘要",
    "shift": "班次",
    "signatory": "签发人",
    "so2": "二氧化硫",
    "sources": "排放源",
    "spoke_to": "通话人",
    "starts_at": "开始",
    "state": "状态",
    "steps": "涉气环节",
    "subject": "对象",
    "successor": "接班人",
    "supervisor": "监管部门",
    "task": "任务",
    "tasks": "交办任务",
    "telephone": "电话记录",
    "text": "内容",
    "title": "标题或职务",
    "to": "去向",
    "to_at": "至",
    "topic": "事项",
    "transport": "运输管控",
    "unchanged": "相同行数",
    "unit": "单位",
    "version": "版次",
    "vocs": "挥发性有机物",
    "withdrawal": "随即提请撤回",
    "working": "推算过程",
    "year": "年份",
}
"""Every field of every act and of what acts hold; a test holds it to the shapes."""

MOST_ITEMS = 40
"""Longer lists end with how many more there are; the excerpt has them all."""


@dataclass(frozen=True)
class Fact:
    """One line of an entry: `depth` 0 for the entry's own fields, deeper for what they hold."""

    name: str
    text: str
    depth: int = 0


def entry_facts(entry: Entry, board: Board, pack: PlanPack, places: Places) -> tuple[Fact, ...]:
    """First the act's fields, then what ties the entry into its chain."""
    chain = (
        Fact("记录", f"席位{entry.desk} 第{entry.seq}条 逻辑时刻{entry.lamport}"),
        Fact("时间", _instant(entry.at)),
        Fact("经办", f"{board.name_of(entry.by)}（{entry.by}）"),
        Fact("上条摘要", entry.previous or "（本席位第一条）"),
        Fact("本条摘要", entry.digest),
    )
    return (Fact("事项", kind_word(entry)), *Facts(pack, places).of(entry.act), *chain)


@dataclass(frozen=True)
class Facts:
    """Turns fields into facts; `pack` and `places` name what the record keeps by id."""

    pack: PlanPack
    places: Places

    def of(self, shape: Any, depth: int = 0) -> Iterator[Fact]:
        for field in fields(shape):
            yield from self._fact(field.name, getattr(shape, field.name), depth)

    def _fact(self, key: str, value: Any, depth: int) -> Iterator[Fact]:
        name = FIELD_WORDS.get(key, key)
        if is_dataclass(value) and not isinstance(value, type):
            yield Fact(name, "", depth)
            yield from self.of(value, depth + 1)
        elif isinstance(value, tuple) and any(is_dataclass(item) for item in value):
            yield Fact(name, f"{len(value)}项", depth)
            for item in value[:MOST_ITEMS]:
                yield Fact("", self._item(item), depth + 1)
            if len(value) > MOST_ITEMS:
                yield Fact("", f"另有{len(value) - MOST_ITEMS}项", depth + 1)
        else:
            yield Fact(name, self._plain(key, value), depth)

    def _item(self, item: Any) -> str:
        if isinstance(item, Task):
            where = f"，{self._plain('place', item.place)}" if item.place else ""
            return f"{task_words(item.id, self.pack)}{where}，{item.due_hours}小时内"
        held = [(field.name, getattr(item, field.name)) for field in fields(item)]
        return "，".join(self._plain(key, value) for key, value in held if value not in ("", None, ()))

    def _plain(self, key: str, value: Any) -> str:
        if value is None or value == "" or value == ():
            return "—"
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, datetime):
            return _instant(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Enum):
            return _kind(value)
        if isinstance(value, tuple):
            return "、".join(self._plain(key, item) for item in value)
        return self._named(key, str(value))

    def _named(self, key: str, text: str) -> str:
        if key in ("place", "places") and text in self.places:
            return self.places[text].name
        if key in ("task", "left_open"):
            return task_words(text, self.pack)
        return unit_name(text, self.pack) if key == "unit" else text


def _kind(value: Enum) -> str:
    """Its own label where it has one, else the office's word; a kind nobody has worded yet stays as it is kept."""
    label = getattr(value, "label", "")
    if label:
        return str(label)
    return term(value) if isinstance(value, Term) else str(value.value)


def _instant(at: datetime) -> str:
    return f"{beijing(at):%Y-%m-%d %H:%M:%S}"
