"""The contact register at work (plan 7.5): who is named unit by unit, who is missing, and lists taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qh_console.domain.board import Board
from qh_console.domain.channels import Channels
from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import HeldContact, Post
from qh_console.domain.pack import PlanPack
from qh_console.domain.verdicts import Refused
from qh_console.feeds.contacts import ContactList, parse_contacts
from qh_console.feeds.tables import read_table
from qh_console.problems import BadInput, Fault
from qh_console.services.office import Office


@dataclass(frozen=True)
class ContactRow:
    """One post of one unit; `held` is None where nobody is named."""

    unit: str
    unit_name: str
    post: Post
    is_required: bool
    """Plan 7.5 asks for it: a member unit or a prefecture's headquarters."""
    held: HeldContact | None


@dataclass(frozen=True)
class ContactImport:
    """What became of one file's rows."""

    file: str
    new: int
    changed: int
    unchanged: int
    refused: int
    faults: tuple[Fault, ...] = ()
    ignored_columns: tuple[str, ...] = ()


def derive_contact_rows(board: Board, pack: PlanPack, channels: Channels) -> tuple[ContactRow, ...]:
    """Both posts of every unit in the plan's order, then bodies outside it that somebody entered or a channel names."""
    rows = [
        ContactRow(unit.id, unit.name, post, True, board.contacts.get((unit.id, post.value)))
        for unit in pack.units
        for post in Post
    ]
    shown = {(row.unit, row.post.value) for row in rows}
    named = {r.id: r.name for r in channels.recipients.values()}
    others = dict.fromkeys([(body, Post.LIAISON.value) for body in named] + list(board.contacts))
    for key in others:
        if key not in shown:
            name = named.get(key[0], key[0])
            rows.append(ContactRow(key[0], name, Post(key[1]), False, board.contacts.get(key)))
    return tuple(rows)


def unit_names(pack: PlanPack, channels: Channels) -> dict[str, str]:
    """The id for every name a unit or a body goes by in lists: id, full name, short name."""
    names = {name: unit.id for unit in pack.units for name in (unit.id, unit.name, unit.short)}
    return names | {name: r.id for r in channels.recipients.values() for name in (r.id, r.name)}


class ContactLists:
    """Takes contact lists in: a bad one stays out, unless its good part is confirmed."""

    def __init__(self, office: Office, channels: Channels) -> None:
        self._office = office
        self._names: Mapping[str, str] = unit_names(office.pack, channels)

    def read(self, path: Path) -> ContactList:
        """What a CSV or XLSX file holds, nothing taken in yet. Raises BadInput where it cannot be read at all."""
        return parse_contacts(read_table(path), self._names)

    def take(self, path: Path, by: str, good_part: bool = False) -> ContactImport:
        """Each contact that is new or differs becomes an act of `by`; the same file a second time changes nothing."""
        try:
            found = self.read(path)
        except BadInput as bad:
            return ContactImport(path.name, 0, 0, 0, 0, bad.faults)
        bad_rows = len({fault.row for fault in found.faults})
        if found.faults and not good_part:
            return ContactImport(path.name, 0, 0, 0, bad_rows, found.faults, found.ignored_columns)
        new = changed = unchanged = 0
        faults = list(found.faults)
        for contact in found.contacts:
            known = self._office.board.contacts.get(contact.key)
            if known is not None and known.contact == contact:
                unchanged += 1
                continue
            answer = self._office.submit(EnterContact(by, contact))
            if isinstance(answer, Refused):
                faults.append(Fault(path.name, f"{contact.unit}{contact.post.label}：{answer.reasons[0]}"))
            elif known is None:
                new += 1
            else:
                changed += 1
        refused = bad_rows + len(faults) - len(found.faults)
        return ContactImport(path.name, new, changed, unchanged, refused, tuple(faults), found.ignored_columns)
