"""What all official papers share: a snapshot's head turned into a Paper, the legal basis, measures by category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from qh_console.documents.model import (
    Align,
    Attachment,
    Attendance,
    Block,
    Column,
    Format,
    Heading,
    Paper,
    PaperMeta,
    Paragraph,
    Role,
    Signature,
    Span,
    Table,
)
from qh_console.documents.snapshots import MeasureLine, PackNote, PaperHead, PlaceGrade, PublicationFacts

UNCONFIRMED = "（版本待核）"
CATEGORY_ORDER = ("强制性减排措施", "建议性减排措施", "健康防护措施")
NUMERALS = "一二三四五六七八九十"


def facts_of(snapshot: Any, **more: Any) -> dict[str, Any]:
    """A snapshot's fields by name, for a template."""
    return {f.name: getattr(snapshot, f.name) for f in fields(snapshot)} | more


def basis(pack: PackNote) -> str:
    """《…》（…）第3.1、3.3.1条: every official paper names the edition and the clauses it rests on."""
    note = "" if pack.confirmed else UNCONFIRMED
    clauses = f"第{'、'.join(pack.clauses)}条" if pack.clauses else ""
    return f"《{pack.title}》（{pack.document}）{note}{clauses}"


def where(facts: PublicationFacts) -> str:
    """Places and extent in one cell; an extent that begins with the places does not repeat them."""
    places = "、".join(facts.places)
    return facts.extent if facts.extent.startswith(places) else f"{places}。{facts.extent}"


def meta(head: PaperHead, subject: str = "") -> PaperMeta:
    return PaperMeta(head.issuer, head.created_at, head.drill, head.footer, subject or head.number)


def official(
    head: PaperHead,
    form: Format,
    title: str,
    blocks: Sequence[Block],
    suffix: str = "",
    attachments: tuple[Attachment, ...] = (),
    attendance: tuple[Attendance, ...] = (),
    signed: bool = True,
) -> Paper:
    """A paper with a red mark, number, addressee, signature and version block."""
    return Paper(
        format=form,
        title=title,
        blocks=tuple(blocks),
        meta=meta(head),
        mark=head.mark,
        mark_suffix=suffix,
        number=head.number or head.number_by_hand,
        copy_number=head.copy_number,
        secrecy=head.secrecy,
        urgency=head.urgency,
        signer=head.signer,
        addressee=head.addressee,
        signature=Signature((head.issuer,), head.signed_on, head.sealed) if signed else None,
        note=head.contact,
        attachments=attachments,
        attendance=attendance,
        copies_to=head.copies_to,
        printed_by=head.printed_by,
        printed_on=head.signed_on if head.printed_by else None,
    )


MOST_IN_BODY = 12
"""More measures than this stand in a table on an annex, so that the notice itself stays short."""


def measures_of(measures: Sequence[MeasureLine], name: str) -> tuple[tuple[Block, ...], tuple[Attachment, ...]]:
    """The measures as paragraphs of the body, or, where they are many, as an annex called `name`."""
    if len(measures) <= MOST_IN_BODY:
        return measure_blocks(measures), ()
    told = Paragraph("各项措施的内容、责任单位和依据见附件。")
    return (told,), (Attachment(name, name, (measure_table(measures),)),)


def measure_table(measures: Sequence[MeasureLine]) -> Table:
    columns = (
        Column("序号", 0.75),
        Column("类别", 1.45),
        Column("措施", 4.1, Align.LEFT),
        Column("责任单位", 2.4, Align.LEFT),
        Column("依据", 1.4),
    )
    rows = tuple(
        (str(index), m.category.removesuffix("措施"), _marked(m), "、".join(m.units), m.clause)
        for index, m in enumerate(sorted(measures, key=_category_rank), 1)
    )
    return Table(columns, rows)


def _marked(measure: MeasureLine) -> str:
    return ("【新增】" if measure.is_new else "") + measure.text


def _category_rank(measure: MeasureLine) -> int:
    return CATEGORY_ORDER.index(measure.category) if measure.category in CATEGORY_ORDER else len(CATEGORY_ORDER)


def measure_blocks(measures: Sequence[MeasureLine]) -> tuple[Block, ...]:
    """（一）强制性减排措施。 1. … each with its clause and the units answering for it."""
    known = [c for c in CATEGORY_ORDER if any(m.category == c for m in measures)]
    others = sorted({m.category for m in measures} - set(CATEGORY_ORDER))
    blocks: list[Block] = []
    for number, category in enumerate([*known, *others]):
        blocks.append(Heading(2, f"（{NUMERALS[number]}）{category}"))
        chosen = [m for m in measures if m.category == category]
        for index, measure in enumerate(chosen, 1):
            units = "、".join(measure.units)
            owner = f"责任单位：{units}；" if units else ""
            text = f"{index}. {measure.text.rstrip('。；')}。（{owner}依据：{measure.clause}）"
            blocks.append(Paragraph((Span("【新增】", Role.HEI), Span(text)) if measure.is_new else text, is_item=True))
    return tuple(blocks)


def grade_table(grades: Sequence[PlaceGrade], caption: str = "各地定级依据") -> Table:
    columns = (
        Column("地区", 1.2), Column("建议级别", 1.3), Column("重污染\n天数", 1.1), Column("严重污染\n天数", 1.35),
        Column("AQI\n峰值", 1.0), Column("条款", 0.9), Column("推算过程", 3.8, Align.LEFT),
    )  # fmt: skip
    rows = tuple(
        (g.place, g.level, str(g.heavy_days), str(g.severe_days), g.peak, g.clauses, g.working) for g in grades
    )
    return Table(columns, rows, caption)


def readings_blocks(pack: PackNote) -> tuple[Block, ...]:
    """本系统取法: what the plan leaves open and how the console reads it."""
    return tuple(Paragraph(f"{index}. {text}", is_item=True) for index, text in enumerate(pack.readings, 1))
