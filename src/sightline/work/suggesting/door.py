"""The optional door for a model that somebody runs locally: a command that reads text and prints the same JSON.

Off unless a setting names it. It runs without a network and can write nothing that stays; what it says is checked
field by field against the text, and is marked as its own method, never as ours.
"""

import json
import shlex
import shutil
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve

from sightline.core.doors_program import RunProgram, run_program
from sightline.core.errors import MissingProgram, OverLimit, Unreadable
from sightline.measure.text.claims.record import Suggestion, Value

METHOD: Final = "local program"
KINDS: Final = (
    "incident", "date", "place", "figure", "means", "perpetrator", "attribution", "relation", "control", "actor",
)  # fmt: skip
SECONDS: Final = 300.0
MOST: Final = 5_000
_BOX: Final = (
    "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
    "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",  # noqa: S108
)  # fmt: skip


def ask_program(
    command: str,
    text: str,
    *,
    written: str | None,
    shut: Sequence[tuple[int, int]],
    run: RunProgram = run_program,
) -> tuple[Suggestion, ...]:
    """Ask the program of the settings for suggestions.

    :param command: as in a shell, without one: words and quotes
    :param shut: spans that must not be suggested
    :raises MissingProgram: bubblewrap is not installed, so that nothing would keep it from the network
    :raises Unreadable: it ended badly, or printed something else than the JSON of suggestions
    """
    if run is run_program and shutil.which("bwrap") is None:
        raise MissingProgram(
            "bubblewrap is needed to run it without a network", item="bwrap", todo="apt install bubblewrap"
        )
    env = None if written is None else {"SIGHTLINE_WRITTEN": written}
    done = run(
        [*_BOX, *shlex.split(command)], timeout_s=SECONDS, stdin=text.encode("utf-8", "replace"), env=env
    )
    if done.is_cut:
        raise OverLimit("prints more than is taken", item="[suggest] command", todo="let it print less")
    try:
        whole = json.loads(done.stdout) if done.code == 0 else None
        rows = whole["suggestions"] if isinstance(whole, dict) else None
    except (ValueError, KeyError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise Unreadable(
            f"ended with {done.code} and printed no suggestions",
            item="[suggest] command",
            todo='it prints {"suggestions": […]}; leave the setting empty to do without it',
        )
    read = (_read(row, text) for row in rows[:MOST] if isinstance(row, dict))
    return tuple(
        one for one in read if one is not None and not any(s < one.end and one.start < e for s, e in shut)
    )


def _read(row: Mapping[str, object], text: str) -> Suggestion | None:
    """Take a row whose words stand where it says; None for any other."""
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        return None
    kind, quote = row.get("kind"), row.get("quote")
    if kind not in KINDS or quote != text[start:end]:
        return None
    plain = Suggestion(
        str(kind), str(row.get("property") or kind), _value(row.get("value")), start, end, str(quote)
    )
    return evolve(
        plain,
        polarity="negated" if row.get("polarity") == "negated" else "affirmed",
        certainty="hedged" if row.get("certainty") == "hedged" else "asserted",
        source=_words(row.get("source")),
        subject=_words(row.get("subject")),
        why=_words(row.get("why")) or "a local program says so",
        method=METHOD,
        status=None if row.get("status") is None else "unresolved",
    )


def _value(given: object) -> Value:
    if isinstance(given, dict):
        return {str(k)[:40]: v for k, v in given.items() if isinstance(v, str | int | float) or v is None}
    return given if isinstance(given, str | int | float) else None


def _words(given: object) -> str | None:
    return given[:300] if isinstance(given, str) and given.strip() != "" else None
