"""Reads the project's own files, for the tests that hold them to the rules of the house."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "qh_console"
_BUILT = frozenset({"__pycache__", "build", "dist", "out"})


@dataclass(frozen=True)
class Source:
    """One Python file; `path` is relative to the project, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def module(self) -> str:
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    def is_under(self, *folders: str) -> bool:
        return any(self.path.startswith(f"{folder}/") for folder in folders)


@cache
def python_files(*folders: str) -> tuple[Source, ...]:
    """Every Python file under these folders of the project, in order of path; read and parsed once a run."""
    files = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return tuple(Source(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in sorted(files))


def project_files() -> tuple[Path, ...]:
    """What git keeps, or would keep if added; without git (an unpacked archive), what is not a product of building."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
        if listed.returncode == 0:  # git refuses a checkout that belongs to somebody else
            return tuple(file for name in sorted(listed.stdout.split("\0")) if name and (file := ROOT / name).is_file())
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_file():
            yield entry
        elif entry.name == ".ci" or not (
            entry.name in _BUILT or entry.name.startswith(".") or entry.suffix == ".egg-info"
        ):
            yield from _walk(entry)


def imported_modules(source: Source) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of every import, wherever it stands: in a function or under TYPE_CHECKING too.

    `from a import b` yields `a.b`: whether b is a module or a name in a is for the reader to settle.
    """
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((f"{start}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and dotted_name(node.func) in {"importlib.import_module", "__import__"}:
            named = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else "?"
            yield str(named), node.lineno


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` of an attribute chain; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (start := dotted_name(node.value)):
        return f"{start}.{node.attr}"
    return ""


def aliases(source: Source) -> dict[str, str]:
    """What each imported name stands for: `from datetime import datetime as dt` gives dt → datetime.datetime."""
    found: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            found.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return found


def names_used(source: Source) -> Iterator[tuple[str, int]]:
    """(full dotted name, line) of every name and attribute chain, with imported names spelled out."""
    known = aliases(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted_name(node)):
            first, _, rest = name.partition(".")
            full = known.get(first, first)
            yield (f"{full}.{rest}" if rest else full), node.lineno
