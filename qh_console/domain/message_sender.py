"""Who the office is to other machines that take its warnings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageSender:
    """The office's settings, since no document at hand gives them (待核)."""

    address: str
    """CAP 1.2 `sender`: an address of the office that no one else uses."""
    region: str
    """GB/T 2260, six digits."""
    organ: str
    """GB/T 4657, three digits."""
    event_code: str
    """The national system's code for 重污染."""
    web: str = ""
    contact: str = ""
