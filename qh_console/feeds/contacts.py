"""A contact list as a table (plan 7.5): one row a post, each fault at its cell."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from qh_console.domain.contacts import Contact, ContactKey, Post, faults_in
from qh_console.feeds.tables import Table, TableRow
from qh_console.problems import Fault

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "单位名称", "unit"),
    "post": ("岗位", "职责", "类别", "post"),
    "name": ("姓名", "name"),
    "title": ("职务", "title"),
    "phone": ("24小时电话", "值班电话", "电话", "phone"),
    "mobile": ("手机", "短信", "mobile", "sms"),
    "fax": ("传真", "fax"),
    "email": ("邮箱", "电子邮箱", "email"),
    "note": ("备注", "note"),
}
"""Headers a meaning goes by, ours first."""

_NEEDED = ("unit", "post", "name", "phone")
_POSTS: Mapping[str, Post] = {name: post for post in Post for name in (post.value, post.label)} | {
    "应急负责人": Post.RESPONSIBLE
}


@dataclass(frozen=True)
class ContactList:
    """The contacts of the rows without fault, in the file's order; the good part waits for someone to confirm it."""

    contacts: tuple[Contact, ...]
    faults: tuple[Fault, ...]
    ignored_columns: tuple[str, ...]


def parse_contacts(table: Table, units: Mapping[str, str]) -> ContactList:
    """`units` gives the id for every name a unit goes by."""
    headers = _headers(table)
    missing = [_HEADERS[meaning][0] for meaning in _NEEDED if meaning not in headers]
    if missing:
        what = f"缺“{'”“'.join(missing)}”列"
        return ContactList((), (Fault(table.file, what, "请补上这些列", row=1),), ())
    found: dict[ContactKey, Contact] = {}
    faults: list[Fault] = []
    for row in table.rows:
        contact, wrong = _contact(table.file, row, headers, units)
        if contact is not None and contact.key in found:
            wrong = [Fault(table.file, "同一单位同一岗位已有一行", "7.5规定各一名，请只留一行", row=row.number)]
        if contact is not None and not wrong:
            found[contact.key] = contact
        faults += wrong
    unused = tuple(c for c in table.columns if c not in headers.values())
    return ContactList(tuple(found.values()), tuple(faults), unused)


def _headers(table: Table) -> dict[str, str]:
    return {
        meaning: next(n for n in names if n in table.columns)
        for meaning, names in _HEADERS.items()
        if any(n in table.columns for n in names)
    }


def _contact(
    file: str, row: TableRow, headers: Mapping[str, str], units: Mapping[str, str]
) -> tuple[Contact | None, list[Fault]]:
    told = {meaning: row.cells[header] for meaning, header in headers.items()}

    def fault(meaning: str, what: str, what_to_do: str = "") -> Fault:
        return Fault(file, what, what_to_do, row=row.number, column=headers.get(meaning, _HEADERS[meaning][0]))

    faults = []
    unit, post = units.get(told["unit"]), _POSTS.get(told["post"])
    if told["unit"] and unit is None:
        near = difflib.get_close_matches(told["unit"], units, n=2, cutoff=0.5)
        to_do = f"是否指{'、'.join(near)}？" if near else "请用成员单位的名称"
        faults.append(fault("unit", f"没有“{told['unit']}”这个单位", to_do))
    if post is None:
        faults.append(fault("post", f"岗位“{told['post']}”不对", "请填负责人或联络员"))
    contact = Contact(
        unit=unit or told["unit"],
        post=post or Post.LIAISON,
        name=told["name"],
        title=told.get("title", ""),
        phone=told["phone"],
        mobile=told.get("mobile", ""),
        fax=told.get("fax", ""),
        email=told.get("email", ""),
        note=told.get("note", ""),
    )
    faults += [fault(wrong.field, wrong.text) for wrong in faults_in(contact)]
    return (None if faults else contact), faults
