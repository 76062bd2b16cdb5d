"""Reads resources/message_sender.toml, who the office is to machines, into a domain value; a fault names the key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from qh_console.domain.message_sender import MessageSender
from qh_console.toml_files import Section, checked, read_toml


class _File(Section):
    address: Annotated[str, Field(pattern=r"^[^\s,<&]+$")]
    region: Annotated[str, Field(pattern=r"^\d{6}$")]
    organ: Annotated[str, Field(pattern=r"^\d{3}$")]
    event_code: Annotated[str, Field(pattern=r"^[0-9A-Z]+$")]
    web: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    contact: str = ""


def load_message_sender(path: Path) -> MessageSender:
    """Raises BadInput with every fault: the address goes into references, where blanks and commas part entries."""
    section = checked(_File, read_toml(path))
    return MessageSender(**section.model_dump())
