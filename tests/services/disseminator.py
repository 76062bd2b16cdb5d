"""A console that sends until it is killed: forked by the hand that kills, so that a round is short."""

from __future__ import annotations

import time
from pathlib import Path

from qh_console.channels import load_channels
from qh_console.domain.channels import Carrier
from qh_console.packs import load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.senders.parcel import Delivery, Parcel
from qh_console.senders.webhook import WebhookAddress, WebhookSender
from qh_console.services.dissemination import Dissemination
from qh_console.services.drill import HandClock
from qh_console.store.database import Database, open_database
from qh_console.store.outbox import Outbox
from tests.builders import NOW
from tests.services.offices import open_office
from tests.store.appender import Acknowledge, serve

WHERE = "interface.txt"
"""In the data folder: the address of the interface the console sends to."""

CHANNELS = load_channels(resources_folder() / "channels.toml")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


class Telling:
    """Says aloud when a parcel is about to leave and when it has."""

    def __init__(self, sender: WebhookSender, acknowledge: Acknowledge) -> None:
        self._sender = sender
        self._acknowledge = acknowledge

    def send(self, parcel: Parcel) -> Delivery:
        self._acknowledge(f"sending {parcel.idempotency_key}")
        delivery = self._sender.send(parcel)
        self._acknowledge(f"{delivery.state.value} {parcel.idempotency_key}")
        return delivery


def console(database: Database, acknowledge: Acknowledge) -> Dissemination:
    url = (database.folder / WHERE).read_text("utf-8")
    sender = Telling(WebhookSender(WebhookAddress(url), time.monotonic), acknowledge)
    clock = HandClock(NOW)
    office = open_office(database, clock)
    works = Dissemination(
        office, Outbox(database, "d1"), {Carrier.WEBHOOK: sender}, CHANNELS, PLACES, clock, lambda: 0.0, "d1"
    )
    works.start()
    return works


def send_for_ever(folder: Path, acknowledge: Acknowledge) -> None:
    """Works every channel until nothing is due, then says `idle`."""
    works = console(open_database(folder, db_folder() / "migrations"), acknowledge)
    while any(works.work_once(channel, NOW) for channel in works.worked):
        pass
    acknowledge("idle")


if __name__ == "__main__":
    serve(send_for_ever)
