"""Gathers the gazetteers a look-up uses: the built-in one, files somebody names, what the case keeps, its places.

What was made from a named file is kept for all cases of a user, by the digest of its bytes, and made again where it is
missing; what was made of a gazetteer that the case keeps lies with the case. Places of the case count for more than
those of a file, and those of a file for more than the towns of the whole world.
"""

import logging
import os
from collections.abc import Callable, Collection, Sequence
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
from sightline.work.gazetteers.kept import index_of_kept, usable
from sightline.work.gazetteers.said_pairs import said_pairs
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


def gather(
    files: Sequence[Path] = (),
    *,
    case: Case | None = None,
    countries: Collection[str] = (),
    tell: Tell = log.info,
) -> Gazetteer:
    """Put together what a look-up searches: files, the gazetteers that the case keeps, its places, the built-in towns.

    :param files: gazetteer files; each is read once and kept ready
    :param case: the case whose places and gazetteers take part, with what was said about pairs of their records
    :param countries: two letters each, to take only places of these from ``files``
    :param tell: is told when something takes long, or is left out
    :raises SkipItem: when a file cannot be read; it names file and line
    """
    parts = [_of_file(path, countries, tell) for path in files]
    if case is not None:
        parts += [Gazetteer((index_of_kept(case, one, tell),)) for one in usable(case, tell)]
    prior = WORLD_PRIOR if parts else 0.0
    if case is not None:
        own = places_of(case)
        if own:
            parts.append(
                Gazetteer((build(own, Source("this case", digest=_digest(own))),), priors=(CASE_PRIOR,))
            )
        said = said_pairs(case)
        apart, together = (
            frozenset(one.pair for one in said if one.verdict == verdict) for verdict in ("apart", "together")
        )
        parts.append(Gazetteer((), apart, together))
    return merge([*parts, _builtin(tell, prior=prior)])


def _of_file(path: Path, countries: Collection[str], tell: Tell) -> Gazetteer:
    source = file_source(path, countries=countries)
    if not is_kept(cache_folder(), source):
        tell(f"{path.name} is read for the first time")
    return Gazetteer((kept(cache_folder(), source, lambda: index_of(path, source, countries=countries)),))


def _builtin(tell: Tell, *, prior: float) -> Gazetteer:
    source = builtin_source()
    if not is_kept(cache_folder(), source):
        tell("the towns of the world are made ready, once; this takes up to a minute")
    return Gazetteer((kept(cache_folder(), source, lambda: build(read_builtin(), source)),), priors=(prior,))


def places_of(case: Case) -> tuple[Place, ...]:
    """Give the places that a case holds with a position and a name; nothing withheld is among them."""
    table = entity_table(case, "Place")
    denied = {(word.second[1], word.first) for word in said_pairs(case) if word.verdict == "apart"}
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
                ids=(
                    ("case", str(row["code"])),
                    *(
                        one
                        for one in _gazetteer_ids(str(row.get("gazetteer_id") or ""))
                        if (str(row["code"]), one) not in denied
                    ),
                ),
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
