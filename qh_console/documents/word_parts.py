"""The parts of a .docx that python-docx has no words for: grid, faces with stand-ins, rules, fields, drill mark."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from qh_console.documents.breaking import FORMULAE, POWERS, SUBSCRIPTS
from qh_console.documents.installed import OFFICIAL
from qh_console.documents.model import Role
from qh_console.documents.page import CHAR_PITCH, LINE_PITCH, MM, SIZE_3

TWIPS = 20
FONTS: Mapping[Role, str] = {
    Role.FANG: "仿宋_GB2312",
    Role.KAI: "楷体_GB2312",
    Role.HEI: "黑体",
    Role.BIAO: "方正小标宋简体",
    Role.MARK: "方正小标宋简体",
    Role.SERIF: "Times New Roman",
    Role.SERIF_BOLD: "Times New Roman",
    Role.SANS: "黑体",
}
LATIN = "Times New Roman"
STAND_INS: Mapping[Role, tuple[str, ...]] = {
    Role.FANG: ("FZFangSong-Z02", "FandolFang", "华文仿宋"),
    Role.KAI: ("LXGW WenKai", "华文楷体"),
    Role.HEI: ("Noto Sans SC", "微软雅黑"),
    Role.BIAO: ("Noto Serif SC", "华文中宋", "宋体"),
}
"""What a desk without the official faces may show instead; Word reads them from the font table."""
OLDEST = (1980, 1, 1, 0, 0, 0)


def twips(points: float) -> int:
    return round(points * TWIPS)


def millimetres(value: float) -> int:
    return twips(value * MM)


def element(tag: str, **attributes: str | int) -> Any:
    """<w:tag w:name="value"/>."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_grid(section: Any) -> None:
    """22 lines by the grid, 28 characters by their pitch (GB/T 9704—2012 5.2.3).

    A character grid narrower than the type (linesAndChars) is laid out in two cells a character by LibreOffice and
    pulls Latin apart, so every run of body text carries the pitch itself; the right margin gives it 1/5 pt of room.
    """
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    space = round((CHAR_PITCH - SIZE_3) * 4096)
    properties.append(element("docGrid", type="lines", linePitch=twips(LINE_PITCH), charSpace=space))


def set_face(run: Any, role: Role, size_pt: float, colour: str = "") -> None:
    """Chinese in the role's face, Latin and digits in the serif face."""
    properties = run._r.get_or_add_rPr()
    latin = LATIN if role is not Role.SANS else FONTS[role]
    properties.insert(0, element("rFonts", ascii=latin, hAnsi=latin, cs=latin, eastAsia=FONTS[role]))
    if colour:
        properties.append(element("color", val=colour))
    for tag in ("sz", "szCs"):
        properties.append(element(tag, val=round(size_pt * 2)))


def set_pitch(run: Any, size_pt: float) -> None:
    """Body characters 15.8 pt apart, 28 to a line; type of other sizes keeps its own pitch."""
    if size_pt == SIZE_3:
        run._r.get_or_add_rPr().append(element("spacing", val=twips(CHAR_PITCH - SIZE_3)))


def off_grid(paragraph: Any, line_pt: float) -> None:
    """Lines of their own height: cells, footers and captions do not stand on the grid."""
    paragraph.paragraph_format.line_spacing = Pt(line_pt)
    paragraph._p.get_or_add_pPr().append(element("snapToGrid", val=0))


def set_default_size(styles: Any, size_pt: float) -> None:
    """The size that programs reckon the grid from when they read the page."""
    defaults = styles.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for tag in ("sz", "szCs"):
        for old in defaults.findall(qn(f"w:{tag}")):
            defaults.remove(old)
        defaults.append(element(tag, val=round(size_pt * 2)))


def scripted(text: str) -> Iterator[tuple[str, str]]:
    """The text in stretches: plain, subscript (PM2.5, NOx) and superscript (m³), as the printed paper sets them."""
    plain = text.translate(SUBSCRIPTS)
    marks = ["subscript" if a != b else "" for a, b in zip(text, plain, strict=True)]
    for pattern, mark in ((FORMULAE, "subscript"), (POWERS, "superscript")):
        for match in pattern.finditer(plain):
            group = match.lastindex or 0
            marks[match.start(group) : match.end(group)] = [mark] * (match.end(group) - match.start(group))
    start = 0
    for at in range(1, len(plain) + 1):
        if at == len(plain) or marks[at] != marks[start]:
            yield plain[start:at], marks[start]
            start = at


def set_border(paragraph: Any, **sides: tuple[str, float, float]) -> None:
    """Red rules over or under a paragraph: style, thickness and distance in points."""
    borders = element("pBdr")
    for side, (style, width, space) in sides.items():
        borders.append(element(side, val=style, sz=round(width * 8), space=round(space), color="DE0000"))
    paragraph._p.get_or_add_pPr().append(borders)


def add_field(paragraph: Any, code: str, role: Role, size_pt: float) -> None:
    """A field Word fills in, such as PAGE."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        set_face(run, role, size_pt)
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)


def add_drill_mark(paragraph: Any) -> None:
    """演练 across the page, behind the text."""
    shape = (
        f"<w:pict {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml' "
        "xmlns:o='urn:schemas-microsoft-com:office:office'>"
        "<v:shapetype id='_x0000_t136' coordsize='21600,21600' o:spt='136' path='m@7,l@8,m@5,21600l@6,21600e'>"
        "<v:formulas><v:f eqn='sum #0 0 10800'/><v:f eqn='prod #0 2 1'/><v:f eqn='sum 21600 0 @1'/>"
        "<v:f eqn='sum 0 0 @2'/><v:f eqn='sum 21600 0 @3'/><v:f eqn='if @0 @3 0'/><v:f eqn='if @0 21600 @1'/>"
        "<v:f eqn='if @0 0 @2'/><v:f eqn='if @0 @4 21600'/></v:formulas>"
        "<v:path textpathok='t' o:connecttype='rect'/><v:textpath on='t' fitshape='t'/></v:shapetype>"
        "<v:shape id='drill' type='#_x0000_t136' fillcolor='#ebebeb' stroked='f' "
        "style='position:absolute;width:420pt;height:170pt;rotation:315;z-index:-1;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page'>"
        "<v:textpath string='演　练' style='font-family:&quot;黑体&quot;'/></v:shape></w:pict>"
    )
    paragraph.add_run()._r.append(parse_xml(shape))


ORDERS: Mapping[str, str] = {
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs lang vertAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs snapToGrid spacing ind jc "
    "outlineLvl rPr sectPr",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
}
"""Children in the order of the schema (ECMA-376): Word calls a file damaged where they stand otherwise."""


def put_in_order(root: Any) -> None:
    for name, order in ORDERS.items():
        rank = {qn(f"w:{tag}"): at for at, tag in enumerate(order.split())}
        for properties in root.iter(qn(f"w:{name}")):
            properties[:] = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))


def font_table() -> bytes:
    """word/fontTable.xml: each official face with the names of what may stand in for it."""
    entries = []
    for role in (Role.FANG, Role.KAI, Role.HEI, Role.BIAO):
        others = [name for name in (*OFFICIAL[role], *STAND_INS[role]) if name != FONTS[role]]
        entries.append(
            f'<w:font w:name="{FONTS[role]}"><w:altName w:val="{",".join(others)}"/>'
            '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        )
    body = "".join(entries)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{body}</w:fonts>'.encode()


def frozen(package: bytes) -> bytes:
    """The same package with no trace of when it was written, so that the same paper gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, OLDEST), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
