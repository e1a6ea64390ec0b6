"""Prints a table of claims for a person: what sources say of each question, then figures, stories, ties, aggregates."""

from sightline.cli.out import flat, line
from sightline.model.draft import EvidenceRef
from sightline.model.figures import with_words
from sightline.model.span_order import Answer
from sightline.model.time import sentence
from sightline.work.corroborating.heard import span_of
from sightline.work.corroborating.records import Beside, Cell, Claims, FigureRow, Row, TieShown

SHORT = 12
_VERDICTS = {
    "found": "suggested, nobody judged it",
    "accepted": "accepted",
    "refused": "refused: judged independent",
    "disputed": "people judge it differently; it counts",
}


def when(written: str) -> str:
    """Say a written time in words."""
    span = span_of(written, None)
    return written if span is None else sentence(span)


def print_claims(found: Claims, *, whole: bool) -> None:
    """Print a table.

    Parameters
    ----------
    whole : bool
        Also rows that one source alone fills and nobody speaks against.
    """
    line(f"{found.entity.code}  {flat(found.entity.title)}  ({found.entity.kind})")
    for member in found.members:
        line(f"  same as {member.code} {flat(member.title)}")
    if not found.rows:
        line("  no source says anything of it, as far as this case holds")
    elif found.counted.sources == 0:
        line("  no source says anything of it; what stands here is the word of this case itself")
    else:
        line(f"  {found.counted.sentence}")
    shown = [row for row in found.rows if whole or row.contradictions or _several(row)]
    rest = [row.label for row in found.rows if row not in shown]
    for row in shown:
        _row(found, row)
    if rest:
        line()
        line(f"One voice alone speaks of: {', '.join(rest)} (shown with --all)")
    _figures(found)
    _stories(found)
    _ties(found)
    _besides(found)
    if found.left_out:
        line()
        line(f"{found.left_out} more left out: of another time, or written down wrongly")


def _several(row: Row) -> bool:
    return len({cell.voice for cell in row.cells}) > 1 or any(
        cell.state not in ("affirmed", "hedged") for cell in row.cells
    )


def _row(found: Claims, row: Row) -> None:
    line()
    line(f"{row.label}: {row.counted.sentence}" if row.counted.sources else f"{row.label}:")
    by_id = {cell.statement: cell for cell in row.cells}
    for cell in row.cells:
        _cell(found, cell)
    for agreed in row.agreements:
        voices = {by_id[one].voice for one in agreed.statements if one in by_id}
        if len(voices) > 1:
            hedged = f", {agreed.hedged} hedged" if agreed.hedged else ""
            line(f"  agree  {flat(agreed.text)}: {agreed.counted.sentence}{hedged}")
    for one in row.contradictions:
        sign = f"cannot {'all' if one.also else 'both'} be true" if one.sure else "perhaps not both true"
        sides = " / ".join(_speaker(by_id[s]) for s in one.statements if s in by_id)
        line(f"  {sign}  {flat(f'{sides}: {one.why}')}" + (f" ({one.todo})" if one.todo else ""))
    if row.not_compared or row.not_listed:
        line(
            f"  too many: {row.not_compared} answers were not compared, "
            f"{row.not_listed} contradictions are not listed"
        )


def _speaker(cell: Cell) -> str:
    speaker = cell.via if cell.via is not None else cell.source
    return "this case" if speaker is None else speaker.title


def _cell(found: Claims, cell: Cell) -> None:
    told_so = cell.words in ("", cell.text.partition(" (")[0]) or cell.withheld
    text = cell.text if told_so else f"“{cell.words}”, read as {cell.text}"
    line(f"  {cell.state:<10} {flat(text)}")
    about = [f"{_speaker(cell)}"]
    if cell.via is not None and cell.source is not None:
        about.append(f"as told by {cell.source.title}")
    if cell.said is not None:
        about.append(f"said {when(cell.said)}" + (" (date of its evidence)" if cell.said_is_default else ""))
    if cell.said_by is Answer.POSSIBLY:
        about.append("perhaps said only later")
    if cell.held is not None:
        about.append(cell.held.value)
    about += [f"{label.lower()} {words}" for label, words in cell.conditions if words != cell.words]
    about.append(f"id {cell.statement[:SHORT]}")
    line(f"             {flat('; '.join(about))}")
    if cell.why and cell.state not in ("hedged", "negated"):
        line(f"             {flat(cell.why)}")
    for ref in cell.evidence:
        item = found.names.get(bytes.fromhex(ref.item))
        quote = "" if ref.quote is None or cell.withheld else f"  “{flat(ref.quote)}”"
        line(f"             in {'an item not named here' if item is None else item.code}{_where(ref)}{quote}")


def _where(ref: EvidenceRef) -> str:
    """Say where in an item a thing is said or seen: a media time, a row, a page, letters, a part of the picture."""
    region = "" if ref.region is None else f", region {ref.region}"
    if ref.start is None:
        return region
    last = ref.end if ref.end is not None else ref.start
    if ref.unit == "ms":
        first, until = (clock(ms) for ms in (ref.start, last))
        return (f" at {first}" if first == until else f" from {first} to {until}") + region
    name = {"row": "row", "page": "page"}.get(ref.unit, "letters")
    return (f", {name} {ref.start}" if last == ref.start else f", {name} {ref.start} to {last}") + region


def clock(ms: int) -> str:
    """Write a media time: ``0:41``, ``1:02:03``."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _figures(found: Claims) -> None:
    if found.figures:
        line()
        line("Figures, never added:")
    for row in found.figures:
        line(f"  {_figure(row)}")
        for one in row.voices:
            through = f", as told by {', '.join(n.title for n in one.told_by)}" if one.told_by else ""
            then = "" if one.said is None else f", said {when(one.said)}"
            line(f"    {flat(with_words(one.figure))}  {flat(f'{one.voice.title}{through}')}{then}")
        for clash in row.contradictions:
            sign = f"cannot {'all' if clash.also else 'both'} be true" if clash.sure else "needs a look"
            line(f"    {sign}: {flat(clash.why)}" + (f" ({clash.todo})" if clash.todo else ""))


def _figure(row: FigureRow) -> str:
    whole = row.summary
    low = "none given" if whole.low is None else f"{whole.low:,}"
    high = "not bounded" if whole.high is None else f"{whole.high:,}"
    best = f"best {whole.best_told} ({whole.why})"
    return f"{row.label}: lowest {low}, {best}, highest {high}; {row.counted.sentence}"


def _stories(found: Claims) -> None:
    if found.stories:
        line()
        line("What sources changed:")
    for story in found.stories:
        line(f"  {story.label}: {flat(story.why)}")
        for step in story.steps:
            sign = "not: " if step.negated else "perhaps: " if step.hedged else ""
            then = "undated" if step.said is None else when(step.said)
            line(f"    {then}  {sign}{flat(step.text)}  id {step.statement[:SHORT]}")


def _ties(found: Claims) -> None:
    if found.ties:
        line()
        line("Ties between sources:")
    for shown in found.ties:
        _tie(found, shown)
    if found.counted.sealed:
        line(f"  {found.counted.sealed} more recorded under seal; counted, and not shown")


def _tie(found: Claims, shown: TieShown) -> None:
    line(f"  {shown.one.code} {shown.other.code}  {flat(shown.why)}  [{_VERDICTS[shown.verdict]}]")
    for said in shown.by:
        line(f"      {flat(said)}")
    if shown.verdict == "found":
        line(
            f"      to judge: sightline claims {found.entity.code} --tie accept|refuse "
            f"{shown.one.code} {shown.other.code} --reason …"
        )


def _besides(found: Claims) -> None:
    if found.beside:
        line()
        line("Beside it, never added:")
    for one in found.beside:
        _beside(one)


def _beside(one: Beside) -> None:
    hedge = " (perhaps)" if one.hedged else ""
    claimed = f": {one.claimed} claimed" if one.claimed else ""
    line(f"  {one.role}{hedge}  {one.entity.code} {flat(f'{one.entity.title}{claimed}')}")
    for row in one.figures:
        line(f"    {_figure(row)}")
