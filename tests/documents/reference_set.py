"""Every paper at every level from fixed snapshots, its pages kept as lines of text with their places.

A line reads `left top size text`, in mm from the page's top left and points; `rule` lines are red rules and those as
wide as a page's text, `left top right bottom width`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from qh_console.documents.model import FooterStamp
from qh_console.documents.press import Snapshot, make
from qh_console.documents.snapshots import LevelFacts
from tests.documents.assessed_sample import REPORT
from tests.documents.emission_samples import BOARD, SUMMARY
from tests.documents.measured import Mark, Side, sides
from tests.documents.office_samples import CONTACTS, EXTRACT, HANDOVER, HINT, ROSTER
from tests.documents.samples import (
    ADJUST,
    APPROVAL,
    BRIEF,
    BULLETIN,
    CORRECTION,
    DUTY,
    FACTS,
    FILING,
    ISSUE,
    LIFT,
    MINUTES,
    ORANGE,
    RED,
    REPORT_UP,
    RESPONSE,
    STAMP,
    SUPERVISION,
    YELLOW,
    faces,
    wording,
)

FOLDER = Path(__file__).parent / "reference"
APART_MM = 4.0
"""Characters further apart than this on one height are two stretches."""
WIDE_MM = 150.0
LEVELS: Mapping[str, LevelFacts] = {"yellow": YELLOW, "orange": ORANGE, "red": RED}

Pages = Sequence[Sequence[str]]


def reference_set() -> dict[str, Snapshot]:
    """Name of the stored file → the snapshot it was made from."""
    papers: dict[str, Snapshot] = {
        "assessment": REPORT, "consultation-minutes": MINUTES, "supervision": SUPERVISION,
        "health-hint": HINT,
        "handover-record": HANDOVER, "logbook-extract": EXTRACT, "duty-roster": ROSTER,
        "contact-sheet": CONTACTS, "emission-summary": SUMMARY, "emission-board": BOARD,
        "emission-board-a3": replace(BOARD, on_a3=True),
    }  # fmt: skip
    for name, level in LEVELS.items():
        facts = replace(FACTS, level=level)
        earlier = replace(LIFT.changes, level=level)
        papers |= {
            f"issue-notice-{name}": replace(ISSUE, facts=facts, supervision=level is RED),
            f"lift-notice-{name}": replace(LIFT, changes=earlier),
            f"correction-{name}": replace(CORRECTION, changes=earlier),
            f"withdrawal-{name}": replace(CORRECTION, changes=earlier, withdraws=True),
            f"report-up-{name}": replace(REPORT_UP, facts=facts),
            f"approval-sheet-{name}": replace(APPROVAL, facts=facts),
            f"bulletin-{name}": replace(BULLETIN, facts=facts),
            f"response-notice-{name}": replace(RESPONSE, level=level, supervision=level is RED),
            f"duty-sheet-{name}": replace(DUTY, level=level),
            f"filing-{name}": replace(FILING, facts=facts),
            f"daily-brief-{name}": replace(BRIEF, level=level),
        }
    for before, after, raised in (("yellow", "orange", True), ("orange", "red", True), ("red", "yellow", False)):
        adjusted = replace(ADJUST, facts=replace(FACTS, level=LEVELS[after]), raised=raised)
        papers[f"adjust-notice-{before}-{after}"] = replace(
            adjusted, changes=replace(ADJUST.changes, level=LEVELS[before])
        )
    drill = replace(ISSUE.head, drill=True)
    return {**papers, "issue-notice-drill": replace(ISSUE, head=drill)}


def pages_of(snapshot: Snapshot) -> list[list[str]]:
    stamped = replace(snapshot, head=replace(snapshot.head, footer=snapshot.head.footer or _stamp()))
    return [_lines(side) for side in sides(make(stamped, wording(), faces()).pdf)]


def _stamp() -> FooterStamp:
    return STAMP


def _lines(side: Side) -> list[str]:
    found: list[tuple[float, float, str]] = []
    rows = sorted(side.chars, key=lambda c: (*_height(c), c.left))
    for _, row in groupby(rows, key=_height):
        for stretch in _stretches(list(row)):
            first = stretch[0]
            text = "".join(c.text for c in stretch)
            found.append((first.top, first.left, f"{first.left:.1f} {first.top:.1f} {first.size_pt:.4g} {text}"))
    for rule in side.rules:
        if rule.colour[:1] not in {(), (0,)} or rule.right - rule.left > WIDE_MM:
            place = f"rule {rule.left:.1f} {rule.top:.1f} {rule.right:.1f} {rule.bottom:.1f} {rule.size_pt:.2f}"
            found.append((rule.top, rule.left, place))
    return [text for _, _, text in sorted(found)]


def _height(char: Mark) -> tuple[float, float]:
    return round(char.top, 1), round(char.size_pt, 1)


def _stretches(row: Sequence[Mark]) -> list[list[Mark]]:
    parts: list[list[Mark]] = [[row[0]]]
    for char in row[1:]:
        if char.left - parts[-1][-1].right > APART_MM:
            parts.append([])
        parts[-1].append(char)
    return parts


def stored(name: str) -> list[list[str]]:
    pages: list[list[str]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return pages


def written(pages: Pages) -> str:
    """JSON with one line of the page on each line, so that a change shows as one."""
    return json.dumps(pages, ensure_ascii=False, indent=1) + "\n"
