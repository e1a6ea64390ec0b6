"""Keep a first answer from the person who is repeating it, until they have given their own.

This keeps an honest analyst honest; it is no lock: the files of a workspace on one's own disk can be read by other
means, and what others wrote on the item itself (a position they accepted, a note) is not hidden.
"""

from sqlalchemy import Connection, select

from sightline.core.errors import WrongUse
from sightline.model.view import Named
from sightline.store.read import cluster_of, names_of, statements_of
from sightline.store.tables import entities, statements
from sightline.work.locating.reading import SORTS, analyst_of, is_ended


def kept_from(connection: Connection, by: str, *, first: bytes | None = None) -> dict[bytes, bytes]:
    """Map every analysis that is kept from a person to their own second look, which still lacks an answer.

    :param first: ask about this analysis only.
    """
    query = (
        select(statements.c.entity, statements.c.target)
        .join(entities, entities.c.id == statements.c.entity)
        .where(entities.c.kind.in_(SORTS), statements.c.prop == "second_of", statements.c.closed.is_(None))
    )
    if first is not None:
        query = query.where(statements.c.target == first)
    kept = {}
    for own, about in connection.execute(query.order_by(statements.c.n)).all():
        said = statements_of(connection, [bytes(own)])
        if about is not None and analyst_of(said) == by and not is_ended(said):
            kept[bytes(about)] = bytes(own)
    return kept


def refuse_blind(connection: Connection, entity: Named, by: str) -> None:
    """Refuse to show a first answer to whoever is repeating it.

    Raises
    ------
    WrongUse
        Says which answer of one's own is waited for.
    """
    if entity.kind not in SORTS:
        return
    kept = kept_from(connection, by)
    own = next((kept[one] for one in cluster_of(connection, entity.id) if one in kept), None)
    if own is None:  # records judged to be one are shown together, so one that is kept keeps them all
        return
    code = names_of(connection, [own])[own].code
    verb = "locate" if entity.kind == "Geolocation" else "chronolocate"
    raise WrongUse(
        f"is kept from you until you have answered {code}",
        item=entity.code,
        todo=f"give your answer, or end it: sightline {verb} answer {code} …, or unresolved",
    )
