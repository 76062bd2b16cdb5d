"""Every form of one notice made from one snapshot and read back before any of them may leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qh_console.documents.cap import cap_xml
from qh_console.documents.faces import Faces
from qh_console.documents.machine_notice import Area, EarlierMessage, Notice, identifier_of, machine_notice
from qh_console.documents.national_xml import national_xml
from qh_console.documents.press import worded
from qh_console.documents.render import render
from qh_console.documents.snapshots import Bulletin, PublicationFacts
from qh_console.documents.word import word_file
from qh_console.documents.wording import Wording
from qh_console.domain.message_sender import MessageSender
from qh_console.domain.places import Places, Shapes
from qh_console.services.agreement import FinishedForms, require_agreement


@dataclass(frozen=True, eq=False)
class FormMaker:
    """What forms are made with, besides their snapshot."""

    wording: Wording
    faces: Faces
    places: Places
    shapes: Shapes
    sender: MessageSender

    def areas(self, names: Iterable[str]) -> tuple[Area, ...]:
        """Prefectures by any usual name, with code and outline, in the order papers list them."""
        codes = self.places.in_order(self.places.find(name).code for name in names)
        return tuple(Area(self.places[c].name, c, self.shapes.get(c, ())) for c in codes)

    def earlier(self, released_at: Iterable[datetime]) -> tuple[EarlierMessage, ...]:
        """The messages of the alert's earlier notices, by the moment each was released."""
        return tuple(EarlierMessage(self.sender.address, identifier_of(self.sender, at), at) for at in released_at)

    def make(
        self,
        snapshot: Notice,
        places: Sequence[str],
        released_at: Sequence[datetime] = (),
        bulletin: Bulletin | None = None,
        texts: Mapping[str, str] | None = None,
        instruction: str = "",
        facts: PublicationFacts | None = None,
    ) -> FinishedForms:
        """Plan 3.3.1, 3.4.1: all forms, agreeing. Raises BadInput naming form, field and both values where not.

        `places` and `released_at` are the alert's places and the moments of its earlier notices; `facts` are what a
        correction leaves in force; `instruction` is the standing advice the texts quote.
        """
        paper = worded(snapshot, self.wording)
        said = machine_notice(snapshot, self.areas(places), self.sender, self.earlier(released_at), instruction, facts)
        forms = FinishedForms(
            render(paper, self.faces).pdf,
            render(worded(bulletin, self.wording), self.faces).pdf if bulletin else None,
            word_file(paper),
            cap_xml(said),
            national_xml(said),
            dict(texts or {}),
        )
        require_agreement(snapshot, forms, self.places, facts, instruction)
        return forms
