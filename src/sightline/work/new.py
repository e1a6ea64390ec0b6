"""Makes an entity: a kind, a code of that kind, and what it is called."""

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.draft import Draft
from sightline.model.record import entity
from sightline.model.schema import Kind
from sightline.store.read import find_entity, names_of
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.resolve import CODE, ID, Resolver
from sightline.work.say import record_drafts
from sightline.work.write import Writer, writing


def new(
    case: Case,
    kind: str,
    *,
    title: str | None = None,
    name: str | None = None,
    key: str | None = None,
    lang: str | None = None,
) -> Act:
    """Make an entity and give its code.

    Parameters
    ----------
    kind : str
        A kind, or its code: Incident, INC.
    title, name : str, optional
        What it is called; at least one. A kind that knows no title takes it as its name, and the other way round.
    key : str, optional
        A key of your own that it is found by: ``actor/river-brigade``.
    lang : str, optional
        Language of title and name.

    Raises
    ------
    UnknownName
        There is no such kind.
    WrongUse
        Neither title nor name, or the key is taken.
    """
    with writing(case) as writer:
        before = last_number(writer)
        resolver = Resolver(case)
        if key is not None:
            _refuse_key(writer, key)
        made, drafts = begin_entity(
            resolver, case.schema.kind(kind), title=title, name=name, key=key, lang=lang
        )
        record_drafts(writer, drafts, resolver=resolver, why=f"new {kind}")
        writer.batch.flush()
        code = names_of(writer.connection, [made])[made].code
        return Act(act="new", event=event_after(writer, before), code=code, id=made.hex())


def begin_entity(
    resolver: Resolver,
    kind: Kind,
    *,
    title: str | None,
    name: str | None = None,
    key: str | None = None,
    lang: str | None = None,
) -> tuple[bytes, list[Draft]]:
    """Introduce a new entity to a resolver: its id, and the drafts that name it, to be recorded in one event.

    Raises
    ------
    WrongUse
        Neither title nor name.
    """
    said = {"title": title, "name": name}
    called = {prop: text.strip() for prop, text in said.items() if text is not None and text.strip() != ""}
    if not called:
        raise WrongUse(
            f"a new {kind.id} needs a title or a name", item="new", todo='give --title "…" or --name "…"'
        )
    identifier = introduce(resolver, kind, key=key)
    drafts = [
        Draft(entity=identifier.hex(), property=_fitting(kind, prop), value=text, lang=lang, origin="analyst")
        for prop, text in called.items()
    ]
    return identifier, drafts


def introduce(resolver: Resolver, kind: Kind, *, key: str | None = None) -> bytes:
    """Introduce a new entity without a name to a resolver; gives its id."""
    identifier = resolver.case.ids.new()
    resolver.known[identifier.hex()] = (identifier, kind.id)
    resolver.fresh.append(entity(identifier, kind.id, key=key))
    return identifier


def _refuse_key(writer: Writer, key: str) -> None:
    if CODE.fullmatch(key) is not None or ID.fullmatch(key) is not None or key.strip() == "":
        raise WrongUse(
            f"{key!r} looks like a code or id of the case",
            item="--key",
            todo="for example actor/river-brigade",
        )
    taken = find_entity(writer.connection, key)
    if taken is not None:
        raise WrongUse(f"the key {key!r} is that of {taken.code}", item="--key", todo="use another key")


def _fitting(kind: Kind, prop: str) -> str:
    """Take the other naming property where a kind does not have this one."""
    for name in (prop, "title", "name"):
        if name in kind.properties:
            return name
    raise UnknownName(
        f"{kind.id} has neither title nor name", todo="say what it is called with: sightline say"
    )
