"""CAP 1.2 of a notice, from the same snapshot as its paper, and the reader of what prefectures send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qh_console.documents.cap_structure import CAP, complaints
from qh_console.documents.machine_notice import Area, EarlierMessage, MachineNotice
from qh_console.documents.xml_reading import read_xml
from qh_console.domain.clock import beijing
from qh_console.domain.places import Ring
from qh_console.problems import BadInput, Fault, KnownProblem

NAMESPACE = CAP.strip("{}")
SEVERITIES: Mapping[str, str] = {"红色": "Extreme", "橙色": "Severe", "黄色": "Moderate"}
"""CAP has no place for a colour: it goes into the parameter ColorCode, and this is the nearest severity."""
COLOURS: Mapping[str, str] = {"红色": "Red", "橙色": "Orange", "黄色": "Yellow"}
EVENT = "重污染天气"
DRILL_NOTE = "演练，请勿当作真实预警"
FILE = "CAP文件"


@dataclass(frozen=True)
class CapArea:
    description: str
    polygons: tuple[Ring, ...]
    """Longitude and latitude, as our outlines are; CAP itself writes latitude first."""
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CapInfo:
    language: str
    event: str
    urgency: str
    severity: str
    certainty: str
    effective_at: datetime | None
    onset_at: datetime | None
    expires_at: datetime | None
    sender_name: str
    headline: str
    description: str
    instruction: str
    parameters: tuple[tuple[str, str], ...]
    event_codes: tuple[tuple[str, str], ...]
    areas: tuple[CapArea, ...]

    def parameter(self, name: str) -> str:
        return next((value for key, value in self.parameters if key == name), "")


@dataclass(frozen=True)
class CapAlert:
    """One message as it came, every fact of it; `infos` is empty for a bare Cancel or Ack."""

    identifier: str
    sender: str
    sent_at: datetime
    status: str
    kind: str
    scope: str
    note: str
    references: tuple[EarlierMessage, ...]
    infos: tuple[CapInfo, ...]


def cap_xml(notice: MachineNotice) -> bytes:
    """UTF-8 CAP 1.2; the same notice gives the same bytes. Raises KnownProblem where our own check finds a fault."""
    root = Element("alert", xmlns=NAMESPACE)
    _put(root, "identifier", notice.identifier)
    _put(root, "sender", notice.sender.address)
    _put(root, "sent", cap_time(notice.sent_at))
    _put(root, "status", "Exercise" if notice.is_drill else "Actual")
    _put(root, "msgType", notice.kind.value)
    _put(root, "scope", "Public")
    if notice.is_drill:
        _put(root, "note", DRILL_NOTE)
    if notice.references:
        _put(root, "references", " ".join(_reference(r) for r in notice.references))
    _info(SubElement(root, "info"), notice)
    indent(root)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    if faults := check_cap(content):
        raise KnownProblem(f"生成的{faults[0]}", "请核对发送者设置和通知内容")
    return content


def _info(info: Element, notice: MachineNotice) -> None:
    _put(info, "language", "zh-CN")
    for category in ("Env", "Health"):
        _put(info, "category", category)
    _put(info, "event", EVENT)
    _put(info, "responseType", "AllClear" if notice.is_over else "Execute")
    _put(info, "urgency", notice.urgency.value)
    _put(info, "severity", SEVERITIES.get(notice.level.colour, "Unknown"))
    _put(info, "certainty", "Observed" if notice.is_over else "Likely")
    _pair(info, "eventCode", "GB/T 35561", notice.sender.event_code)
    _put(info, "effective", cap_time(notice.effective_at))
    if notice.starts_at is not None:
        _put(info, "onset", cap_time(notice.starts_at))
    if notice.ends_at is not None:
        _put(info, "expires", cap_time(notice.ends_at))
    _put(info, "senderName", notice.issuer)
    _put(info, "headline", ("【演练】" if notice.is_drill else "") + notice.headline)
    _put(info, "description", ("【演练】" if notice.is_drill else "") + notice.description)
    for name in ("instruction", "web", "contact"):
        text = notice.instruction if name == "instruction" else getattr(notice.sender, name)
        if text:
            _put(info, name, text)
    _pair(info, "parameter", "ColorCode", COLOURS.get(notice.level.colour, "Unknown"))
    _pair(info, "parameter", "NoticeNumber", notice.number)
    if not notice.is_over:
        _pair(info, "parameter", "ResponseLevel", notice.level.response)
    for area in notice.areas:
        _area(SubElement(info, "area"), area)


def _area(element: Element, area: Area) -> None:
    _put(element, "areaDesc", area.name)
    for ring in outer_rings(area.rings):
        _put(element, "polygon", " ".join(f"{latitude:.10g},{longitude:.10g}" for longitude, latitude in ring))
    _pair(element, "geocode", "GB/T 2260", area.code)


def outer_rings(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    """Rings that lie in no other: CAP adds polygons up and knows no holes, so a hole is warned rather than lost."""
    return tuple(r for r in rings if not any(_lies_in(r, other) for other in rings if other is not r))


def _lies_in(ring: Ring, other: Ring) -> bool:
    """Every corner of it: an island that only touches another is kept."""
    return all(_holds(other, corner) for corner in ring)


def _holds(ring: Ring, point: tuple[float, float]) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _pair(parent: Element, name: str, key: str, value: str) -> None:
    pair = SubElement(parent, name)
    _put(pair, "valueName", key)
    _put(pair, "value", value)


def _reference(earlier: EarlierMessage) -> str:
    return f"{earlier.sender},{earlier.identifier},{cap_time(earlier.sent_at)}"


def cap_time(at: datetime) -> str:
    """CAP 1.2, 3.2.1: with the offset written out, never Z."""
    return beijing(at).isoformat(timespec="seconds")


def check_cap(content: bytes, file: str = FILE) -> tuple[Fault, ...]:
    """Every fault of structure, value and safety; none for a sound message."""
    try:
        root = read_xml(content, file)
    except BadInput as bad:
        return bad.faults
    return tuple(Fault(file, what, key=path) for path, what in complaints(root))


def read_cap(content: bytes, file: str = FILE) -> CapAlert:
    """A message from outside. Raises BadInput with every fault, named by its path."""
    if faults := check_cap(content, file):
        raise BadInput(faults)
    root = read_xml(content, file)
    return CapAlert(
        _text(root, "identifier"),
        _text(root, "sender"),
        _at(_text(root, "sent")),
        _text(root, "status"),
        _text(root, "msgType"),
        _text(root, "scope"),
        _text(root, "note"),
        tuple(_earlier(entry) for entry in _text(root, "references").split()),
        tuple(_read_info(info) for info in root.iterfind(f"{CAP}info")),
    )


def reference_to(alert: CapAlert) -> EarlierMessage:
    """How a later message names this one."""
    return EarlierMessage(alert.sender, alert.identifier, alert.sent_at)


def _read_info(info: Element) -> CapInfo:
    return CapInfo(
        language=_text(info, "language") or "en-US",
        event=_text(info, "event"),
        urgency=_text(info, "urgency"),
        severity=_text(info, "severity"),
        certainty=_text(info, "certainty"),
        effective_at=_at_or_none(info, "effective"),
        onset_at=_at_or_none(info, "onset"),
        expires_at=_at_or_none(info, "expires"),
        sender_name=_text(info, "senderName"),
        headline=_text(info, "headline"),
        description=_text(info, "description"),
        instruction=_text(info, "instruction"),
        parameters=tuple(_pairs(info, "parameter")),
        event_codes=tuple(_pairs(info, "eventCode")),
        areas=tuple(_read_area(area) for area in info.iterfind(f"{CAP}area")),
    )


def _read_area(area: Element) -> CapArea:
    polygons = (polygon.text or "" for polygon in area.iterfind(f"{CAP}polygon"))
    return CapArea(_text(area, "areaDesc"), tuple(_ring(p) for p in polygons), tuple(_pairs(area, "geocode")))


def _ring(text: str) -> Ring:
    points = (pair.split(",") for pair in text.split())
    return tuple((float(longitude), float(latitude)) for latitude, longitude in points)


def _pairs(parent: Element, name: str) -> Iterator[tuple[str, str]]:
    for pair in parent.iterfind(f"{CAP}{name}"):
        yield _text(pair, "valueName"), _text(pair, "value")


def _earlier(entry: str) -> EarlierMessage:
    sender, identifier, sent = entry.split(",")
    return EarlierMessage(sender, identifier, _at(sent))


def _text(parent: Element, name: str) -> str:
    return (parent.findtext(f"{CAP}{name}") or "").strip()


def _at_or_none(parent: Element, name: str) -> datetime | None:
    text = _text(parent, name)
    return _at(text) if text else None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
