"""What reaches beyond this desk: notices on their way out, lists and rosters, and bundles for other desks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qh_console.services.contacts import ContactLists
from qh_console.services.dissemination import Dissemination
from qh_console.services.emissions import EmissionLists
from qh_console.services.exchange import BundleMade, Merged
from qh_console.services.rosters import Rosters


@dataclass(frozen=True, eq=False)
class Outward:
    """`write_bundle` and `merge_bundle` belong on the journal's runner; both raise KnownProblem."""

    dissemination: Dissemination
    contact_lists: ContactLists
    emission_lists: EmissionLists
    rosters: Rosters
    write_bundle: Callable[[Path], BundleMade]
    merge_bundle: Callable[[Path], Merged]
