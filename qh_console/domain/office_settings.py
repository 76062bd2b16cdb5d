"""How the office signs and numbers its papers; the pack brings defaults, the office's own file overrides them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeSettings:
    """How the office signs its papers; the pack brings defaults, the office's own file overrides them."""

    name: str
    """青海省重污染天气应急领导小组办公室"""
    issuer: str
    """青海省重污染天气应急领导小组"""
    number_prefix: str
    """发文机关代字, before 〔year〕number号."""
    printed_by: str
    """印发机关 of the version block."""
    province_addressee: str
    """主送 of a provincial notice."""
    city_addressee: str
    """主送 of a notice drawn up for one prefecture's headquarters."""
    hotline: str
    """Where the public may ask."""
    reply_hours: int
    """Hours after a notice by which units report back; our setting."""
    message_sender: str
    """CAP `sender`: an address nobody else uses."""
    region_code: str
    """GB/T 2260 of the issuing area, six digits; 待核."""
    organ_code: str
    """GB/T 4657 of the issuing organ, three digits; 待核."""
    event_code: str
    """The national warning system's code for heavy pollution; 待核."""
    first_serial: int = 1
    last_serial: int | None = None
    """The numbers this desk may give out, where several desks work; None: without an end."""
