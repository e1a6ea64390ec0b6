"""Show one entity with its statements, who says each, when, and with what evidence."""

from collections.abc import Iterator, Mapping

from sightline.cli.asking import Asked, asking
from sightline.cli.options import Code
from sightline.cli.out import document, line
from sightline.cli.show_kept import holdings_json, print_holdings, print_proposals
from sightline.model.time import sentence
from sightline.model.values import show
from sightline.model.view import EntityView, Shown, Statement
from sightline.work.case import Case
from sightline.work.holdings import Holdings, holdings
from sightline.work.matches import alarms_of
from sightline.work.passages import Passage, passage_json, passages_of
from sightline.work.proposals import open_proposals
from sightline.work.statement_json import shown_json
from sightline.work.view import entity

Passages = dict[tuple[bytes, int], Passage]


@asking
def verb(
    asked: Asked,
    code: Code,
) -> None:
    """Show one entity."""
    with asked.case() as case:
        view = entity(case, code, times=asked.times)
        records = [view.id, *(m.id for m in view.members)]
        kept = holdings(case, records)
        cited = passages_of(case, view.statements)
        originals = {
            bytes.fromhex(sha256)
            for c in kept.captures
            for _, role, sha256, *_ in c.files
            if role == "original"
        }
        alarms = alarms_of(case, records, originals) if originals else ()
        if asked.as_json:
            document("show", _json(view, kept, cited) | {"alarms": [alarm.why for alarm in alarms]})
        else:
            _print(case, view)
            for alarm in alarms:
                line()
                line(f"OLDER THAN ITS CLAIM  {alarm.why}")
            print_holdings(kept)
            print_proposals(open_proposals(case, view.code) if view.kind == "Item" else ())


def _json(view: EntityView, kept: Holdings, cited: Passages) -> dict[str, object]:
    told = [shown_json(s, view.names) for s in view.statements]
    for one, shown in zip(told, view.statements, strict=True):
        for order, ref in enumerate(one.get("evidence") or ()):  # type: ignore[arg-type]
            found = cited.get((shown.statement.id, order))
            if found is not None and isinstance(ref, dict):
                ref["passage"] = passage_json(found)
    return {
        "entity": {"code": view.code, "id": view.id.hex(), "kind": view.kind, "title": view.title},
        "same_as": [m.code for m in view.members],
        "statements": told,
        "mentions": [shown_json(s, view.names) for s in view.mentions],
        **holdings_json(kept),
    }


def _print(case: Case, view: EntityView) -> None:
    line(f"{view.code}  {view.title}  ({view.kind})")
    for member in view.members:
        line(f"  same as {member.code} {member.title}")
    kind = case.schema.kinds.get(view.kind)
    order = [] if kind is None else list(kind.properties)
    for prop in sorted(
        {s.statement.property for s in view.statements}, key=lambda p: order.index(p) if p in order else 999
    ):
        declared = None if kind is None else kind.properties.get(prop)
        line()
        line(f"{prop if declared is None else declared.label}:")
        for shown in view.of(prop):
            _statement(case, view, prop, shown)
    if view.mentions:
        line()
        line("Named by:")
        for shown in view.mentions:
            one = shown.statement
            where = view.names.get(one.entity)
            line(f"  {one.property} of {where.code if where else '?'} {where.title if where else ''}")


def _statement(case: Case, view: EntityView, prop: str, shown: Shown) -> None:
    one = shown.statement
    declared = case.schema.kinds[view.kind].properties.get(prop) if view.kind in case.schema.kinds else None
    terms = {i.hex(): f"{n.title} ({n.code})" for i, n in view.names.items()}
    if declared is not None and declared.vocabulary is not None:
        terms |= {t.id: t.label for t in case.schema.vocabularies[declared.vocabulary].terms.values()}
    words = {1: "[withheld]", 2: "[erased]"}.get(one.hidden) or show(declared, one.value, terms=terms)
    signs = (
        ("not: " if one.negated else "")
        + ("perhaps: " if one.hedged else "")
        + ("" if one.rank == "normal" else f"{one.rank}: ")
    )
    told = [f"  {signs}{words}"]
    told += [f"    {name}: {value}" for name, value in _conditions(case, view, prop, one, terms)]
    about = []
    if one.source is not None:
        about.append(
            f"said by {_name(view, one.source)}"
            + ("" if one.via is None else f", quoting {_name(view, one.via)}")
        )
    elif one.via is not None:
        about.append(f"through {_name(view, one.via)}")
    elif one.origin != "source":
        about.append(f"{one.origin} {one.by or ''}".strip())
    if (span := one.valid_span()) is not None:
        about.append(f"held {sentence(span)}")
    if (span := one.said_span()) is not None:
        about.append(f"said {sentence(span)}")
    if shown.held is not None:
        about.append(shown.held.value)
    about.append(f"id {one.id.hex()[:12]}")
    told.append("    " + "; ".join(about))
    for ref in one.evidence:
        span_text = "" if ref.start is None else f" {ref.unit} {ref.start}-{ref.end}"
        told.append(
            f"    evidence {_name(view, bytes.fromhex(ref.item))}{span_text}"
            + ("" if ref.quote is None else f" “{ref.quote}”")
        )
    if one.note is not None:
        told.append(f"    note: {one.note}")
    line("\n".join(told))


def _conditions(
    case: Case, view: EntityView, prop: str, one: Statement, terms: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give the qualifiers of a statement in words."""
    kind = case.schema.kinds.get(view.kind)
    declared = None if kind is None else kind.properties.get(prop)
    for name, value in one.qualifiers.items():
        own = None if declared is None else declared.qualifiers.get(name)
        own = own or (None if kind is None else kind.qualifiers.get(name))
        words = dict(terms)
        if own is not None and own.vocabulary is not None:
            words |= {t.id: t.label for t in case.schema.vocabularies[own.vocabulary].terms.values()}
        yield (name if own is None else own.label), show(own, value, terms=words)


def _name(view: EntityView, entity_id: bytes) -> str:
    found = view.names.get(entity_id)
    return entity_id.hex()[:8] if found is None else f"{found.title} ({found.code})"
