"""Health advice to go with an index: effect and advice of its class, and who is sensitive to what is in the air."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qh_console.domain.aqi_editions import AqiClass, AqiEdition


@dataclass(frozen=True)
class Advice:
    """`sensitive`: groups by pollutant, both worded for people; empty where the edition names none."""

    aqi_class: AqiClass
    effect: str
    measures: tuple[str, ...]
    sensitive: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """Every sensitive group once, in the order first named."""
        return tuple(dict.fromkeys(group for _, groups in self.sensitive for group in groups))


def advice_for(edition: AqiEdition, aqi: int, iaqi: Mapping[str, int | None] | None = None) -> Advice:
    """HJ 633 table 2: advice at `aqi`; `iaqi` by pollutant sign names who is sensitive (2026: sub-index above 100)."""
    aqi_class = edition.class_of(aqi)
    above = edition.advise_sensitive_above
    sensitive = tuple(
        (p.sign, p.sensitive)
        for p in edition.pollutants
        if above is not None and p.sensitive and ((iaqi or {}).get(p.sign) or 0) > above
    )
    return Advice(aqi_class, aqi_class.effect, aqi_class.advice, sensitive)
