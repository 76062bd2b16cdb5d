"""The files beside a notice — CAP, national XML, Word — and its messages, from the snapshot its paper is set from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from qh_console.documents.cap import cap_xml
from qh_console.documents.machine_notice import (
    Area,
    EarlierMessage,
    MachineNotice,
    MessageSender,
    Notice,
    identifier_of,
    machine_notice,
)
from qh_console.documents.model import Paper
from qh_console.documents.national_xml import national_xml
from qh_console.documents.snapshots import (
    AdjustNotice,
    Bulletin,
    CorrectionNotice,
    IssueNotice,
    LiftNotice,
    PublicationFacts,
)
from qh_console.documents.word import word_file
from qh_console.domain import alerts
from qh_console.domain.channels import Channels
from qh_console.domain.notice_texts import FORM_WORDS, facts_of, places_of, texts_of
from qh_console.domain.office_settings import OfficeSettings
from qh_console.domain.particulars import Change
from qh_console.domain.places import Places, Shapes
from qh_console.services.agreement import Disagreement, FinishedForms, disagreements, require_agreement
from qh_console.services.frozen_parts import Frame, notice_of
from qh_console.services.stated_facts import everything_said

NOTICE_TYPES = (IssueNotice, AdjustNotice, LiftNotice, CorrectionNotice)


class FormKind(StrEnum):
    """Stable words in the record; `suffix` ends the name of an exported file."""

    WORD = "word"
    CAP = "cap"
    NATIONAL = "national"

    @property
    def suffix(self) -> str:
        return {FormKind.WORD: ".docx", FormKind.CAP: "-CAP.xml", FormKind.NATIONAL: "-国突预警（待核）.xml"}[self]

    @property
    def label(self) -> str:
        return {FormKind.WORD: "Word", FormKind.CAP: "CAP", FormKind.NATIONAL: "国突预警XML（待核）"}[self]


@dataclass(frozen=True)
class Released:
    """A notice on the record and the snapshot of its paper."""

    frame: Frame
    alert: alerts.Alert
    notice: alerts.Notice
    snapshot: Notice

    @property
    def facts(self) -> PublicationFacts | None:
        """What a correction leaves in force; the other notices say it themselves."""
        is_correction = self.notice.change is Change.CORRECT
        return self.frame.facts(self.alert, self.notice.publication, self.notice.level) if is_correction else None


def released(frame: Frame, alert: alerts.Alert, number: str, snapshot: Notice) -> Released:
    """Plan 3.3: the notice over the places it was issued for, which later consultations may have widened."""
    notice = notice_of(alert, number)
    return Released(frame, replace(alert, places=places_of(alert, notice)), notice, snapshot)


@dataclass(frozen=True, eq=False)
class MachineForms:
    """`channels` word the messages, `shapes` are the polygons of CAP."""

    channels: Channels
    shapes: Shapes
    places: Places

    def files(self, told: Released, page: Paper, addressee_moved: bool = False) -> Mapping[FormKind, bytes]:
        """The same release gives the same bytes. Raises KnownProblem for what the forms cannot say."""
        said = self.said(told)
        return {
            FormKind.WORD: word_file(page, addressee_moved),
            FormKind.CAP: cap_xml(said),
            FormKind.NATIONAL: national_xml(said),
        }

    def said(self, told: Released) -> MachineNotice:
        """What CAP and the national XML say, once."""
        alert, notice = told.alert, told.notice
        sender = sender_of(told.frame.pack.office)
        codes = self.places.in_order(alert.places)
        areas = tuple(Area(self.places[c].name, c, self.shapes.get(c, ())) for c in codes)
        earlier = [_message(sender, n) for n in alert.notices if n.number == notice.changes_number]
        advice = self.channels.advice.get(notice.level, "")
        return machine_notice(
            told.snapshot, areas, sender, earlier, advice, told.facts, serial=serial_digit(notice.number)
        )

    def texts(self, told: Released) -> Mapping[str, str]:
        """The messages of this notice by what people call them: 短信, 传真稿 …"""
        frame = told.frame
        facts = facts_of(told.alert, told.notice, frame.pack, self.places, self.channels, frame.drill)
        return {FORM_WORDS[form]: text for form, text in texts_of(facts, self.channels).items()}

    def require_agreement(self, told: Released, pdf: bytes, files: Mapping[FormKind, bytes]) -> None:
        """Reads every finished form back. Raises BadInput naming form, field and both values."""
        forms = FinishedForms(
            pdf,
            None,
            files[FormKind.WORD],
            files[FormKind.CAP],
            files[FormKind.NATIONAL],
            self.texts(told),
        )
        require_agreement(told.snapshot, forms, self.places, told.facts, self._also(told))

    def require_bulletin(self, told: Released, bulletin: Bulletin, pdf: bytes) -> None:
        """The bulletin against the notice it makes known; advice to the public is its own."""
        also = f"{self._also(told)}。{everything_said(bulletin.advice)}"
        require_agreement(told.snapshot, FinishedForms(None, pdf), self.places, told.facts, also)

    def strays(self, told: Released, pdf: bytes | None, texts: Mapping[str, str]) -> tuple[Disagreement, ...]:
        """Where the notice on file or messages about to leave do not say what the notice says."""
        return disagreements(told.snapshot, FinishedForms(pdf, texts=texts), self.places, told.facts, self._also(told))

    def _also(self, told: Released) -> str:
        """What messages may quote besides the notice: advice, and what was published with it."""
        return f"{self.channels.advice.get(told.notice.level, '')}。{everything_said(told.notice.publication)}"


def sender_of(office: OfficeSettings) -> MessageSender:
    """Who the office is to other machines; its codes are 待核."""
    return MessageSender(
        office.message_sender, office.region_code, office.organ_code, office.event_code, contact=office.hotline
    )


def serial_digit(number: str) -> int:
    """GB/T 35965.1 `_N`: the last digit of the notice's number tells messages of one second apart."""
    digits = [c for c in number if c.isdigit()]
    return int(digits[-1]) if digits else 0


def _message(sender: MessageSender, notice: alerts.Notice) -> EarlierMessage:
    identifier = identifier_of(sender, notice.at, serial_digit(notice.number))
    return EarlierMessage(sender.address, identifier, notice.at)
