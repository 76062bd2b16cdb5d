"""Every command of qh-console; with none, the window opens. Results to stdout, messages to stderr, exit 0, 1 or 2."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from qh_console.cli_options import (
    Data,
    Json,
    Out,
    config_of,
    note,
    note_ignored,
    problems_named,
    put_columns,
    put_json,
)
from qh_console.cli_record import record
from qh_console.problems import KnownProblem

cli = typer.Typer(no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False)

Edition = Literal["auto", "hj633-2012", "hj633-2026"]
ReportKind = Literal["hourly", "daily"]
HourlyRule = Literal["published", "text"]
Theme = Literal["light", "dark"]


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    cli()


def _needs_a_screen() -> None:
    """Qt ends the process where there is none, so it is said before Qt is asked."""
    has_one = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not has_one:
        raise KnownProblem("没有显示器，窗口打不开", "请在图形桌面上启动；只要演练的文书和图片，用 demo 命令")


def _without_a_screen() -> None:
    """Qt reads this once, when its application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


@cli.callback(invoke_without_command=True)
def window(context: typer.Context, data: Data = None) -> None:
    """青海省重污染天气应急值守台。不带命令时打开窗口。"""
    if context.invoked_subcommand is not None:
        return
    from qh_console import windowed

    with problems_named():
        _needs_a_screen()
        raise typer.Exit(windowed.open_console(config_of(data)))


@cli.command()
def drill(
    name: Annotated[str, typer.Argument(help="演练名")] = "winter-haze",
    data: Data = None,
) -> None:
    """打开窗口，在临时数据上放一遍演练。"""
    from qh_console import windowed

    with problems_named():
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
    with problems_named():
        editions = load_editions(resources_folder() / "aqi")
        table = read_table(file)
        rows = report_rows(table, editions, edition, report, rule)
    note_ignored(file, ignored_columns(table))
    if as_json:
        put_json({"rows": rows})
    elif as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(csv_rows(rows))
    else:
        put_columns(csv_rows(rows))


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

    with problems_named():
        resources = resources_folder()
        chosen = chosen_pack(load_packs(resources / "packs"), pack)
        places = load_places(resources / "places" / "qinghai.toml")
        editions = load_editions(resources / "aqi")
        answer = grade_table(read_table(file), places, chosen, editions, other_places)
    note_ignored(file, answer["ignored_columns"])
    if as_json:
        put_json(answer)
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

    with problems_named():
        manifest = windowed.play_demo(name, out, data, note)
    if as_json:
        put_json(manifest)


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
    with problems_named():
        pictures = windowed.take_tour(out, (int(width), int(height)), theme, note)
    if as_json:
        put_json({"pictures": pictures})


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

    with problems_named():
        office = folder or config_of(data).data / "templates"
        if folder is not None and not folder.is_dir():
            raise KnownProblem(f"没有文件夹{folder}", "请核对路径")
        faults = template_check.check_templates(Wording([office, resources_folder() / "templates"]))
    if as_json:
        told = [{"file": f.file, "row": f.row, "what": f.what, "what_to_do": f.what_to_do} for f in faults]
        put_json({"faults": told})
    for fault in faults:
        note(str(fault))
    if faults:
        raise typer.Exit(1)
    note(f"文书模板{len(template_check.TEMPLATES)}份，逐份核对无误")


cli.registered_commands += record.registered_commands
