"""Builds the example case: reported facts of April 2014, a withheld value, a checkpoint, and a byte flipped in a copy.

No footage belongs to it and no text is copied; everything in it is alleged unless it says otherwise.
"""

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from attrs import evolve, frozen

from sightline.core.errors import WrongUse
from sightline.core.settings import FILE
from sightline.model.disclosed import Demonstration, Dossier
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.checking.checked import Checked
from sightline.work.checkpoint import checkpoint
from sightline.work.disclose import disclose
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.protect import protect
from sightline.work.protecting.target import target_of

TITLE = "April 2014: reported attacks with toxic gas in Hama and Idlib"
ZONE = "Asia/Damascus"
FIRST = "incident/2014-04-11-kafr-zita"
WITHHELD = "source/account-one"
AUTHORITY = "the editors of this example"
REASON = "shows how a withheld value looks; nobody's contact is in here"

Tell = Callable[[str], None]


@frozen(slots=True)
class Demo:
    """What the example came to."""

    folder: Path
    dossier: Dossier
    line: str
    """The checkpoint to post or mail."""
    fault: str
    """What ``check`` said of the copy with the flipped byte."""


def build_demo(folder: Path, *, tell: Tell) -> Demo:
    """Build the example case, or open it when it is there, and show what it can prove.

    Raises
    ------
    WrongUse
        It is no folder, or holds other files.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUse("this is no folder", item=str(folder), todo="name a new folder")
    if (folder / FILE).exists():
        tell(f"{folder} is there already and is used as it is")
        case = open_case(folder)
    else:
        case = make_case(folder, title=TITLE, zone=ZONE)
        with as_file(files("sightline") / "resources/cases/april_2014") as folder_of_case:
            done = import_statements(case, folder_of_case / "statements.jsonl")
            weighed = import_statements(case, folder_of_case / "assessment.jsonl")
            verified = import_statements(case, folder_of_case / "verification.jsonl")
        tell(f"recorded {done.new} statements about {done.entities} entities, each with its source")
        tell(f"weighed three explanations against each other in {weighed.new} further statements")
        tell(
            f"answered what can be answered of the five questions, and planned the rest, in {verified.new} more"
        )
        protect(case, target_of(case, [WITHHELD, "contact"]), authority=AUTHORITY, reason=REASON)
        tell("withheld one value, by authority and for a reason")
    try:
        signed = checkpoint(case)
        tell("signed a checkpoint")
        checked = check(case)
        fault = _flipped(case)
        tell("flipped one byte in a copy; check named it")
        shown = _demonstrations(folder, checked, signed.line, fault)
        dossier = disclose(case, first=FIRST, checked=checked)
        if dossier.proof is not None:
            dossier = evolve(dossier, proof=evolve(dossier.proof, demonstrations=shown))
    finally:
        close_case(case)
    return Demo(folder, dossier, signed.line, fault)


def _flipped(case: Case) -> str:
    """Flip one byte of one object in a copy of the case, and give what check says of it."""
    copy = case.folder / "tmp" / "flipped"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(case.folder, copy, ignore=shutil.ignore_patterns("tmp"))
    other = open_case(copy)
    try:
        name = next(iter(other.vault.all()))
        path = other.vault.path(name)
        path.chmod(0o600)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
        faults = check(other).faults
    finally:
        close_case(other)
        shutil.rmtree(copy, ignore_errors=True)
    return "; ".join(f"{f.where}: {f.what}" for f in faults)


def _demonstrations(folder: Path, checked: Checked, line: str, fault: str) -> tuple[Demonstration, ...]:
    said = f"{checked.events} events and {checked.objects} objects checked; " + (
        "everything is as it was written" if checked.ok else f"{len(checked.faults)} faults"
    )
    return (
        Demonstration(
            "The whole case was checked",
            "Every object was hashed again, the chain walked, the tables made again and compared.",
            f"sightline check -w {folder.name}",
            said,
        ),
        Demonstration(
            "One byte was flipped in a copy",
            "In a copy of this case one bit of one kept file was changed. Check named the file.",
            "sightline check -w copy",
            fault,
        ),
        Demonstration(
            "A checkpoint was signed",
            "This line, held by somebody else, shows later that nothing before it was changed.",
            f"sightline checkpoint -w {folder.name}",
            line,
        ),
    )
