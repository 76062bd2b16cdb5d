"""The sample notices as machine forms: who sends them, over which areas, after which message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qh_console.documents.machine_notice import (
    Area,
    EarlierMessage,
    MachineNotice,
    MessageSender,
    Notice,
    identifier_of,
    machine_notice,
)
from qh_console.documents.snapshots import CorrectionNotice
from tests.documents.samples import ADJUST, CORRECTION, FACTS, HEAD, ISSUE, LIFT

SQUARE = ((101.9, 37.1), (101.9, 36.3), (101.1, 36.3), (101.1, 37.1), (101.9, 37.1))
HOLE = ((101.6, 36.9), (101.6, 36.6), (101.4, 36.6), (101.4, 36.9), (101.6, 36.9))
ISLAND = ((102.5, 36.5), (102.5, 36.4), (102.4, 36.4), (102.4, 36.5), (102.5, 36.5))
AREAS = (Area("西宁市", "630100", (SQUARE, HOLE)), Area("海东市", "630200", (ISLAND,)))
SENDER = MessageSender("duty@sthjt.qinghai.example", "630000", "000", "11B29", contact="12369")
EARLIER = EarlierMessage(SENDER.address, identifier_of(SENDER, HEAD.created_at), HEAD.created_at)
NOTICES: tuple[Notice, ...] = (ISSUE, ADJUST, CORRECTION, LIFT)
ADVICE = "儿童、老年人留在室内，停止户外活动"


def machine(snapshot: Notice = ISSUE) -> MachineNotice:
    earlier = () if snapshot is ISSUE else (EARLIER,)
    at = HEAD.created_at + timedelta(hours=24 * NOTICES.index(snapshot) if snapshot in NOTICES else 0)
    snapshot = replace(snapshot, head=replace(snapshot.head, created_at=at))
    facts = FACTS if isinstance(snapshot, CorrectionNotice) else None
    return machine_notice(snapshot, AREAS, SENDER, earlier, ADVICE, facts)
