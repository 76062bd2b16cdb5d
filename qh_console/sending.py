"""What this desk sends with ([channels] of office.toml): a mail server, an interface, a folder; secrets kept apart."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from qh_console.problems import Fault
from qh_console.toml_files import Section, TomlFile
from qh_console.toml_lines import Loc

MOST_SECRET_BYTES = 4096


@dataclass(frozen=True)
class SmtpSettings:
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False


@dataclass(frozen=True)
class WebhookSettings:
    url: str
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class SendingSettings:
    """Senders set up at this desk; one whose secret cannot be read is left out and named in `faults`.

    A console must open without its mail password: what it cannot send goes by hand.
    """

    smtp: SmtpSettings | None = None
    webhook: WebhookSettings | None = None
    folder: Path | None = None
    faults: tuple[Fault, ...] = ()


NO_SENDERS = SendingSettings()


class _Secret(Section):
    """Where a secret is: an environment variable or a file only its owner may read; never the secret itself."""

    env: str | None = None
    file: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_no_secret(cls, told: object) -> object:
        """A password typed here by mistake must not be shown back in a fault."""
        if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
            raise ValueError('口令不要写在设置里，应为{ env = "变量名" }或{ file = "文件名" }')
        return told

    @model_validator(mode="after")
    def _is_one(self) -> _Secret:
        if (self.env is None) == (self.file is None):
            raise ValueError("env和file须写且只写一个")
        return self


class _Smtp(Section):
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    sender: Annotated[str, Field(pattern=r"^[^@\s<>]+@[A-Za-z0-9.-]+$")]
    user: str = ""
    password: _Secret | None = None
    implicit_tls: bool = False

    @model_validator(mode="after")
    def _has_both(self) -> _Smtp:
        if bool(self.user) != (self.password is not None):
            raise ValueError("user和password须同时写或都不写")
        return self


class _Webhook(Section):
    url: str
    token: _Secret | None = None

    @field_validator("url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("应为 http:// 或 https:// 开头的地址")
        if "@" in parts.netloc:
            raise ValueError("地址里不要写账号口令")
        return url

    @model_validator(mode="after")
    def _keeps_the_token(self) -> _Webhook:
        parts = urlsplit(self.url)
        if self.token is not None and parts.scheme == "http" and not _is_this_machine(parts.hostname or ""):
            raise ValueError("带令牌的接口须用 https://")
        return self


class _Folder(Section):
    path: str


class ChannelsSection(Section):
    """[channels.smtp], [channels.webhook], [channels.folder]."""

    smtp: _Smtp | None = None
    webhook: _Webhook | None = None
    folder: _Folder | None = None


class _Unread(Exception):
    def __init__(self, what: str, what_to_do: str) -> None:
        super().__init__(what)
        self.what = what
        self.what_to_do = what_to_do


def sending_of(
    section: ChannelsSection, file: TomlFile, data: Path, environment: Mapping[str, str] | None = None
) -> SendingSettings:
    """The settings with their secrets read; relative paths are of the data folder."""
    known = os.environ if environment is None else environment
    faults: list[Fault] = []

    def secret(at: Loc, wanted: _Secret | None) -> str | None:
        """Empty where none is asked for; None, with a fault, where it cannot be had."""
        try:
            return "" if wanted is None else _read(wanted, data, known)
        except _Unread as error:
            faults.append(file.fault(at, error.what, error.what_to_do))
            return None

    smtp, webhook = section.smtp, section.webhook
    password = secret(("channels", "smtp", "password"), smtp.password if smtp else None)
    token = secret(("channels", "webhook", "token"), webhook.token if webhook else None)
    return SendingSettings(
        smtp=SmtpSettings(smtp.host, smtp.port, smtp.sender, smtp.user, password, smtp.implicit_tls)
        if smtp and password is not None
        else None,
        webhook=WebhookSettings(webhook.url, token) if webhook and token is not None else None,
        folder=data / section.folder.path if section.folder else None,
        faults=tuple(faults),
    )


def _read(wanted: _Secret, data: Path, environment: Mapping[str, str]) -> str:
    if wanted.env is not None:
        value = environment.get(wanted.env, "")
        if not value:
            raise _Unread(f"没有设环境变量{wanted.env}", "请设好后重开控制台；此前这一渠道由人工发送")
        return value
    path = data / str(wanted.file)
    try:
        mode = path.stat().st_mode
        if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise _Unread(f"{path.name}别人也能读", "请把它的权限改为0600后重开控制台")
        value = path.read_bytes()[:MOST_SECRET_BYTES].decode("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise _Unread(f"读不到{path.name}", "请检查这个文件后重开控制台；此前这一渠道由人工发送") from None
    if not value:
        raise _Unread(f"{path.name}是空的", "请写入口令后重开控制台")
    return value


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
