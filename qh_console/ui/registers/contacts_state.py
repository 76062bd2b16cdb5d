"""What the contact register shows: who answers for each unit and who is its liaison, and whom nobody has named yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qh_console.domain.board import Board
from qh_console.domain.channels import Channels
from qh_console.domain.contacts import Contact, ContactKey, Post
from qh_console.domain.pack import PlanPack
from qh_console.services.contacts import ContactImport, ContactRow, derive_contact_rows
from qh_console.ui.instants import clock_words

FIELDS = ("name", "title", "phone", "mobile", "fax", "email", "note")
"""What is entered of a contact, in the order of the form."""


class Who(StrEnum):
    ALL = "all"
    MISSING = "missing"
    OTHERS = "others"


@dataclass(frozen=True)
class ContactsFilter:
    who: Who = Who.ALL
    text: str = ""


@dataclass(frozen=True)
class ContactLine:
    """One post of one unit; empty texts where nobody is named."""

    key: ContactKey
    order: int
    unit: str
    full_name: str
    post: str
    name: str
    title: str
    phone: str
    mobile: str
    fax: str
    email: str
    note: str
    changed: str
    is_held: bool
    is_missing: bool
    """The plan asks for it and nobody is named."""

    def values(self) -> Mapping[str, str]:
        return {field: getattr(self, field) for field in FIELDS}


@dataclass(frozen=True)
class ContactsState:
    rows: tuple[ContactLine, ...] = ()
    counts: Mapping[Who, int] | None = None
    summary: str = ""
    is_first: bool = True
    """Nobody at all is named yet."""


def derive_contacts(
    board: Board, pack: PlanPack, channels: Channels, wanted: ContactsFilter, now: datetime
) -> ContactsState:
    """Plan 7.5: both posts of every unit in the plan's order, then bodies outside it."""
    shorts = {unit.id: unit.short for unit in pack.units}
    found = derive_contact_rows(board, pack, channels)
    lines = tuple(_line(k, row, shorts, board, now) for k, row in enumerate(found))
    required = {line.key for line, row in zip(lines, found, strict=True) if row.is_required}
    missing = sum(line.is_missing for line in lines)
    counts = {Who.ALL: len(lines), Who.MISSING: missing, Who.OTHERS: len(lines) - len(required)}
    named = sum(line.is_held for line in lines if line.key in required)
    summary = f"应登记{len(required)}人，已登记{named}人"
    rows = tuple(line for line in lines if _is_wanted(line, wanted, required))
    return ContactsState(rows, counts, summary, not board.contacts)


def contact_of(key: ContactKey, values: Mapping[str, str]) -> Contact:
    """What the form holds, as a contact; spaces at the ends go."""
    told = {field: values[field].strip() for field in FIELDS}
    return Contact(key[0], Post(key[1]), **told)


def import_words(result: ContactImport) -> str:
    """What became of a file, in one sentence."""
    taken = result.new + result.changed
    parts = (
        [f"新增{result.new}人，改动{result.changed}人，相同{result.unchanged}人"] if taken + result.unchanged else []
    )
    if result.refused:
        parts.append(f"有错未收{result.refused}行")
    if result.ignored_columns:
        parts.append(f"没有用到的列：{'、'.join(result.ignored_columns)}")
    return f"{result.file}：{'；'.join(parts) or '没有可以登记的行'}"


def _line(order: int, row: ContactRow, shorts: Mapping[str, str], board: Board, now: datetime) -> ContactLine:
    held = row.held
    contact = held.contact if held else Contact(row.unit, row.post, "", "", "")
    return ContactLine(
        key=contact.key,
        order=order,
        unit=shorts.get(row.unit, row.unit_name),
        full_name=row.unit_name,
        post=row.post.label,
        name=contact.name,
        title=contact.title,
        phone=contact.phone,
        mobile=contact.mobile,
        fax=contact.fax,
        email=contact.email,
        note=contact.note,
        changed=f"{clock_words(held.at, now)} {board.name_of(held.by)}" if held else "",
        is_held=held is not None,
        is_missing=row.is_required and held is None,
    )


def _is_wanted(line: ContactLine, wanted: ContactsFilter, required: set[ContactKey]) -> bool:
    if wanted.who is Who.MISSING and not line.is_missing:
        return False
    if wanted.who is Who.OTHERS and line.key in required:
        return False
    text = wanted.text.strip().lower()
    parts = (line.unit, line.full_name, line.post, *line.values().values())
    return not text or any(text in part.lower() for part in parts)
