"""Divides a title into lines that make a trapezium or a rhombus without splitting a word (GB/T 9704—2012 7.3.1)."""

from __future__ import annotations

from itertools import combinations, pairwise

BEFORE = ("关于", "《", "（", "的通知", "的公告", "的报告", "的函", "通知", "报告", "公告")
AFTER = ("关于", "的", "》", "、", "，", "办公室", "领导小组", "指挥部", "厅", "局", "委员会", "人民政府")


def title_lines(title: str, per_line: int) -> tuple[str, ...]:
    """The fewest lines that fit; among them the best shaped. "|" marks where a line may end, else words are guessed."""
    marked = "|" in title
    text = title.replace("|", "")
    if len(text) <= per_line:
        return (text,)
    cuts = _marked_cuts(title) if marked else _likely_cuts(text)
    for count in range(-(-len(text) // per_line), len(text) + 1):
        choices = [_split(text, chosen) for chosen in combinations(cuts, count - 1)]
        fitting = [c for c in choices if max(map(len, c)) <= per_line]
        if fitting:
            return min(fitting, key=_ugliness)
        if count > len(cuts) + 1:
            break
    return tuple(text[i : i + per_line] for i in range(0, len(text), per_line))


def _split(text: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *cuts, len(text))
    return tuple(text[a:b] for a, b in pairwise(edges))


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
    return sorted(c for c in unsplit if text[c] not in "、，》）的" and text[c - 1] not in "《（")


def _ugliness(lines: tuple[str, ...]) -> tuple[int, int]:
    """Rising or falling lines, or a rhombus, with steps of two to four characters, look right."""
    lengths = [len(line) for line in lines]
    steps = [b - a for a, b in pairwise(lengths)]
    falls = all(s < 0 for s in steps)
    rises = all(s > 0 for s in steps)
    peak = lengths.index(max(lengths))
    rhombus = 0 < peak < len(lengths) - 1 and all(s > 0 for s in steps[:peak]) and all(s < 0 for s in steps[peak:])
    shaped = falls or rises or rhombus
    return (0 if shaped else 1, sum(abs(abs(s) - 3) for s in steps))
