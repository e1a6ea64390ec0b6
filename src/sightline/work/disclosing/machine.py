"""Gives values as programs take them beside the words that people read: a term's id, the numbers of a count."""

from sightline.model.finding import Json
from sightline.model.schema import Property
from sightline.model.shown import Count, ShownQualifier
from sightline.model.view import Statement
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.words import entity_in, kind_of, link, property_of, value_text


def term_of(declared: Property | None, value: Json) -> str:
    """Give the id of a term; empty for values of other types."""
    return value if declared is not None and declared.type == "term" and isinstance(value, str) else ""


def count_of(declared: Property | None, value: Json) -> Count | None:
    """Give (min, best, max) of a count; None for values of other types."""
    if declared is None or declared.type != "range" or not isinstance(value, dict):
        return None
    low, best, high = (value.get(name) for name in ("min", "best", "max"))
    return tuple(n if isinstance(n, int) else None for n in (low, best, high))  # type: ignore[return-value]


def qualifiers_shown(held: Held, one: Statement) -> tuple[ShownQualifier, ...]:
    """Show the conditions of a statement: in which role, where, how many."""
    kind = kind_of(held, one.entity)
    declared = property_of(held, one.entity, one.property)
    out = []
    for name, value in one.qualifiers.items():
        prop = None if declared is None else declared.qualifiers.get(name)
        if prop is None and kind is not None:
            prop = kind.qualifiers.get(name)
        entity = entity_in(value)
        label = name.replace("_", " ").capitalize() if prop is None else prop.label
        code = None if entity is None else link(held, entity).code
        out.append(ShownQualifier(label, value_text(held, prop, value), code, name, term_of(prop, value)))
    return tuple(out)
