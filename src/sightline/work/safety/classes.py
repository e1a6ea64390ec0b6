"""Says whether a reason names the classes of sensitivity of what it releases, so that none leaves in passing."""

from collections.abc import Iterable

from sightline.model.schema import Schema

VOCABULARY = "sensitivity_class"


def unnamed_classes(schema: Schema, reason: str, classes: Iterable[str]) -> tuple[str, ...]:
    """Give the classes that a reason does not name, by id or label, in any case of letters."""
    told = _plain(reason)
    known = schema.vocabularies.get(VOCABULARY)
    labels = {} if known is None else {term.id: term.label for term in known.terms.values()}
    return tuple(
        one for one in sorted(classes) if _plain(one) not in told and _plain(labels.get(one, one)) not in told
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())
