"""Breaks Chinese text into lines on a character grid by 避头尾 rules; pure, widths are asked of a caller's function."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qh_console.documents.groups import NOTHING, Fill, filled, grouped
from qh_console.documents.lines import Advance, Atom, Line, Setting, line_of
from qh_console.documents.model import Role, Span

NO_START = frozenset("，。；：！？、）》」』”’…—％‰℃〕】〉〗～·")
NO_END = frozenset("（《「『“‘〔【〈〖")
UNITS = re.compile(
    r"(?<=\d) ?(?:(?:[微毫]克|[微毫]g)(?:每立方米|/立方米|/m3|/m³)|[µμm]g/m[3³]|个百分点|平方公里|小时|分钟"
    r"|公里|千米|毫米|厘米|[万亿][人吨元]|千克|公斤|人次|[年月日时分秒天个家次级号项人名条辆台户处期页份字米吨克元倍件度届章款站万亿]|[%％‰℃]"
    r"|(?:km|kg|hPa|m/s|m|h|t|d)(?![A-Za-z]))|(?<=[Ⅰ-Ⅻ])级"
)
FORMULAE = re.compile(r"PM(2\.5|10)(?![\d.])|(?:SO|NO|CO)(2)(?![\d])|(?<![A-Za-z])O(3)(?![\d])|NO(x)(?![A-Za-z])")
POWERS = re.compile(r"(?<=[a-zμµ/]m)([23])(?![\d])|(?<=/m)([23])(?![\d])")
JOINTS = re.compile(r"(?<=\d)[年月日时分、～](?=\d)")
"""Characters inside a date or a row of numbers, which is set as one run."""
LOOSE = 0.12
"""White in each gap, in cells, from which a line would rather end inside a document's number."""
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ", "0123456789x")

STANDARDS = re.compile(r"(?<=[A-Z]) (?=\d)")
"""The space in HJ 633 and GB/T 9704, where no line ends."""

WIDE_SIGNS = "·\u2014-\u202f\u2031\u2034-\u206f\u20a0-\u2211\u2213-\U0010ffff"
WIDE = re.compile(f"[{WIDE_SIGNS}]")
TOKENS = re.compile(
    rf"(?P<latin>(?:[^{WIDE_SIGNS} ]|(?<=[0-9A-Za-z])—(?=[0-9A-Za-z]))+)|(?P<space> )|(?P<wide>.)", re.DOTALL
)
"""Runs that are never parted, a dash between letters or digits (HJ 633—2026) included; spaces; single characters."""

LOWERED_SIGNS = dict(zip("0123456789.x", map(chr, range(0xE000, 0xE00C)), strict=True))
RAISED_SIGNS = dict(zip("0123456789", map(chr, range(0xE010, 0xE01A)), strict=True))
"""The shipped Latin face carries lowered and raised signs at these private code points (faces.py)."""


def break_text(spans: Sequence[Span], setting: Setting, advance: Advance) -> tuple[Line, ...]:
    """The lines of one paragraph. Every character of `spans` stands in exactly one line's `text`."""
    atoms = _atoms(spans, advance)
    setter = _Setter(setting, advance)
    for cluster in _clusters(atoms):
        setter.add(cluster)
    return setter.finish()


def is_wide(char: str) -> bool:
    """Whether a character is set in the Chinese face, one cell wide."""
    return WIDE.match(char) is not None


def _atoms(spans: Sequence[Span], advance: Advance) -> list[Atom]:
    atoms: list[Atom] = []
    for span in spans:
        text = span.text.translate(SUBSCRIPTS) if any("₀" <= c <= "ₓ" for c in span.text) else span.text
        signs, joints = _signs(text, span.text), {match.start() for match in JOINTS.finditer(text)}
        latin = _latin_role(span.role)
        for token in TOKENS.finditer(text):
            if token.lastgroup == "wide":
                char = token.group()
                width = advance(span.role, char)
                kind = "joint" if token.start() in joints else "wide" if width <= 1.0 else "latin"
                atoms.append(Atom(char, char, span.role, kind, width))
            else:
                drawn = signs[token.start() : token.end()]
                width = sum(advance(latin, c) for c in drawn)
                atoms.append(Atom(token.group(), drawn, latin, token.lastgroup or "latin", width))
    return atoms


def _latin_role(role: Role) -> Role:
    return {Role.FANG: Role.SERIF, Role.KAI: Role.SERIF, Role.SANS: Role.SANS}.get(role, Role.SERIF_BOLD)


def _signs(text: str, original: str) -> str:
    """`text` with lowered and raised figures replaced by the signs that draw them."""
    signs = list(text)
    for index, char in enumerate(original):
        if char != text[index]:
            signs[index] = LOWERED_SIGNS[text[index]]
    for pattern, table in ((FORMULAE, LOWERED_SIGNS), (POWERS, RAISED_SIGNS)):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            for index in range(match.start(group), match.end(group)):
                signs[index] = table[text[index]]
    return "".join(signs)


def _clusters(atoms: list[Atom]) -> list[list[Atom]]:
    """Atoms gathered so that a line may end between any two clusters, and nowhere else."""
    text = "".join(a.text for a in atoms)
    bound = _unit_joints(text)
    clusters: list[list[Atom]] = []
    position = 0
    for index, atom in enumerate(atoms):
        before = atoms[index - 1] if index else None
        if before is not None and _glued(before, atom, position in bound):
            clusters[-1].append(atom)
        else:
            clusters.append([atom])
        position += len(atom.text)
    return clusters


def _glued(before: Atom, atom: Atom, unit: bool) -> bool:
    if atom.kind == "space":
        return True
    last, first = before.text[-1], atom.text[0]
    if unit or first in NO_START or last in NO_END:
        return True
    return (last in "第〕" and first.isdigit()) or (last in "～—" and first.isdigit() and atom.kind == "latin")


def _parts_at_need(before: Atom, atom: Atom) -> bool:
    """Between the year of a document's number and the rest of it."""
    return before.text == "〕" and atom.text[0].isdigit()


def _unit_joints(text: str) -> frozenset[int]:
    """Positions inside or before a unit that follows a number, and before the number of a standard."""
    inside = {at for match in UNITS.finditer(text) for at in range(match.start(), match.end())}
    return frozenset(inside.union(match.end() for match in STANDARDS.finditer(text)))


class _Setter:
    """Fills lines cluster by cluster; a Latin group takes whole cells so that Chinese stays on the grid."""

    def __init__(self, setting: Setting, advance: Advance) -> None:
        self._setting = setting
        self._advance = advance
        self._atoms: list[Atom] = []
        self._fill = NOTHING
        self._lines: list[Line] = []

    def add(self, cluster: list[Atom]) -> None:
        fill = filled(self._fill, cluster, self._setting)
        if self._holds(fill):
            self._atoms += cluster
            self._fill = fill
            return
        if self._atoms:
            cluster = self._torn(cluster)
            self._close(last=False)
            fill = filled(NOTHING, cluster, self._setting)
        if self._holds(fill):
            self._atoms, self._fill = list(cluster), fill
        else:
            self._force(cluster)

    def _torn(self, cluster: list[Atom]) -> list[Atom]:
        """What is left of a cluster once its head stands on the line, if that would else be spread too far."""
        at = next((i for i in range(1, len(cluster)) if _parts_at_need(cluster[i - 1], cluster[i])), 0)
        spare = self._room() - self._fill.taken_pt(self._setting)
        if not at or not self._setting.justify or spare <= LOOSE * self._setting.pitch_pt * len(self._atoms):
            return cluster
        fill = filled(self._fill, cluster[:at], self._setting)
        if not self._holds(fill):
            return cluster
        self._atoms, self._fill = [*self._atoms, *cluster[:at]], fill
        return cluster[at:]

    def finish(self) -> tuple[Line, ...]:
        if self._atoms or not self._lines:
            self._close(last=True)
        return tuple(self._lines)

    def _room(self) -> float:
        setting = self._setting
        return setting.measure_pt - (setting.hang_pt if self._lines else setting.first_pt)

    def _holds(self, fill: Fill) -> bool:
        return fill.taken_pt(self._setting) <= self._room() + 0.01

    def _force(self, cluster: list[Atom]) -> None:
        """A cluster longer than a line: cut between its atoms, by rule where possible, else inside a word."""
        for atom in (piece for whole in cluster for piece in self._cut(whole)):
            fill = filled(self._fill, [atom], self._setting)
            if not self._atoms or self._holds(fill):
                self._atoms.append(atom)
                self._fill = fill
                continue
            carried = self._carry(atom)
            self._close(last=False)
            self._atoms = [*carried, atom]
            self._fill = filled(NOTHING, self._atoms, self._setting)

    def _carry(self, following: Atom) -> list[Atom]:
        """Atoms taken from the end of a forced line so that no rule is broken, when a few are enough."""
        line = [*self._atoms, following]
        for cut in range(len(line) - 1, max(0, len(line) - 8), -1):
            first, before = line[cut].text[0], line[cut - 1].text[-1]
            if first not in NO_START and first != " " and before not in NO_END:
                self._atoms = line[:cut]
                return line[cut:-1]
        return []

    def _cut(self, atom: Atom) -> list[Atom]:
        room = min(self._room(), self._setting.measure_pt - self._setting.hang_pt)
        if atom.kind != "latin" or atom.width_em * self._setting.size_pt <= room:
            return [atom]
        return [
            Atom(text, sign, atom.role, "latin", self._advance(atom.role, sign))
            for text, sign in zip(atom.text, atom.signs, strict=True)
        ]

    def _close(self, last: bool) -> None:
        atoms, self._atoms, self._fill = self._atoms, [], NOTHING
        setting = self._setting
        start = setting.hang_pt if self._lines else setting.first_pt
        groups = grouped(_without_last_spaces(atoms), setting, setting.measure_pt - start, self._advance)
        text = "".join(a.text for a in atoms)
        self._lines.append(line_of(groups, text, setting, start, last))


def _without_last_spaces(atoms: list[Atom]) -> list[Atom]:
    end = len(atoms)
    while end and atoms[end - 1].kind == "space":
        end -= 1
    return atoms[:end]
