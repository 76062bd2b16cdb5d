"""What was entered into the emission register, in one Chinese sentence each."""

from __future__ import annotations

from qh_console.domain.emission_acts import EmissionAct, EmissionListEntered
from qh_console.domain.emissions import DailyGrams, Pollutant, kilograms
from qh_console.domain.places import Places


def emission_words(act: EmissionAct, places: Places) -> str:
    """What was done, in one line; who and when stand beside it."""
    if isinstance(act, EmissionListEntered):
        told = act.list
        again = f"，替换{act.replaces}" if act.replaces else ""
        return f"登记{_place(told.place, places)}{told.dated_on}减排清单，{len(told.sources)}个源（{told.file}{again}）"
    base = act.base
    return f"登记{_place(base.place, places)}{base.year}年应急减排基数：{daily_words(base.grams)}"


def daily_words(grams: DailyGrams) -> str:
    """SO₂ 12.5、NOx 3、颗粒物 7、VOCs 0千克/日."""
    return "、".join(f"{p.symbol} {kilograms(grams.of(p))}" for p in Pollutant) + "千克/日"


def _place(code: str, places: Places) -> str:
    return places[code].name if code in places else code
