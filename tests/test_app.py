"""The house as it is built: on nothing, on what is there, every part on the same board."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from qh_console.app import House, build, official_font_folders, stopwatch, system_clock
from qh_console.config import Config, read_config
from qh_console.domain.pack import Level
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.drill import HandClock
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.store.database import FILE
from tests.builders import DUTY, ENROLMENTS, NOW, XINING, to_standing
from tests.documents.measured import plain, sides
from tests.services.air_builders import HEAVY, by_day, measured
from tests.services.offices import must

ROAD = to_standing()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path / "data", is_drill=True)


def built(config: Config, clock: HandClock | None = None, desk: str = "d1") -> House:
    return build(config, clock or HandClock(NOW), lambda: desk)


def test_a_house_is_built_on_an_empty_folder(config: Config) -> None:
    house = built(config)
    assert (config.data / FILE).is_file()
    assert (house.journal.desk, house.office.board.length) == ("d1", 0)
    assert (house.pack.id, len(house.places.items), len(house.shapes)) == ("qh-2020", 8, 8)
    assert house.watch.look(house.office.board, NOW).province.level is Level.NONE
    house.database.close()


def test_the_second_house_finds_what_the_first_one_left_and_keeps_its_desk(config: Config) -> None:
    clock = HandClock(NOW)
    first = built(config, clock)
    must(first.office, *ENROLMENTS, *ROAD)
    first.readings.add(measured(NOW, (HEAVY, 30)))
    first.forecasts.add(by_day(NOW, date(2026, 1, 10), 250))
    first.database.close()
    second = built(config, clock, desk="d2")
    assert second.journal.desk == "d1"
    assert second.office.board == first.office.board
    place = second.watch.look(second.office.board, NOW).places[XINING]
    assert place.now is not None
    assert (place.now.aqi, sum(len(day.told) for day in place.days)) == (250, 1)
    assert second.office.verify().sound
    second.database.close()


def test_every_part_works_on_one_board_one_record_and_one_clock(config: Config) -> None:
    clock = HandClock(NOW)
    house = built(config, clock)
    must(house.office, *ENROLMENTS, *ROAD[:-1])
    clock.move(NOW + timedelta(minutes=7))
    answer = must(house.office, ROAD[-1])
    assert answer.entries[0].at == NOW + timedelta(minutes=7)
    assert tuple(house.journal.entries()) == house.office.entries()
    request = PaperRequest(PaperKind.BULLETIN, "a1", house.office.board.alerts["a1"].latest_number)
    (filed,) = house.paperwork.file([request], house.office.board, DUTY, lambda done, total: None)
    assert isinstance(filed, Changed)
    (paper,) = house.office.board.papers.values()
    assert (paper.desk, paper.at) == (house.journal.desk, clock())
    assert house.archive.get(paper.paper.sha256) == house.paperwork.pdf(paper.paper.sha256)
    house.database.close()


def test_the_offices_own_template_in_its_data_folder_words_papers_and_a_filed_one_stays_as_it_was(
    config: Config,
) -> None:
    templates = config.data / "templates"
    templates.mkdir(parents=True)
    shipped = (resources_folder() / "templates" / "bulletin.txt").read_text(encoding="utf-8")
    (templates / "bulletin.txt").write_text(f"{shipped}\n本台自拟一句。", encoding="utf-8")
    house = built(config)
    must(house.office, *ENROLMENTS, *ROAD)
    request = PaperRequest(PaperKind.BULLETIN, "a1", house.office.board.alerts["a1"].latest_number)
    house.paperwork.file([request], house.office.board, DUTY, lambda done, total: None)
    (sha256,) = house.office.board.papers
    filed = house.paperwork.pdf(sha256)
    assert "本台自拟一句。" in plain(sides(filed)[0].text)
    (templates / "bulletin.txt").write_text(f"{shipped}\n改过以后。", encoding="utf-8")
    house.database.close()
    later = built(config)
    assert later.paperwork.pdf(sha256) == filed
    assert "改过以后" in plain(sides(later.paperwork.preview(request, later.office.board))[0].text)
    later.database.close()


def test_the_offices_settings_reach_numbers_and_signatures(tmp_path: Path) -> None:
    text = '[office]\nfirst_serial = 7\n[number_prefixes]\n630100 = "宁应急办"\n[signatories]\norange = "秘书长"\n'
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    house = built(replace(read_config(tmp_path), is_drill=True))
    must(house.office, *ENROLMENTS, *ROAD)
    (notice,) = house.office.board.alerts["a1"].notices
    assert (notice.number, notice.proposal.signatory) == ("宁应急办〔2026〕7号", "秘书长")
    house.database.close()


def test_an_edition_that_is_not_there_is_named_and_no_record_is_made(config: Config) -> None:
    with pytest.raises(KnownProblem, match="没有预案版本“qh-1999”；可用：qh-2020、mee-2024"):
        built(replace(config, pack="qh-1999"))
    assert not config.data.exists()
    house = built(replace(config, pack="mee-2024"))
    assert (house.pack.id, house.office.pack.id) == ("mee-2024", "mee-2024")
    house.database.close()


def test_a_record_of_a_drill_has_cheap_passwords_and_a_real_one_has_not(tmp_path: Path) -> None:
    def cost(is_drill: bool) -> int:
        house = built(Config(tmp_path / str(is_drill), is_drill=is_drill))
        must(house.office, ENROLMENTS[0])
        content = (house.config.data / FILE).read_bytes() + (house.config.data / f"{FILE}-wal").read_bytes()
        house.database.close()
        found = re.search(rb"\$argon2id\$v=\d+\$m=(\d+)", content)
        assert found is not None
        return int(found[1])

    assert cost(True) < 1024 < 16384 <= cost(False)


def test_folders_of_faces_are_those_that_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "windows" / "Fonts").mkdir(parents=True)
    monkeypatch.setenv("WINDIR", str(tmp_path / "windows"))
    found = official_font_folders()
    assert found[0] == tmp_path / "windows" / "Fonts"
    assert all(folder.is_dir() for folder in found)
    own = Path.home() / ".local" / "share" / "fonts"
    assert own not in found
    own.mkdir(parents=True)
    assert official_font_folders()[-1] == own
    monkeypatch.setenv("WINDIR", str(tmp_path / "none"))
    assert tmp_path / "none" / "Fonts" not in official_font_folders()


def test_clocks_tell_aware_time_and_seconds() -> None:
    assert system_clock().tzinfo is UTC
    first = stopwatch()
    assert stopwatch() >= first


def no_id() -> str:
    raise KnownProblem("席位号取不到", "")


def test_a_record_is_let_go_of_where_what_follows_fails(config: Config) -> None:
    """On Windows a file that is still open can neither be moved aside nor restored over."""
    with pytest.raises(KnownProblem, match="席位号") as failed:
        build(config, lambda: NOW, no_id)
    open_files = Path("/proc/self/fd")
    if not open_files.is_dir():
        pytest.skip("no list of open files on this system")
    held = [os.readlink(fd) for fd in open_files.iterdir() if fd.is_symlink()]
    assert not [name for name in held if name.startswith(str(config.data))], failed
