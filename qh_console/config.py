"""What this desk is set to: office settings from one TOML file, read once; the data folder from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, ValidationInfo, field_validator

from qh_console.domain.pack import ApprovalRule, ClockSettings, Level, PlanPack
from qh_console.pack_schema import AlertWord, Hours, Text
from qh_console.problems import BadInput
from qh_console.sending import NO_SENDERS, ChannelsSection, SendingSettings, sending_of
from qh_console.toml_files import Section, TomlFile, checked, read_toml

FILE = "office.toml"


@dataclass(frozen=True)
class CnemcSettings:
    """The national platform's live call (city rows)."""

    url: str
    every_minutes: int


@dataclass(frozen=True)
class SigningSettings:
    """`certificate` is the office's own, PKCS#12; its password is asked for at each signing. `trusted` are roots.

    A file that is not there is named when it is needed: a key on a stick must not keep the console shut.
    """

    certificate: Path | None = None
    trusted: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Config:
    """`data` holds everything this desk keeps. `office` overrides how the pack signs papers."""

    data: Path
    pack: str | None = None
    office: Mapping[str, Any] | None = None
    signatories: Mapping[Level, str] | None = None
    cnemc: CnemcSettings | None = None
    drop_folder: Path | None = None
    theme: Literal["light", "dark"] = "light"
    is_drill: bool = False
    """Papers bear 演练 across the page and nothing can be sent."""
    sending: SendingSettings = NO_SENDERS
    signatures: tuple[ApprovalRule, ...] = ()
    """Who signs a level, in order; a level named here needs exactly these signatures."""
    clocks: Mapping[str, Any] | None = None
    signing: SigningSettings = SigningSettings()
    idle_minutes: int = 15
    """Without a key or a click for so long, the officer's password is asked again; 0: never."""
    number_prefixes: Mapping[str, str] = field(default_factory=dict)
    """发文机关代字 of prefectures' headquarters, by the prefecture's code."""

    def applied_to(self, pack: PlanPack) -> PlanPack:
        """The pack with this office's own settings where it has some; thresholds are never among them."""
        office = replace(pack.office, **dict(self.office or {}))
        own = self.signatories or {}
        named = {rule.level for rule in self.signatures}
        usual = (ApprovalRule(a.level, own.get(a.level, a.signatory)) for a in pack.approvals if a.level not in named)
        approvals = tuple(sorted((*usual, *self.signatures), key=lambda rule: rule.level))
        prefixes = self.number_prefixes
        units = tuple(replace(u, number_prefix=prefixes.get(u.place or "", u.number_prefix)) for u in pack.units)
        return replace(pack, office=office, units=units, approvals=approvals, clocks=self._clocks(pack.clocks))

    def _clocks(self, usual: ClockSettings) -> ClockSettings:
        own = dict(self.clocks or {})
        hours = {Level.of(word): count for word, count in own.pop("review_hours", {}).items()}
        return replace(usual, review_hours={**usual.review_hours, **hours}, **own)


class _Office(Section):
    name: str | None = None
    issuer: str | None = None
    number_prefix: str | None = None
    printed_by: str | None = None
    province_addressee: str | None = None
    city_addressee: str | None = None
    hotline: str | None = None
    message_sender: Annotated[str, Field(pattern=r"^[^\s,<&]+$")] | None = None
    region_code: Annotated[str, Field(pattern=r"^\d{6}$")] | None = None
    organ_code: Annotated[str, Field(pattern=r"^\d{3}$")] | None = None
    event_code: Annotated[str, Field(pattern=r"^[0-9A-Z]+$")] | None = None
    first_serial: Annotated[int, Field(ge=1)] | None = None
    last_serial: Annotated[int, Field(ge=1)] | None = None

    @field_validator("last_serial")
    @classmethod
    def _is_a_range(cls, last: int | None, info: ValidationInfo) -> int | None:
        if last is not None and last < (info.data.get("first_serial") or 1):
            raise ValueError("号段的末号不能小于首号")
        return last


class _Signatories(Section):
    yellow: str | None = None
    orange: str | None = None
    red: str | None = None


class _Signature(Section):
    """`holder` and `deputies` are accounts; without a holder any approver signs."""

    level: AlertWord
    signatory: Text
    holder: str = ""
    deputies: list[Text] = Field(default_factory=list)

    @field_validator("deputies")
    @classmethod
    def _are_others(cls, deputies: list[str], info: ValidationInfo) -> list[str]:
        if deputies and not info.data.get("holder"):
            raise ValueError("写明代签人的，须先写明签发人账号holder")
        if info.data.get("holder") in deputies:
            raise ValueError("签发人不能代自己签")
        return deputies


class _ReviewHours(Section):
    yellow: Hours | None = None
    orange: Hours | None = None
    red: Hours | None = None


class _Clocks(Section):
    review_hours: _ReviewHours = _ReviewHours()
    countersign_hours: Hours | None = None
    forecast_hours: Hours | None = None


class _Cnemc(Section):
    url: str
    every_minutes: Annotated[int, Field(ge=5, le=60)] = 10

    @field_validator("url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("应为 http:// 或 https:// 开头的地址")
        return url


class _DropFolder(Section):
    path: str


class _Feeds(Section):
    cnemc: _Cnemc | None = None
    drop_folder: _DropFolder | None = None


class _Signing(Section):
    """Paths are absolute or from the data folder."""

    certificate: Text | None = None
    trusted: list[Text] = Field(default_factory=list)


class _File(Section):
    pack: str | None = None
    theme: Literal["light", "dark"] = "light"
    idle_minutes: Annotated[int, Field(ge=0, le=240)] = 15
    office: _Office = _Office()
    signatories: _Signatories = _Signatories()
    number_prefixes: dict[Annotated[str, Field(pattern=r"^63\d{4}$")], str] = Field(default_factory=dict)
    signatures: list[_Signature] = Field(default_factory=list)
    clocks: _Clocks = _Clocks()
    feeds: _Feeds = _Feeds()
    channels: ChannelsSection = ChannelsSection()
    signing: _Signing = _Signing()


def default_data_folder() -> Path:
    return user_data_path("qh-console", appauthor=False)


def read_config(data: Path) -> Config:
    """The settings in `data`/office.toml; all defaults where there is none. Raises BadInput."""
    path = data / FILE
    if not path.exists():
        return Config(data, drop_folder=data / "inbox")
    file = read_toml(path)
    raw = checked(_File, file)
    signatories = {Level.of(word): name for word, name in raw.signatories.model_dump(exclude_none=True).items()}
    cnemc = raw.feeds.cnemc
    folder = raw.feeds.drop_folder
    return Config(
        data,
        raw.pack,
        raw.office.model_dump(exclude_none=True),
        signatories,
        CnemcSettings(cnemc.url, cnemc.every_minutes) if cnemc else None,
        Path(folder.path) if folder else data / "inbox",
        raw.theme,
        sending=sending_of(raw.channels, file, data),
        signing=SigningSettings(
            data / raw.signing.certificate if raw.signing.certificate else None,
            tuple(data / name for name in raw.signing.trusted),
        ),
        signatures=_signatures(raw.signatures, file),
        clocks=raw.clocks.model_dump(exclude_none=True),
        idle_minutes=raw.idle_minutes,
        number_prefixes=raw.number_prefixes,
    )


def _signatures(listed: list[_Signature], file: TomlFile) -> tuple[ApprovalRule, ...]:
    """In the order of the file; nobody holds two signatures of one level, since he could give only one."""
    rules = tuple(ApprovalRule(Level.of(s.level), s.signatory, s.holder, tuple(s.deputies)) for s in listed)
    held = [(rule.level, rule.holder) for rule in rules]
    twice = [k for k, at in enumerate(held) if at[1] and at in held[:k]]
    if twice:
        what = "同一级别里一人不能签两次"
        raise BadInput([file.fault(("signatures", k, "holder"), what, "请换成另一人") for k in twice])
    return rules
