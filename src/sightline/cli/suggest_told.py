"""How suggestions are printed: each with its words, who says so and why; or as one JSON document."""

from collections.abc import Mapping

from sightline.cli.out import flat, line
from sightline.work.suggest import Offer, Suggested
from sightline.work.suggesting.offer import Suggestion


def print_suggested(found: Suggested) -> None:
    """Print what was suggested of one text."""
    if found.item is not None:
        line(f"{found.item}, text layer {found.layer}, written {found.written or 'nobody says when'}")
    for one in found.offers:
        line(f"{one.id[:8]}  {headline(one)}")
        line(f"          “{flat(one.suggestion.quote)}”  {one.suggestion.start}-{one.suggestion.end}")
        line(f"          {one.suggestion.why}")
        for held in one.held:
            line(f"          perhaps {held.code} {flat(held.title)} ({held.score:.2f}): {held.why}")
            if held.against != "":
                line(f"            against it: {held.against}")
    if not found.offers:
        line("nothing in this text is suggested")
    line(told_of(found))


def told_of(found: Suggested) -> str:
    """Say in a line how many there are, how many wait, and what was left out."""
    parts = [f"{len(found.offers)} suggested, {len(found.waiting)} waiting for a yes or no"]
    if found.not_looked_at:
        parts.append(f"{found.not_looked_at} names of places not looked up: give the part that matters")
    if found.kept_back:
        parts.append(f"{found.kept_back} passages kept back as hazardous: nothing in them is suggested")
    return "; ".join(parts)


def headline(one: Offer) -> str:
    """Write a suggestion in one line."""
    said = one.suggestion
    parts = [said.kind, told_value(said)]
    if said.polarity == "negated":
        parts.append("NOT so, it says")
    if said.certainty == "hedged":
        parts.append("left open")
    if said.source is not None:
        parts.append(f"says {said.source}")
    if one.answer is not None:
        parts.append(f"[{one.answer.verdict} by {one.answer.by}]")
    return "  ".join(flat(part) for part in parts if part != "")


def told_value(said: Suggestion) -> str:
    """Write the value of a suggestion for a person."""
    if said.kind in ("relation", "control"):
        when = "" if said.valid is None else f", {said.valid}"
        return f"{said.subject or 'somebody'} {said.property} {said.value or ''}".strip() + when
    if isinstance(said.value, Mapping) and said.kind == "figure":
        low, best, high = (said.value.get(name) for name in ("min", "best", "max"))
        number = str(best) if low == best == high else " ".join(
            f"{word} {n}" for word, n in (("at least", low), ("about", best), ("at most", high)) if n is not None
        )  # fmt: skip
        return f"{number} {said.value.get('state')} ({said.value.get('group')})"
    if isinstance(said.value, Mapping):
        return f"{said.value.get('name')} {said.value.get('lat')}, {said.value.get('lon')}"
    if said.kind == "attribution":
        return f"{said.value} ({said.property})"
    return "" if said.value is None else str(said.value)


def suggested_json(found: Suggested) -> dict[str, object]:
    """Give the JSON document of the suggestions of one text."""
    return {
        "item": found.item,
        "layer": found.layer,
        "written": found.written,
        "suggestions": [_row(one) for one in found.offers],
        "waiting": len(found.waiting),
        "not_looked_at": found.not_looked_at,
        "kept_back": found.kept_back,
    }


def _row(one: Offer) -> dict[str, object]:
    said = one.suggestion
    row: dict[str, object] = {
        "kind": said.kind,
        "property": said.property,
        "value": dict(said.value) if isinstance(said.value, Mapping) else said.value,
        "start": said.start,
        "end": said.end,
        "quote": said.quote,
        "polarity": said.polarity,
        "certainty": said.certainty,
        "source": said.source,
        "subject": said.subject,
        "why": said.why,
        "id": one.id,
        "via": said.via,
        "method": said.method,
        "version": said.version,
        "answer": None if one.answer is None else {"verdict": one.answer.verdict, "by": one.answer.by},
    }
    if isinstance(said.value, Mapping) and said.kind == "place":
        row |= {"value": said.value.get("name"), "lat": said.value.get("lat"), "lon": said.value.get("lon")}
    if said.valid is not None:
        row["valid"] = said.valid
    if said.status is not None:
        row["status"] = said.status
    if said.kind == "incident":
        row["held"] = [
            {"code": h.code, "title": h.title, "score": h.score, "why": h.why, "against": h.against}
            for h in one.held
        ]
    return row
