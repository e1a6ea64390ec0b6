"""Shows matches to a person: the frames that agree, side by side, made in the sandbox from both media."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from sightline.core.sandbox import Examiner, Job
from sightline.measure.media.beside import MOST_PAIRS, NAME, VERSION
from sightline.model.evidence_record import finding_id
from sightline.model.finding import Finding, Json
from sightline.model.match import Segment
from sightline.store.tables import findings
from sightline.work.case import Case
from sightline.work.found_bodies import bodies_of
from sightline.work.taking.tmp_folder import tmp_folder
from sightline.work.write import writing

_EACH: Final = 2


def show_beside(
    case: Case, examiner: Examiner[Finding], a: bytes, b: bytes, segments: Sequence[Segment]
) -> Finding | None:
    """Make the picture of matched frames and record it; None where it is there, or no frames were matched."""
    pairs = chosen_pairs(segments)
    if not pairs:
        return None
    parameters: dict[str, Json] = {"pairs": [[x, y] for x, y in pairs]}
    inputs = (a, b)
    identifier = finding_id(inputs, Finding(NAME, VERSION, "found", "", parameters=parameters))
    with case.catalogue.reading() as connection:
        if connection.execute(select(findings.c.id).where(findings.c.id == identifier)).first() is not None:
            return None
    with tmp_folder(case, f"beside-{identifier.hex()[:12]}") as out:
        job = Job(
            case.vault.path(a), "", a.hex(), (NAME,), {NAME: parameters}, out, others=(case.vault.path(b),)
        )
        reply = examiner.run(job)
        found = reply.findings[0]
        with writing(case) as writer:
            writer.append("object.examined", bodies_of(writer, identifier, inputs, found, reply, out))
    return found


def chosen_pairs(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Choose the frames to show: the surest stretches first, a few of each."""
    ranked = sorted(segments, key=lambda one: (-one.score, one.a_start_ms))
    pairs = []
    for one in ranked:
        if one.pairs:
            step = max(1, len(one.pairs) // _EACH)
            pairs += [(pair.a_ms, pair.b_ms) for pair in one.pairs[::step][:_EACH]]
        elif one.a_end_ms > one.a_start_ms:  # heard only: what is seen at the middle of it
            middle = (one.a_start_ms + one.a_end_ms) // 2, (one.b_start_ms + one.b_end_ms) // 2
            pairs.append(middle)
    return sorted(dict.fromkeys(pairs[:MOST_PAIRS]))
