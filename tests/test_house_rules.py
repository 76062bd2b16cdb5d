"""The rules of the house that a machine can check, each with its mend."""

from __future__ import annotations

import ast
import io
import re
import tempfile
import tokenize
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.source_tree import PACKAGE, ROOT, Source, dotted_name, names_used, project_files, python_files

Rule = Callable[[Source], Iterator[str]]

MOST_LINES = 320
"""Aim for 300; a file that passes this mark holds two topics."""
MOST_LINES_OF_A_FUNCTION = 60

WALL_CLOCKS = frozenset(
    {f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")}
    | {f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "sleep")}
    | {f"PySide6.QtCore.{name}" for name in ("QDateTime.currentDateTime", "QDateTime.currentDateTimeUtc")}
    | {
        "PySide6.QtCore.QDate.currentDate",
        "PySide6.QtCore.QTime.currentTime",
        "PySide6.QtCore.QDateTime.currentMSecsSinceEpoch",
    }
    | {"datetime.date.today", "pandas.Timestamp.now", "pandas.Timestamp.today", "pandas.Timestamp.utcnow"}
)
STOP_WATCHES = frozenset({"time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns"})
MAY_HOLD_A_STOP_WATCH = (f"{PACKAGE}/feeds", f"{PACKAGE}/ui", "tests")

VAGUE_MODULES = frozenset(
    {"base", "common", "constants", "controller", "controllers", "core", "handler", "handlers", "helper", "helpers"}
    | {"manager", "managers", "misc", "shared", "stuff", "tools", "types", "util", "utils"}
)
VAGUE_CLASS = re.compile(r"(Manager|Helper|Handler|Controller|Util|Utils)(?![a-z])")

WITHOUT_OWN_TEST = {
    f"{PACKAGE}/__main__.py": "two lines; `python -m qh_console` is run by the tests of the command line",
}
"""Modules that no test module mirrors, each with its reason; an entry that has grown a test must go.

A module of values alone needs no entry: the tests of whatever makes and reads the values hold it.
"""


def reads_the_wall_clock(source: Source) -> Iterator[str]:
    if source.path == f"{PACKAGE}/app.py":
        return
    for name, line in names_used(source):
        if name in WALL_CLOCKS:
            yield f"{source.path}:{line}: {name}: take a Clock; only app.py reads the time, nobody sleeps"
        elif name in STOP_WATCHES and not source.is_under(*MAY_HOLD_A_STOP_WATCH):
            yield f"{source.path}:{line}: {name}: durations belong to feeds and the window; here pass instants in"


def has_a_vague_name(source: Source) -> Iterator[str]:
    for part in source.module.split("."):
        if part in VAGUE_MODULES:
            yield f"{source.path}: “{part}” says nothing: name the module after what it holds"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and VAGUE_CLASS.search(node.name):
            yield f"{source.path}:{node.lineno}: class {node.name}: name what it is, not that it handles something"


def keeps_a_global(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Global):
            yield f"{source.path}:{node.lineno}: global {', '.join(node.names)}: pass it in from app.py"


def builds_sql_from_strings(source: Source) -> Iterator[str]:
    """Names and values reach SQL as SQLAlchemy expressions or bound parameters, never spliced into the text."""
    takers = {"text", "execute", "executemany", "executescript", "exec_driver_sql", "DDL"}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _last_part(node.func) in takers and node.args and _is_spliced(node.args[0]):
            yield f"{source.path}:{node.lineno}: SQL from pieces: use an expression or a bound parameter"


def _last_part(function: ast.expr) -> str:
    return dotted_name(function).rpartition(".")[2] or (function.attr if isinstance(function, ast.Attribute) else "")


def _is_spliced(text: ast.expr) -> bool:
    if isinstance(text, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in text.values)
    if isinstance(text, ast.BinOp):
        pieces = (text.left, text.right)
        return any(isinstance(p, ast.Constant | ast.JoinedStr) for p in pieces) and not all(
            _is_literal(p) for p in pieces
        )
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format"


def _is_literal(text: ast.expr) -> bool:
    if isinstance(text, ast.BinOp):
        return _is_literal(text.left) and _is_literal(text.right)
    return isinstance(text, ast.Constant)


def is_too_long(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > MOST_LINES and source.is_under(PACKAGE):
        yield f"{source.path}: {lines} lines (at most {MOST_LINES}, aim for 300): split it by topic"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_A_FUNCTION:
                yield f"{source.path}:{node.lineno}: {node.name} has {lines} lines (at most {MOST_LINES_OF_A_FUNCTION})"


def opens_without_a_word(source: Source) -> Iterator[str]:
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield f"{source.path}: open the module with one sentence that says what it holds"


def prints(source: Source) -> Iterator[str]:
    if source.path in {f"{PACKAGE}/cli.py", f"{PACKAGE}/preflight.py"} or source.is_under("tests/benchmarks"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted_name(node.func) == "print":
            yield f"{source.path}:{node.lineno}: print(): return the value, or let cli.py say it"


def silences_without_a_reason(source: Source) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT:
            continue
        if re.search(r"#\s*type:\s*ignore(?!\[)", token.string) or re.search(r"#\s*noqa(?!:\s*[A-Z]+\d)", token.string):
            yield f"{source.path}:{token.start[0]}: name the code that is ignored: {token.string}"
        if re.search(r"#\s*(ruff:\s*noqa|mypy:\s*ignore-errors|flake8:\s*noqa)", token.string):
            yield f"{source.path}:{token.start[0]}: a whole file is never let off: {token.string}"


EVERYWHERE: tuple[Rule, ...] = (
    reads_the_wall_clock,
    keeps_a_global,
    is_too_long,
    opens_without_a_word,
    prints,
    silences_without_a_reason,
)
IN_THE_PACKAGE: tuple[Rule, ...] = (has_a_vague_name, builds_sql_from_strings)
FOLDERS = (PACKAGE, "tests", "db")


def faults(rule: Rule, sources: Iterable[Source]) -> str:
    return "\n".join(fault for source in sources for fault in rule(source))


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_no_file_of_ours(rule: Rule) -> None:
    found = faults(rule, python_files(*FOLDERS))
    assert not found, f"\n{found}"


@pytest.mark.parametrize("rule", IN_THE_PACKAGE, ids=lambda rule: rule.__name__)
def test_no_module_of_the_package(rule: Rule) -> None:
    found = faults(rule, python_files(PACKAGE))
    assert not found, f"\n{found}"


def test_every_module_has_a_test_module() -> None:
    tests = {source.path for source in python_files("tests")}
    modules = [source.path for source in python_files(PACKAGE) if source.stem != "__init__" and does_something(source)]
    untested = {path for path in modules if mirror_of(path) not in tests}
    missing = [f"{path}: write {mirror_of(path)}" for path in sorted(untested - WITHOUT_OWN_TEST.keys())]
    assert len(modules) > 20
    assert not missing, "\n" + "\n".join(missing)


def test_modules_excused_from_a_test_have_none() -> None:
    tests = {source.path for source in python_files("tests")}
    assert [path for path in WITHOUT_OWN_TEST if mirror_of(path) in tests] == []


def does_something(source: Source) -> bool:
    """False for values alone: classes whose methods, if any, each return one expression without choosing or looping."""
    if any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in source.tree.body):
        return True
    choosing = (ast.IfExp, ast.BoolOp, ast.comprehension, ast.Lambda)
    functions = [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    bodies = [function.body[1:] if ast.get_docstring(function) else function.body for function in functions]
    return any(
        len(body) != 1
        or not isinstance(body[0], ast.Return)
        or any(isinstance(node, choosing) for node in ast.walk(body[0]))
        for body in bodies
    )


def mirror_of(path: str) -> str:
    """`qh_console/store/journal.py` → `tests/store/test_journal.py`."""
    folder, _, name = path.rpartition("/")
    return f"tests{folder.removeprefix(PACKAGE)}/test_{name}"


def words_of_this_machine() -> tuple[str, ...]:
    """Folders that exist only where this checkout lies, as they would stand in a file that names one."""
    folders = {ROOT.parent, Path.home(), Path(tempfile.gettempdir()), Path("/root"), Path("/home")}
    return (*sorted(f"{folder}/" for folder in folders if folder != Path("/")), "/".join(("..", "shared")))


def test_no_file_names_a_folder_of_one_machine() -> None:
    files = [
        file
        for file in project_files()
        if file.suffix not in BINARY and ROOT / "resources" / "fonts" not in file.parents
    ]
    words = words_of_this_machine()
    found = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in files
        if file != Path(__file__).resolve()
        for word in words
        if word in read(file)
    ]
    assert len(files) > 30
    assert not found, "\n" + "\n".join(found)


BINARY = frozenset({".ttf", ".otf", ".png", ".jpg", ".pdf", ".xlsx", ".db", ".sqlite", ".ico", ".gz", ".zip"})


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_has_exact_versions_and_hashes_and_no_address(name: str) -> None:
    text = read(ROOT / name)
    entries = re.split(r"\n(?=[a-z])", text)
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[a-z0-9.-]+(\[[a-z0-9,-]+\])?==\S+[^\n]*\\\n\s+--hash=sha256:", entry)
    ]
    assert len(entries) > 20
    assert loose == []
    assert "://" not in text


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["install"]]
    wanted_for_tests = [*wanted, *project["project"]["optional-dependencies"]["dev"]]
    for name, requirements in (("requirements.txt", wanted), ("requirements-dev.txt", wanted_for_tests)):
        locked = re.findall(r"^([a-z0-9.-]+)==(\S+)", read(ROOT / name), re.MULTILINE)
        for requirement in map(Requirement, requirements):
            versions = [version for package, version in locked if package == canonicalize_name(requirement.name)]
            assert versions, f"{name} lacks {requirement}: run make lock"
            assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: run make lock"


def test_both_locks_hold_the_same_versions() -> None:
    run, dev = ({*re.findall(r"^[a-z0-9.-]+==\S+.*(?=\s\\$)", read(ROOT / name), re.MULTILINE)} for name in LOCKS)
    assert run
    assert run <= dev


LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize(
    ("rule", "text", "is_broken"),
    [
        (reads_the_wall_clock, "from datetime import datetime as dt\nx = dt.now(tz)", True),
        (reads_the_wall_clock, "import datetime\nx = datetime.date.today", True),
        (reads_the_wall_clock, "from time import time\nx = time()", True),
        (reads_the_wall_clock, "import time\nx = time.monotonic()", True),
        (reads_the_wall_clock, "from PySide6.QtCore import QDateTime\nx = QDateTime.currentDateTime()", True),
        (reads_the_wall_clock, "x = self.clock.now()\ndatetime = 1", False),
        (has_a_vague_name, "class FeedManager: ...", True),
        (has_a_vague_name, "class Utility: ...", False),
        (keeps_a_global, "def f():\n    global x\n    x = 1", True),
        (builds_sql_from_strings, "c.execute(f'select {x}')", True),
        (builds_sql_from_strings, "c.execute('select ' + x)", True),
        (builds_sql_from_strings, "c.execute('select %s' % x)", True),
        (builds_sql_from_strings, "sa.text('select {}'.format(x))", True),
        (builds_sql_from_strings, "c().execute(f'select {x}')", True),
        (builds_sql_from_strings, "c.execute('select ' + 'x')\nc.execute(select(x))\nlabel.text()", False),
        (is_too_long, "def f():\n" + "    x = 1\n" * 60, True),
        (is_too_long, "def f():\n" + "    x = 1\n" * 59, False),
        (is_too_long, "x = 1\n" * 321, True),
        (is_too_long, "x = 1\n" * 320, False),
        (opens_without_a_word, "x = 1", True),
        (opens_without_a_word, "", False),
        (prints, "print(1)", True),
        (silences_without_a_reason, "x = 1  # type: ignore", True),
        (silences_without_a_reason, "x = 1  # type: ignore[arg-type]", False),
        (silences_without_a_reason, "x = 1  # noqa", True),
        (silences_without_a_reason, "x = 1  # noqa: E501", False),
        (silences_without_a_reason, "# ruff: noqa: E501", True),
        (silences_without_a_reason, "x = '# noqa'", False),
    ],
)
def test_each_rule_can_be_broken(rule: Rule, text: str, is_broken: bool) -> None:
    assert bool(faults(rule, [Source(f"{PACKAGE}/store/made_up.py", text)])) is is_broken


@pytest.mark.parametrize(
    ("text", "needs_a_test"),
    [
        ("class A:\n    x: int\n    def twice(self) -> int:\n        return 2 * self.x", False),
        ("class A:\n    x: int\n    def size(self) -> int:\n        return 2 if self.x else 1", True),
        ("class A:\n    def f(self) -> int:\n        self.x = 1\n        return 1", True),
        ("LIMIT = 3", False),
        ("def f() -> int:\n    return 1", True),
    ],
)
def test_values_alone_need_no_test_module(text: str, needs_a_test: bool) -> None:
    assert does_something(Source(f"{PACKAGE}/domain/made_up.py", text)) is needs_a_test


@pytest.mark.parametrize("name", ["utils", "helpers", "base", "common"])
def test_a_vague_module_is_found(name: str) -> None:
    assert faults(has_a_vague_name, [Source(f"{PACKAGE}/store/{name}.py", "")])
    assert faults(has_a_vague_name, [Source(f"{PACKAGE}/{name}/journal.py", "")])


def test_app_alone_reads_the_clock() -> None:
    text = "from datetime import UTC, datetime\nx = datetime.now(UTC)"
    assert not faults(reads_the_wall_clock, [Source(f"{PACKAGE}/app.py", text)])
    assert faults(reads_the_wall_clock, [Source("tests/test_app.py", text)])
