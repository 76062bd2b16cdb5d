"""A notice worded for each channel out of one frozen set of facts, and the check that all of them say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.channels import Channels, TextForm
from qh_console.domain.clock import beijing
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change, Scope
from qh_console.domain.places import Place, Places
from qh_console.domain.verdicts import Reason


@dataclass(frozen=True)
class NoticeFacts:
    """What every text of one notice says (plan 3.3.1), frozen at its release."""

    number: str
    changes_number: str
    issuer: str
    change: Change
    level: str
    """As papers write it: 橙色预警."""
    response: str
    places: tuple[Place, ...]
    is_whole_province: bool
    starts_at: datetime
    """Of the polluted air; of a lift or a withdrawal, when it takes effect, as on paper."""
    ends_at: datetime | None
    extent: str
    dispersion: str
    pollutants: str
    outlook: str
    advice: str
    issued_at: datetime
    is_drill: bool = False

    @property
    def has_period(self) -> bool:
        """Whether it announces polluted air; a lift or a withdrawal announces an end."""
        return self.change not in (Change.LIFT, Change.WITHDRAW)

    @property
    def headline(self) -> str:
        """发布重污染天气橙色预警."""
        verb = _VERBS[self.change]
        if self.change in (Change.CORRECT, Change.WITHDRAW):
            return f"{verb}重污染天气{self.level}通知"
        return f"重污染天气预警{verb}{self.level}" if verb.endswith("为") else f"{verb}重污染天气{self.level}"


_VERBS: Mapping[Change, str] = {
    Change.ISSUE: "发布",
    Change.RAISE: "升级为",
    Change.LOWER: "降级为",
    Change.LIFT: "解除",
    Change.CORRECT: "更正",
    Change.WITHDRAW: "撤回",
}


def facts_of(
    alert: Alert, notice: Notice, pack: PlanPack, places: Places, channels: Channels, is_drill: bool = False
) -> NoticeFacts:
    """Plan 3.3.1: time, place, extent, level, weather, pollutants and outlook of one notice."""
    codes = places.in_order(places_of(alert, notice))
    rule = pack.rule(notice.level)
    issuer = pack.office.issuer if alert.scope is Scope.PROVINCE else _headquarters(places_of(alert, notice), pack)
    publication = notice.publication
    is_end = notice.change in (Change.LIFT, Change.WITHDRAW)
    return NoticeFacts(
        number=notice.number,
        changes_number=notice.changes_number,
        issuer=issuer,
        change=notice.change,
        level=rule.name,
        response=rule.response,
        places=tuple(places[code] for code in codes),
        is_whole_province=len(codes) == len(places.items),
        starts_at=notice.at if is_end else publication.starts_at,
        ends_at=None if is_end else publication.ends_at,
        extent=_sentence(publication.extent),
        dispersion=_sentence(publication.dispersion),
        pollutants=_sentence(publication.pollutants),
        outlook=_sentence(publication.outlook),
        advice=_sentence(channels.advice.get(notice.level, "")),
        issued_at=notice.at,
        is_drill=is_drill,
    )


def places_of(alert: Alert, notice: Notice) -> tuple[str, ...]:
    """The places an alert covered when the notice was issued; later consultations may have widened it since."""
    held = [h.consultation.places for h in alert.consultations if h.at <= notice.at]
    return tuple(dict.fromkeys(code for places in held for code in places)) or alert.places


def text_of(form: TextForm, facts: NoticeFacts, channels: Channels) -> str:
    """Plan 3.4.1, 6.2: the notice in the form a channel takes; line feeds only between paragraphs."""
    match form:
        case TextForm.SMS_SHORT:
            return _message(facts, channels.sms_short)
        case TextForm.SMS_LONG:
            return _message(facts, channels.sms_long)
        case TextForm.FAX:
            return _fax(facts)
        case TextForm.WEB:
            return "\n".join((f"{facts.issuer}{facts.headline}", *_paragraphs(facts), _signed(facts)))
        case TextForm.BROADCAST:
            return _broadcast(facts)
        case _:
            assert_never(form)


def texts_of(facts: NoticeFacts, channels: Channels) -> dict[TextForm, str]:
    return {form: text_of(form, facts, channels) for form in TextForm}


def disagreements(texts: Mapping[TextForm, str], facts: NoticeFacts, channels: Channels) -> tuple[Reason, ...]:
    """Plan 3.3.1: level, every place, both times and the number stand in each text, and messages keep their length.

    What plan 3.3.1 demands is never cut: a message that cannot hold it grows into a further part.
    """
    found = []
    for form, text in texts.items():
        missing = [what for what, word in _must_say(facts, form) if word not in text]
        found += [Reason(f"{FORM_WORDS[form]}里缺{what}", "3.3.1", form.value) for what in missing]
        most = {TextForm.SMS_SHORT: channels.sms_short, TextForm.SMS_LONG: channels.sms_long}.get(form)
        most = None if most is None else max(most, len(_core(facts)))
        if most is not None and len(text) > most:
            found.append(Reason(f"{FORM_WORDS[form]}有{len(text)}字，超过{most}字", "3.4.1", form.value))
    return tuple(found)


WHOLE_PROVINCE = "全省"
FORM_WORDS: Mapping[TextForm, str] = {
    TextForm.SMS_SHORT: "短信（一条）",
    TextForm.SMS_LONG: "短信（两条）",
    TextForm.FAX: "传真稿",
    TextForm.WEB: "网站稿",
    TextForm.BROADCAST: "播报稿",
}


def _must_say(facts: NoticeFacts, form: TextForm) -> Iterator[tuple[str, str]]:
    """What has to be said and the words that say it; the short message's words are part of the long ones."""
    is_message = form in (TextForm.SMS_SHORT, TextForm.SMS_LONG)
    yield "文号", facts.number
    yield "级别", facts.level
    if is_message and facts.is_whole_province:
        yield "地点", WHOLE_PROVINCE
    else:
        yield from (("地点", _stem(place)) for place in facts.places)
    yield "开始时间", _hour(facts.starts_at)
    if facts.has_period and facts.ends_at is not None:
        yield "结束时间", _hour(facts.ends_at, beijing(facts.starts_at).month if is_message else None)


def _message(facts: NoticeFacts, most: int) -> str:
    """The core always, then as many of the further sentences as the length allows, in their order."""
    text = _core(facts)
    for more in (facts.advice, f"主要污染物{facts.pollutants}", facts.outlook) if facts.has_period else ():
        if more and len(text) + len(more) + 1 <= most:
            text += f"{more}。"
    return text


def _core(facts: NoticeFacts) -> str:
    """Where, what, when and the number, in as few words as say it."""
    drill = "【演练】" if facts.is_drill else ""
    where = WHOLE_PROVINCE if facts.is_whole_province else "、".join(map(_stem, facts.places))
    what = facts.headline.replace("预警升级为", "升为").replace("预警降级为", "降为")
    if not facts.has_period:
        return f"{drill}{where}{_hour(facts.starts_at)}起{what}（{facts.number}）。"
    until = f"至{_hour(facts.ends_at, beijing(facts.starts_at).month)}" if facts.ends_at else "起"
    return f"{drill}{where}{what}，{_hour(facts.starts_at)}{until}（{facts.number}）。"


def _stem(place: Place) -> str:
    """海北, which is part of 海北州 and of its full name."""
    return place.short.removesuffix("州")


def _fax(facts: NoticeFacts) -> str:
    head = ("【演练】" if facts.is_drill else "") + "重污染天气预警传真"
    asked = "收到后请立即签收，并回传或电话告知收件人姓名和时间。"
    return "\n".join((head, f"文号：{facts.number}", facts.headline, *_paragraphs(facts), asked, _signed(facts)))


def _broadcast(facts: NoticeFacts) -> str:
    """Read aloud: who, what, where, when first; whole sentences, the most important ones said again at the end."""
    opening = "这是演练。" if facts.is_drill else ""
    first = f"{opening}{facts.issuer}{_spoken(facts.issued_at)}{facts.headline}，{facts.number}。"
    repeat = f"重复一遍：{_places(facts)}，{facts.level}，{_period(facts)}。"
    return "\n".join((first, *_paragraphs(facts), repeat))


def _paragraphs(facts: NoticeFacts) -> Sequence[str]:
    drill = "【演练】" if facts.is_drill else ""
    changed = f"，前次通知为{facts.changes_number}" if facts.changes_number else ""
    if not facts.has_period:
        what = "相应应急响应同时终止" if facts.change is Change.LIFT else "该通知不再执行"
        return (
            f"{drill}{_places(facts)}：{_period(facts)}{facts.headline}（{facts.number}{changed}），{what}。",
            *([f"{facts.outlook}。"] if facts.outlook else []),
        )
    said = [
        f"{drill}{_places(facts)}：{facts.headline}（{facts.number}{changed}），启动{facts.response}级应急响应。",
        f"时间：{_period(facts)}。",
        f"范围：{facts.extent}。",
        f"气象条件：{facts.dispersion}。主要污染物：{facts.pollutants}。趋势：{facts.outlook}。",
    ]
    return (*said, f"防护建议：{facts.advice}。") if facts.advice else said


def _signed(facts: NoticeFacts) -> str:
    return f"{facts.issuer} {_spoken(facts.issued_at)}"


def _places(facts: NoticeFacts) -> str:
    return "、".join(place.name for place in facts.places)


def _period(facts: NoticeFacts) -> str:
    if not facts.has_period or facts.ends_at is None:
        return f"{_spoken(facts.starts_at)}起"
    return f"{_spoken(facts.starts_at)}至{_spoken(facts.ends_at)}"


def _hour(at: datetime, month: int | None = None) -> str:
    """1月9日20时, as messages write it; without its month where that is `month`, which has just been said."""
    local = beijing(at)
    said = "" if local.month == month else f"{local.month}月"
    return f"{said}{local.day}日{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def _spoken(at: datetime) -> str:
    return f"{beijing(at).year}年{_hour(at)}"


def _sentence(text: str) -> str:
    """Free text as one line without its last full stop."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip("。")


def _headquarters(places: Sequence[str], pack: PlanPack) -> str:
    return "、".join(pack.headquarters(place).name for place in places)
