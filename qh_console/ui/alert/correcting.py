"""What a correction changes, as the words a reader of the corrected notice needs: nobody types them again."""

from __future__ import annotations

from qh_console.domain.particulars import Publication
from qh_console.ui.alert.drafts import TEXTS, StepDraft
from qh_console.ui.form_times import time_text

LABELS = {"extent": "影响范围", "dispersion": "不利扩散条件", "pollutants": "主要污染物", "outlook": "后期趋势"}
WRITTEN = "written"
"""Where a draft keeps the words this program wrote, so that it never writes over an officer's."""


def corrected_words(draft: StepDraft, standing: Publication) -> str:
    """Every field that differs from the notice in force, with what it was and what it is."""
    times = (("开始时间", "starts_at", standing.starts_at), ("预计结束", "ends_at", standing.ends_at))
    before = {field: (label, time_text(at)) for label, field, at in times if at is not None}
    before |= {field: (LABELS[field], getattr(standing, field)) for field in TEXTS}
    changed = [
        f"{label}由“{was}”更正为“{now}”"
        for field, (label, was) in before.items()
        if (now := draft.text(field).strip()) != was.strip()
    ]
    return "；".join(changed)


def with_reason(draft: StepDraft, standing: Publication) -> StepDraft:
    """The reason follows the corrections until an officer words it himself."""
    if draft.text("reason") != draft.text(WRITTEN):
        return draft
    words = corrected_words(draft, standing)
    return draft.with_("reason", words).with_(WRITTEN, words)
