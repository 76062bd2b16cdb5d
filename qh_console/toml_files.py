"""TOML files checked against a schema; a fault names the file, the key and the line, in words the office can act on."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pydantic
from pydantic import BaseModel, ConfigDict

from qh_console.problems import BadInput, Fault
from qh_console.toml_lines import Loc, key_lines


class Section(BaseModel):
    """A table in one of our files: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


SectionT = TypeVar("SectionT", bound=Section)


@dataclass(frozen=True, eq=False)
class TomlFile:
    """A file as read, with the line of each key. `parent` is the file it extends, if it does."""

    name: str
    data: Mapping[str, Any]
    lines: Mapping[Loc, int]
    digest: str
    """SHA-256 of the bytes; where the file extends another, of both."""
    parent: TomlFile | None = None
    merged: frozenset[str] = frozenset()
    """Tables that add to the parent's table of that name instead of replacing it."""

    def extending(self, parent: TomlFile, taken: frozenset[str], merged: frozenset[str]) -> TomlFile:
        """This file with the tables of `taken` that it lacks from `parent`, and those of `merged` completed."""
        data = {k: v for k, v in parent.data.items() if k in taken} | dict(self.data)
        for key in merged & self.data.keys() & parent.data.keys():
            if isinstance(self.data[key], dict) and isinstance(parent.data[key], dict):
                data[key] = parent.data[key] | self.data[key]
        digest = hashlib.sha256(f"{self.digest}\n{parent.digest}".encode()).hexdigest()
        return TomlFile(self.name, data, self.lines, digest, parent, merged)

    def fault(self, loc: Loc, what: str, what_to_do: str = "") -> Fault:
        """A fault at the key `loc`, or, where the key is missing, at the table that should hold it."""
        if self.parent is not None and self._is_parents(loc):
            return self.parent.fault(loc, what, what_to_do)
        row = next((self.lines[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in self.lines), 1)
        return Fault(self.name, what, what_to_do, row=row, key=key_text(loc) or None)

    def _is_parents(self, loc: Loc) -> bool:
        assert self.parent is not None
        own = loc[:2] if loc and loc[0] in self.merged else loc[:1]
        return own not in self.lines and own in self.parent.lines and own[0] in self.data


def key_text(loc: Loc) -> str:
    """`duties[3].units`, counting array items from 1 as people do."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def read_toml(path: Path) -> TomlFile:
    """The file with its lines and digest; raises BadInput."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput([Fault(path.name, "读不到这个文件", f"请检查文件是否存在、可读（{path.parent}）")]) from error
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise BadInput([Fault(path.name, "不是UTF-8编码", "请另存为UTF-8", row=row)]) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput([_syntax_fault(path.name, text, error)]) from error
    return TomlFile(path.name, data, key_lines(text), hashlib.sha256(raw).hexdigest())


def _syntax_fault(name: str, text: str, error: tomllib.TOMLDecodeError) -> Fault:
    where = re.search(r"at line (\d+)", str(error))
    row = int(where[1]) if where else text.count("\n") + 1
    lines = text.split("\n")
    key = re.match(r"\s*([^\s=\[#]+)\s*=", lines[row - 1]) if row <= len(lines) else None
    reason = str(error).split(" (at ", maxsplit=1)[0]
    return Fault(name, f"TOML语法不对（{reason}）", "请检查引号、括号和等号", row=row, key=key[1] if key else None)


def checked(schema: type[SectionT], file: TomlFile) -> SectionT:
    """The file's data in the shape of `schema`; raises BadInput with every fault."""
    try:
        return schema.model_validate(dict(file.data))
    except pydantic.ValidationError as error:
        faults = [file.fault(_loc_in_file(e["loc"]), *_worded(e)) for e in error.errors()]
        raise BadInput(faults) from error


def _loc_in_file(loc: Loc) -> Loc:
    """Pydantic marks a fault in a mapping's key with a last part that no file holds."""
    return loc[:-1] if loc and loc[-1] == "[key]" else loc


_WORDED: Mapping[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项",
    "string_type": "应为文字（加引号）",
    "string_too_short": "不能为空",
    "int_type": "应为整数",
    "float_type": "应为数值",
    "bool_type": "应为true或false",
    "date_type": "应为日期，形如2020-08-18",
    "datetime_type": "应为日期时间",
    "list_type": "应为列表（方括号）",
    "dict_type": "应为表",
    "model_type": "应为表",
}


def _worded(error: Any) -> tuple[str, str]:
    """What is wrong, and what would be right, of one pydantic error."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _WORDED:
        to_do = {"missing": "请补上", "extra_forbidden": "请核对拼写或删去"}.get(kind, "")
        is_shown = kind not in ("missing", "extra_forbidden")  # an unknown key may hold a mistyped password
        if not is_shown or isinstance(error["input"], dict | list):
            return _WORDED[kind], to_do
        return f"{_WORDED[kind]}，现为{error['input']!r}", to_do
    if kind == "literal_error":
        return f"不能是{error['input']!r}", f"可用：{context['expected'].replace(' or ', '、')}"
    if kind == "value_error":
        return str(context["error"]), ""
    if kind == "string_pattern_mismatch":
        return f"写法不对：{error['input']!r}", f"应合于{context['pattern']}"
    bounds = {"greater_than": "大于", "greater_than_equal": "不小于", "less_than": "小于", "less_than_equal": "不大于"}
    if kind in bounds:
        limit = next(iter(context.values()))
        return f"应{bounds[kind]}{limit}，现为{error['input']!r}", ""
    if kind == "too_short":
        return f"至少要有{context['min_length']}个", ""
    if kind == "too_long":
        return f"最多{context['max_length']}个", ""
    return f"值不合要求（{error['msg']}）", ""
