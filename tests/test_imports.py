"""Who may import whom: the table of layers, read out of every import in the package, and no cycles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from tests.source_tree import PACKAGE, Source, imported_modules, python_files


@dataclass(frozen=True)
class Layer:
    """What one part of the house may import, besides itself and the standard library."""

    ours: frozenset[str]
    libraries: frozenset[str]
    mend: str


def _layer(ours: str, libraries: str, mend: str) -> Layer:
    return Layer(frozenset(ours.split()), frozenset(libraries.split()), mend)


LOADERS = (
    *("paths", "config", "editions", "packs", "pack_checks", "pack_schema", "drills", "drill_schema", "drill_steps"),
    *("toml_files", "toml_lines", "channels", "sending"),
)
"""Modules that read our own files; only the roof and the tests may call them, and what they read is passed in."""

LAYERS: Mapping[str, Layer] = {
    "domain": _layer("", "numpy", "pass the value in, or move the code to a service"),
    "store": _layer("domain problems", "sqlalchemy alembic argon2 numpy", "let a service join the two"),
    "feeds": _layer("domain problems", "httpx pandas openpyxl docx numpy", "let a service join the two"),
    "senders": _layer("domain problems", "httpx", "let a service join the two"),
    "documents": _layer(
        "domain problems",
        "reportlab jinja2 numpy docx openpyxl pypdf pyhanko pyhanko_certvalidator",
        "pass it in: a document is made of its snapshot",
    ),
    "services": _layer(
        "domain store feeds senders documents problems",
        "numpy",
        "pass it in from app.py, or move it into store, feeds, documents",
    ),
    "ui": _layer(
        "domain services problems",
        "PySide6 shiboken6 pyqtgraph numpy",
        "reach it through a service, or pass it in from app.py",
    ),
    "problems": _layer("", "", "problems are words only"),
    "preflight": _layer("", "", "it runs before anything is installed"),
    **dict.fromkeys(
        LOADERS,
        _layer(
            " ".join((*LOADERS, "domain", "problems")),
            "pydantic platformdirs numpy",
            "a loader reads files into domain values",
        ),
    ),
}
"""Packages and modules right under the house's roof; app, cli and __main__ see all of it."""

ROOF = frozenset({"app", "cli", "cli_options", "cli_record", "headless", "windowed", "__main__"})
ONLY_IN = {"sqlalchemy": "store", "alembic": "store", "argon2": "store"}
"""Libraries that even the roof leaves to one layer."""

OUTSIDE_OF_DOMAIN = frozenset(
    {
        "asyncio",
        "ctypes",
        "glob",
        "http",
        "io",
        "locale",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "shutil",
        "signal",
    }
    | {"socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "tomllib", "urllib"}
)
"""Standard modules by which a clock, a file, a thread, the network or chance would enter the domain."""


def part_of(module: str) -> str:
    """`qh_console.store.journal` → store; `qh_console.app` → app."""
    return module.split(".")[1] if "." in module else ""


def screens_in(sources: Iterable[Source]) -> frozenset[str]:
    """The folders of ui/, each one screen; widgets/ is what all screens share."""
    modules = (source.module.split(".") for source in sources if source.is_under(f"{PACKAGE}/ui"))
    return frozenset(parts[2] for parts in modules if len(parts) > 3) - {"widgets"}


def broken_rules(sources: Iterable[Source], screens: frozenset[str]) -> Iterator[str]:
    """Every import that breaks the table, as `path:line: rule. Mend.`"""
    for source in sources:
        part = part_of(source.module)
        if part and part not in ROOF and part not in LAYERS:
            yield f"{source.path}:1: {part} stands in no layer. Give it a row in LAYERS, or move it into its layer."
            continue
        for name, line in imported_modules(source):
            if complaint := _complaint(source.module, name) or _complaint_of_screen(source.module, name, screens):
                yield f"{source.path}:{line}: {complaint}"


def _complaint(module: str, name: str) -> str:
    part, top = part_of(module), name.split(".")[0]
    if top in {"", "?"}:
        return f"imports {name}. Write the whole module name, so that the house can be read."
    if not part or part in ROOF:
        owner = ONLY_IN.get(top)
        return f"{top} belongs to {owner}. Ask {owner} for a domain value instead." if part and owner else ""
    layer = LAYERS[part]
    if top == PACKAGE:
        other = part_of(name)
        allowed = ", ".join(sorted(layer.ours)) or "nothing of ours"
        is_allowed = other == part or other in layer.ours
        return "" if is_allowed else f"{part} may not import {other} (allowed: {allowed}). Mend: {layer.mend}."
    if part == "domain" and top in OUTSIDE_OF_DOMAIN:
        return f"domain may not import {top}: no clock, file, network or chance. Mend: {layer.mend}."
    if top in sys.stdlib_module_names or top in layer.libraries:
        return ""
    return f"{part} may not import {top} (allowed: {', '.join(sorted(layer.libraries)) or 'none'}). Mend: {layer.mend}."


def _complaint_of_screen(module: str, name: str, screens: frozenset[str]) -> str:
    here, there = ((*dotted.split("."), "", "")[2] if part_of(dotted) == "ui" else "" for dotted in (module, name))
    if there not in screens or here == there:
        return ""
    if here in screens:
        return f"screen {here} may not import screen {there}. Mend: move what both need to ui/ or ui/widgets/."
    return f"a widget may not import screen {there}. Mend: pass it in." if here == "widgets" else ""


def graph_of(sources: Iterable[Source]) -> dict[str, set[str]]:
    """module → the modules of ours that it imports."""
    imports = {source.module: [name for name, _ in imported_modules(source)] for source in sources}
    return {
        module: {t for name in names if (t := _resolve(name, imports))} - {module} for module, names in imports.items()
    }


def _resolve(name: str, modules: Mapping[str, object]) -> str:
    """`qh_console.domain.aqi.Edition` → `qh_console.domain.aqi`; empty packages are nobody's need."""
    if name in modules:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in modules and parent.count(".") > 0 else ""


def cycle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """One cycle of modules, first repeated last; empty when there is none."""
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> list[str]:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return []
        for needed in sorted(graph.get(module, ())):
            if found := visit(needed, [*trail, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := visit(module, []))), [])


def test_the_reader_saw_the_house() -> None:
    modules = {source.module for source in python_files(PACKAGE)}
    assert {"qh_console.problems", "qh_console.domain.clock", "qh_console.preflight"} <= modules
    assert len(modules) > 20


def test_each_layer_imports_only_what_the_table_allows() -> None:
    sources = python_files(PACKAGE)
    broken = dict.fromkeys(broken_rules(sources, screens_in(sources)))
    assert not broken, "\n" + "\n".join(broken)


def test_no_module_needs_itself_through_others() -> None:
    cycle = cycle_in(graph_of(python_files(PACKAGE)))
    assert cycle == [], f"cycle: {' → '.join(cycle)}. Mend: move what they share into a module that imports neither."


def test_init_files_are_empty() -> None:
    full = [source.path for source in python_files(PACKAGE) if source.stem == "__init__" and source.text.strip()]
    assert full == [], f"{full}: import from the module itself; a re-exporting __init__ makes cycles"


def test_migrations_know_nothing_of_the_package() -> None:
    """An old migration must still run when the code it once knew is gone; env.py alone reads today's tables."""
    migrations = [source for source in python_files("db") if source.stem != "env"]
    knowing = [f"{s.path}:{line}" for s in migrations for name, line in imported_modules(s) if name.startswith(PACKAGE)]
    assert knowing == [], f"{knowing}: write the table out in the migration"


@pytest.mark.parametrize(
    ("path", "text", "broken"),
    [
        ("qh_console/domain/a.py", "import numpy as np\nfrom datetime import datetime", ""),
        ("qh_console/domain/a.py", "import pandas", "domain may not import pandas"),
        ("qh_console/domain/a.py", "def f() -> None:\n    import sqlite3", "domain may not import sqlite3"),
        ("qh_console/domain/a.py", "from qh_console.problems import Fault", "domain may not import problems"),
        (
            "qh_console/domain/a.py",
            "if TYPE_CHECKING:\n    from qh_console.store import journal",
            "may not import store",
        ),
        ("qh_console/domain/a.py", "from qh_console.domain.clock import Clock", ""),
        ("qh_console/domain/a.py", "from . import clock", "whole module name"),
        ("qh_console/store/a.py", "import sqlalchemy as sa\nfrom qh_console.problems import Fault", ""),
        ("qh_console/store/a.py", "from qh_console import feeds", "store may not import feeds"),
        ("qh_console/feeds/a.py", "import sqlalchemy", "feeds may not import sqlalchemy"),
        ("qh_console/documents/a.py", "from qh_console.paths import resources", "documents may not import paths"),
        ("qh_console/services/a.py", "from qh_console.packs import read", "services may not import packs"),
        ("qh_console/services/a.py", "from PySide6.QtCore import QObject", "services may not import PySide6"),
        ("qh_console/ui/watch/screen.py", "from qh_console.store.journal import Journal", "ui may not import store"),
        (
            "qh_console/ui/watch/screen.py",
            "from qh_console.ui.alert.state import State",
            "screen watch may not import screen",
        ),
        (
            "qh_console/ui/watch/screen.py",
            "from qh_console.ui import alert",
            "screen watch may not import screen alert",
        ),
        ("qh_console/ui/watch/screen.py", "from qh_console.ui.widgets.table import Table", ""),
        ("qh_console/ui/watch/screen.py", "from qh_console.ui.desk import Desk", ""),
        ("qh_console/ui/window.py", "from qh_console.ui.watch.screen import Watch", ""),
        (
            "qh_console/ui/widgets/table.py",
            "from qh_console.ui.watch.state import State",
            "a widget may not import screen",
        ),
        ("qh_console/packs.py", "import tomllib\nimport pydantic\nfrom qh_console.domain.pack import Pack", ""),
        ("qh_console/packs.py", "from qh_console.store.journal import Journal", "packs may not import store"),
        ("qh_console/app.py", "import PySide6\nfrom qh_console.store.journal import Journal", ""),
        ("qh_console/app.py", "import sqlalchemy", "belongs to store"),
        ("qh_console/preflight.py", "from qh_console.problems import Fault", "preflight may not import problems"),
        ("qh_console/misc.py", "import os", "stands in no layer"),
        (
            "qh_console/services/a.py",
            "import importlib\nimportlib.import_module('httpx')",
            "services may not import httpx",
        ),
        ("qh_console/services/a.py", "import importlib\nimportlib.import_module(name)", "whole module name"),
    ],
)
def test_the_rules_can_be_broken(path: str, text: str, broken: str) -> None:
    found = "\n".join(broken_rules([Source(path, text)], frozenset({"watch", "alert"})))
    assert broken in found
    assert bool(found) is bool(broken)


def test_the_folders_of_the_window_are_its_screens() -> None:
    paths = ("ui/watch/state.py", "ui/watch/__init__.py", "ui/widgets/table.py", "ui/desk.py", "store/a/b.py")
    assert screens_in([Source(f"{PACKAGE}/{path}", "") for path in paths]) == {"watch"}


def test_a_cycle_through_a_deferred_import_is_found() -> None:
    sources = [
        Source("qh_console/domain/__init__.py", ""),
        Source("qh_console/domain/a.py", "from qh_console.domain.b import X"),
        Source("qh_console/domain/b.py", "def f() -> None:\n    from qh_console.domain import c"),
        Source("qh_console/domain/c.py", "import qh_console.domain.a"),
    ]
    assert cycle_in(graph_of(sources)) == [f"qh_console.domain.{name}" for name in "abca"]
    assert cycle_in(graph_of(sources[:3])) == []
