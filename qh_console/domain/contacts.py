"""The contact register (plan 7.5): who answers for a unit, who is its liaison, and how each is reached."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ContactKey = tuple[str, str]
"""Unit and post: there is one of each (7.5)."""

_TELEPHONE = re.compile(r"\+?\d[\d\- ]{1,18}\d(转\d{1,6})?")
_MOBILE = re.compile(r"1\d{10}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


class Post(StrEnum):
    """Plan 7.5: each unit names one person responsible and one liaison."""

    RESPONSIBLE = "responsible"
    LIAISON = "liaison"

    @property
    def label(self) -> str:
        return "负责人" if self is Post.RESPONSIBLE else "联络员"


@dataclass(frozen=True)
class Contact:
    """One post of one unit, or of a body outside the leading group that receives notices (a television station)."""

    unit: str
    post: Post
    name: str
    title: str
    phone: str
    """Answered round the clock (7.5)."""
    mobile: str = ""
    """For text messages."""
    fax: str = ""
    email: str = ""
    note: str = ""

    @property
    def key(self) -> ContactKey:
        return (self.unit, self.post.value)


@dataclass(frozen=True)
class HeldContact:
    """A contact with who entered it and when. `version` counts the changes of its post, from 1."""

    contact: Contact
    version: int
    by: str
    at: datetime


@dataclass(frozen=True)
class ContactFault:
    """What is wrong with one field of a contact."""

    field: str
    text: str


def is_telephone(text: str) -> bool:
    return _TELEPHONE.fullmatch(text) is not None


def faults_in(contact: Contact) -> tuple[ContactFault, ...]:
    """Plan 7.5: a name, and a telephone answered round the clock; what else is given must be usable."""
    found = []
    for name, text in (("unit", "单位没有填写"), ("name", "姓名没有填写"), ("phone", "24小时电话没有填写")):
        if not getattr(contact, name).strip():
            found.append(ContactFault(name, text))
    for name, pattern, text in (
        ("phone", _TELEPHONE, "电话写法不对"),
        ("mobile", _MOBILE, "手机号应为11位数字"),
        ("fax", _TELEPHONE, "传真号写法不对"),
        ("email", _EMAIL, "邮箱写法不对"),
    ):
        value = getattr(contact, name)
        if value.strip() and not pattern.fullmatch(value):
            found.append(ContactFault(name, f"{text}（{value}）"))
    return tuple(found)


def posts_missing(units: Iterable[str], known: Iterable[ContactKey]) -> tuple[ContactKey, ...]:
    """Plan 7.5: the posts nobody has been named for, in the order of `units`."""
    held = set(known)
    return tuple(key for unit in units for post in Post if (key := (unit, post.value)) not in held)
