"""The contact register as a table for other offices, with the very headers that are read back in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qh_console.documents.spreadsheet import write_table
from qh_console.services.contacts import ContactRow

HEADER = ("单位", "岗位", "姓名", "职务", "24小时电话", "手机", "传真", "邮箱", "备注")


def contact_cells(row: ContactRow) -> tuple[str, ...]:
    """One post; nothing but the unit and the post where nobody is named, so that the list can be filled in."""
    place = (row.unit_name, row.post.label)
    if row.held is None:
        return (*place, *("",) * (len(HEADER) - len(place)))
    held = row.held.contact
    return (*place, held.name, held.title, held.phone, held.mobile, held.fax, held.email, held.note)


def write_contacts(path: Path, rows: Sequence[ContactRow]) -> int:
    """XLSX or CSV by the file's name; how many rows went out. Raises KnownProblem."""
    write_table(path, "联系人", HEADER, [contact_cells(row) for row in rows])
    return len(rows)
