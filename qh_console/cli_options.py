"""What the commands share: their common options, how they put answers and notes, and how trouble ends them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from qh_console.config import Config, default_data_folder, read_config
from qh_console.problems import BadInput, KnownProblem


def _wherever_it_stands(context: typer.Context, data: Path | None) -> Path | None:
    """`--data` before the command's name counts as well: nobody's record is to be taken for another's."""
    return data or context.find_root().params.get("data")


Data = Annotated[
    Path | None, typer.Option("--data", callback=_wherever_it_stands, help="数据文件夹；不写则用本机默认位置")
]
Json = Annotated[bool, typer.Option("--json", help="向标准输出写一份 JSON")]
Files = Annotated[list[Path], typer.Argument(help="CSV 或 XLSX 文件")]
Out = Annotated[Path, typer.Option("--out", help="输出文件夹")]


@contextmanager
def problems_named() -> Iterator[None]:
    """Trouble in the world becomes one clear line each on stderr, and exit 1."""
    try:
        yield
    except BadInput as bad:
        for fault in bad.faults:
            typer.echo(str(fault), err=True)
        raise typer.Exit(1) from None
    except KnownProblem as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None


def config_of(data: Path | None) -> Config:
    return read_config(data or default_data_folder())


def put_json(document: object) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False))


def note(text: str) -> None:
    typer.echo(text, err=True)


def note_ignored(file: Path, columns: Sequence[str]) -> None:
    for name in columns:
        note(f"{file.name}：没有用到“{name}”列")


def put_columns(rows: Sequence[Sequence[Any]]) -> None:
    """Plain columns for a person; Chinese characters count double."""
    cells = [[str(c) for c in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)] if cells else []
    for row in cells:
        typer.echo("  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
