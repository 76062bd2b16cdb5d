"""What monitoring shows of a place now, where it alone is reason enough to consult, and its words."""

from __future__ import annotations

from collections.abc import Iterable

from qh_console.domain.clock import chinese_time
from qh_console.domain.pack import GradingSettings
from qh_console.domain.particulars import ConsultationBasis, ObservedAir
from qh_console.domain.places import Places
from qh_console.services.terms import term
from qh_console.services.watch import PlaceAir


def observed_air(seen: PlaceAir) -> ObservedAir | None:
    """The latest hour that has data; None where there is none."""
    if seen.now is None or seen.data_at is None:
        return None
    mean = None if seen.mean_24h is None else round(seen.mean_24h)
    return ObservedAir(seen.place, seen.data_at, seen.now.aqi, mean, "、".join(seen.now.primary))


def heavy_now(seen: PlaceAir, settings: GradingSettings) -> ObservedAir | None:
    """Plan 3.1: what is observed, where the hour or the 24 h up to it lie above the line of heavy pollution."""
    observed = observed_air(seen)
    if observed is None:
        return None
    above = [value for value in (observed.aqi, seen.mean_24h) if value is not None and value > settings.heavy_above]
    return observed if above else None


def observed_words(observed: Iterable[ObservedAir], places: Places) -> str:
    """西宁1月9日20时AQI 268（24小时均值231），首要污染物PM2.5."""
    return "；".join(_words(o, places) for o in observed)


def basis_words(basis: ConsultationBasis, places: Places) -> str:
    """On what a consultation was opened, in a few words."""
    seen = observed_words(basis.observed, places)
    return f"{term(basis.kind)}：{seen}" if seen else term(basis.kind)


def _words(o: ObservedAir, places: Places) -> str:
    mean = "" if o.mean_24h is None else f"（24小时均值{o.mean_24h}）"
    primary = f"，首要污染物{o.pollutant}" if o.pollutant else ""
    return f"{places[o.place].short}{chinese_time(o.at)}AQI {'—' if o.aqi is None else o.aqi}{mean}{primary}"
