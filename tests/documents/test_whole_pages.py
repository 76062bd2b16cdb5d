"""Generated bodies on whole pages of every format, read back from the finished PDF: no rule broken, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise, takewhile

import pytest
from hypothesis import HealthCheck, given, settings

from qh_console.documents.formats import begin
from qh_console.documents.model import Format, Paper
from qh_console.documents.page import AREA_HEIGHT, AREA_WIDTH, CHAR_PITCH, LINE_PITCH, LINES, SIZE_3, SIZE_4
from qh_console.documents.render import render
from tests.documents.generated_papers import Told, papers, told
from tests.documents.leaves import Leaf, Sign, leaves
from tests.documents.samples import faces

NO_START = "，。；：！？、）》」』”’…—％%‰℃〕】·～"
NO_END = "（《「『“‘〔【"
CLOSING = "，。、；：）》」』”’〕】"
HANGS = "，。、；："
MARKS = NO_START + NO_END + "〉〗〈〖"
UNIT = re.compile(r"(µg|μg|m/s|小时|个百分点|万吨|吨|[%‰℃年月日时号级天])")
JOINED = re.compile(r"[A-Za-z0-9.%/µμ³]")
LONGEST_WORD = 30
"""Signs of a Latin run that always fit a line; a longer one may have to be cut."""
PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ", "0123456789x")
INK = 0.38
"""Share of the em that a closing mark blackens; an opening one blackens the right half."""
NEAR = 0.5 * 72 / 25.4
FORMS = (Format.FILE, Format.LETTER, Format.MINUTES, Format.FORM)
BODY = ("text", "heading", "head", "caption", "cell", "foot")
EACH = 50
"""Of every format: 200 papers in all."""


@dataclass(frozen=True)
class Spoken:
    """One sign of the text as it was meant and as it stands: whether a space comes before it, and on which leaf."""

    sign: Sign
    leaf: Leaf
    spaced: bool


Stretch = tuple[Told, list[Spoken]]


def is_text(sign: Sign, leaf: Leaf) -> bool:
    """Whether a sign is the paper's own and not its footer or page number, which a turned leaf carries on its left."""
    return sign.x > -4.0 if leaf.turned else sign.y > -4.0


def matched(paper: Paper, pages: Sequence[Leaf]) -> list[Stretch]:
    """Every stretch with the signs that say it, each once and in order; fails at the first that is not there."""
    queue = [(sign, leaf) for leaf in pages for sign in leaf.signs if is_text(sign, leaf)]
    at, stretches, leaf_before = 0, [], 0
    for item in told(paper, begin(paper, faces())[1]):
        if item.repeats and at < len(queue) and queue[at][1].number != leaf_before and item.text:
            at = _say(Told("head", item.repeats), queue, at)[1]
        said, at = _say(item, queue, at)
        if said:
            leaf_before = said[-1].leaf.number
        stretches.append((item, said))
    assert at == len(queue), "more is on the pages than the paper says: " + "".join(s.text for s, _ in queue[at:][:40])
    return [each for each in stretches if each[1]]


def _say(item: Told, queue: Sequence[tuple[Sign, Leaf]], at: int) -> tuple[list[Spoken], int]:
    said: list[Spoken] = []
    spaced = False
    for char in item.text.translate(PLAIN):
        if char.isspace():
            spaced = True
            continue
        assert at < len(queue), f"lost: {item}"
        sign, leaf = queue[at]
        assert sign.text == char, f"{char} wanted in {item}, found " + "".join(s.text for s, _ in queue[at:][:30])
        said.append(Spoken(sign, leaf, spaced))
        at, spaced = at + 1, False
    return said, at


def lines(said: Sequence[Spoken]) -> list[list[Spoken]]:
    return [list(line) for _, line in groupby(said, lambda s: (s.leaf.number, round(s.sign.y)))]


def check_breaks(item: Told, said: Sequence[Spoken]) -> None:
    """避头尾, words and numbers whole, units with their numbers."""
    rows = lines(said)
    for before, after in pairwise(rows):
        a, b = before[-1].sign.text, after[0].sign.text
        rest = "".join(s.sign.text for s in after)
        where = "".join(s.sign.text for s in before) + " / " + rest
        assert b not in NO_START or is_one_piece(before), where
        assert a not in NO_END or is_one_piece(before), where
        if not after[0].spaced:
            assert not (JOINED.match(a) and JOINED.match(b)) or run(before[::-1]) + run(after) > LONGEST_WORD, where
        assert not (a.isdigit() and UNIT.match(rest)), where
        assert not (a in "第～" and b.isdigit()), where
        if item.kind not in ("title", "cell"):
            assert not re.search(r"(HJ|GB/T)$", "".join(s.sign.text for s in before)), where


def run(row: Sequence[Spoken]) -> int:
    """How many signs of a Latin run begin a line, or, backwards, end one."""
    return len(list(takewhile(lambda spoken: JOINED.match(spoken.sign.text), row)))


def is_one_piece(row: Sequence[Spoken]) -> bool:
    """Whether a line has no place it might have ended at, so that it had to be cut by force."""
    pairs = [(a.sign.text, b.sign.text) for a, b in pairwise(row)]
    return all(b in NO_START or a in NO_END or (JOINED.match(a) and JOINED.match(b)) for a, b in pairs)


def check_grid(said: Sequence[Spoken]) -> None:
    """Body text stands on the grid of 22 lines; its characters on that of 28, unless the line is spread to the edge."""
    for row in lines(said):
        leaf, first, last = row[0].leaf, row[0].sign, row[-1].sign
        if leaf.turned or abs(first.size - SIZE_3) > 0.1:
            continue
        place = (AREA_HEIGHT - first.y - (LINE_PITCH - SIZE_3) / 2 - 0.88 * SIZE_3) / LINE_PITCH
        assert abs(place - round(place)) * LINE_PITCH < NEAR, first
        assert 0 <= round(place) < LINES, first
        spread = abs(last.right - AREA_WIDTH) < NEAR or last.text in CLOSING
        for one in row:
            if ord(one.sign.text) > 0x2E80 and one.sign.text not in MARKS + "年月日时分" and not spread:
                cell = (one.sign.x - (CHAR_PITCH - SIZE_3) / 2) / CHAR_PITCH
                assert abs(cell - round(cell)) * CHAR_PITCH < NEAR, (one.sign, "".join(s.sign.text for s in row))


def check_inside(said: Sequence[Spoken]) -> None:
    for row in lines(said):
        for one in row:
            width, height = (AREA_HEIGHT, AREA_WIDTH) if one.leaf.turned else (AREA_WIDTH, AREA_HEIGHT)
            hangs = CHAR_PITCH if one is row[-1] and one.sign.text in HANGS else 0.0
            right = one.sign.x + INK * one.sign.size if one.sign.text in CLOSING else one.sign.right
            assert -NEAR < one.sign.x < right < width + NEAR + hangs, one.sign
            assert one.sign.y - 0.12 * one.sign.size > -NEAR, one.sign
            assert one.sign.y + 0.88 * one.sign.size < height + NEAR or one.sign.size > 25, one.sign


def check_overlaps(leaf: Leaf) -> None:
    """No sign stands on another, no rule runs through one."""
    stretches: list[tuple[float, float, float, float, str]] = []
    for sign in leaf.signs:
        if leaf.turned and not is_text(sign, leaf):
            continue
        low, high = sign.y - 0.1 * sign.size, sign.y + 0.8 * sign.size
        left = sign.x + sign.size / 2 if sign.text in NO_END else sign.x
        right = sign.x + INK * sign.size if sign.text in CLOSING else sign.right
        last = stretches[-1] if stretches else None
        if last and abs(last[1] - low) < 0.01 and -0.6 < left - last[2] < 0.7 * sign.size:
            stretches[-1] = (last[0], low, right, high, last[4] + sign.text)
        else:
            stretches.append((left, low, right, high, sign.text))
    for index, (left, low, right, high, text) in enumerate(stretches):
        for other in stretches[index + 1 :]:
            apart = other[0] > right - 1 or other[2] < left + 1 or other[1] > high or other[3] < low
            assert apart, f"page {leaf.number}: {text} and {other[4]} overlap"
        for rule in leaf.rules:
            thin = min(rule.right - rule.left, rule.top - rule.bottom) < 4
            apart = rule.left > right - 1 or rule.right < left + 1 or rule.bottom > high or rule.top < low
            assert apart or not thin, f"page {leaf.number}: a rule runs through {text}"


def check_keeping(stretches: Sequence[Stretch]) -> None:
    """No single line of a paragraph alone on a page; a heading with two lines at least of what follows.

    What opens the body stays on the first page in any case, which has to show body text.
    """
    first = next((said for item, said in stretches if item.kind == "text"), None)
    for item, said in stretches:
        rows = [row[0].leaf.number for row in lines(said)]
        counts = [len(list(group)) for _, group in groupby(rows)]
        if item.kind == "text" and len(counts) > 1 and (len(rows) > 3 or said is not first):
            assert counts[0] >= 2, said[0]
            assert counts[-1] >= 2, said[-1]
        if item.kind in ("heading", "note"):
            assert len(counts) == 1
    for index, (item, said) in enumerate(stretches):
        later = stretches[index + 1 :]
        opens = not any(other.kind in BODY for other, _ in stretches[:index])
        if item.kind != "heading" or opens:
            continue
        number = said[-1].leaf.number
        chain = list(takewhile(lambda each: each[0].kind == "heading", later))
        headed = list(takewhile(partial(is_headed, said[0].leaf), later[len(chain) :]))
        texts = [*chain, *headed[:8]]
        following = [row for _, signs in texts for row in lines(signs)][: len(chain) + 2]
        assert all(row[0].leaf.number == number for row in following), f"{item.text} is left last on page {number}"


def is_headed(leaf: Leaf, stretch: Stretch) -> bool:
    """Whether a stretch may keep a heading on `leaf` company: the next heading cannot, nor a table on another side."""
    item, said = stretch
    return item.kind in BODY and item.kind != "heading" and said[0].leaf.turned == leaf.turned


def check_first_page(paper: Paper, stretches: Sequence[Stretch]) -> None:
    body = next(said for item, said in stretches if item.kind in BODY)
    assert body[0].leaf.number == 1


def check_page_numbers(paper: Paper, pages: Sequence[Leaf], stretches: Sequence[Stretch]) -> None:
    ended = any(item.kind in ("copies", "printed") for item, _ in stretches)
    used = {one.leaf.number for _, said in stretches for one in said}
    blank = {leaf.number for leaf in pages} - used
    for leaf in pages:
        said = "".join(s.text for s in leaf.signs if not is_text(s, leaf) and abs(s.size - SIZE_4) < 0.1)
        letter_head = paper.format is Format.LETTER and leaf.number == 1
        silent = letter_head or leaf.number in blank or (blank and leaf.number == len(pages))
        assert said == ("" if silent else f"—{leaf.number}—"), (leaf.number, said)
    if ended and paper.format is not Format.LETTER:
        assert len(pages) % 2 == 0


def whole_page_test(form: Format) -> Callable[[], None]:
    @settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
    @given(papers(form))
    def check(paper: Paper) -> None:
        pages = leaves(render(paper, faces()).pdf)
        stretches = matched(paper, pages)
        for item, said in stretches:
            check_inside(said)
            if item.kind not in ("mark", "number", "signature", "date", "corner"):
                check_breaks(item, said)
            if item.kind in ("text", "heading", "list", "note"):
                check_grid(said)
        for leaf in pages:
            check_overlaps(leaf)
        check_keeping(stretches)
        check_first_page(paper, stretches)
        check_page_numbers(paper, pages, stretches)

    return check


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.value)
def test_generated_bodies_break_no_rule_and_lose_nothing(form: Format) -> None:
    whole_page_test(form)()
