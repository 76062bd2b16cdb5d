"""How fast papers are set: a whole release in one process, and a two-page notice against typst with the same fonts."""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from qh_console.documents.cap import cap_xml
from qh_console.documents.flow import HEADING_ROLES, spans_of
from qh_console.documents.model import Heading, Paper, Paragraph, Span
from qh_console.documents.national_xml import national_xml
from qh_console.documents.press import Snapshot, make, worded
from qh_console.documents.render import render
from qh_console.documents.word import word_file
from qh_console.paths import resources_folder
from tests.documents.machine_samples import machine
from tests.documents.samples import BULLETIN, DUTY, ISSUE, MINUTES, faces, wording

SHEETS = 26
WORDS = wording()
"""Kept, as the console keeps its own."""
FAMILIES = {"HEI": "Noto Sans SC", "KAI": "QH Kai", "FANG": "QH Fang"}


def best_ms(work: Callable[[], object], times: int) -> float:
    work()
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return 1000 * min(spent)


def release() -> int:
    """Notice, a sheet for every unit, bulletin and minutes: how many pages."""
    sheets = [replace(DUTY, unit=f"{DUTY.unit}{number}") for number in range(SHEETS)]
    papers: tuple[Snapshot, ...] = (ISSUE, *sheets, BULLETIN, MINUTES)
    return sum(make(paper, WORDS, faces()).pages for paper in papers)


def two_pages() -> Paper:
    """A notice of two pages: text alone, which both engines set."""
    page = worded(ISSUE, wording())
    text = [block for block in page.blocks if isinstance(block, Heading | Paragraph)]
    paper = replace(page, blocks=tuple(text), attachments=(), printed_by="", copies_to="")
    while render(paper, faces()).pages > 2:
        text.pop()
        paper = replace(paper, blocks=tuple(text))
    return paper


def told_anew(paper: Paper) -> Iterator[Paper]:
    """The same notice with every paragraph another from run to run, as typst's is."""
    for run in range(10**9):
        blocks = (
            replace(block, words=(*spans_of(block.words), Span(str(run)))) if isinstance(block, Paragraph) else block
            for block in paper.blocks
        )
        yield replace(paper, blocks=tuple(blocks))


def in_typst(paper: Paper) -> str:
    """The same words on the same page, faces and pitch, as typst takes them."""
    lines = [
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))',
        '#set text(font: ("QH Serif", "QH Fang"), size: 16pt, lang: "zh", region: "cn")',
        "#set par(justify: true, leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true))",
        f'#align(center, text(size: 22pt, font: "Noto Serif SC", weight: "bold")[{_plain(paper.plain_title)}])',
        f"{_plain(paper.addressee)}：",
    ]
    for block in paper.blocks:
        if isinstance(block, Heading):
            family = FAMILIES.get(HEADING_ROLES[block.level].name, "QH Fang")
            lines.append(f'#text(font: "{family}")[{_plain(block.text)}]')
        elif isinstance(block, Paragraph):
            words = block.words if isinstance(block.words, str) else "".join(span.text for span in block.words)
            lines.append(_plain(words))
    if paper.signature:
        lines += [f"#align(right)[{_plain(name)}]" for name in paper.signature.names]
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"([#$*_`<>@\[\]\\])", r"\\\1", text)


def typst_ms(paper: Paper, times: int) -> tuple[float, float] | None:
    """One call that reads fonts and text, and a compiler that keeps its fonts; None where typst is not installed.

    Every line changes from run to run, or typst would answer from memory.
    """
    try:
        typst: Any = importlib.import_module("typst")
    except ImportError:
        return None
    fonts = {"font_paths": [str(resources_folder() / "fonts")], "ignore_system_fonts": True}
    lines = in_typst(paper).split("\n\n")
    runs = iter(range(10**9))

    def text() -> bytes:
        run = next(runs)
        return "\n\n".join(line if line.startswith("#set") else f"{line}{run}" for line in lines).encode()

    kept = typst.Compiler(text(), **fonts)
    return (
        best_ms(lambda: typst.compile(text(), format="pdf", **fonts), times),
        best_ms(lambda: kept.compile(input=text(), format="pdf"), times),
    )


def main() -> None:
    pages = release()
    whole_ms = best_ms(release, 3)
    paper, said = two_pages(), machine()
    told = told_anew(paper)
    ours = best_ms(lambda: render(next(told), faces()), 10)
    forms = best_ms(lambda: (cap_xml(said), national_xml(said), word_file(paper)), 5)
    theirs = typst_ms(paper, 10)
    show("what", "measured", "goal")
    show(f"notice, {SHEETS} duty sheets, bulletin, minutes: {pages} pages", f"{whole_ms:.0f} ms", "1500 ms")
    show("CAP, national XML and Word of one notice", f"{forms:.0f} ms", "")
    show("notice of two pages", f"{ours:.1f} ms", "")
    if theirs is None:
        show("the same in typst", "absent", "")
    else:
        one, kept = theirs
        show("the same in typst: one call that reads its fonts", f"{one:.1f} ms", "")
        show("the same in typst: a compiler that keeps its fonts", f"{kept:.1f} ms", "")
        show("ours (faces kept) / typst, one call", f"{ours / one:.2f} x", "1 x")
        show("ours (faces kept) / typst, compiler kept", f"{ours / kept:.2f} x", "")


def show(what: str, measured: str, goal: str) -> None:
    print(f"{what:<58}{measured:>12}{goal:>10}")


if __name__ == "__main__":
    main()
