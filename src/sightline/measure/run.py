"""The measures, in one list, and the way they are run: this file alone sees all rooms.

The parent asks ``plan`` which measures fit a file and opens an examiner; the child, inside the sandbox, serves the
same list. A measure is a function from one file to one finding; what goes wrong in it becomes a failed finding.

Outsiders add measures through the entry-point group ``sightline.measures``: each names a ``Measure``.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Final

from attrs import evolve, frozen

from sightline.core.errors import SightlineError, Unreadable
from sightline.core.sandbox import Examiner, Limits
from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_faults import Fault
from sightline.core.sandbox_worker import Emit, Task
from sightline.measure.media import (
    beside,
    clock_conflicts,
    container,
    credentials,
    frames,
    kind,
    metadata,
    pictures,
    stills,
    text_in_pictures,
)
from sightline.measure.media.details import measure as details
from sightline.measure.media.exif_tags import EXIFTOOL
from sightline.measure.media.forensics import frame_steps, reencoding, splices
from sightline.measure.media.forensics import picture as forensics
from sightline.measure.media.sniff import Sniffed, sniff_file
from sightline.measure.media.sound import measure as sound
from sightline.measure.media.subject import Subject
from sightline.measure.media.synchrony import measure as onsets
from sightline.measure.text import article, language, pdf
from sightline.measure.text import findings as text_findings
from sightline.model.finding import Finding, Json
from sightline.model.print_views import VIEWS

GROUP: Final = "sightline.measures"
COMPANIONS: Final[tuple[CompanionSpec, ...]] = (EXIFTOOL,)
_LONGEST_SENTENCE: Final = 2_000
_MOST_PROPOSALS: Final = 500


@frozen(slots=True)
class Measure:
    """One measure: what it is called, what it takes, and what it does."""

    name: str
    """Room and name: ``media.container``."""
    version: int
    """Raised whenever the same bytes would give another finding."""
    accepts: Callable[[str], bool]
    """Whether it says anything about a media type."""
    function: Callable[[Subject], Finding]
    circumstances: tuple[str, ...] = ()
    """What it must be told beside the bytes: ``name``, ``modified``, ``posted``."""
    needs: tuple[str, ...] = ()
    """Outside programs."""
    default: bool = True
    """False: only on request."""
    warm: Callable[[Sniffed], None] | None = None
    """Imports what it will need for a file of this type, once, before the fork."""


def _bytes_of(subject: Subject, most: int = -1) -> bytes:
    with subject.path.open("rb") as file:
        return file.read(most)


def _anything(_media_type: str) -> bool:
    return True


def _of(source: ModuleType, function: Callable[[Subject], Finding], *, default: bool = True) -> Measure:
    """Take name, version and the rest from the file of a measure."""
    return Measure(source.NAME, source.VERSION, source.accepts, function, default=default, warm=source.warm)


MEASURES: Final[tuple[Measure, ...]] = (
    Measure(kind.NAME, kind.VERSION, _anything, kind.measure_type, circumstances=("name",)),
    _of(container, container.measure_container),
    Measure(
        pictures.NAME,
        pictures.VERSION,
        pictures.FORMATS.__contains__,
        pictures.measure_picture,
        warm=pictures.warm,
    ),
    _of(credentials, credentials.measure_credentials),
    _of(frames, frames.measure_frames),
    _of(sound, sound.measure_sound),
    _of(details, details.measure_details),
    *(
        Measure(name, version, forensics.accepts, function, default=False, warm=forensics.warm)
        for name, version, function in forensics.MEASURES
    ),
    _of(onsets, onsets.measure_onsets, default=False),
    _of(reencoding, reencoding.measure_reencoding, default=False),
    _of(frame_steps, frame_steps.measure_frame_steps, default=False),
    _of(splices, splices.measure_splices, default=False),
    _of(beside, beside.measure_beside, default=False),
    Measure(
        stills.NAME, stills.VERSION, frames.accepts, stills.measure_stills, default=False, warm=frames.warm
    ),
    Measure(
        text_in_pictures.NAME,
        text_in_pictures.VERSION,
        text_in_pictures.accepts,
        text_in_pictures.measure_text,
        needs=("tesseract",),
        default=False,
        warm=text_in_pictures.warm,
    ),
    Measure(
        metadata.NAME, metadata.VERSION, metadata.accepts, metadata.measure_metadata, needs=("exiftool",)
    ),
    Measure(
        clock_conflicts.NAME,
        clock_conflicts.VERSION,
        metadata.accepts,
        clock_conflicts.measure_clocks,
        circumstances=("name", "modified", "posted"),
        needs=("exiftool",),
    ),
    Measure(
        text_findings.PDF,
        pdf.VERSION,
        "application/pdf".__eq__,
        lambda subject: text_findings.finding_of_pdf(_bytes_of(subject)),
        warm=lambda _sniffed: text_findings.warm_pdf(),
    ),
    Measure(
        text_findings.LANGUAGE,
        language.VERSION,
        "text/plain".__eq__,
        lambda subject: text_findings.finding_of_text(_bytes_of(subject, text_findings.LONGEST_TEXT)),
        warm=lambda sniffed: text_findings.warm(sniffed.head),
    ),
    Measure(
        article.NAME,
        article.VERSION,
        "text/html".__eq__,
        lambda subject: article.finding_of_page(_bytes_of(subject, article.LARGEST + 1)),
        warm=lambda sniffed: text_findings.warm(sniffed.head),
    ),
)


@cache
def measures() -> Mapping[str, Measure]:
    """Return all measures by name: the built-in ones, then those of other packages; a name taken stays taken."""
    found = {one.name: one for one in MEASURES}
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        made = point.load()
        if isinstance(made, Measure):
            found.setdefault(made.name, made)
    return found


def plan(sniffed: Sniffed, *, also: Sequence[str] = ()) -> tuple[Measure, ...]:
    """Return the measures to run on a file of this type, in order.

    :param also: names of measures that run only on request.
    """
    if sniffed.size == 0:
        return (measures()[kind.NAME],)
    return tuple(
        one
        for one in measures().values()
        if (one.default or one.name in also) and one.accepts(sniffed.media_type)
    )


def parameters_for(
    measure: Measure, known: Mapping[str, Json], given: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """Return the parameters of a measure: the circumstances it asks for, and what was given for it.

    With the digest of the file and the version they identify the finding.

    :param known: circumstances by name: ``name``, ``modified`` and ``posted`` (RFC 3339); None counts as unknown.
    """
    found = {key: known[key] for key in measure.circumstances if known.get(key) is not None}
    return {**found, **(given or {})}


def open_examiner(
    read_only: Sequence[Path], *, limits: Limits | None = None, cache: Path | None = None, box: bool = True
) -> Examiner[Finding]:
    """Return an examiner for the measures of this list.

    :param read_only: folders the files lie in.
    :param cache: folder filled by ``compiling.prepare_cache``; saves a second when the first film comes.
    """
    return Examiner(
        __name__, Finding, failed, check=check, read_only=read_only, limits=limits, cache=cache, box=box
    )


def failed(name: str, fault: Fault, parameters: Mapping[str, Json]) -> Finding:
    """Return the finding that stands for a measure without an answer."""
    measure = measures().get(name)
    version = 0 if measure is None else measure.version
    values: dict[str, Json] = {"fault": fault.kind} | ({} if fault.limit == "" else {"limit": fault.limit})
    return Finding(name, version, "failed", fault.sentence, values, parameters=parameters, todo=fault.todo)


def check(finding: Finding, files: Sequence[str], parameters: Mapping[str, Json]) -> str | None:
    """Say what is wrong with a finding that came out of the sandbox; None when it can be kept."""
    measure = measures().get(finding.measure)
    if measure is None or measure.version != finding.version:
        return "it names another version"
    if dict(finding.parameters) != dict(parameters):
        return "it names other parameters"
    if len(finding.sentence) > _LONGEST_SENTENCE or len(finding.proposals) > _MOST_PROPOSALS:
        return "it says too much"
    if any(product.file not in files for product in finding.products):
        return "it names a product that was not made"
    if any(
        len(one.pdq) != 32
        or one.view not in VIEWS
        or not 0 <= one.quality <= 100
        or one.end_ms < one.start_ms
        for one in finding.prints
    ):
        return "a fingerprint is none"
    for layer in finding.layers:
        if any(not 0 <= start <= end <= len(layer.text) for start, end, _ in layer.anchors):
            return "an anchor lies outside its text"
    return None


# ------------------------------------------------------------------------------------------------------ in the sandbox


def warm(path: str, names: tuple[str, ...]) -> None:
    """Import what these measures will need for this file, before the fork."""
    try:
        sniffed = sniff_file(Path(path))
    except OSError:
        return
    for measure in (measures()[name] for name in names if name in measures()):
        if measure.warm is not None and measure.accepts(sniffed.media_type):
            measure.warm(sniffed)


def examine(task: Task, emit: Emit) -> None:
    """Run the measures of a task on its file and tell each finding as it is made."""
    path = Path(task.path)
    try:
        sniffed = sniff_file(path)
    except OSError as fault:
        raise Unreadable(str(fault.strerror)) from fault
    for name in task.measures:
        measure = measures()[name]
        emit("begin", name)
        given = task.parameters.get(name, {})
        subject = Subject(
            path=path,
            sniffed=sniffed,
            parameters=given,
            out=task.out,
            deadline=task.deadline,
            ask=lambda program: task.answers[program]() if program in task.answers else None,
            others=tuple(Path(one) for one in task.others),
        )
        emit("finding", evolve(_run(measure, subject), parameters=dict(given)))
        emit("done", name)


def _run(measure: Measure, subject: Subject) -> Finding:
    if not measure.accepts(subject.media_type):
        sentence = f"It says nothing about a {subject.sniffed.label}."
        return Finding(measure.name, measure.version, "nothing", sentence, {"media_type": subject.media_type})
    try:
        return measure.function(subject)
    except SightlineError as fault:
        return Finding(
            measure.name,
            measure.version,
            "failed",
            f"The {subject.sniffed.label} could not be examined: {fault.fault}.",
            {"fault": type(fault).__name__},
            todo=fault.todo or "",
        )
