"""The composition root: builds every object once, in order; alone it sees all packages and reads the wall clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from qh_console.config import Config
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.clock import Clock
from qh_console.domain.pack import Packs, PlanPack
from qh_console.domain.places import Places
from qh_console.editions import load_editions
from qh_console.packs import load_packs, load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.services.importing import Importing
from qh_console.services.office import Office, mint_id
from qh_console.services.watch import Watch
from qh_console.store.archive import Archive
from qh_console.store.credentials import Credentials
from qh_console.store.database import Database, open_database
from qh_console.store.drafts import Drafts
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import Journal, claim_desk
from qh_console.store.readings import ReadingStore


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, eq=False)
class House:
    """Everything a console consists of but its window and its feeds; the command line uses it as it is."""

    config: Config
    clock: Clock
    packs: Packs
    pack: PlanPack
    editions: AqiEditions
    places: Places
    database: Database
    journal: Journal
    office: Office
    readings: ReadingStore
    forecasts: ForecastStore
    archive: Archive
    drafts: Drafts
    watch: Watch
    importing: Importing


def build(config: Config, clock: Clock, mint: Callable[[], str] = mint_id) -> House:
    """The console on the record in `config.data`, which is made where there is none. Raises KnownProblem."""
    resources = resources_folder()
    packs = load_packs(resources / "packs")
    pack = config.applied_to(packs.default if config.pack is None else packs[config.pack])
    editions = load_editions(resources / "aqi")
    places = load_places(resources / "places" / "qinghai.toml")
    database = open_database(config.data, db_folder() / "migrations")
    journal = Journal(database, claim_desk(database, mint))
    readings, forecasts = ReadingStore(database), ForecastStore(database)
    return House(
        config=config,
        clock=clock,
        packs=packs,
        pack=pack,
        editions=editions,
        places=places,
        database=database,
        journal=journal,
        office=Office(journal, Credentials(database), pack, clock),
        readings=readings,
        forecasts=forecasts,
        archive=Archive(database),
        drafts=Drafts(database),
        watch=Watch(readings, forecasts, places, editions, pack),
        importing=Importing(readings, forecasts, places),
    )
