"""Cites a record of the case, or one statement of it, and finds it again: also in a copy of the case.

The id of a statement is keyed with the secret of its workspace, so that a copy made by export and import has others.
A citation therefore names record, property and source beside the id, and none of the value: what is withheld later is
withheld here too.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Moments, Named, Statement
from sightline.store.claims import verdicts_of
from sightline.store.read import cluster_of, names_of, statement_with_id, statements_of
from sightline.work.assessing.records import Cited
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from, open_only
from sightline.work.names_then import named_then
from sightline.work.pointing import HEX, describe, point_at, statement_at
from sightline.work.view import quiet

_STATES = {1: "withheld", 2: "erased"}


@frozen(slots=True)
class Citation:
    """What a person points at: a record, or one statement of it."""

    entity: Named
    statement: Statement | None = None


def read_citation(case: Case, connection: Connection, word: str) -> Citation:
    """Read what is cited: the id of a statement or its first digits, ``INC-1.attributed_to``, or a code.

    Raises
    ------
    UnknownName, AmbiguousName
        There is no such thing, or several; names the ids of those that fit.
    WrongUse
        It is of an analysis that is kept from whoever asks, or nothing is given.
    """
    said = word.strip()
    if said == "":
        raise WrongUse(
            "cites nothing", item="--cite", todo="give a code such as ITM-3, or the id of a statement"
        )
    code, dot, prop = said.rpartition(".")
    if HEX.fullmatch(said) is not None:
        one = statement_at(connection, case.schema, [said], by=case.by)
    elif dot and code and prop.isidentifier():
        one = statement_at(connection, case.schema, [code, prop], by=case.by)
    else:
        return Citation(point_at(connection, said))
    return Citation(names_of(connection, [one.entity])[one.entity], one)


def citation_draft(subject: bytes, cited: Citation, about: Mapping[str, Json]) -> Draft:
    """Make the statement that cites; ``about`` are the qualifiers that say what rests on it."""
    qualifiers: dict[str, Json] = dict(about)
    if cited.statement is not None:
        qualifiers |= pointer(cited.statement)
    value: Json = {"entity": cited.entity.id.hex()}
    return Draft(subject.hex(), "cites", value, qualifiers=qualifiers, origin="analyst")


def pointer(one: Statement) -> dict[str, Json]:
    """Give the qualifiers that find one statement of a record again."""
    out: dict[str, Json] = {"property": one.property, "statement": one.id.hex()}
    if (voice := voice_of(one)) is not None:
        out["from"] = {"entity": voice.hex()}
    return out


def voice_of(one: Statement) -> bytes | None:
    """Give whose word a statement is: who is quoted, else its source; None for this case itself."""
    return one.via if one.via is not None else one.source


def cited_of(
    case: Case, connection: Connection, said: Sequence[Statement], moments: Moments
) -> dict[int, tuple[Cited, ...]]:
    """Find what citing statements point at, by number of the citing statement.

    Nothing of an answer that is kept from whoever asks is told.
    """
    kept = kept_from(connection, case.by)
    found: dict[int, list[Statement | None]] = {}
    for one in said:
        found[one.n] = [None] if "property" not in one.qualifiers else _statements(connection, one, moments)
    every = [s for some in found.values() for s in some if s is not None]
    wanted = {one.target for one in said if one.target is not None}
    wanted |= {one for s in every for one in (s.entity, s.source, s.via) if one is not None}
    wanted |= {by for s in said if (by := _named(s.qualifiers.get("from"))) is not None}
    names = named_then(case.schema, connection, names_of(connection, wanted), moments.known_at)
    judged = verdicts_of(connection, [s.id for s in every], known_at=moments.known_at)
    graded = _reliability(connection, {v for s in every if (v := voice_of(s)) is not None}, moments)
    tell = partial(_told, case, connection, names, kept, moments)
    return {
        one.n: tuple(
            evolve(
                tell(one, names[one.target], s),
                judged="" if s is None else ", ".join(f"{v.verdict} by {v.by}" for v in judged.get(s.id, ())),
                reliability=() if s is None else graded.get(voice_of(s) or b"", ()),
                one_of=len(found[one.n]),
            )
            for s in found[one.n]
        )
        for one in said
        if one.target is not None and one.target in names
    }


def _statements(connection: Connection, citing: Statement, moments: Moments) -> list[Statement | None]:
    """Find the statement by its id, else those of the record with the same property and source."""
    identifier = str(citing.qualifiers.get("statement") or "")
    if HEX.fullmatch(identifier) is not None and len(identifier) == 32:
        one = statement_with_id(connection, bytes.fromhex(identifier))
        if one is not None:
            return [one]
    if citing.target is None:
        return [None]
    voice = _named(citing.qualifiers.get("from"))
    words = citing.qualifiers.get("words")
    ids = cluster_of(connection, citing.target, known_at=moments.known_at)
    same = [
        s
        for s in statements_of(connection, ids, known_at=moments.known_at)
        if s.property == citing.qualifiers["property"]
        and (voice is None or voice_of(s) == voice)
        and (not isinstance(words, str) or (not s.hidden and words.casefold() in str(s.value).casefold()))
    ]
    return [*same] or [None]


def _told(
    case: Case,
    connection: Connection,
    names: Mapping[bytes, Named],
    kept: Collection[bytes],
    moments: Moments,
    citing: Statement,
    entity: Named,
    one: Statement | None,
) -> Cited:
    prop = citing.qualifiers.get("property")
    named = _named(citing.qualifiers.get("from"))
    source = None if named is None else names.get(named)
    if one is None:
        missing = prop is not None
        return Cited(
            entity=entity,
            property=str(prop) if missing else None,
            source=source,
            statement=None,
            text=f"{entity.code} {prop}" if missing else entity.title,
            state="missing" if missing else "stands",
        )
    open_ = bool(open_only([one], kept))
    ended = one.closed is not None and (moments.known_at is None or one.closed <= moments.known_at)
    state = _STATES.get(one.hidden, (one.closing or "closed") if ended else "stands")
    return Cited(
        entity=names.get(one.entity, entity),
        property=one.property,
        source=names.get(voice_of(one) or b""),
        through=None if one.via is None or one.source is None else names.get(one.source),
        statement=one.id.hex(),
        text=describe(connection, case.schema, quiet(one)) if open_ and not one.hidden else "",
        state=state if open_ else "withheld",
    )


def _reliability(
    connection: Connection, sources: Collection[bytes], moments: Moments
) -> dict[bytes, tuple[str, ...]]:
    out: dict[bytes, list[str]] = {}
    for one in statements_of(connection, sorted(sources), known_at=moments.known_at) if sources else ():
        if (
            one.property == "reliability"
            and not one.hidden
            and not one.negated
            and isinstance(one.value, str)
        ):
            out.setdefault(one.entity, []).append(one.value)
    return {source: tuple(dict.fromkeys(grades)) for source, grades in out.items()}


def _named(value: Json) -> bytes | None:
    """Give the id in a value that names an entity."""
    if isinstance(value, dict) and isinstance(value.get("entity"), str):
        return bytes.fromhex(str(value["entity"]))
    return None
