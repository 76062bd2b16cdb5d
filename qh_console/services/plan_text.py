"""The plan's own words beside our short ones: importing the official text, and reading a clause of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qh_console.domain.pack import PlanPack
from qh_console.domain.plan_text import PlanText, parse_plan
from qh_console.feeds.plan_file import read_plan_file
from qh_console.problems import BadInput, Fault, KnownProblem
from qh_console.store.plan_texts import PlanTexts


@dataclass(frozen=True)
class PlanImported:
    """What became of a file. `lacking` are clauses our rules quote and the text does not have."""

    pack: str
    clauses: int
    stored: Path
    kept: Path | None
    """Where the former text is now."""
    lacking: tuple[str, ...]


def clauses_quoted(pack: PlanPack) -> tuple[str, ...]:
    """Every clause that the edition's rules, duties and glosses name, each once, in the plan's order."""
    levels = (condition.clause for rule in pack.levels for condition in rule.any_of)
    duties = (duty.clause for duty in pack.duties)
    quoted = {*levels, *pack.grading.clauses.values(), *duties, *pack.clauses}
    return tuple(sorted(quoted, key=lambda number: ([int(part) for part in re.findall(r"\d+", number)], number)))


def import_plan(path: Path, pack: PlanPack, store: PlanTexts, at: datetime) -> PlanImported:
    """Takes the office's text of an edition. Raises BadInput for a file that is no such text, KnownProblem."""
    text = read_plan_file(path)
    plan = parse_plan(text)
    if not any("." in number for number in plan.clauses):
        what_to_do = "请核对是否选错了文件；Word 自动编号请先改成固定文字"
        raise BadInput([Fault(path.name, "没有找到“3.1”这样编号的条款", what_to_do)])
    kept = store.put(pack.id, text, at)
    return PlanImported(pack.id, len(plan.clauses), store.path(pack.id), kept, plan.lacking(clauses_quoted(pack)))


class PlanWording:
    """The official wording by edition and clause; a text imported meanwhile is noticed."""

    def __init__(self, store: PlanTexts) -> None:
        self._store = store
        self._read: dict[str, tuple[int, PlanText]] = {}

    def of(self, pack: str, clause: str, unit: str = "") -> str:
        """What the text says under `clause`; of a list of units, `unit`'s own paragraph. Empty where none is here."""
        return self._text(pack).wording(clause, unit)

    def _text(self, pack: str) -> PlanText:
        stamp = self._store.stamp(pack)
        if not stamp:
            return PlanText()
        known = self._read.get(pack)
        if known is None or known[0] != stamp:
            known = (stamp, self._parsed(pack))
            self._read[pack] = known
        return known[1]

    def _parsed(self, pack: str) -> PlanText:
        """A text that cannot be read is as good as none: it only stands beside our own words."""
        try:
            return parse_plan(self._store.read(pack))
        except KnownProblem:
            return PlanText()
