"""The order, number and values of CAP 1.2 elements (OASIS CAP-V1.2, 3.2), checked without the schema at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
RESTRICTED = re.compile(r"[\s,<&]")
Complaint = str
Test = Callable[[str], Complaint]


def _any(_text: str) -> Complaint:
    return ""


def _filled(text: str) -> Complaint:
    return "" if text.strip() else "是空的"


def _identifier(text: str) -> Complaint:
    if not text:
        return "是空的"
    return "含有空格、逗号、<或&" if RESTRICTED.search(text) else ""


def _time(text: str) -> Complaint:
    if not TIME.fullmatch(text):
        return f"时间“{text}”不是带时差的写法，如2026-01-12T20:00:00+08:00，不能以Z结尾"
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return f"没有“{text}”这个时间"
    return ""


def _one_of(*words: str) -> Test:
    return lambda text: "" if text in words else f"“{text}”不在{'、'.join(words)}之中"


def _polygon(text: str) -> Complaint:
    pairs = text.split()
    if len(pairs) < 4:
        return "少于4个点"
    if pairs[0] != pairs[-1]:
        return "首尾两点不同，没有闭合"
    return next((c for c in map(_point, pairs) if c), "")


def _point(pair: str) -> Complaint:
    try:
        latitude, longitude = (float(part) for part in pair.split(","))
    except ValueError:
        return f"“{pair}”不是“纬度,经度”"
    return "" if abs(latitude) <= 90 and abs(longitude) <= 180 else f"“{pair}”超出经纬度范围"


def _references(text: str) -> Complaint:
    for entry in text.split():
        parts = entry.split(",")
        if len(parts) != 3:
            return f"“{entry}”不是“发送者,标识,发送时间”"
        if complaint := _time(parts[2]):
            return complaint
    return _filled(text)


@dataclass(frozen=True)
class Slot:
    """One element: how often it may stand, what its text must be, or what stands inside it."""

    least: int
    most: int
    test: Test = _any
    inside: Mapping[str, Slot] = field(default_factory=dict)


MANY = 10_000


def _need(test: Test = _filled) -> Slot:
    return Slot(1, 1, test)


def _may(test: Test = _any) -> Slot:
    return Slot(0, 1, test)


_PAIR = Slot(0, MANY, inside={"valueName": _need(), "value": _need(_any)})
_AREA = Slot(
    0,
    MANY,
    inside={
        "areaDesc": _need(),
        "polygon": Slot(0, MANY, _polygon),
        "circle": Slot(0, MANY, _filled),
        "geocode": _PAIR,
        "altitude": _may(_filled),
        "ceiling": _may(_filled),
    },
)
_RESOURCE = Slot(
    0,
    MANY,
    inside={
        "resourceDesc": _need(),
        "mimeType": _need(),
        **{name: _may() for name in ("size", "uri", "derefUri", "digest")},
    },
)
_INFO = Slot(
    0,
    MANY,
    inside={
        "language": _may(_filled),
        "category": Slot(
            1,
            MANY,
            _one_of("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
                    "CBRNE", "Other"),
        ),
        "event": _need(),
        "responseType": Slot(
            0,
            MANY,
            _one_of("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"),
        ),
        "urgency": _need(_one_of("Immediate", "Expected", "Future", "Past", "Unknown")),
        "severity": _need(_one_of("Extreme", "Severe", "Moderate", "Minor", "Unknown")),
        "certainty": _need(_one_of("Observed", "Likely", "Possible", "Unlikely", "Unknown")),
        "audience": _may(),
        "eventCode": _PAIR,
        "effective": _may(_time),
        "onset": _may(_time),
        "expires": _may(_time),
        **{name: _may() for name in ("senderName", "headline", "description", "instruction", "web", "contact")},
        "parameter": _PAIR,
        "resource": _RESOURCE,
        "area": _AREA,
    },
)  # fmt: skip
ALERT: Mapping[str, Slot] = {
    "identifier": _need(_identifier),
    "sender": _need(_identifier),
    "sent": _need(_time),
    "status": _need(_one_of("Actual", "Exercise", "System", "Test", "Draft")),
    "msgType": _need(_one_of("Alert", "Update", "Cancel", "Ack", "Error")),
    "source": _may(),
    "scope": _need(_one_of("Public", "Restricted", "Private")),
    "restriction": _may(),
    "addresses": _may(),
    "code": Slot(0, MANY),
    "note": _may(),
    "references": _may(_references),
    "incidents": _may(),
    "info": _INFO,
}


def complaints(root: Element) -> Iterator[tuple[str, Complaint]]:
    """Where and what is wrong, as (path, words); nothing for a sound message."""
    if root.tag != f"{CAP}alert":
        yield root.tag, "根元素应为CAP 1.2的alert"
        return
    yield from _inside(root, ALERT, "alert")
    kind, references = (root.findtext(f"{CAP}{name}") or "" for name in ("msgType", "references"))
    if kind in ("Update", "Cancel", "Ack", "Error") and not references:
        yield "alert/references", f"{kind}须写明所指的前一份"
    for name, needs in (("Restricted", "restriction"), ("Private", "addresses")):
        if root.findtext(f"{CAP}scope") == name and not root.findtext(f"{CAP}{needs}"):
            yield f"alert/{needs}", f"范围为{name}时不能缺"


def _inside(parent: Element, slots: Mapping[str, Slot], path: str) -> Iterator[tuple[str, Complaint]]:
    order = list(slots)
    reached = 0
    counts = dict.fromkeys(order, 0)
    for child in parent:
        if path == "alert" and child.tag.startswith(SIGNATURE):
            continue
        name = child.tag.removeprefix(CAP)
        if name not in slots or child.tag == name:
            yield f"{path}/{name}", "CAP 1.2在此处没有这个元素"
            continue
        counts[name] += 1
        if order.index(name) < reached:
            yield f"{path}/{name}", f"次序不对，应在{order[reached]}之前"
        reached = max(reached, order.index(name))
        where = f"{path}/{name}" + (f"[{counts[name]}]" if slots[name].most > 1 else "")
        yield from _element(child, slots[name], where)
    for name, slot in slots.items():
        if counts[name] < slot.least:
            yield f"{path}/{name}", "缺"
        elif counts[name] > slot.most:
            yield f"{path}/{name}", f"只能有{slot.most}个，现有{counts[name]}个"


def _element(child: Element, slot: Slot, where: str) -> Iterator[tuple[str, Complaint]]:
    if slot.inside:
        yield from _inside(child, slot.inside, where)
    elif len(child):
        yield where, "应为文字，里面却还有元素"
    elif complaint := slot.test(child.text or ""):
        yield where, complaint
