"""Divides a title into lines that make a trapezium or a rhombus without splitting a word (GB/T 9704—2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

BEFORE = ("关于", "《", "（", "的通知", "的公告", "的报告", "的函", "通知", "报告", "公告")
TERM = re.compile(
    "重污染天气|空气质量|大气污染|应急响应|应急预案|应急处置|应急演练|预警信息|(?:黄|橙|红)色预警|环境监测|减排清单"
    "|清洁取暖|冬季|春季|秋冬季|联防联控|会商研判|监督检查|专项行动|工作方案|任务分工|领导小组"
)
PLACE_END = re.compile("自治州|自治县|[市县省](?!.{0,1}[城区级])|(?<=[市县])区")
JOINING = re.compile("(?<=.)[和及]")
STEP = 3
"""Characters by which one line of a title is best longer than the next."""
RISING, FALLING, RHOMBUS, SHAPELESS = "rising", "falling", "rhombus", "shapeless"
Choice = tuple[bool, int, tuple[int, ...]]
"""Whether lines have no shape, how far their steps are from STEP, where they end."""
AFTER = ("的", "》", "、", "，", "办公室", "领导小组", "指挥部", "厅", "局", "委员会", "人民政府")


def title_lines(title: str, per_line: int) -> tuple[str, ...]:
    """The fewest lines that fit; among them the best shaped. "|" marks where a line may end, else words are guessed."""
    text = title.replace("|", "")
    if len(text) <= per_line:
        return (text,)
    cuts = _marked_cuts(title) if "|" in title else _likely_cuts(text)
    surer, any_place = (_Shaper(text, p, per_line).lines() for p in (cuts, sorted({*cuts, *_possible_cuts(text)})))
    shortest = min((lines for lines in (surer, any_place) if lines), key=len, default=())
    return shortest or tuple(text[i : i + per_line] for i in range(0, len(text), per_line))


class _Shaper:
    """Finds the best lines that end at given places; what is known of a tail is kept, so a long title takes no time."""

    def __init__(self, text: str, cuts: Sequence[int], per_line: int) -> None:
        self._text = text
        self._ends = (*cuts, len(text))
        self._per_line = per_line
        self._known: dict[tuple[int, int, int, str], Choice | None] = {}

    def lines(self) -> tuple[str, ...]:
        """Nothing where no line that fits reaches a place one may end at."""
        for count in range(-(-len(self._text) // self._per_line), len(self._ends) + 1):
            best = self._best(0, count, 0, "")
            if best is not None:
                return tuple(self._text[a:b] for a, b in pairwise((0, *best[2])))
        return ()

    def _best(self, start: int, count: int, before: int, shape: str) -> Choice | None:
        """The least ugly `count` lines from `start` to the end, after a line `before` long and lines of some shape."""
        if count == 0:
            return (shape == SHAPELESS, 0, ()) if start == len(self._text) else None
        key = (start, count, before, shape)
        if key not in self._known:
            tries = [
                self._with_line(start, end, count, before, shape)
                for end in self._ends
                if start < end <= start + self._per_line
            ]
            self._known[key] = min((each for each in tries if each is not None), default=None)
        return self._known[key]

    def _with_line(self, start: int, end: int, count: int, before: int, shape: str) -> Choice | None:
        length = end - start
        step = length - before if start else 0
        after = _shape_after(shape, step) if start else shape
        rest = self._best(end, count - 1, length, after)
        if rest is None:
            return None
        ugly = abs(abs(step) - STEP) if start else 0
        return (rest[0], rest[1] + ugly, (end, *rest[2]))


def _shape_after(shape: str, step: int) -> str:
    """Lines that only fall, only rise, or rise and then fall (a rhombus) look right, in steps of about STEP."""
    if step > 0:
        return RISING if shape in ("", RISING) else SHAPELESS
    if step < 0:
        return {"": FALLING, FALLING: FALLING, RISING: RHOMBUS, RHOMBUS: RHOMBUS}.get(shape, SHAPELESS)
    return SHAPELESS


def _marked_cuts(title: str) -> list[int]:
    cuts: list[int] = []
    passed = 0
    for part in title.split("|")[:-1]:
        passed += len(part)
        cuts.append(passed)
    return sorted({c for c in cuts if 0 < c < passed + len(title)})


def _likely_cuts(text: str) -> list[int]:
    """Places where a word surely does not run on."""
    cuts = {text.find(word, at) for word in BEFORE for at in range(len(text))}
    for word in AFTER:
        at = text.find(word)
        while at >= 0:
            cuts.add(at + len(word))
            at = text.find(word, at + 1)
    unsplit = {c for c in cuts if 2 <= c <= len(text) - 2}
    return sorted(c for c in unsplit if _may_part(text, c))


def _may_part(text: str, at: int) -> bool:
    return text[at] not in "、，》）的" and text[at - 1] not in "《（" and not text.endswith("关于", 0, at)


def _possible_cuts(text: str) -> list[int]:
    """More places, less sure: beside terms of this office, after places and before what joins."""
    cuts = {m.start() for m in TERM.finditer(text)} | {m.end() for m in TERM.finditer(text)}
    cuts |= {m.end() for m in PLACE_END.finditer(text)} | {m.start() for m in JOINING.finditer(text)}
    return sorted(c for c in cuts if 2 <= c <= len(text) - 2 and _may_part(text, c))
