"""The whole record in open formats for an auditor: nothing is kept that only this console could read."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qh_console.documents.spreadsheet import write_table
from qh_console.domain.board import FiledPaper, fold
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.problems import KnownProblem
from qh_console.services.export_air import AirFile, write_forecasts, write_readings
from qh_console.services.export_tables import RecordTable, Told, papers_table, record_tables
from qh_console.services.log_excerpt import excerpt_csv, write_excerpt
from qh_console.services.machine_forms import FormKind
from qh_console.services.paperwork import file_name
from qh_console.store.archive import Archive, PaperAltered, PaperMissing
from qh_console.store.failures import disk_failures_named
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import Journal
from qh_console.store.readings import ReadingStore

FORMAT = 1
MANIFEST, EXPLANATION = "manifest.json", "说明.txt"
PAPERS = "papers"
_FOREVER = datetime(9999, 1, 1, tzinfo=UTC)

EXPLANATION_TEXT = """本文件夹是值守台全部记录的导出件，供审计和存档，不用本系统也能读。

journal.jsonl    日志原文，一行一条，与库中所存逐字相同
journal.csv      同一日志，写成文字
officers.csv alerts.csv notices.csv duties.csv marks.csv papers.csv    人员、过程、通知、任务、登记、文书
emission-sources.csv emission-bases.csv                   历版减排清单、历年减排基数
readings-*.csv forecasts-*.csv    实况和预报，可用 qh-console import-data 按文件名次序导入
                 （既有逐日又有逐时的一份预报分在两个文件里，导入后按两份计；来源收到的时刻只供查阅，不再导入）
papers/          归档文书（PDF）和随附的 Word、XML
manifest.json    每个文件的SHA-256、行数和内容

核对日志：每条的 digest 是把 desk、seq、lamport、at、by、kind、version、payload、previous 九项
按此次序用换行符（U+000A）连接后，按UTF-8编码求得的SHA-256；previous 是同一席位上一条的 digest，第一条为空。
"""

Noted = Callable[[str], None]


@dataclass(frozen=True)
class Record:
    """What is exported, and the rules it is read by."""

    journal: Journal
    archive: Archive
    readings: ReadingStore
    forecasts: ForecastStore
    pack: PlanPack
    packs: Mapping[str, PlanPack]
    places: Places


@dataclass
class _Written:
    """The files so far, as the manifest lists them."""

    folder: Path
    files: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, path: Path, what: str, **more: object) -> None:
        with disk_failures_named(path):
            path.chmod(0o600)
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = path.stat().st_size
        name = path.relative_to(self.folder).as_posix()
        self.files.append({"file": name, "what": what, **more, "size": size, "sha256": digest})


def export_record(record: Record, out: Path, made_at: datetime, noted: Noted) -> dict[str, Any]:
    """Everything into `out`, all of it or nothing; returns the manifest.

    Raises KnownProblem: `out` holds files of others, a line that cannot be read, disk.
    """
    former = _former_files(out)
    with disk_failures_named(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".export-") as scratch:
            written = _Written(Path(scratch))
            heads = _write_all(record, written, noted)
            manifest = {
                "format": FORMAT,
                "export": "qh-console",
                "made_at": made_at.astimezone(UTC).isoformat(),
                "desk": record.journal.desk,
                **heads,
                "missing": written.missing,
                "files": written.files,
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
            (written.folder / MANIFEST).write_text(text, encoding="utf-8")
            _move(written.folder, out, former)
    noted(f"导出完成：文件{len(written.files)}个，清单{MANIFEST}")
    return manifest


def _write_all(record: Record, written: _Written, noted: Noted) -> dict[str, Any]:
    found = record.journal.verify()
    if found.bad is not None:
        noted(f"记录核对不符：{found.bad}")
    noted(f"日志{found.entries}条")
    folder = written.folder
    explanation = folder / EXPLANATION
    explanation.write_text(EXPLANATION_TEXT, encoding="utf-8-sig")
    written.add(explanation, "说明")
    entries = record.journal.entries()
    board = fold(entries)
    lines = folder / "journal.jsonl"
    with lines.open("w", encoding="utf-8", newline="") as file:
        for line in record.journal.lines():
            file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")
    written.add(lines, "日志原文", rows=found.entries)
    worded = folder / "journal.csv"
    write_excerpt(worded, excerpt_csv(entries, board, record.pack, record.places))
    written.add(worded, "日志", rows=len(entries))
    for table in record_tables(Told(board, record.pack, record.packs, record.places)):
        _add_table(table, written)
    papers = sorted(board.papers.values(), key=lambda filed: (filed.at, filed.desk, filed.seq))
    noted(f"文书{len(papers)}份")
    _add_table(papers_table([(p, _add_paper(p, record.archive, written, noted)) for p in papers], board), written)
    for air in _write_air(record, folder, noted):
        counts = {"forecasts": air.forecasts} if air.forecasts else {}
        written.add(air.path, air.what, rows=air.rows, **counts)
    heads = [{"desk": head.desk, "seq": head.seq, "digest": head.digest} for head in found.heads]
    return {"entries": found.entries, "sound": found.is_sound, "heads": heads}


def _write_air(record: Record, folder: Path, noted: Noted) -> Iterator[AirFile]:
    noted("实况和预报")
    yield from write_readings(folder, record.readings.all_tellings(), record.places)
    yield from write_forecasts(folder, record.forecasts.issued(_FOREVER), record.places)


def _add_table(table: RecordTable, written: _Written) -> None:
    path = written.folder / f"{table.name}.csv"
    write_table(path, table.title, table.header, table.rows)
    written.add(path, table.title, rows=len(table.rows))


def _add_paper(filed: FiledPaper, archive: Archive, written: _Written, noted: Noted) -> str:
    """The PDF and its forms; its file's name, or nothing where it is not here whole."""
    paper = filed.paper
    kept = ""
    for form in (None, *paper.forms):
        suffix = ".pdf" if form is None else FormKind(form.form).suffix
        try:
            content = archive.get(paper.sha256) if form is None else archive.get_form(paper, form)
        except (KeyError, PaperMissing, PaperAltered) as problem:
            why = "不在本机档案里" if isinstance(problem, KeyError) else str(problem)
            told = f"{paper.title}{paper.number}{suffix}：{why}"
            written.missing.append(told)
            noted(told)
            continue
        path = _free(written.folder / PAPERS, file_name(filed), suffix)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        written.add(path, paper.title)
        kept = kept or path.relative_to(written.folder).as_posix()
    return kept


def _free(folder: Path, stem: str, suffix: str) -> Path:
    path, count = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, count = folder / f"{stem}-{count}{suffix}", count + 1
    return path


# --- the folder it goes to ------------------------------------------------------------------------------------------


def _former_files(out: Path) -> list[Path]:
    """What an earlier export left in `out`, which a new one replaces. Raises KnownProblem for anybody else's files."""
    with disk_failures_named(out):
        if not out.exists():
            return []
        if not out.is_dir():
            raise KnownProblem(f"{out}不是文件夹", "请换一个文件夹")
        there = [path for path in sorted(out.rglob("*")) if not path.is_dir() or path.is_symlink()]
    ours = _listed(out / MANIFEST)
    for path in there:
        if path.relative_to(out).as_posix() not in ours:
            raise KnownProblem(f"{out}里有别的文件（{path.relative_to(out)}）", "请换一个空文件夹，不会覆盖别人的文件")
    return there


def _listed(manifest: Path) -> frozenset[str]:
    """The files an earlier export says are its own; none where there was no such export."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        if told["export"] != "qh-console":
            return frozenset()
        return frozenset({MANIFEST, *(str(item["file"]) for item in told["files"])})
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def _move(scratch: Path, out: Path, former: list[Path]) -> None:
    out.mkdir(mode=0o700, exist_ok=True)
    for path in former:
        path.unlink(missing_ok=True)
    for path in sorted(scratch.rglob("*")):
        target = out / path.relative_to(scratch)
        if path.is_dir():
            target.mkdir(mode=0o700, exist_ok=True)
        else:
            os.replace(path, target)
