"""The commands of qh-console that need a record and no window: take in, check, keep, bring back, hand to an auditor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qh_console.cli_options import Data, Files, Json, Out, config_of, note, problems_named, put_columns, put_json

record = typer.Typer()


@record.command("import-data")
def import_data(files: Files, as_json: Json = False, data: Data = None) -> None:
    """导入观测或预报；可重复执行。"""
    from qh_console import headless

    with problems_named():
        result, faults = headless.import_files(config_of(data), files, note)
    for fault in faults:
        note(str(fault))
    if as_json:
        put_json(result)
    else:
        put_columns([["文件", "新增", "未变", "更新", "拒收"], *(list(map(str, r.values())) for r in result["files"])])
    if faults:
        raise typer.Exit(1)


@record.command()
def verify(
    files: Annotated[list[Path] | None, typer.Argument(help="要核对的 PDF；不写则核对全部记录")] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """核对记录链、归档文书，或核对打印文书的电子件。"""
    from qh_console import headless

    with problems_named():
        config = config_of(data)
        result = headless.verify_papers(config, files) if files else headless.verify_record(config)
    if as_json:
        put_json(result)
    for line in result["messages"]:
        typer.echo(line, err=as_json)
    if not result["sound"]:
        raise typer.Exit(1)


@record.command()
def backup(file: Path, as_json: Json = False, data: Data = None) -> None:
    """把整个数据文件夹备份成一个文件。"""
    from qh_console import headless

    with problems_named():
        result = headless.back_up(config_of(data), file)
    put_json(result) if as_json else typer.echo(f"已备份到 {file}")


@record.command()
def restore(file: Path, as_json: Json = False, data: Data = None) -> None:
    """从备份恢复；原有数据改名留存，不会覆盖。"""
    from qh_console import headless

    with problems_named():
        result = headless.put_back(config_of(data), file)
    kept = f"，原有数据留存在 {result['kept']}" if result["kept"] else ""
    put_json(result) if as_json else typer.echo(f"已恢复到 {result['data']}{kept}")
    for line in result["messages"]:
        note(f"恢复的记录核对不符：{line}")
    if not result["sound"]:
        raise typer.Exit(1)


@record.command("import-plan")
def import_plan(
    file: Annotated[Path, typer.Argument(help="预案正文：纯文本（UTF-8、GB18030）或 .docx")],
    pack: Annotated[str | None, typer.Option("--pack", help="预案版本；不写则用现行版本")] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """导入本单位所存的预案原文，在任务和条款旁对照阅读；原来的一份留存。"""
    from qh_console import headless

    with problems_named():
        result = headless.take_plan(config_of(data), file, pack)
    if result["lacking"]:
        note(f"原文里没有找到这些条款：{'、'.join(result['lacking'])}")
    kept = f"，原来的一份留存在 {result['kept']}" if result["kept"] else ""
    put_json(result) if as_json else typer.echo(f"已导入{result['pack']}原文，条款{result['clauses']}条{kept}")


@record.command("export")
def export_record(out: Out, as_json: Json = False, data: Data = None) -> None:
    """把全部记录导出为通用格式（JSON Lines、CSV、PDF），附清单，供审计。"""
    from qh_console import headless

    with problems_named():
        result = headless.export(config_of(data), out, note)
    put_json(result) if as_json else typer.echo(f"已导出到 {out}")
    if not result["sound"]:
        raise typer.Exit(1)
