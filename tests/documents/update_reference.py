"""Writes the reference pages anew: `python -m tests.documents.update_reference [NAME …]`; look at the change first."""

from __future__ import annotations

import sys

from tests.documents.reference_set import FOLDER, pages_of, reference_set, written


def update(names: list[str]) -> int:
    """How many files changed; with no names, all, and files nothing is made for are removed."""
    papers = reference_set()
    FOLDER.mkdir(exist_ok=True)
    changed = 0
    for name in names or papers:
        path = FOLDER / f"{name}.json"
        text = written(pages_of(papers[name]))
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed += 1
    for path in FOLDER.glob("*.json") if not names else ():
        if path.stem not in papers:
            path.unlink()
            changed += 1
    return changed


if __name__ == "__main__":
    sys.stdout.write(f"{update(sys.argv[1:])} changed\n")
