"""What this desk is set to: office settings from one TOML file, read once; the data folder from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, field_validator

from qh_console.domain.pack import ApprovalRule, Level, PlanPack
from qh_console.sending import NO_SENDERS, ChannelsSection, SendingSettings, sending_of
from qh_console.toml_files import Section, checked, read_toml

FILE = "office.toml"


@dataclass(frozen=True)
class CnemcSettings:
    """The national platform's live call (city rows)."""

    url: str
    every_minutes: int


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

    def applied_to(self, pack: PlanPack) -> PlanPack:
        """The pack with this office's own settings where it has some; thresholds are never among them."""
        office = replace(pack.office, **dict(self.office or {}))
        own = self.signatories or {}
        approvals = tuple(ApprovalRule(a.level, own.get(a.level, a.signatory)) for a in pack.approvals)
        return replace(pack, office=office, approvals=approvals)


class _Office(Section):
    name: str | None = None
    issuer: str | None = None
    number_prefix: str | None = None
    printed_by: str | None = None
    province_addressee: str | None = None
    city_addressee: str | None = None
    hotline: str | None = None


class _Signatories(Section):
    yellow: str | None = None
    orange: str | None = None
    red: str | None = None


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


class _File(Section):
    pack: str | None = None
    theme: Literal["light", "dark"] = "light"
    office: _Office = _Office()
    signatories: _Signatories = _Signatories()
    feeds: _Feeds = _Feeds()
    channels: ChannelsSection = ChannelsSection()


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
    )
