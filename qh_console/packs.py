"""Reads editions of the plan, places and outlines from resources/ into domain values; a fault names file, key, line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from qh_console.domain.office_settings import OfficeSettings
from qh_console.domain.pack import (
    ApprovalRule,
    Category,
    ClockSettings,
    Condition,
    DustSettings,
    Duty,
    GradingSettings,
    Group,
    Level,
    LevelRule,
    Phase,
    PlanPack,
    Unit,
)
from qh_console.domain.pack_list import Packs
from qh_console.domain.places import County, Place, Places, Ring, Shapes
from qh_console.pack_checks import Wrong, pack_disagreements, place_disagreements
from qh_console.pack_schema import (
    EXTENDABLE,
    MERGED,
    DutySection,
    HeadquartersSection,
    LevelSection,
    PackSection,
    PlacesSection,
)
from qh_console.problems import BadInput, Fault, KnownProblem
from qh_console.toml_files import TomlFile, checked, read_toml


def load_pack(path: Path) -> PlanPack:
    """One edition of the plan; one it extends is looked for beside it. Raises BadInput with every fault."""
    file = _with_extended(read_toml(path), path.parent)
    pack = checked(PackSection, file)
    _refuse(file, pack_disagreements(pack))
    return _pack(pack, file.digest)


def load_packs(folder: Path) -> Packs:
    """All editions in `folder`, in order of effect. Raises BadInput with the faults of every file."""
    faults: list[Fault] = []
    found: list[tuple[str, PlanPack]] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append((path.name, load_pack(path)))
        except BadInput as error:
            faults += [f for f in error.faults if f not in faults]
    ids = [pack.id for _, pack in found]
    for i, (name, pack) in enumerate(found):
        if pack.id in ids[:i]:
            faults.append(Fault(name, f"版本“{pack.id}”另有文件", "请改id或删去其一", key="id"))
    if not faults and sum(pack.is_default for _, pack in found) != 1:
        faults.append(Fault(folder.name, "须有且只有一个版本写明default = true", "请检查各版本文件", key="default"))
    if faults:
        raise BadInput(faults)
    return Packs(tuple(sorted((pack for _, pack in found), key=lambda p: (p.effective_from, p.id))))


def chosen_pack(packs: Packs, pack_id: str | None) -> PlanPack:
    """The edition of this id, the default where none is named. Raises KnownProblem listing what there is."""
    if pack_id is None:
        return packs.default
    if pack_id not in packs:
        raise KnownProblem(f"没有预案版本“{pack_id}”", f"可用：{'、'.join(packs.ids)}")
    return packs[pack_id]


def load_places(path: Path) -> Places:
    """Prefectures in the order papers list them, and their borders. Raises BadInput with every fault."""
    file = read_toml(path)
    section = checked(PlacesSection, file)
    _refuse(file, place_disagreements(section))
    places = tuple(
        Place(
            p.code,
            p.name,
            p.short,
            tuple(p.aliases),
            (p.seat[0], p.seat[1]),
            tuple(County(c.code, c.name) for c in p.counties),
        )
        for p in section.places
    )
    return Places(places, frozenset(frozenset(pair) for pair in section.borders))


def load_shapes(path: Path) -> Shapes:
    """Outlines by place code from a GeoJSON of polygons. Raises BadInput."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {str(f["id"]): tuple(_rings(f["geometry"])) for f in features}
    except OSError as error:
        raise BadInput([Fault(path.name, "读不到这个文件", "请重新安装本程序")]) from error
    except json.JSONDecodeError as error:
        raise BadInput([Fault(path.name, "不是完整的GeoJSON", "请重新安装本程序", row=error.lineno)]) from error
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput([Fault(path.name, "不是面要素的GeoJSON", "请重新安装本程序")]) from error


def _rings(geometry: dict[str, object]) -> Iterable[Ring]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise ValueError(kind)
    for polygon in [coordinates] if kind == "Polygon" else coordinates:
        for ring in polygon:
            yield tuple((float(lon), float(lat)) for lon, lat in ring)


def _with_extended(file: TomlFile, folder: Path) -> TomlFile:
    """`file` completed from the edition its `extends` names; one step only, so that a reader can follow it."""
    wanted = file.data.get("extends")
    if wanted is None:
        return file
    if not isinstance(wanted, str) or not (folder / f"{wanted}.toml").is_file():
        raise BadInput([file.fault(("extends",), f"没有{wanted}.toml这个版本文件", "请核对版本名")])
    parent = read_toml(folder / f"{wanted}.toml")
    if "extends" in parent.data:
        raise BadInput([file.fault(("extends",), f"“{wanted}”自己也沿用别的版本", "请直接沿用最初的那个")])
    return file.extending(parent, frozenset(EXTENDABLE), MERGED)


def _refuse(file: TomlFile, wrongs: Iterable[Wrong]) -> None:
    faults = [file.fault(at, what) for at, what in wrongs]
    if faults:
        raise BadInput(faults)


def _pack(pack: PackSection, digest: str) -> PlanPack:
    return PlanPack(
        id=pack.id,
        title=pack.title,
        document=pack.document,
        effective_from=pack.effective_from,
        effective_to=pack.effective_to,
        confirmed=pack.confirmed,
        digest=digest,
        levels=tuple(_level(rule) for rule in pack.levels),
        grading=GradingSettings(**pack.grading.model_dump()),
        dust=DustSettings(**pack.dust.model_dump()),
        units=_units(pack),
        groups=tuple(Group(g.id, g.name, g.duty, tuple(g.units), g.clause, g.guides_cities) for g in pack.groups),
        duties=tuple(_duty(d) for d in pack.duties),
        approvals=tuple(ApprovalRule(Level.of(a.level), a.signatory) for a in pack.approvals),
        reductions={
            Level.of(level): {str(p): n for p, n in shares.items()} for level, shares in pack.reductions.items()
        },
        office=OfficeSettings(**pack.office.model_dump()),
        clocks=ClockSettings(
            {Level.of(word): hours for word, hours in pack.clocks.review_hours.model_dump().items()},
            pack.clocks.countersign_hours,
            pack.clocks.forecast_hours,
        ),
        clauses=dict(pack.clauses),
        remark=pack.remark,
        is_provincial=pack.scope == "province",
        is_default=pack.default,
    )


def _level(rule: LevelSection) -> LevelRule:
    conditions = tuple(
        Condition(c.clause, tuple((r.above, r.days, r.consecutive) for r in c.runs), c.reaches) for c in rule.any_of
    )
    return LevelRule(Level.of(rule.level), rule.name, rule.colour, rule.response, rule.severity, conditions)


def _reductions(pack: PackSection) -> dict[Level, dict[str, int]]:
    return {Level.of(level): {str(p): share for p, share in least.items()} for level, least in pack.reductions.items()}


def _headquarters(section: HeadquartersSection) -> Unit:
    own = section.number_prefix
    return Unit(section.id, section.name, section.short, "prefecture", place=section.place, number_prefix=own)


def _units(pack: PackSection) -> tuple[Unit, ...]:
    members = [
        Unit(u.id, u.name, u.short, "province", tuple(g.id for g in pack.groups if u.id in g.units)) for u in pack.units
    ]
    return (*members, *(_headquarters(h) for h in pack.headquarters))


def _duty(duty: DutySection) -> Duty:
    return Duty(
        id=duty.id,
        clause=duty.clause,
        category=Category(duty.category),
        level=duty.at_level,
        text=duty.text,
        units=tuple(duty.units),
        by_place=duty.by_place,
        due_hours=duty.due_hours,
        supersedes=tuple(duty.supersedes),
        phase=Phase(duty.phase),
        provincial_only=duty.provincial_only,
    )
