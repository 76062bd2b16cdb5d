"""The official text of a plan, cut into its numbered clauses and items: what it says, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Number = tuple[int, ...]

LONGEST_HEADING = 20
_MOST_SKIPPED = 5
"""How many clauses a text may leave out before a number is taken for a figure."""
_ENDS = tuple("。；：！？.;:!?”》")

_DIGITS = str.maketrans("０１２３４５６７８９．　\u00a0\t", "0123456789.   ", "\u200b\ufeff")
_NO_MEASURE = r"(?!\s*(?:[%％倍次个米天年月日时级项吨万千亿]|小时|分钟|微克|毫克|公里|公斤))"
_CLAUSE = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?!\d){_NO_MEASURE}[.、．]?\s*(.*)")
_CHAPTER = re.compile(rf"(\d{{1,2}}){_NO_MEASURE}(?:\s+|、\s*)(\D.*)")
_ITEM = re.compile(r"(\d{1,2})(?:[.、]|．)(?!\d)\s*(\S.*)")
_SUB_ITEM = re.compile(r"[（(](\d{1,2})[)）]\s*(.*)")
_PAGE = re.compile(r"[-—–－\s]*\d{1,4}[-—–－\s]*")
_CONTENTS = re.compile(r".*(?:[.…·]{3,}|\s{4,})\s*\d{1,3}")
_RUN_ON = re.compile(r"(?<=[。；：])\s*(?=[（(]\d{1,2}[)）]|\d{1,2}(?:\.\d{1,2}){1,2}\s*[^\d\s%％.。、])")
"""Where a break was lost: a new number right after the end of a sentence."""


@dataclass(frozen=True)
class PlanClause:
    """One clause or item: `number` as 5.3.1-1(2), `lines` its own paragraphs, the heading first."""

    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlanText:
    """A plan's clauses by number, in the order of the text."""

    clauses: Mapping[str, PlanClause] = field(default_factory=dict)

    def wording(self, number: str, unit: str = "") -> str:
        """What the text says under `number`, with the items below it; of a list of units, `unit`'s own paragraph.

        Empty where the text has no such clause.
        """
        clause = self.clauses.get(number)
        if clause is None:
            return ""
        own = [line for line in clause.lines if unit and re.match(rf"{re.escape(unit)}(?:（[^）]*）)?[：:]", line)]
        below = [c for n, c in self.clauses.items() if n.startswith((f"{number}-", f"{number}("))]
        return "\n".join(own or [*clause.lines, *(line for c in below for line in c.lines)])

    def lacking(self, numbers: Iterable[str]) -> tuple[str, ...]:
        """Those of `numbers` that the text does not have, each once."""
        return tuple(n for n in dict.fromkeys(numbers) if n not in self.clauses)


def parse_plan(text: str) -> PlanText:
    """The clauses of `text`; none where it has no numbers such as 3.1. Where the numbering begins anew, as after a
    table of contents, what came before does not count."""
    reader = _Reader()
    for line in _lines(text):
        reader.take(line)
    return PlanText({number: PlanClause(number, tuple(lines)) for number, lines in reader.found.items()})


def _lines(text: str) -> Iterator[str]:
    """Lines worth reading: no page numbers, no table of contents, each number at a line's beginning."""
    for raw in text.splitlines():
        plain = raw.translate(_DIGITS).strip()
        if plain and not _PAGE.fullmatch(plain) and not _CONTENTS.fullmatch(plain):
            yield from (part.strip() for part in _RUN_ON.split(plain))


class _Reader:
    """Where in the numbering the text stands."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._last: Number = ()
        self._item = 0
        self._sub_item = 0
        self._is_open = False
        """Whether the last line may go on in the next."""

    def take(self, line: str) -> None:
        clause = _CLAUSE.fullmatch(line)
        if clause is not None:
            number = tuple(int(part) for part in clause[1].split("."))
            if self._may_follow(number):
                self._begin_clause(number, clause[2])
                return
        chapter = _CHAPTER.fullmatch(line)
        if chapter is not None and self._is_chapter(int(chapter[1]), chapter[2]):
            self._begin_clause((int(chapter[1]),), chapter[2])
        elif self.found and not self._begin_item(line):
            self._go_on(line)

    def _may_follow(self, number: Number) -> bool:
        """Whether a clause of this number can come next; 2.5 in a line about particles cannot."""
        if number in ((1,), (1, 1)) and number != self._last[:1] + (1,) * (len(number) - 1):
            self.found.clear()
            self._last = ()
        depth = next((i for i, (a, b) in enumerate(zip(self._last, number, strict=False)) if a != b), None)
        if depth is None:
            below = number[len(self._last) :]
            return bool(below) and below[0] <= _MOST_SKIPPED and all(part <= 2 for part in below[1:])
        step = number[depth] - self._last[depth]
        most = 2 if depth == 0 and len(number) > 1 else _MOST_SKIPPED
        return 1 <= step <= most and all(part <= 2 for part in number[depth + 1 :])

    def _is_chapter(self, number: int, title: str) -> bool:
        is_heading = len(title) <= LONGEST_HEADING and not title.endswith(_ENDS) and "，" not in title
        return is_heading and self._may_follow((number,))

    def _begin_clause(self, number: Number, text: str) -> None:
        self._last, self._item, self._sub_item = number, 0, 0
        self._begin(".".join(map(str, number)), text)

    def _begin_item(self, line: str) -> bool:
        item, sub_item = _ITEM.fullmatch(line), _SUB_ITEM.fullmatch(line)
        if item is not None and int(item[1]) == self._item + 1:
            self._item, self._sub_item = self._item + 1, 0
            self._begin(self._here, item[2])
            return True
        if sub_item is not None and int(sub_item[1]) == self._sub_item + 1:
            self._sub_item += 1
            self._begin(self._here, line)
            return True
        return False

    @property
    def _here(self) -> str:
        clause = ".".join(map(str, self._last))
        item = f"-{self._item}" if self._item else ""
        return f"{clause}{item}({self._sub_item})" if self._sub_item else f"{clause}{item}"

    def _begin(self, number: str, text: str) -> None:
        self.found[number] = [text] if text else []
        is_short = len(text) <= LONGEST_HEADING and not any(sign in text for sign in "，；：")
        is_heading = is_short and not self._sub_item
        self._is_open = bool(text) and not is_heading and not text.endswith(_ENDS)

    def _go_on(self, line: str) -> None:
        lines = self.found[self._here]
        if self._is_open and lines:
            lines[-1] += line
        else:
            lines.append(line)
        self._is_open = not line.endswith(_ENDS)
