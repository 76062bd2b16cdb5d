"""Acts as the journal keeps them: a stable kind, a version, canonical JSON; and the digest that chains the lines."""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from qh_console.domain import acts, emission_acts, office_acts, roster_acts, sending_acts
from qh_console.domain.acts import Act, Entry
from qh_console.domain.pack import Level
from qh_console.problems import KnownProblem

T = TypeVar("T")
Convert = Callable[[Any], Any]
_Reader = Callable[[dict[str, Any]], Any]

KINDS: Mapping[str, tuple[type[Any], int]] = {
    "officer-enrolled": (acts.OfficerEnrolled, 1),
    "officer-roles-changed": (acts.OfficerRolesChanged, 1),
    "password-changed": (acts.PasswordChanged, 1),
    "shift-started": (acts.ShiftStarted, 1),
    "shift-ended": (acts.ShiftEnded, 1),
    "cause-found": (acts.CauseFound, 2),
    "consultation-held": (acts.ConsultationHeld, 2),
    "consultation-closed": (acts.ConsultationClosed, 1),
    "change-proposed": (acts.ChangeProposed, 2),
    "proposal-returned": (acts.ProposalReturned, 1),
    "proposal-signed": (acts.ProposalSigned, 1),
    "proposal-approved": (acts.ProposalApproved, 3),
    "approval-countersigned": (acts.ApprovalCountersigned, 1),
    "alert-issued": (acts.AlertIssued, 1),
    "alert-adjusted": (acts.AlertAdjusted, 1),
    "alert-lifted": (acts.AlertLifted, 1),
    "notice-corrected": (acts.NoticeCorrected, 1),
    "alert-withdrawn": (acts.AlertWithdrawn, 1),
    "duty-marked": (acts.DutyMarked, 1),
    "mark-corrected": (acts.MarkCorrected, 1),
    "paper-filed": (acts.PaperFiled, 2),
    "paper-printed": (acts.PaperPrinted, 1),
    "paper-exported": (acts.PaperExported, 1),
    "alert-assessed": (acts.AlertAssessed, 1),
    "dispute-settled": (acts.DisputeSettled, 3),
    "data-imported": (acts.DataImported, 1),
    "notice-queued": (sending_acts.NoticeQueued, 1),
    "dispatch-reported": (sending_acts.DispatchReported, 1),
    "contact-entered": (sending_acts.ContactEntered, 1),
    "contact-withdrawn": (sending_acts.ContactWithdrawn, 1),
    "emission-list-entered": (emission_acts.EmissionListEntered, 1),
    "emission-base-entered": (emission_acts.EmissionBaseEntered, 1),
    "duty-shift-entered": (roster_acts.DutyShiftEntered, 1),
    "duty-shift-changed": (roster_acts.DutyShiftChanged, 1),
    "duty-shifts-exchanged": (roster_acts.DutyShiftsExchanged, 1),
    "duty-shift-withdrawn": (roster_acts.DutyShiftWithdrawn, 1),
    "city-alert-filed": (office_acts.CityAlertFiled, 1),
    "filing-checked": (office_acts.FilingChecked, 1),
    "floor-answered": (office_acts.FloorAnswered, 1),
    "number-voided": (office_acts.NumberVoided, 1),
    "clock-acknowledged": (office_acts.ClockAcknowledged, 1),
    "password-reset": (office_acts.PasswordReset, 1),
    "handed-over": (office_acts.HandedOver, 1),
    "handover-accepted": (office_acts.HandoverAccepted, 1),
}
"""Kind → the act's class and its newest version. Words are for ever; a class may be renamed, its word may not.

A version rises when a field is added (with a default, so older payloads still read); a changed meaning is a new kind.
"""

_KIND_OF: Mapping[type[Any], tuple[str, int]] = {cls: (kind, version) for kind, (cls, version) in KINDS.items()}


class NewerRecord(KnownProblem):
    """An act of a kind, version or field that this console does not know."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(
            f"记录里有本版本不认识的内容（{kind}：{detail}），是更新版本的控制台写的", "请换用新版本再打开"
        )


@dataclass(frozen=True)
class Line:
    """One journal line exactly as stored and exchanged: what the digest covers, then the digest."""

    desk: str
    seq: int
    lamport: int
    at: str
    by: str
    kind: str
    version: int
    payload: str
    previous: str
    digest: str


def entry_digest(
    desk: str, seq: int, lamport: int, at: str, by: str, kind: str, version: int, payload_text: str, previous: str
) -> str:
    """SHA-256 in hex over all columns of a line, joined by line feeds; none of them may hold one (JSON escapes it)."""
    text = f"{desk}\n{seq}\n{lamport}\n{at}\n{by}\n{kind}\n{version}\n{payload_text}\n{previous}"
    return hashlib.sha256(text.encode()).hexdigest()


def line_digest(line: Line) -> str:
    return entry_digest(
        line.desk, line.seq, line.lamport, line.at, line.by, line.kind, line.version, line.payload, line.previous
    )


# --- writing --------------------------------------------------------------------------------------------------------


def instant_text(at: datetime) -> str:
    """An aware instant as UTC with microseconds, always 27 characters; raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"instant without a zone: {at}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def _plain(value: Any) -> Any:
    if isinstance(value, Level):
        return value.word
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no stored form for {type(value).__name__}")


def json_text(value: object) -> str:
    """A frozen dataclass as canonical JSON: sorted keys, no spaces, characters as they are."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def encode(act: Act) -> tuple[str, int, str]:
    """The act's kind, version and payload."""
    kind, version = _KIND_OF[type(act)]
    return kind, version, json_text(act)


# --- reading --------------------------------------------------------------------------------------------------------


_JSON = json.JSONDecoder()


def _parsed(text: str) -> Any:
    """What `json.loads` gives, without its search for white space that our own text never has."""
    value, end = _JSON.raw_decode(text)
    if end != len(text):
        raise ValueError(f"text after the payload at {end}")
    return value


def _tuple_of(convert: Convert | None) -> Convert:
    if convert is None:
        return tuple
    return lambda items: tuple([convert(item) for item in items])


def _fixed_tuple(converts: list[Convert | None]) -> Convert:
    return lambda items: tuple(
        [item if convert is None else convert(item) for convert, item in zip(converts, items, strict=True)]
    )


def _or_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _tuple_converter(inner: tuple[Any, ...]) -> Convert:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return _tuple_of(_converter(inner[0]))
    return _fixed_tuple([_converter(hint) for hint in inner])


def _converter(hint: Any) -> Convert | None:
    """How to turn plain JSON into a value of type `hint`; None where it already is one."""
    if hint in (str, int, float, bool):
        return None
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        words = {_plain(member): member for member in hint}
        return words.__getitem__
    if isinstance(hint, type) and is_dataclass(hint):
        return _reader(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_converter(inner)
    if origin in (Union, types.UnionType) and len(inner) == 2 and type(None) in inner:
        convert = _converter(inner[0] if inner[1] is type(None) else inner[1])
        return None if convert is None else _or_none(convert)
    raise TypeError(f"no stored form for {hint}")


def _reader(cls: type[Any]) -> _Reader:
    hints = get_type_hints(cls)
    converts = [(f.name, convert) for f in fields(cls) if (convert := _converter(hints[f.name])) is not None]

    def read(payload: dict[str, Any]) -> Any:
        for name, convert in converts:
            if name in payload:
                payload[name] = convert(payload[name])
        return cls(**payload)

    return read


_READERS: Mapping[str, _Reader] = {kind: _reader(cls) for kind, (cls, _) in KINDS.items()}


def from_json_text(cls: type[T], text: str) -> T:
    """What `json_text` wrote; fields added since take their defaults. Raises ValueError, TypeError or KeyError."""
    return cast(T, _reader(cls)(_parsed(text)))


def decode(kind: str, version: int, payload_text: str) -> Act:
    """The act in a stored line; raises NewerRecord where this console is too old for it, ValueError for damage."""
    check_known(kind, version)
    try:
        return cast(Act, _READERS[kind](_parsed(payload_text)))
    except (TypeError, KeyError) as error:
        raise NewerRecord(kind, str(error)) from error


def check_known(kind: str, version: int) -> None:
    """Raises NewerRecord for a kind or version that this console has never heard of."""
    known = KINDS.get(kind)
    if known is None:
        raise NewerRecord(kind, "未知的种类")
    if version > known[1]:
        raise NewerRecord(kind, f"第{version}版")


def line_of(entry_at: datetime, desk: str, seq: int, lamport: int, by: str, act: Act, previous: str) -> Line:
    """A new line with its digest; raises ValueError where desk or officer hold a line feed."""
    if "\n" in desk or "\n" in by:
        raise ValueError("line feed in a desk id or an officer id")
    kind, version, payload = encode(act)
    at = instant_text(entry_at)
    digest = entry_digest(desk, seq, lamport, at, by, kind, version, payload, previous)
    return Line(desk, seq, lamport, at, by, kind, version, payload, previous, digest)


def entry_of(line: Line) -> Entry:
    act = decode(line.kind, line.version, line.payload)
    at = datetime.fromisoformat(line.at)
    return Entry(line.desk, line.seq, line.lamport, at, line.by, act, line.previous, line.digest)


def act_kinds() -> Iterator[type[Any]]:
    """Every class of the `Act` union."""
    yield from get_args(Act)
