"""The roof's door: a table of verbs, each in its own file and loaded only when it is called.

``sightline --help`` must answer at once, so nothing of the house is imported for it.
"""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from sightline.cli.out import safe
from sightline.cli.piped import NOBODY_READS, has_lost_its_reader, let_go
from sightline.core.errors import SightlineError, Unreadable

VERBS: dict[str, tuple[str, str]] = {
    "init": ("init", "Make a workspace."),
    "demo": ("demo", "Build the example case, or a training case with known answers."),
    "add": ("add", "Take in files, folders, lists, saved pages and addresses."),
    "examine": ("examine", "Run measures on what the case holds."),
    "import": ("import_", "Import statements (JSON lines) or an edited sheet."),
    "export": ("export", "Write statements, or a sheet to be edited."),
    "items": ("entities", "List items."),
    "incidents": ("entities", "List incidents and aggregates."),
    "places": ("entities", "List places."),
    "actors": ("entities", "List actors."),
    "sources": ("entities", "List sources."),
    "show": ("show", "Show one entity with its statements and their sources."),
    "find": ("find", "Search the case."),
    "matches": ("matches", "List copies, with offsets and kinds of edit."),
    "sync": ("sync", "Put several clips of one event on one clock."),
    "place": ("place", "Resolve a place name or description; ranked, or unresolved."),
    "gazetteer": ("gazetteer", "Keep gazetteers in the case; say which of their records are one place."),
    "locate": ("locate", "Argue where footage was recorded, step by step."),
    "chronolocate": ("chronolocate", "Argue when it was recorded, with a reason for each end."),
    "suggest": ("suggest", "Propose the claims that a text makes, for a person's yes or no."),
    "mentions": ("mentions", "Find the places and dates that a text or an item names."),
    "dates": ("dates", "Read the dates and ranges that a text names."),
    "sun": ("sun", "Say where sun and moon stand over a place."),
    "shadow": ("shadow", "Find when or where a shadow fits."),
    "resect": ("resect", "Find where a camera stood and looked, from landmarks in its picture."),
    "skyline": ("skyline", "See the skyline from a point, or find where a traced one was seen."),
    "sight": ("sight", "Tell whether one point is seen from another over the ground."),
    "landmarks": ("landmarks", "Find a constellation of landmarks in a map file."),
    "bounds": ("bounds", "Say when something was: both ends, with the reasons for each."),
    "claims": ("claims", "Set the claims of every source side by side; judge which are independent."),
    "features": ("features", "Compare what is seen across incidents; find markings as they are read."),
    "actor": ("actor", "Follow an actor through its names and its life; list look-alikes to judge."),
    "relations": ("relations", "Walk who was part of, allied with or fighting whom, as of a date."),
    "control": ("control", "Say who holds what as of a date, by source."),
    "ask": ("ask", "Answer a question such as: factions governing PLACE on DATE."),
    "assess": ("assess", "Weigh competing explanations, conclude, and say what would change it."),
    "verify": ("verify", "Answer the five questions of verification; rate sources and claims; consent."),
    "plan": ("plan", "Keep the plan of an investigation and its search log."),
    "new": ("new", "Make an entity."),
    "say": ("say", "Record a statement, with its source and evidence."),
    "note": ("note", "Write a note, also at a media time."),
    "judge": ("judge", "Decide about a statement, a finding or an identity."),
    "group": ("group", "Propose items as one incident; accept, split or refuse."),
    "group-into": ("group_into", "Put items under an incident."),
    "retract": ("retract", "Close or re-rank a statement; it stays readable."),
    "undo": ("undo", "Take back a judgement."),
    "frames": ("frames", "Make stills of a video with time code."),
    "release": ("release", "Release an entity or mark media as fit, for an audience."),
    "protect": ("protect", "Withhold a value, a file or a name."),
    "erase": ("erase", "Destroy a value, a file or a name."),
    "check": ("check", "Check every object, the chain, the checkpoints and the tables."),
    "checkpoint": ("checkpoint", "Sign the state of the ledger; prints one line to post or mail."),
    "adopt": ("adopt", "Take in what another copy of this case holds."),
    "rebuild": ("rebuild", "Make all tables again from the ledger and the objects."),
    "status": ("status", "Say what the case holds and what is left to do."),
    "publish": ("publish", "Write a dossier that works from a folder."),
}
"""Verb: (file in this folder, one line)."""


class Verbs(TyperGroup):
    """Lists the verbs from the table, and loads one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the base class gives it
        """List the verbs in the order of an investigation."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Load one verb."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"sightline.cli.{VERBS[cmd_name][0]}")
        if hasattr(module, "app"):  # a verb of several steps, each a verb below it
            group = typer.main.get_group(module.app)
            group.name = cmd_name
            return group
        one = typer.Typer(add_completion=False, rich_markup_mode=None)
        # CONTEXT: of a verb whose words may begin with a minus, such as a southern latitude
        one.command(cmd_name, help=module.__doc__, context_settings=getattr(module, "CONTEXT", None))(
            module.verb
        )
        command = typer.main.get_command(one)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the table."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


app = typer.Typer(
    cls=Verbs,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def main() -> None:
    """Keep, examine, search and prove what an open-source investigation gathers.

    Every verb takes --workspace/-w DIR (the current folder by default) and --json. Exit codes: 0 done; 1 something was
    found wrong, everything else done; 2 wrong use; 3 not a workspace, or a newer one; 4 an outside program is missing.
    Where what is printed goes into a program that stops reading, as head does, it stops too, with 141.
    """


def run() -> None:
    """Run the command line and leave with its exit code; without a word where nobody reads what it prints."""
    streams = (sys.stdout, sys.stderr)
    try:
        code = _run()
        for stream in streams:
            stream.flush()
    except BrokenPipeError:
        code = NOBODY_READS
    if (
        sys.stdout is not streams[0]
    ):  # typer takes the streams away where a pipe breaks, be it ours or another
        gone = any(has_lost_its_reader(stream) for stream in streams)
        code = NOBODY_READS if gone else _say(Unreadable("another program it works with ended"))
    if code == NOBODY_READS:
        for stream in filter(has_lost_its_reader, streams):
            let_go(stream)
    raise SystemExit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except SightlineError as error:
        return _say(error)
    except BrokenPipeError:
        raise
    except OSError as error:  # of a disk, folder or network, where no verb says it better
        return _say(
            Unreadable(
                error.strerror or "the system refused it",
                item=None if error.filename is None else str(error.filename),
                todo="check the path, its permissions and the room on the disk",
            )
        )
    return 0


def _say(error: SightlineError) -> int:
    """Say an error, whose words may be a stranger's: nothing in it drives the terminal, or begins a line of its own."""
    said = error.fault if error.item is None else f"{error.item}: {error.fault}"
    sys.stderr.write(f"sightline: {_one_line(said)}\n")
    if error.todo is not None:
        sys.stderr.write(f"  what to do: {_one_line(error.todo)}\n")
    return error.exit_code


def _one_line(text: str) -> str:
    return " ".join(safe(text).splitlines())
