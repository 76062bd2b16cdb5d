"""What the palette reaches besides rooms and acts: places, units, alerts, enterprises and papers by name."""

from __future__ import annotations

from qh_console.domain.board import Board
from qh_console.domain.emissions import SourceKind
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Paper
from qh_console.domain.places import Places
from qh_console.services.wording import alert_words
from qh_console.ui.widgets.command_palette import PaletteItem

PALETTE_ROOMS = {"place": "watch", "unit": "response", "paper": "papers", "alert": "alert", "source": "registers"}
"""Where what the palette finds is shown, by the kind in its key."""


def derive_palette(board: Board, pack: PlanPack, places: Places) -> tuple[PaletteItem, ...]:
    """Newest alerts and papers first; keys say kind and id, as place:630100."""
    items = [PaletteItem(f"place:{p.code}", p.name, "地区", icon="place") for p in places.items]
    alerts = sorted(board.alerts.values(), key=lambda a: a.opened_at, reverse=True)
    items += [PaletteItem(f"alert:{a.id}", alert_words(a.id, board, places), "预警", icon="alert") for a in alerts]
    items += [PaletteItem(f"unit:{u.id}", u.name, "单位", icon="building") for u in pack.units]
    items += [
        PaletteItem(f"source:source/{place.code}/{number}", source.name, "企业", source.county, "building")
        for place in places.items
        if (held := board.emissions.current(place.code)) is not None
        for number, source in enumerate(held.list.sources)
        if source.kind is SourceKind.INDUSTRIAL
    ]
    papers = sorted(board.papers.items(), key=lambda item: item[1].at, reverse=True)
    items += [
        PaletteItem(f"paper:{sha256}", _paper_text(f.paper), "文书", f.paper.number, "papers") for sha256, f in papers
    ]
    return tuple(items)


def _paper_text(paper: Paper) -> str:
    """The title, and the unit where the title does not name it already."""
    return paper.title if not paper.subject or paper.subject in paper.title else f"{paper.title} {paper.subject}"
