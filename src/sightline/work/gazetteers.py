"""Gathers the gazetteers a look-up uses: the one that comes with the program, files somebody names, the case's places.

What was made from a source is kept for all cases of a user, named by the digest of the source, and made again where it
is missing. Places of the case count for more than those of a file, and those of a file for more than the towns of the
whole world.
"""

import logging
import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from sightline.measure.geo.gazetteer.builtin import builtin_source, read_builtin
from sightline.measure.geo.gazetteer.files import is_kept, kept
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer, merge
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.readers import file_source, index_of
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.case import Case
from sightline.work.table import Table, entity_table

log = logging.getLogger(__name__)

CASE_PRIOR: Final = 1.5
WORLD_PRIOR: Final = -3.0
_AREAS: Final = {
    "country": "country",
    "governorate": "region",
    "district": "county",
    "subdistrict": "county",
    "neighbourhood": "neighbourhood",
}

Tell = Callable[[str], None]


def cache_folder() -> Path:
    """Tell where gazetteers are kept ready for all cases of a user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "sightline" / "gazetteers"


def gather(files: Sequence[Path] = (), *, case: Case | None = None, tell: Tell = log.info) -> Gazetteer:
    """Put together what a look-up searches.

    :param files: gazetteer files; each is read once and kept ready
    :param case: the case whose places take part
    :param tell: is told when something takes long
    :raises SkipItem: when a file cannot be read; it names file and line
    """
    parts = [_of_file(path, tell) for path in files]
    if case is not None:
        own = places_of(case)
        if own:
            parts.append(
                Gazetteer((build(own, Source("this case", digest=_digest(own))),), priors=(CASE_PRIOR,))
            )
    parts.append(_builtin(tell, prior=WORLD_PRIOR if files else 0.0))
    return merge(parts)


def _of_file(path: Path, tell: Tell) -> Gazetteer:
    source = file_source(path)
    if not is_kept(cache_folder(), source):
        tell(f"{path.name} is read for the first time")
    return Gazetteer((kept(cache_folder(), source, lambda: index_of(path, source)),))


def _builtin(tell: Tell, *, prior: float) -> Gazetteer:
    source = builtin_source()
    if not is_kept(cache_folder(), source):
        tell("the towns of the world are made ready, once; this takes up to a minute")
    return Gazetteer((kept(cache_folder(), source, lambda: build(read_builtin(), source)),), priors=(prior,))


def places_of(case: Case) -> tuple[Place, ...]:
    """Give the places that a case holds with a position and a name; nothing withheld is among them."""
    table = entity_table(case, "Place")
    found = []
    for at in range(table.rows):
        row = _row(table, at)
        lat, lon = row.get("lat"), row.get("lon")
        names = [
            text for key in ("name", "alias") for text in str(row.get(key) or "").split("|") if text.strip()
        ]
        if not isinstance(lat, float) or not isinstance(lon, float) or not names:
            continue
        within = str(row.get("part_of") or "")
        found.append(
            Place(
                names=(Name(names[0].strip(), preferred=True), *(Name(text.strip()) for text in names[1:])),
                lat=lat,
                lon=lon,
                country=str(row.get("country") or "").upper()[:2],
                admin=(within,) if within else (),
                kind=_AREAS.get(str(row.get("place_kind") or ""), "locality"),
                ids=(("case", str(row["code"])), *_gazetteer_ids(str(row.get("gazetteer_id") or ""))),
            )
        )
    return tuple(found)


def _row(table: Table, at: int) -> dict[str, str | int | float | None]:
    return {column.name: column.values[at] for column in table.columns}


def _gazetteer_ids(written: str) -> tuple[tuple[str, str], ...]:
    """Read ids such as geonames:170017, so that a record of a gazetteer and the place of the case are one."""
    pairs = [part.strip().partition(":") for part in written.split("|") if ":" in part]
    return tuple((scheme.strip(), value.strip()) for scheme, _, value in pairs if value.strip())


def _digest(places: Sequence[Place]) -> str:
    return sha256(repr(places).encode()).hexdigest()
