"""“一厂一策”公示牌 (plan 4.2): one sheet at the gate, as large as its words allow, A4 or A3."""

from __future__ import annotations

from qh_console.documents.emission_snapshots import EmissionBoard
from qh_console.documents.model import Align, Cell, Form, Format, FormRow, Paper, Role, Sheet
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.page import Colour
from qh_console.documents.snapshots import LevelFacts
from qh_console.documents.wording import Wording
from qh_console.domain.emissions import DailyGrams, LevelMeasures, Pollutant, kilograms

TEMPLATE = "emission_board.txt"
LARGEST_PT = 20.0
FILLS: dict[str, Colour] = {"黄色": (1.0, 0.86, 0.2), "橙色": (0.97, 0.62, 0.2), "红色": (0.93, 0.4, 0.36)}
"""Light enough for black words, and dark upon dark in greyscale; the word and the numeral stand on each."""
LABEL, TEXT = 1.15, 4.85


def paper(snapshot: EmissionBoard, wording: Wording) -> Paper:
    source = snapshot.source
    rows = (
        FormRow((Cell("企业名称", LABEL, role=Role.HEI, is_label=True), Cell(source.name, TEXT, role=Role.HEI))),
        _pair(("信用代码", source.credit_code), ("绩效等级", source.grade), 1.0),
        _row("行业类型", source.industry + (f"（{_marks(snapshot)}）" if _marks(snapshot) else "")),
        _row("生产工艺", source.process),
        _row("产污环节", source.steps),
        _row("正常日排放\n（千克）", _amounts(source.emissions)),
        *(
            _level(level, doing)
            for level, doing in zip(snapshot.levels, source.responses, strict=True)
        ),
        _pair(("责任人", f"{source.person}\n{source.phone}"), ("监管部门", snapshot.supervisor), 1.85),
        _pair(("监督电话", snapshot.hotline), ("清单版本", f"{snapshot.dated_on}"), 1.85),
    )  # fmt: skip
    facts = facts_of(snapshot, basis=basis(snapshot.pack))
    form = Form(rows, size_pt=LARGEST_PT, one_page=True)
    return Paper(
        Format.FORM,
        "重污染天气应急减排|“一厂一策”公示牌",
        wording.blocks(TEMPLATE, facts, {"board": (form,)}),
        meta(snapshot.head, f"“一厂一策”公示牌（{source.name}）"),
        numbered=False,
        sheet=Sheet.A3 if snapshot.on_a3 else Sheet.A4,
    )


def _level(level: LevelFacts, doing: LevelMeasures) -> FormRow:
    told = (
        ("停产限产", doing.lines),
        ("减排措施", doing.measures),
        ("运输管控", doing.transport),
        ("日减排千克", _amounts(doing.reductions) if doing.reductions != DailyGrams() else ""),
    )
    text = "\n".join(f"{word}：{what}" for word, what in told if what)
    head = Cell(f"{level.response}级\n{level.name}", LABEL, role=Role.HEI, is_label=True, fill=FILLS.get(level.colour))
    return FormRow((head, Cell(text or "—", TEXT, Align.LEFT, role=Role.HEI)))


def _marks(snapshot: EmissionBoard) -> str:
    source = snapshot.source
    flags = (
        ("民生保障", source.is_livelihood),
        ("超低排放", source.is_ultra_low),
        ("自主减排", not source.is_mandatory),
    )
    return "、".join(word for word, holds in flags if holds)


def _amounts(grams: DailyGrams) -> str:
    return "，".join(f"{p.symbol} {kilograms(grams.of(p))}" for p in Pollutant if grams.of(p)) or "无"


def _row(label: str, text: str) -> FormRow:
    return FormRow((Cell(label, LABEL, role=Role.HEI, is_label=True), Cell(text.strip() or "—", TEXT, Align.LEFT)))


def _pair(first: tuple[str, str], second: tuple[str, str], share: float) -> FormRow:
    """Two in one row; `share` is the second text's."""
    return FormRow(
        (
            Cell(first[0], LABEL, role=Role.HEI, is_label=True),
            Cell(first[1].strip() or "—", TEXT - LABEL - share, Align.LEFT),
            Cell(second[0], LABEL, role=Role.HEI, is_label=True),
            Cell(second[1].strip() or "—", share, Align.LEFT),
        )
    )
