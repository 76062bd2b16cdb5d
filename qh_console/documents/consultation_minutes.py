"""会商纪要 (plan 3.2; GB/T 9704 10.3): who took part, what each said, what was agreed and why."""

from __future__ import annotations

from qh_console.documents.model import Attendance, Format, Paper
from qh_console.documents.official import basis, facts_of, grade_table, official
from qh_console.documents.snapshots import ConsultationMinutes
from qh_console.documents.wording import Wording

TEMPLATE = "consultation_minutes.txt"


def paper(snapshot: ConsultationMinutes, wording: Wording) -> Paper:
    """Minutes carry no signature; the attendance stands under the body."""
    grades = (grade_table(snapshot.grades),) if snapshot.grades else ()
    blocks = wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack)), {"grades": grades})
    lists = (("出席", snapshot.present), ("请假", snapshot.absent), ("列席", snapshot.in_attendance))
    attendance = tuple(Attendance(label, "、".join(names)) for label, names in lists if names)
    return official(
        snapshot.head, Format.MINUTES, snapshot.subject, blocks, "会商纪要", attendance=attendance, signed=False
    )
