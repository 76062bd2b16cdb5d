"""python -m qh_console."""

from __future__ import annotations

from qh_console.cli import main

if __name__ == "__main__":
    main()
