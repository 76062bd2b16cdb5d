"""Reads resources/channels.toml, the ways a notice is made known, into domain values; a fault names key and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from qh_console.domain.channels import (
    Audience,
    Carrier,
    Channel,
    Channels,
    Reach,
    Recipient,
    RetrySettings,
    TextForm,
)
from qh_console.domain.contacts import Post
from qh_console.domain.pack import Level
from qh_console.problems import BadInput
from qh_console.toml_files import Section, checked, read_toml
from qh_console.toml_lines import Loc

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1)]
AlertWord = Literal["yellow", "orange", "red"]
Hours = Annotated[int, Field(ge=1, le=72)]


class _Recipient(Section):
    id: Id
    name: Text
    through: str = ""

    def value(self) -> Recipient:
        return Recipient(self.id, self.name, self.through)


class _Channel(Section):
    id: Id
    name: Text
    clause: Text
    form: Annotated[TextForm, Field(strict=False)]
    carriers: list[Annotated[Carrier, Field(strict=False)]] = Field(default_factory=list)
    audience: Annotated[Audience, Field(strict=False)]
    reach: Annotated[Reach, Field(strict=False)] = Reach.NONE
    from_level: AlertWord = "yellow"
    recipients: list[_Recipient] = Field(default_factory=list)
    posts: Annotated[
        list[Annotated[Post, Field(strict=False)]], Field(min_length=1, default_factory=lambda: [Post.LIAISON])
    ]

    def value(self) -> Channel:
        return Channel(
            self.id,
            self.name,
            self.clause,
            self.form,
            tuple(self.carriers),
            self.audience,
            self.reach,
            Level.of(self.from_level),
            tuple(r.value() for r in self.recipients),
            tuple(self.posts),
        )


class _Retry(Section):
    first_seconds: Annotated[float, Field(ge=1, le=3600)]
    factor: Annotated[float, Field(ge=1, le=10)]
    most_seconds: Annotated[float, Field(ge=1, le=24 * 3600)]
    jitter: Annotated[float, Field(ge=0, lt=1)]
    attempts: Annotated[int, Field(ge=1, le=1000)]


class _File(Section):
    sms_short: Annotated[int, Field(ge=60, le=200)]
    sms_long: Annotated[int, Field(ge=60, le=500)]
    advice: dict[AlertWord, Text]
    bulletin_hours: dict[AlertWord, Hours]
    retry: _Retry
    channels: Annotated[list[_Channel], Field(min_length=1)]
    sites: list[_Recipient] = Field(default_factory=list)


def load_channels(path: Path) -> Channels:
    """Every channel in the order of the file. Raises BadInput with every fault."""
    file = read_toml(path)
    section = checked(_File, file)
    wrong = [file.fault(at, what) for at, what in _disagreements(section)]
    if wrong:
        raise BadInput(wrong)
    return Channels(
        items=tuple(c.value() for c in section.channels),
        sites=tuple(s.value() for s in section.sites),
        sms_short=section.sms_short,
        sms_long=section.sms_long,
        advice={Level.of(word): text for word, text in section.advice.items()},
        bulletin_hours={Level.of(word): hours for word, hours in section.bulletin_hours.items()},
        retry=RetrySettings(**section.retry.model_dump()),
    )


def _disagreements(section: _File) -> Iterator[tuple[Loc, str]]:
    """What the shape allows and the plan or good sense does not."""
    seen: set[str] = set()
    for n, channel in enumerate(section.channels):
        if channel.id in seen:
            yield ("channels", n, "id"), f"“{channel.id}”重复"
        seen.add(channel.id)
        if (channel.audience is Audience.NAMED) != bool(channel.recipients):
            yield ("channels", n, "recipients"), 'audience = "named"时须列出对象，其他时不列'
        if channel.audience is Audience.UNITS and channel.reach is Reach.NONE:
            yield ("channels", n, "reach"), "面向单位的渠道须写明用哪个号码"
        if Carrier.SMTP in channel.carriers and channel.reach is not Reach.EMAIL:
            yield ("channels", n, "carriers"), '邮件只能发给有邮箱的对象（reach = "email"）'
        if Carrier.HAND in channel.carriers:
            yield ("channels", n, "carriers"), "人工不必列出，没有设好的发送程序时就由人工"
    if section.sms_long < section.sms_short:
        yield ("sms_long",), "不应小于sms_short"
    hours = section.bulletin_hours
    for word in ("yellow", "orange", "red"):
        if word not in hours:
            yield ("bulletin_hours",), f"缺{word}"
        if word not in section.advice:
            yield ("advice",), f"缺{word}"
    found = [hours[word] for word in ("yellow", "orange", "red") if word in hours]
    if found != sorted(found, reverse=True):
        yield ("bulletin_hours",), "级别越高，间隔不应越长（预案3.4.2）"
