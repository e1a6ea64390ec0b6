"""The ways out: the built-in exporter, those that outside packages offer, and the look at what each is handed.

An exporter takes a dossier of disclosed records and writes files. It is handed nothing else, so that no package can
walk around the gate: what was not disclosed is not in its hands.
"""

from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final, Protocol

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.disclosed import Dossier
from sightline.publish.dossier import Published, publish, refuse_undisclosed
from sightline.publish.formats.acled import Acled
from sightline.publish.formats.followthemoney import FollowTheMoney
from sightline.publish.formats.geojson import GeoJson
from sightline.publish.formats.ucdp import Ucdp

__all__ = ["BUILTIN", "GROUP", "Exporter", "all_exporters", "choose_exporter", "export_dossier"]

GROUP: Final = "sightline.exporters"
"""Entry-point group through which an outside package offers an exporter: an object with the methods of ``Exporter``."""


class Exporter(Protocol):
    """One way out."""

    @property
    def name(self) -> str:
        """A short word, as it is typed: site."""

    def write(self, dossier: Dossier, target: Path) -> Published:
        """Write what the dossier holds to ``target``, a file or a folder, whole or not at all.

        :raises SightlineError: when it cannot be written; then nothing stands at ``target`` that did not before.
        """


class SiteExporter:
    """The dossier as a site that works from a folder."""

    name = "site"

    def write(self, dossier: Dossier, target: Path) -> Published:
        """Write the site into a folder."""
        return publish(dossier, target)


BUILTIN: Final[tuple[Exporter, ...]] = (SiteExporter(), FollowTheMoney(), GeoJson(), Acled(), Ucdp())


def all_exporters() -> tuple[Exporter, ...]:
    """Return the built-in exporters, then those of other packages, sorted by name.

    :raises WrongUse: when an outside exporter has a name that is taken, or lacks what an exporter needs.
    """
    found: list[Exporter] = list(BUILTIN)
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        exporter = entry.load()
        if not all(hasattr(exporter, needed) for needed in ("name", "write")):
            raise WrongUse(f"{entry.value} is no exporter", item=entry.name, todo="it needs name and write")
        if exporter.name in {one.name for one in found}:
            raise WrongUse(
                f"{entry.value} calls itself {exporter.name!r}, which is taken",
                item=entry.name,
                todo="rename it in its package, or remove that package",
            )
        found.append(exporter)
    return tuple(found)


def choose_exporter(name: str, *, exporters: Sequence[Exporter] | None = None) -> Exporter:
    """Return the exporter of a name.

    :raises UnknownName: when there is none.
    """
    known = all_exporters() if exporters is None else exporters
    for one in known:
        if one.name == name:
            return one
    names = ", ".join(sorted(one.name for one in known))
    raise UnknownName(f"there is no exporter {name!r}", item=name, todo=f"use one of {names}")


def export_dossier(dossier: Dossier, target: Path, exporter: Exporter) -> Published:
    """Let an exporter write a dossier; what should not be in it is refused before the exporter sees it.

    :raises NotDisclosed: for anything but a dossier, and for one that holds what it may not.
    """
    refuse_undisclosed(dossier)
    return exporter.write(dossier, target)
