"""Files all names anew where they were filed by other rules: after an upgrade, or where the word lists were corrected.

Where that cannot be done, every name is compared with what is asked for: the answers are the same, and slower. Titles
follow with them: what an entity is said not to be called was its title once.
"""

import logging

from sightline.core.errors import Busy
from sightline.store.names_near import NAMED_BY, file_names
from sightline.store.project.rows import Batch
from sightline.store.project.statements import retitle_denied
from sightline.work.case import Case
from sightline.work.name_rules import filing, naming_of
from sightline.work.write import set_meta

log = logging.getLogger(__name__)


def follow_names(case: Case, noted: str | None) -> None:
    """File the names anew, unless they were by the rules in force; ``noted`` is what the catalogue says of that."""
    now = filing(case.schema)
    if noted == now:
        return
    try:
        with case.catalogue.writing() as connection:
            naming = naming_of(case.schema)
            file_names(case.catalogue, connection, naming)
            retitle_denied(
                Batch(case.catalogue, connection, case.schema, case.text, lambda _sha256: None, naming)
            )
            set_meta(connection, NAMED_BY, now)
    except Busy as error:
        log.info("names are not filed anew: %s", error.fault)
