"""Turns a template and its facts into blocks; an unknown or empty variable is an error that names it."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, meta, nodes

from qh_console.documents.model import Block, Heading, PageBreak, Paragraph, Role, Span, Words
from qh_console.domain.clock import beijing, chinese_date, chinese_time
from qh_console.problems import KnownProblem

HEADINGS = re.compile(r"^(#{1,4}) +(.*)$")
INSERT = re.compile(r"^\[\[(\w+)\]\]$")
FACES = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Awaited:
    """A moment that only the release gives: a body that is proposed has these words in its place."""

    day: str
    time: str

    def __str__(self) -> str:
        return self.time


class MissingVariable(Exception):
    def __init__(self, name: str, empty: bool) -> None:
        super().__init__(name)
        self.name = name
        self.empty = empty


class NamedUndefined(StrictUndefined):
    """A variable that is not there: whatever is done with it names it."""

    _empty = False

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name)
        empty = self._empty
        self._undefined_exception = lambda _message: MissingVariable(name or "?", empty)  # type: ignore[assignment]


class EmptyValue(NamedUndefined):
    """A variable that is there with nothing in it: it may be asked about in an `if`, never printed."""

    _empty = True

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


class NamingEnvironment(Environment):
    """Attributes of facts that hold nothing are known by their name."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return guarded(attribute, super().getattr(obj, attribute))


def guarded(name: str, value: Any) -> Any:
    """The value a template sees: its last full stop belongs to the template's sentence."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return EmptyValue(name=name)
    return value.strip().rstrip("。") if isinstance(value, str) else value


def never_blank(value: Any) -> Any:
    if value == "" or value == ():
        raise MissingVariable("（合成后的文字）", True)
    return value


class Wording:
    """Templates of the office, then ours: the first folder that has a template wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._loader = FileSystemLoader([str(f) for f in folders])
        self._environment = NamingEnvironment(
            loader=self._loader,
            undefined=NamedUndefined,
            finalize=never_blank,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters.update(
            day=_day, time=_time, listed=_listed, numeral=_numeral, ranged=_ranged, hours=_hours
        )

    def text(self, name: str, facts: Mapping[str, Any]) -> str:
        """The rendered template; raises KnownProblem naming file, line and variable."""
        try:
            template = self._environment.get_template(name)
            return template.render({key: guarded(key, value) for key, value in facts.items()})
        except MissingVariable as missing:
            what = "是空的" if missing.empty else "不存在"
            raise KnownProblem(
                f"文书模板{name}{_line_in(missing, name)}：变量“{missing.name}”{what}",
                "补全该项内容，或改正模板",
            ) from missing
        except TemplateNotFound as error:
            raise _absent(str(error.name or name)) from error
        except TemplateError as error:
            raise _broken(name, error) from error

    def blocks(
        self, name: str, facts: Mapping[str, Any], inserts: Mapping[str, Sequence[Block]] | None = None
    ) -> tuple[Block, ...]:
        return parse(self.text(name, facts), inserts or {}, name)

    def source(self, name: str) -> str:
        """The template as it stands in its file; raises KnownProblem where there is none."""
        try:
            return self._loader.get_source(self._environment, name)[0]
        except TemplateNotFound as error:
            raise _absent(name) from error
        except UnicodeDecodeError as error:
            raise KnownProblem(f"文书模板{name}不是UTF-8编码", "用记事本另存为UTF-8") from error

    def names(self) -> tuple[str, ...]:
        """Every template there is, the office's and ours."""
        return tuple(n for n in self._loader.list_templates() if n.endswith(".txt"))

    def shipped(self, name: str) -> str:
        """The template of the last folder, which the office's own overrides; empty where there is none."""
        path = Path(self._loader.searchpath[-1], name)
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def tree(self, name: str) -> nodes.Template:
        """The template's syntax, its filters known; raises KnownProblem naming file and line."""
        source = self.source(name)
        try:
            self._environment.compile(source, name)
            return self._environment.parse(source, name)
        except TemplateError as error:
            raise _broken(name, error) from error

    def unknown_names(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """Top-level variables of a template that no snapshot provides; raises KnownProblem on a syntax error."""
        try:
            used = meta.find_undeclared_variables(self._environment.parse(self.source(name)))
        except TemplateError as error:
            raise _broken(name, error) from error
        return tuple(sorted(used - set(known)))


def parse(text: str, inserts: Mapping[str, Sequence[Block]], name: str = "") -> tuple[Block, ...]:
    """Lines to blocks: # headings, [[inserts]], --- page breaks, **黑体**, __楷体__; each other line a paragraph."""
    blocks: list[Block] = []
    for raw in text.split("\n"):
        line = raw.strip()
        heading, insert = HEADINGS.match(line), INSERT.match(line)
        if not line:
            continue
        if heading:
            blocks.append(Heading(len(heading[1]), heading[2].strip()))
        elif insert:
            if insert[1] not in inserts:
                raise KnownProblem(f"文书模板{name}：没有可插入的内容“{insert[1]}”", "改正模板")
            blocks.extend(inserts[insert[1]])
        elif line == "---":
            blocks.append(PageBreak())
        else:
            blocks.append(Paragraph(_words(line)))
    return tuple(blocks)


def _absent(name: str) -> KnownProblem:
    return KnownProblem(f"没有文书模板{name}", "重新安装本系统，或补上该模板")


def _broken(name: str, error: TemplateError) -> KnownProblem:
    line = getattr(error, "lineno", None)
    where = f"第{line}行" if line else ""
    return KnownProblem(f"文书模板{name}{where}有语法错误：{error.message}", "改正模板")


def _words(line: str) -> Words:
    spans: list[Span] = []
    at = 0
    for match in FACES.finditer(line):
        if match.start() > at:
            spans.append(Span(line[at : match.start()]))
        spans.append(Span(match[1], Role.HEI) if match[1] else Span(match[2], Role.KAI))
        at = match.end()
    if not spans:
        return line
    if at < len(line):
        spans.append(Span(line[at:]))
    return tuple(spans)


def _line_in(error: BaseException, name: str) -> str:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).name == Path(name).name and frame.lineno:
            return f"第{frame.lineno}行"
    return ""


def _day(value: date | datetime | Awaited) -> str:
    if isinstance(value, Awaited):
        return value.day
    return chinese_date(beijing(value).date() if isinstance(value, datetime) else value)


def _time(value: datetime | Awaited) -> str:
    return value.time if isinstance(value, Awaited) else chinese_time(value)


def _listed(values: Sequence[str], mark: str = "、") -> str:
    return mark.join(values)


def _numeral(number: int) -> str:
    """1 to 99 in Chinese numerals, for 一、 and （一）."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def _ranged(start: datetime | Awaited, end: datetime | Awaited | None) -> str:
    return f"{_time(start)}至{_time(end)}" if end else f"{_time(start)}起"


def _hours(start: datetime, end: datetime) -> str:
    return f"{round((end - start).total_seconds() / 3600)}小时"
