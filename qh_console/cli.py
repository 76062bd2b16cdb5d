"""Every command of qh-console; with none, the window opens. Results to stdout, messages to stderr, exit 0, 1 or 2."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from qh_console.config import Config, default_data_folder, read_config
from qh_console.problems import BadInput, KnownProblem

cli = typer.Typer(no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False)


def _wherever_it_stands(context: typer.Context, data: Path | None) -> Path | None:
    """`--data` before the command's name counts as well: nobody's record is to be taken for another's."""
    return data or context.find_root().params.get("data")


Data = Annotated[
    Path | None, typer.Option("--data", callback=_wherever_it_stands, help="数据文件夹；不写则用本机默认位置")
]
Json = Annotated[bool, typer.Option("--json", help="向标准输出写一份 JSON")]
Files = Annotated[list[Path], typer.Argument(help="CSV 或 XLSX 文件")]
Out = Annotated[Path, typer.Option("--out", help="输出文件夹")]


Edition = Literal["auto", "hj633-2012", "hj633-2026"]
ReportKind = Literal["hourly", "daily"]
HourlyRule = Literal["published", "text"]
Theme = Literal["light", "dark"]


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    cli()


@contextmanager
def _problems_named() -> Iterator[None]:
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


def _config(data: Path | None) -> Config:
    return read_config(data or default_data_folder())


def _needs_a_screen() -> None:
    """Qt ends the process where there is none, so it is said before Qt is asked."""
    has_one = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not has_one:
        raise KnownProblem("没有显示器，窗口打不开", "请在图形桌面上启动；只要演练的文书和图片，用 demo 命令")


def _without_a_screen() -> None:
    """Qt reads this once, when its application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _put_json(document: object) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False))


def _note(text: str) -> None:
    typer.echo(text, err=True)


def _note_ignored(file: Path, columns: Sequence[str]) -> None:
    for name in columns:
        _note(f"{file.name}：没有用到“{name}”列")


@cli.callback(invoke_without_command=True)
def window(context: typer.Context, data: Data = None) -> None:
    """青海省重污染天气应急值守台。不带命令时打开窗口。"""
    if context.invoked_subcommand is not None:
        return
    from qh_console import windowed

    with _problems_named():
        _needs_a_screen()
        raise typer.Exit(windowed.open_console(_config(data)))


@cli.command()
def drill(
    name: Annotated[str, typer.Argument(help="演练名")] = "winter-haze",
    data: Data = None,
) -> None:
    """打开窗口，在临时数据上放一遍演练。"""
    from qh_console import windowed

    with _problems_named():
        _needs_a_screen()
        raise typer.Exit(windowed.open_drill(name, data))


@cli.command()
def aqi(
    file: Annotated[Path, typer.Argument(help="CSV 或 XLSX 文件")],
    edition: Edition = "auto",
    report: ReportKind = "hourly",
    rule: HourlyRule = "published",
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="向标准输出写 CSV")] = False,
    data: Data = None,
) -> None:
    """逐行计算空气质量指数。"""
    from qh_console.editions import load_editions
    from qh_console.feeds.tables import read_table
    from qh_console.paths import resources_folder
    from qh_console.services.aqi_reports import csv_rows, ignored_columns, report_rows

    if as_json and as_csv:
        raise typer.BadParameter("--json 与 --csv 只能选一个")
    with _problems_named():
        editions = load_editions(resources_folder() / "aqi")
        table = read_table(file)
        rows = report_rows(table, editions, edition, report, rule)
    _note_ignored(file, ignored_columns(table))
    if as_json:
        _put_json({"rows": rows})
    elif as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(csv_rows(rows))
    else:
        _put_columns(csv_rows(rows))


@cli.command()
def grade(
    file: Annotated[Path, typer.Argument(help="CSV 或 XLSX 文件")],
    pack: Annotated[str | None, typer.Option("--pack", help="预案版本")] = None,
    other_places: Annotated[bool, typer.Option("--other-places", help="放行省外地区（只分级，不算相邻）")] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """把预报（或一段历史）按预案分级，给出依据。"""
    from qh_console.editions import load_editions
    from qh_console.feeds.tables import read_table
    from qh_console.packs import chosen_pack, load_packs, load_places
    from qh_console.paths import resources_folder
    from qh_console.services.grade_reports import grade_table, grade_text

    with _problems_named():
        resources = resources_folder()
        chosen = chosen_pack(load_packs(resources / "packs"), pack)
        places = load_places(resources / "places" / "qinghai.toml")
        editions = load_editions(resources / "aqi")
        answer = grade_table(read_table(file), places, chosen, editions, other_places)
    _note_ignored(file, answer["ignored_columns"])
    if as_json:
        _put_json(answer)
    else:
        typer.echo(grade_text(answer))


@cli.command()
def demo(
    out: Out,
    name: Annotated[str, typer.Option("--drill", help="演练名")] = "winter-haze",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """无界面放一遍演练，留下文书、图片和清单。"""
    _without_a_screen()
    from qh_console import windowed

    with _problems_named():
        manifest = windowed.play_demo(name, out, data, _note)
    if as_json:
        _put_json(manifest)


@cli.command()
def tour(
    out: Out,
    size: Annotated[str, typer.Option("--size", help="宽x高", metavar="1366x768")] = "1366x768",
    theme: Theme = "light",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """给每个页面拍照。"""
    _without_a_screen()
    from qh_console import windowed

    width, separator, height = size.partition("x")
    if not (separator and width.isdigit() and height.isdigit()):
        raise typer.BadParameter("--size 应形如 1366x768")
    with _problems_named():
        pictures = windowed.take_tour(out, (int(width), int(height)), theme, _note)
    if as_json:
        _put_json({"pictures": pictures})


@cli.command("import-data")
def import_data(files: Files, as_json: Json = False, data: Data = None) -> None:
    """导入观测或预报；可重复执行。"""
    from qh_console import headless

    with _problems_named():
        result, faults = headless.import_files(_config(data), files, _note)
    for fault in faults:
        _note(str(fault))
    if as_json:
        _put_json(result)
    else:
        _put_columns([["文件", "新增", "未变", "更新", "拒收"], *(list(map(str, r.values())) for r in result["files"])])
    if faults:
        raise typer.Exit(1)


@cli.command()
def verify(
    files: Annotated[list[Path] | None, typer.Argument(help="要核对的 PDF；不写则核对全部记录")] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """核对记录链、归档文书，或核对打印文书的电子件。"""
    from qh_console import headless

    with _problems_named():
        config = _config(data)
        result = headless.verify_papers(config, files) if files else headless.verify_record(config)
    if as_json:
        _put_json(result)
    for line in result["messages"]:
        typer.echo(line, err=as_json)
    if not result["sound"]:
        raise typer.Exit(1)


@cli.command("check-templates")
def check_templates(
    folder: Annotated[
        Path | None, typer.Option("--templates", help="要核对的模板文件夹；不写则核对数据文件夹里的templates")
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """核对文书模板：变量、必备内容、标题级别；本单位的模板优先于随附的。"""
    from qh_console.documents import template_check
    from qh_console.documents.wording import Wording
    from qh_console.paths import resources_folder

    with _problems_named():
        office = folder or _config(data).data / "templates"
        if folder is not None and not folder.is_dir():
            raise KnownProblem(f"没有文件夹{folder}", "请核对路径")
        faults = template_check.check_templates(Wording([office, resources_folder() / "templates"]))
    if as_json:
        told = [{"file": f.file, "row": f.row, "what": f.what, "what_to_do": f.what_to_do} for f in faults]
        _put_json({"faults": told})
    for fault in faults:
        _note(str(fault))
    if faults:
        raise typer.Exit(1)
    _note(f"文书模板{len(template_check.TEMPLATES)}份，逐份核对无误")


@cli.command()
def backup(file: Path, as_json: Json = False, data: Data = None) -> None:
    """把整个数据文件夹备份成一个文件。"""
    from qh_console import headless

    with _problems_named():
        result = headless.back_up(_config(data), file)
    _put_json(result) if as_json else typer.echo(f"已备份到 {file}")


@cli.command()
def restore(file: Path, as_json: Json = False, data: Data = None) -> None:
    """从备份恢复；原有数据改名留存，不会覆盖。"""
    from qh_console import headless

    with _problems_named():
        result = headless.put_back(_config(data), file)
    kept = f"，原有数据留存在 {result['kept']}" if result["kept"] else ""
    _put_json(result) if as_json else typer.echo(f"已恢复到 {result['data']}{kept}")
    for line in result["messages"]:
        _note(f"恢复的记录核对不符：{line}")
    if not result["sound"]:
        raise typer.Exit(1)


def _put_columns(rows: Sequence[Sequence[Any]]) -> None:
    """Plain columns for a person; Chinese characters count double."""
    cells = [[str(c) for c in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)] if cells else []
    for row in cells:
        typer.echo("  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
