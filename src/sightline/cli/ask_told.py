"""How an answer is printed: each answer with who says so, what was superseded or disputed; or one JSON document."""

from collections.abc import Iterable, Sequence

from sightline.cli.out import line
from sightline.model.view import Named
from sightline.work.asking.records import Also, Answer, Answered, Told
from sightline.work.identifying.finding import called


def print_answered(found: Answered) -> None:
    """Print an answer."""
    line(found.read_as)
    for note in found.notes:
        line(f"  note: {note}")
    if found.before:
        line(f"before ({len(found.before)}):")
        _answers(found.before)
        line(f"after ({len(found.answers)}):")
        _answers(found.answers)
    elif not found.answers:
        line("nobody is known to say so: no answer")
    else:
        line(f"{len(found.answers)} answer{'' if len(found.answers) == 1 else 's'}:")
        _answers(found.answers)
    if found.left_out:
        line(f"  {found.left_out} more are left out")
    if found.also:
        line("also:")
    for one in found.also:
        line(f"  {one.kind}: {one.why}")
        if one.statements:
            line(f"    {', '.join(i[:12] for i in one.statements[:8])}")


def answered_json(found: Answered) -> dict[str, object]:
    """Give the JSON document of an answer."""
    body: dict[str, object] = {
        "question": found.question.text,
        "read_as": found.read_as,
        "held_at": found.held_at,
        "said_by": found.said_by,
        "known_at": found.known_at,
        "answers": _answers_json(found.answers),
        "also": [_also(one) for one in found.also],
        "notes": list(found.notes),
        "left_out": found.left_out,
    }
    if found.question.between is not None:
        body["between"] = list(found.question.between)
        body["before"] = _answers_json(found.before)
    return body


def _answers(answers: Sequence[Answer]) -> None:
    for one in answers:
        line(f"  {called(one.entity)}")
        line(f"    {one.why.removeprefix(f'{called(one.entity)} ')}")
        line(f"    {', '.join(t.statement[:12] for t in one.told[:8])}")


def _answers_json(answers: Iterable[Answer]) -> list[dict[str, object]]:
    return [
        {
            "entity": one.entity.code,
            "name": one.entity.title,
            "valid": one.valid,
            "said": one.said,
            "polarity": "negated" if one.negated else "affirmed",
            "certainty": "hedged" if one.hedged else "asserted",
            "sources": _sources(one.told),
            "why": one.why,
            "role": one.role,
            "held": one.held,
            "statements": [t.statement for t in one.told],
        }
        for one in answers
    ]


def _also(one: Also) -> dict[str, object]:
    return {
        "kind": one.kind,
        "entity": None if one.entity is None else one.entity.code,
        "name": None if one.entity is None else one.entity.title,
        "valid": one.valid,
        "said": one.said,
        "polarity": "negated" if one.negated else "affirmed",
        "certainty": "hedged" if one.hedged else "asserted",
        "sources": _sources(one.told),
        "why": one.why,
        "statements": list(one.statements),
    }


def _sources(told: Iterable[Told]) -> list[dict[str, object]]:
    """List who says it, each once with the newest of what they say of it; none for an analyst of the case."""
    out: dict[tuple[Named, Named | None], dict[str, object]] = {}
    for one in told:
        if one.source is not None:
            out.setdefault(
                (one.source, one.via),
                {
                    "code": one.source.code,
                    "name": one.source.title,
                    "via": None if one.via is None else one.via.code,
                    "said": one.said,
                    "statement": one.statement,
                },
            )
    return list(out.values())
