"""Makes stills of a video with its time code: derivatives of the original, with boxes and captions where asked for."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from sqlalchemy import select

from sightline.core.errors import Damaged, UnknownName, WrongUse
from sightline.model.evidence_record import finding_id
from sightline.model.finding import Finding, Json
from sightline.store.read import find_entity
from sightline.store.tables import findings, objects, products
from sightline.work.case import Case
from sightline.work.examine import examine
from sightline.work.taking.targets import Target, targets_of

MEASURE = "media.stills"


@frozen(slots=True)
class Box:
    """A rectangle in thousandths of the picture, with a caption."""

    x: int
    y: int
    width: int
    height: int
    caption: str = ""


@frozen(slots=True)
class Still:
    """One still, kept in the vault."""

    sha256: str
    media_time_ms: int | None
    caption: str
    file: Path | None = None
    """Where a copy was written, when one was asked for."""


def make_stills(
    case: Case,
    code: str,
    *,
    from_ms: int = 0,
    to_ms: int | None = None,
    count: int = 8,
    step_ms: int | None = None,
    caption: str = "",
    boxes: Sequence[Box] = (),
    into: Path | None = None,
) -> tuple[Still, ...]:
    """Make stills of the video of an Item.

    Parameters
    ----------
    from_ms, to_ms, step_ms : int
        Media times [ms].
    count : int
        1 to 48.
    boxes : sequence
        Rectangles drawn on every still.
    into : Path, optional
        A folder that gets a copy of each still.

    Raises
    ------
    UnknownName
        There is no such Item.
    WrongUse
        The Item has no bytes, or a time cannot be meant.
    Damaged
        No frame decodes there.
    """
    target = _video(case, code)
    given: dict[str, Json] = {"from_ms": from_ms, "count": count}
    given |= {k: v for k, v in (("to_ms", to_ms), ("step_ms", step_ms)) if v is not None}
    if caption:
        given["caption"] = caption
    if boxes:
        given["marks"] = [
            {"x": b.x, "y": b.y, "width": b.width, "height": b.height, "caption": b.caption} for b in boxes
        ]
    wish = Target(target.sha256, target.name, target.modified, also=(MEASURE,), parameters={MEASURE: given})
    for done in examine(case, [wish]):
        wrong = next((s for m, s in done.failed if m == MEASURE), None)
        if wrong is not None:
            raise Damaged(wrong, item=code, todo="choose another time, or another video")
    return _made(case, target.sha256, given, into)


def _video(case: Case, code: str) -> Target:
    with case.catalogue.reading() as connection:
        found = find_entity(connection, code)
    if found is None:
        raise UnknownName(f"there is no {code}", todo="see what there is with: sightline items")
    targets = targets_of(case, items=[found.id])
    if not targets:
        raise WrongUse("holds no bytes to take stills of", item=code, todo="add its file first")
    with case.catalogue.reading() as connection:
        query = select(objects.c.sha256, objects.c.media_type)
        types = {bytes(r.sha256): r.media_type or "" for r in connection.execute(query)}
    return next((t for t in targets if types.get(t.sha256, "").startswith("video/")), targets[0])


def _made(case: Case, sha256: bytes, given: dict[str, Json], into: Path | None) -> tuple[Still, ...]:
    with case.catalogue.reading() as connection:
        newest = select(findings.c.version).where(findings.c.input == sha256, findings.c.measure == MEASURE)
        version = max(connection.execute(newest).scalars(), default=0)
        identifier = finding_id((sha256,), Finding(MEASURE, version, "found", "", parameters=given))
        query = select(products).where(products.c.finding == identifier, products.c.role == "key_frame")
        rows = connection.execute(query.order_by(products.c.ord)).all()
    if not rows:
        raise WrongUse("is no video that stills can be taken of", todo="name an Item with a video")
    out = []
    for row in rows:
        name = bytes(row.sha256).hex()
        file = None
        if into is not None:
            into.mkdir(parents=True, exist_ok=True)
            file = into / f"{(row.media_time or 0) // 1000:06d}-{name[:8]}.jpg"
            file.write_bytes(case.vault.read(bytes(row.sha256)))
        out.append(Still(name, row.media_time, row.caption or "", file))
    return tuple(out)
