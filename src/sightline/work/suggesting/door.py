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
from sightline.core.errors import MissingProgram, OverLimit, Unreadable, WrongUse
from sightline.measure.text.claims.record import Suggestion, Value

METHOD: Final = "local program"
KINDS: Final = (
    "incident", "date", "place", "figure", "means", "perpetrator", "attribution", "relation", "control", "actor",
)  # fmt: skip
SECONDS: Final = 300.0
MOST: Final = 5_000
_LONGEST: Final = 300
_MOST_COUNTED: Final = 10**12
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
    :raises WrongUse: the setting cannot be split into words
    :raises MissingProgram: bubblewrap is not installed, so that nothing would keep it from the network
    :raises Unreadable: it ended badly, or printed something else than the JSON of suggestions
    """
    if run is run_program and shutil.which("bwrap") is None:
        raise MissingProgram(
            "bubblewrap is needed to run it without a network", item="bwrap", todo="apt install bubblewrap"
        )
    env = None if written is None else {"SIGHTLINE_WRITTEN": written}
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise WrongUse(
            "cannot be split into words", item="[suggest] command", todo="close every quotation mark"
        ) from error
    done = run([*_BOX, *words], timeout_s=SECONDS, stdin=text.encode("utf-8", "replace"), env=env)
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
    value = _place(row) if kind == "place" else _value(str(kind), row.get("value"))
    plain = Suggestion(
        str(kind), (_words(row.get("property")) or str(kind))[:80], value, start, end, str(quote)
    )
    return evolve(
        plain,
        polarity="negated" if row.get("polarity") == "negated" else "affirmed",
        certainty="hedged" if row.get("certainty") == "hedged" else "asserted",
        source=_words(row.get("source")),
        subject=_words(row.get("subject")),
        why=_words(row.get("why")) or "a local program says so",
        method=METHOD,
        status="unresolved" if kind == "place" and not isinstance(value, dict) else None,
    )


def _place(row: Mapping[str, object]) -> Value:
    """Take a place: its name, with a position beside it or within it where one can be; as this project prints it."""
    given = row.get("value")
    inside = given if isinstance(given, dict) else row
    name = _words(inside.get("name") if isinstance(given, dict) else given) or str(row["quote"])[:_LONGEST]
    lat, lon = _number(inside.get("lat")), _number(inside.get("lon"))
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        return name
    return {"name": name, "lat": lat, "lon": lon}


def _value(kind: str, given: object) -> Value:
    """Take a value in the shape that its kind has."""
    if isinstance(given, str):
        return given[:_LONGEST]
    if not isinstance(given, dict):
        return None if isinstance(given, bool) else _number(given)
    if kind == "figure":
        bounds = {name: _count(given.get(name)) for name in ("min", "best", "max")}
        state, group = _words(given.get("state")), _words(given.get("group"))
        return {**bounds, "state": state or "killed", "group": group or "all"}
    return _words(given.get("name"))


def _number(given: object) -> int | float | None:
    """Take a number that JSON can hold; NaN and infinities are none."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return given if is_number and isinstance(given, int | float) and abs(given) <= _MOST_COUNTED else None


def _count(given: object) -> int | None:
    number = _number(given)
    return number if isinstance(number, int) and number >= 0 else None


def _words(given: object) -> str | None:
    return given[:_LONGEST] if isinstance(given, str) and given.strip() != "" else None
