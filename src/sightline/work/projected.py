"""Tells by which declarations the tables were made: rows depend on what is searched, dated, a title, on codes, and
on what text is kept back as hazardous.

A workspace whose declarations changed, or that a newer Sightline opened, holds rows made by the earlier ones until it
is rebuilt; where rows differ for that, check says so once instead of naming every row.
"""

from sightline.core.digest import canonical, sha256
from sightline.model.schema import Schema
from sightline.work.safety.text import signs_digest

PROJECTED = "projected_by"
"""Fact of ``meta``: the key of the declarations that all rows were made by."""


def projection_key(schema: Schema) -> str:
    """Digest of everything in the declarations that rows depend on (hex)."""
    return sha256(
        canonical(
            {
                "codes": sorted([kind.id, kind.code] for kind in schema.kinds.values()),
                "hazards": signs_digest(),
                "dated": sorted(schema.dated),
                "searched": sorted(schema.searched),
                "titles": sorted([k, sorted([p, r] for p, r in t.items())] for k, t in schema.titles.items()),
            }
        )
    ).hex()
