"""XML in the shape of the national warning system (GB/T 35965.1—2018), 待核 until its schema is in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Comment, Element, SubElement, indent, tostring

from qh_console.documents.cap import COLOURS, DRILL_NOTE, outer_rings
from qh_console.documents.machine_notice import Area, MachineNotice
from qh_console.documents.xml_reading import read_xml
from qh_console.domain.clock import beijing
from qh_console.problems import BadInput, Fault

FILE = "国突预警XML"
UNCONFIRMED = "格式依GB/T 35965.1的公开样例编写，未与正式结构文件核对，待核"
LEVEL_WORDS: Mapping[str, str] = {"红色": "[Ⅰ级/特别严重]", "橙色": "[Ⅱ级/严重]", "黄色": "[Ⅲ级/较重]"}
REQUIRED = ("identifier", "sender", "senderCode", "sendTime", "status", "msgType", "scope")
REQUIRED_INFO = (
    ("language", "eventType", "urgency", "severity", "certainty", "effective", "senderName", "headline", "description")
)  # fmt: skip


@dataclass(frozen=True)
class NationalMessage:
    """What the XML says, read back."""

    identifier: str
    status: str
    kind: str
    sent_at: datetime
    references: tuple[str, ...]
    severity: str
    effective_at: datetime
    onset_at: datetime | None
    expires_at: datetime | None
    headline: str
    description: str
    places: tuple[tuple[str, str], ...]
    """Name and twelve-digit code."""
    note: str


def national_xml(notice: MachineNotice) -> bytes:
    """UTF-8; the same notice gives the same bytes. Raises BadInput where a required element would be empty."""
    root = Element("alert")
    root.append(Comment(UNCONFIRMED))
    drill = "【演练】" if notice.is_drill else ""
    for name, text in (
        ("identifier", notice.identifier),
        ("sender", notice.issuer),
        ("senderCode", f"{notice.sender.region}{notice.sender.organ}00000"),
        ("sendTime", national_time(notice.sent_at)),
        ("status", "Exercise" if notice.is_drill else "Actual"),
        ("msgType", notice.kind.value),
        ("scope", "Public"),
        ("secClassification", "None"),
        ("note", "；".join([notice.number, *([DRILL_NOTE] if drill else []), UNCONFIRMED])),
        ("references", ",".join(r.identifier for r in notice.references)),
    ):
        SubElement(root, name).text = text
    info = SubElement(root, "info")
    for name, text in (
        ("language", "zh-CN"),
        ("eventType", notice.sender.event_code),
        ("urgency", notice.urgency.value),
        ("severity", COLOURS.get(notice.level.colour, "Unknown")),
        ("certainty", "Observed" if notice.is_over else "Likely"),
        ("effective", national_time(notice.effective_at)),
        ("onset", national_time(notice.starts_at) if notice.starts_at else ""),
        ("expires", national_time(notice.ends_at) if notice.ends_at else ""),
        ("senderName", notice.issuer),
        ("headline", f"{drill}{notice.headline}{LEVEL_WORDS.get(notice.level.colour, '')}"),
        ("description", f"{drill}{notice.description}"),
        ("instruction", notice.instruction),
        ("web", notice.sender.web),
    ):
        SubElement(info, name).text = text
    for area in notice.areas:
        _area(SubElement(info, "area"), area)
    indent(root)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    read_national(content)
    return content


def _area(element: Element, area: Area) -> None:
    SubElement(element, "areaDesc").text = area.name
    for ring in outer_rings(area.rings):
        points = (f"{latitude:.10g},{longitude:.10g}" for longitude, latitude in ring)
        SubElement(element, "polygon").text = " ".join(points)
    SubElement(element, "circle").text = ""
    SubElement(element, "geocode").text = area.code.ljust(12, "0")


def national_time(at: datetime) -> str:
    """2026-01-12 20:00:00+08:00."""
    return beijing(at).isoformat(sep=" ", timespec="seconds")


def read_national(content: bytes, file: str = FILE) -> NationalMessage:
    """Raises BadInput naming every element that is missing or empty."""
    root = read_xml(content, file)
    info = root.find("info")
    paths = [*REQUIRED, *(f"info/{name}" for name in REQUIRED_INFO), "info/area/areaDesc", "info/area/geocode"]
    faults = [Fault(file, "缺", key=path) for path in paths if not (root.findtext(path) or "").strip()]
    for path in ("sendTime", "info/effective", "info/onset", "info/expires"):
        text = root.findtext(path) or ""
        if text and _at(text) is None:
            faults.append(Fault(file, f"时间“{text}”看不懂", "写成2026-01-12 20:00:00+08:00", key=path))
    if info is None or faults:
        raise BadInput(faults)
    return NationalMessage(
        _text(root, "identifier"),
        _text(root, "status"),
        _text(root, "msgType"),
        _need(_text(root, "sendTime")),
        tuple(filter(None, _text(root, "references").split(","))),
        _text(info, "severity"),
        _need(_text(info, "effective")),
        _at(_text(info, "onset")),
        _at(_text(info, "expires")),
        _text(info, "headline"),
        _text(info, "description"),
        tuple((_text(area, "areaDesc"), _text(area, "geocode")) for area in info.iterfind("area")),
        _text(root, "note"),
    )


def _text(parent: Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _at(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def _need(text: str) -> datetime:
    at = _at(text)
    assert at is not None
    return at
