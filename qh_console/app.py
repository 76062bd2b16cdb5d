"""The composition root: builds every object once, in order; alone it sees all packages and reads the wall clock."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qh_console.channels import load_channels
from qh_console.config import Config
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.channels import Carrier, Channels
from qh_console.domain.clock import Clock
from qh_console.domain.pack import PlanPack
from qh_console.domain.pack_list import Packs
from qh_console.domain.places import Places, Shapes
from qh_console.editions import load_editions
from qh_console.packs import chosen_pack, load_packs, load_places, load_shapes
from qh_console.paths import db_folder, resources_folder
from qh_console.senders.folder import FolderSender
from qh_console.senders.mail import MailSender, MailServer
from qh_console.senders.parcel import Sender
from qh_console.senders.webhook import WebhookAddress, WebhookSender
from qh_console.sending import SendingSettings
from qh_console.services.contacts import ContactLists
from qh_console.services.dissemination import Dissemination
from qh_console.services.emissions import EmissionLists
from qh_console.services.freezing import Freezer
from qh_console.services.importing import Importing
from qh_console.services.machine_forms import MachineForms
from qh_console.services.notice_bodies import NoticeBodies
from qh_console.services.office import Office, mint_id
from qh_console.services.paperwork import Paperwork
from qh_console.services.plan_text import PlanWording
from qh_console.services.rosters import Rosters
from qh_console.services.signatures import Signatures
from qh_console.services.watch import Watch
from qh_console.store.archive import Archive
from qh_console.store.credentials import Credentials, Hasher, drill_hasher
from qh_console.store.database import Database, open_database
from qh_console.store.drafts import Drafts
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import Journal, claim_desk
from qh_console.store.outbox import Outbox
from qh_console.store.plan_texts import PlanTexts
from qh_console.store.readings import ReadingStore


def system_clock() -> datetime:
    return datetime.now(UTC)


def stopwatch() -> float:
    """Seconds since some moment, for measuring how long an answer takes."""
    return time.monotonic()


@dataclass(frozen=True, eq=False)
class House:
    """Everything a console consists of but its window and its feeds; the command line uses it as it is."""

    config: Config
    clock: Clock
    packs: Packs
    pack: PlanPack
    editions: AqiEditions
    places: Places
    shapes: Shapes
    database: Database
    journal: Journal
    office: Office
    readings: ReadingStore
    forecasts: ForecastStore
    archive: Archive
    drafts: Drafts
    watch: Watch
    importing: Importing
    paperwork: Paperwork
    channels: Channels
    dissemination: Dissemination
    contact_lists: ContactLists
    emission_lists: EmissionLists
    rosters: Rosters
    wording: PlanWording


def build(
    config: Config,
    clock: Clock,
    mint: Callable[[], str] = mint_id,
    rules: Rules | None = None,
    hasher: Hasher | None = None,
) -> House:
    """The console on the record in `config.data`, which is made where there is none. Raises KnownProblem.

    `rules`: as read before, by whoever opens house after house. `hasher`: what a check of a password costs.
    """
    rules = rules or read_rules(config)
    hasher = hasher or (drill_hasher() if config.is_drill else None)
    database = open_database(config.data, db_folder() / "migrations")
    try:
        return _house(config, clock, rules, database, mint, hasher)
    except BaseException:
        database.close()
        raise


@dataclass(frozen=True, eq=False)
class Rules:
    """What is read from resources/, before any record is touched."""

    packs: Packs
    pack: PlanPack
    editions: AqiEditions
    places: Places
    shapes: Shapes
    channels: Channels


def read_rules(config: Config) -> Rules:
    resources = resources_folder()
    packs = load_packs(resources / "packs")
    return Rules(
        packs=packs,
        pack=config.applied_to(chosen_pack(packs, config.pack)),
        editions=load_editions(resources / "aqi"),
        places=load_places(resources / "places" / "qinghai.toml"),
        shapes=load_shapes(resources / "geo" / "qinghai_prefectures.geojson"),
        channels=load_channels(resources / "channels.toml"),
    )


def _house(
    config: Config,
    clock: Clock,
    rules: Rules,
    database: Database,
    mint: Callable[[], str],
    hasher: Hasher | None,
) -> House:
    journal = Journal(database, claim_desk(database, mint))
    credentials = Credentials(database, hasher)
    editions = {pack.id: config.applied_to(pack) for pack in rules.packs.items}
    bodies = NoticeBodies(_templates(config), rules.places, config.is_drill)
    office = Office(journal, credentials, rules.pack, clock, editions, bodies)
    readings, forecasts = ReadingStore(database), ForecastStore(database)
    watch = Watch(readings, forecasts, rules.places, rules.editions, rules.pack)
    archive = Archive(database)
    paperwork = _paperwork(config, clock, rules, office, journal, archive, watch)
    return House(
        config=config,
        clock=clock,
        packs=rules.packs,
        pack=rules.pack,
        editions=rules.editions,
        places=rules.places,
        shapes=rules.shapes,
        database=database,
        journal=journal,
        office=office,
        readings=readings,
        forecasts=forecasts,
        archive=archive,
        drafts=Drafts(database),
        watch=watch,
        importing=Importing(readings, forecasts, rules.places),
        paperwork=paperwork,
        channels=rules.channels,
        dissemination=_dissemination(config, clock, rules, office, journal, database, paperwork),
        contact_lists=ContactLists(office, rules.channels),
        emission_lists=EmissionLists(office, rules.places),
        rosters=Rosters(office),
        wording=PlanWording(PlanTexts(config.data)),
    )


def _paperwork(
    config: Config, clock: Clock, rules: Rules, office: Office, journal: Journal, archive: Archive, watch: Watch
) -> Paperwork:
    """What turns acts into papers: the office's own templates come before those that ship with the console."""
    resources = resources_folder()
    return Paperwork(
        office=office,
        archive=archive,
        freezer=Freezer(watch, rules.editions, rules.shapes),
        places=rules.places,
        clock=clock,
        desk=journal.desk,
        fonts=resources / "fonts",
        font_search=() if config.is_drill else official_font_folders(),
        templates=_templates(config),
        drill=config.is_drill,
        forms=MachineForms(rules.channels, rules.shapes, rules.places),
        signatures=Signatures(clock, config.signing.certificate, config.signing.trusted),
    )


def _templates(config: Config) -> tuple[Path, ...]:
    """The office's own before ours."""
    return (config.data / "templates", resources_folder() / "templates")


def _dissemination(
    config: Config,
    clock: Clock,
    rules: Rules,
    office: Office,
    journal: Journal,
    database: Database,
    paperwork: Paperwork,
) -> Dissemination:
    """What sends notices out; a drill has no senders at all."""
    return Dissemination(
        office=office,
        outbox=Outbox(database, journal.desk),
        senders={} if config.is_drill else senders_of(config.sending),
        channels=rules.channels,
        places=rules.places,
        clock=clock,
        chance=random.random,
        desk=journal.desk,
        is_drill=config.is_drill,
        strays=paperwork.strays,
    )


def senders_of(settings: SendingSettings) -> Mapping[Carrier, Sender]:
    """What this desk can send by; a carrier it lacks leaves its channels to people."""
    found: dict[Carrier, Sender] = {}
    smtp, webhook = settings.smtp, settings.webhook
    if smtp is not None:
        server = MailServer(smtp.host, smtp.port, smtp.sender, smtp.user, smtp.password, smtp.implicit_tls)
        found[Carrier.SMTP] = MailSender(server)
    if webhook is not None:
        found[Carrier.WEBHOOK] = WebhookSender(WebhookAddress(webhook.url, webhook.token), stopwatch)
    if settings.folder is not None:
        found[Carrier.FOLDER] = FolderSender(settings.folder)
    return found


def official_font_folders() -> tuple[Path, ...]:
    """Where Windows, Kylin, UOS and other Linux desktops keep the faces official papers ask for."""
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    known = (windows, Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return tuple(folder for folder in known if folder.is_dir())
