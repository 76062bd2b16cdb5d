"""The last look before release: every finished form is read back and must say what the notice says (plan 3.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from qh_console.documents.cap import COLOURS, SEVERITIES, CapAlert, read_cap
from qh_console.documents.machine_notice import Notice
from qh_console.documents.national_xml import NationalMessage, read_national
from qh_console.documents.reading_back import docx_words, pdf_words, plain
from qh_console.documents.snapshots import CorrectionNotice, LevelFacts, LiftNotice, PublicationFacts
from qh_console.domain.clock import chinese_time
from qh_console.domain.places import Places
from qh_console.problems import BadInput, Fault
from qh_console.services.stated_facts import StatedFacts, everything_said, serial_of, stated, stated_time

NOTICE, BULLETIN, WORD, CAP, NATIONAL = "通知（PDF）", "公告（PDF）", "通知（Word）", "CAP", "国突预警XML"
NOTHING = "无"


@dataclass(frozen=True)
class FinishedForms:
    """The very bytes and texts about to leave; None or absent where a form is not sent."""

    notice_pdf: bytes | None
    bulletin_pdf: bytes | None = None
    notice_docx: bytes | None = None
    cap: bytes | None = None
    national: bytes | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """Messages by what people call them: 短信（一条）, 传真稿 …"""


@dataclass(frozen=True)
class Disagreement:
    """One field of one form that does not say what the notice says."""

    form: str
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.form}的{self.field}应为“{self.expected}”，写的是“{self.found}”"


def require_agreement(
    snapshot: Notice, forms: FinishedForms, places: Places, facts: PublicationFacts | None = None, also: str = ""
) -> None:
    """Raises BadInput naming every form, field and both values; silence means the forms may leave."""
    found = disagreements(snapshot, forms, places, facts, also)
    if found:
        raise BadInput(
            [Fault(d.form, f"{d.field}应为“{d.expected}”，写的是“{d.found}”", "不予发布，请重新生成") for d in found]
        )


def disagreements(
    snapshot: Notice, forms: FinishedForms, places: Places, facts: PublicationFacts | None = None, also: str = ""
) -> tuple[Disagreement, ...]:
    """`facts` are what a correction leaves in force; `also` is standing wording the texts may quote, such as advice."""
    truth = _Truth.of(snapshot, places, facts, also)
    found: list[Disagreement] = []
    papers: list[tuple[str, bytes | None, Callable[[bytes, str], str], bool]] = [
        (NOTICE, forms.notice_pdf, pdf_words, True),
        (WORD, forms.notice_docx, docx_words, True),
        (BULLETIN, forms.bulletin_pdf, pdf_words, False),
    ]
    for form, content, read, is_notice in papers:
        if content is not None:
            found += truth.against_text(form, read(content, form), has_number=is_notice, is_notice=is_notice, full=True)
    for form, text in forms.texts.items():
        found += truth.against_text(form, text, has_number=True, is_notice=False, full=False)
        if ("演练" in text) != snapshot.head.drill:
            found.append(Disagreement(form, "演练标记", _yes(snapshot.head.drill), _yes("演练" in text)))
    if forms.cap is not None:
        found += truth.against_cap(read_cap(forms.cap, CAP))
    if forms.national is not None:
        found += truth.against_national(read_national(forms.national, NATIONAL))
    return tuple(found)


def wrong_words(
    snapshot: Notice, body: str, places: Places, facts: PublicationFacts | None = None, also: str = ""
) -> tuple[Disagreement, ...]:
    """Where a body that is still being written says another thing than its notice; it has no number yet."""
    truth = _Truth.of(snapshot, places, facts, also)
    return tuple(truth.against_text("正文", body, has_number=False, is_notice=True, full=False))


@dataclass(frozen=True)
class _Truth:
    """What the snapshot says, and everything it names besides."""

    number: str
    level: LevelFacts
    codes: tuple[str, ...]
    times: tuple[tuple[str, datetime], ...]
    facts: PublicationFacts | None
    on_paper: bool
    """Whether the notice itself carries times and places; a correction names only what it corrects."""
    is_drill: bool
    known: StatedFacts
    places: Places

    @classmethod
    def of(cls, snapshot: Notice, places: Places, facts: PublicationFacts | None, also: str) -> _Truth:
        said = facts or getattr(snapshot, "facts", None)
        changes = getattr(snapshot, "changes", None)
        times: tuple[tuple[str, datetime], ...] = ()
        named: tuple[str, ...] = ()
        if isinstance(snapshot, LiftNotice):
            times, named = (("解除时间", snapshot.lifted_at),), snapshot.places
        elif said is not None:
            ends = (("结束时间", said.ends_at),) if said.ends_at else ()
            times, named = (("开始时间", said.starts_at), *ends), said.places
        return cls(
            snapshot.head.number,
            said.level if said else changes.level,  # type: ignore[union-attr]
            tuple(places.find(name).code for name in named),
            times,
            said,
            not isinstance(snapshot, CorrectionNotice),
            snapshot.head.drill,
            stated("。".join((everything_said(replace(snapshot, body="")), everything_said(facts), also)), places),
            places,
        )

    def against_text(
        self, form: str, text: str, has_number: bool, is_notice: bool, full: bool
    ) -> Iterator[Disagreement]:
        found = stated(text, self.places)
        yield from self._lacking(form, found, has_number, whole=self.on_paper or not is_notice)
        yield from self._strange(form, found)
        if full and self.facts is not None and (self.on_paper or not is_notice):
            yield from self._fields(form, text)

    def _lacking(self, form: str, found: StatedFacts, has_number: bool, whole: bool) -> Iterator[Disagreement]:
        if self.level.name not in found.levels:
            yield Disagreement(form, "预警级别", self.level.name, "、".join(sorted(found.levels)) or NOTHING)
        if has_number and serial_of(self.number) not in found.numbers:
            yield Disagreement(form, "文号", self.number, "、".join(sorted(found.numbers)) or NOTHING)
        if not whole:
            return
        if not set(self.codes) <= found.places:
            yield Disagreement(form, "地点", self._names(self.codes), self._names(found.places))
        for name, at in self.times:
            if not found.has_time(stated_time(at)):
                strange = [t for t in found.times if not self.known.has_time(t)] or list(found.times)
                yield Disagreement(form, name, chinese_time(at), "、".join(map(str, sorted(strange))) or NOTHING)

    def _strange(self, form: str, found: StatedFacts) -> Iterator[Disagreement]:
        """What the form says and the notice nowhere does."""
        known = self.known
        for name, said, may in (
            ("预警级别", found.levels, known.levels | {self.level.name}),
            ("文号", found.numbers, known.numbers),
            ("数值", found.figures, known.figures),
        ):
            for value in sorted(said - may):
                yield Disagreement(form, name, "、".join(sorted(may)) or NOTHING, value)
        for time in sorted(t for t in found.times if not known.has_time(t)):
            yield Disagreement(form, "时间", "、".join(chinese_time(at) for _, at in self.times) or NOTHING, str(time))
        if strangers := found.places - known.places - set(self.codes):
            yield Disagreement(form, "地点", self._names(self.codes), self._names(strangers))

    def _fields(self, form: str, text: str) -> Iterator[Disagreement]:
        """The free text of plan 3.3.1, word for word."""
        assert self.facts is not None
        words = plain(text)
        for name in ("extent", "dispersion", "pollutants", "outlook"):
            value = getattr(self.facts, name).strip().rstrip("。")
            if plain(value) not in words:
                yield Disagreement(form, _FIELDS[name], value, _nearest(plain(value), words))

    def against_cap(self, alert: CapAlert) -> Iterator[Disagreement]:
        info = alert.infos[0]
        named = [code for area in info.areas for key, code in area.codes if key == "GB/T 2260"]
        yield from self._fixed(
            CAP,
            ("预警级别", COLOURS[self.level.colour], info.parameter("ColorCode")),
            ("严重程度", SEVERITIES[self.level.colour], info.severity),
            ("文号", self.number, info.parameter("NoticeNumber")),
            ("状态", "Exercise" if self.is_drill else "Actual", alert.status),
            *self._machine_times(info.onset_at, info.expires_at, info.effective_at),
        )
        yield from self._machine_places(CAP, named)
        yield from self.against_text(CAP, f"{info.headline}。{info.description}", True, False, full=True)

    def against_national(self, message: NationalMessage) -> Iterator[Disagreement]:
        yield from self._fixed(
            NATIONAL,
            ("预警级别", COLOURS[self.level.colour], message.severity),
            ("状态", "Exercise" if self.is_drill else "Actual", message.status),
            *self._machine_times(message.onset_at, message.expires_at, message.effective_at),
        )
        yield from self._machine_places(NATIONAL, [code[:6] for _, code in message.places])
        yield from self.against_text(NATIONAL, f"{message.headline}。{message.description}", True, False, full=True)

    def _machine_times(
        self, onset: datetime | None, expires: datetime | None, effective: datetime | None
    ) -> Iterator[tuple[str, str, str]]:
        found = {"开始时间": onset, "结束时间": expires, "解除时间": effective}
        for name, at in self.times:
            there = found[name]
            yield name, chinese_time(at), chinese_time(there) if there else NOTHING

    def _machine_places(self, form: str, codes: list[str]) -> Iterator[Disagreement]:
        if self.codes and set(codes) != set(self.codes):
            yield Disagreement(form, "地点", self._names(self.codes), self._names(codes))

    @staticmethod
    def _fixed(form: str, *pairs: tuple[str, str, str]) -> Iterator[Disagreement]:
        for name, expected, found in pairs:
            if expected != found:
                yield Disagreement(form, name, expected, found or NOTHING)

    def _names(self, codes: frozenset[str] | tuple[str, ...] | list[str] | set[str]) -> str:
        known = [code for code in codes if code in self.places]
        others = [code for code in codes if code not in self.places]
        return "、".join([*(self.places[c].name for c in self.places.in_order(known)), *others]) or NOTHING


_FIELDS = {"extent": "影响范围", "dispersion": "气象条件", "pollutants": "主要污染指标", "outlook": "潜势分析"}


def _nearest(value: str, words: str) -> str:
    """What stands where `value` should: the text after the longest beginning of it that is there."""
    for length in range(len(value) - 1, 3, -1):
        at = words.find(value[:length])
        if at >= 0:
            return words[at : at + len(value)]
    return NOTHING


def _yes(is_so: bool) -> str:
    return "有" if is_so else NOTHING
