"""What is said of every arrival: its sort and state, how it was found, and what its source says."""

from attrs import evolve

from sightline.model.arrival import Arrival
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.links import item_key
from sightline.work.taking.intake import Wish


def drafts_of(arrival: Arrival, wish: Wish, *, key: str | None = None) -> list[Draft]:
    """Say of an arrival what every Item says, and what its source found out."""
    name = key or arrival.key
    about: list[tuple[str, Json]] = [("item_kind", arrival.item_kind), ("state", arrival.state)]
    if (
        arrival.title
        and arrival.title.strip()
        and not any(d.property == "title" and d.entity == arrival.key for d in arrival.drafts)
    ):
        about.append(("title", arrival.title))
    if wish.via is not None:
        about.append(("found_via", wish.via))
    if wish.why is not None:
        about.append(("kept_because", wish.why))
    out = [
        Draft(
            name,
            prop,
            value,
            kind="Item",
            origin="analyst" if prop in ("found_via", "kept_because") else "measure",
        )
        for prop, value in about
    ]
    for order, member in enumerate(arrival.members, 1):
        out.append(
            Draft(
                name, "member", {"entity": member}, kind="Item", qualifiers={"order": order}, origin="measure"
            )
        )
    for address in arrival.cites:
        cited = _cited_key(address)
        if cited is not None:
            out.append(Draft(cited, "url", address, kind="Item", origin="measure"))
            out.append(Draft(cited, "state", "listed", kind="Item", origin="measure"))
            out.append(Draft(name, "cites", {"entity": cited}, kind="Item", origin="measure"))
    return out + [_rekeyed(draft, arrival.key, name) for draft in arrival.drafts]


def _cited_key(address: str) -> str | None:
    """Key of a cited Item, the same that a list or an intake gives it; None for what is no address."""
    try:
        return item_key(address)
    except ValueError:
        return None


def _rekeyed(draft: Draft, old: str, new: str) -> Draft:
    """Name an Item by what it is kept as: the same bytes are the same Item, wherever they lay."""
    if old == new:
        return draft
    evidence = tuple(evolve(ref, item=new) if ref.item == old else ref for ref in draft.evidence)
    return evolve(draft, entity=new if draft.entity == old else draft.entity, evidence=evidence)
