"""Pinyin initials of Chinese words, so that a palette finds 海东市 by “hds”."""

from __future__ import annotations

import bisect

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [int.from_bytes(char.encode("gb2312"), "big") for char in _FIRST]
_LAST = int.from_bytes("座".encode("gb2312"), "big")
# GB 2312 sorts only its first level by sound; these of the second stand in names we use.
_RARE = {
    "湟": "h", "祁": "q", "谦": "q", "囊": "n", "玛": "m", "沁": "q", "泽": "z", "晟": "s", "睿": "r", "霾": "m",
    "臭": "c", "氧": "y", "曲": "q", "茫": "m", "崖": "y", "峨": "e", "堡": "b", "钰": "y", "昕": "x", "琪": "q",
}  # fmt: skip
# Characters read in more than one way in words of this office.
_READINGS = {
    "重": "zc", "调": "dt", "行": "hx", "长": "zc", "乐": "ly", "藏": "zc", "会": "hk", "解": "jx", "降": "jx",
    "单": "dcs", "都": "d", "省": "sx", "车": "cj", "朝": "zc", "传": "cz", "和": "h", "率": "ls", "石": "sd",
}  # fmt: skip


def readings(char: str) -> str:
    """The letters a character may begin with; itself in lower case where it is no Chinese character."""
    if char in _READINGS:
        return _READINGS[char]
    if char in _RARE:
        return _RARE[char]
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return char.lower()
    if _STARTS[0] <= code <= _LAST:
        return _LETTERS[bisect.bisect_right(_STARTS, code) - 1]
    return char.lower()


def is_match(query: str, text: str) -> bool:
    """True when `text` holds the query as it is, or its characters in order begin with the query's letters."""
    wanted = "".join(query.lower().split())
    if not wanted or wanted in text.lower():
        return True
    letters = [readings(char) for char in text if not char.isspace()]
    return any(_begins(wanted, letters[i:]) for i in range(len(letters) - len(wanted) + 1))


def _begins(wanted: str, letters: list[str]) -> bool:
    return all(letter in options for letter, options in zip(wanted, letters, strict=False))
