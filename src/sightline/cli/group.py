"""Propose items as one incident: from time, place, copies, common sound, wording and figures, each with its reason.

\b
sightline group [CODE...] [--since DATE]
sightline group --accept N [CODE...] [--title "..."] [--into INC-4]
sightline group --accept 1,2                each group under an incident of its own
sightline group --accept 1,2 --together     all of them under one incident
sightline group --split N CODE...   take these off; not proposed together again
sightline group --refuse N          not one event; not proposed again
N is the number in the list, or better the id of eight digits, which stays when numbers move up. --accept and --refuse
take several: --accept 1,2,5; they stay several events, unless --together is given. What is refused is proposed again
only when more becomes known. Footage that is shown for two events comes first. sightline undo takes any of it back.
"""

from typing import Annotated

import typer

from sightline.cli.acted import act_json, print_act
from sightline.cli.group_told import grouping_json, print_grouping
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, tell
from sightline.core.errors import WrongUse
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.group import accept_all, accept_together, group, refuse_all, split


def verb(
    codes: Annotated[
        list[str] | None,
        typer.Argument(help="Items or incidents; the whole case by default.", metavar="[CODE…]"),
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option(
            "--accept",
            help="Put the items of a group under its incident, or a new one; of several, each under its own.",
            metavar="N",
        ),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="With --accept 1,2: all of them are one event.")
    ] = False,
    splitting: Annotated[
        str | None, typer.Option("--split", help="Take the named items off a group.", metavar="N")
    ] = None,
    refuse: Annotated[
        str | None, typer.Option("--refuse", help="These are not one event.", metavar="N")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="With --accept: title of the new incident.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", help="With --accept: another incident than the proposed one.", metavar="INC"),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; stays readable with the act.")] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only groups with an item taken in after this.", metavar="DATE"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also every item that is left alone.")] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Propose items as one incident."""
    acts = {"--accept": accept, "--split": splitting, "--refuse": refuse}
    asked = [name for name, which in acts.items() if which is not None]
    if len(asked) > 1:
        raise WrongUse(
            f"{' and '.join(asked)} exclude each other", item="group", todo="do one after the other"
        )
    if together and accept is None:
        raise WrongUse(
            "joins the groups that are accepted",
            item="--together",
            todo="sightline group --accept 1,2 --together",
        )
    _refuse_stray(asked, title=title, into=into, reason=reason, since=since)
    with opened(workspace, by=by) as case:
        if asked:
            if accept is not None and together:
                done = _together(case, accept, codes or [], title=title, into=into)
            else:
                done = _decide(
                    case, accept, splitting, refuse, codes or [], title=title, into=into, reason=reason
                )
            if len(done) == 1 or not as_json:
                for one in done:
                    print_act(one, as_json=as_json)
                if accept is not None and len(done) > 1:
                    tell(_several_made(done))
            else:
                document("act", {**act_json(done[-1]), "acts": [act_json(one) for one in done]})
            return
        found = group(case, codes or (), since=since, tell=tell)
    if as_json:
        document("group", grouping_json(found))
    else:
        print_grouping(found, everything=everything)


def _refuse_stray(
    asked: list[str], *, title: str | None, into: str | None, reason: str | None, since: str | None
) -> None:
    stray = [
        name
        for name, given, goes in (
            ("--title", title, ("--accept",)),
            ("--into", into, ("--accept",)),
            ("--reason", reason, ("--split", "--refuse")),
        )
        if given is not None and not set(asked) & set(goes)
    ]
    if since is not None and asked:
        stray.append("--since")
    if stray:
        raise WrongUse(f"{stray[0]} means nothing here", item="group", todo="see: sightline group --help")


def _decide(
    case: Case,
    accept: str | None,
    splitting: str | None,
    refuse: str | None,
    codes: list[str],
    *,
    title: str | None,
    into: str | None,
    reason: str | None,
) -> tuple[Act, ...]:
    if accept is not None:
        return accept_all(case, _several(accept), codes, title=title, into=into, tell=tell)
    if splitting is not None:
        return (split(case, splitting, codes, reason=reason, tell=tell),)
    if codes:
        raise WrongUse(
            "items are named with --refuse", item="group", todo="to take some off: --split N CODE…"
        )
    return refuse_all(case, _several(refuse or ""), reason=reason, tell=tell)


def _together(
    case: Case, accept: str, codes: list[str], *, title: str | None, into: str | None
) -> tuple[Act, ...]:
    if codes:
        raise WrongUse(
            "takes whole groups, and items are named",
            item="--together",
            todo="split off what does not belong first: sightline group --split N CODE…",
        )
    return (accept_together(case, _several(accept), title=title, into=into, tell=tell),)


def _several_made(done: tuple[Act, ...]) -> str:
    """Say that several groups stayed several events, and how they would have been one."""
    codes = ", ".join(dict.fromkeys(one.code for one in done if one.code))
    undo = ", ".join(f"sightline undo {one.event[1]}" for one in reversed(done) if one.event is not None)
    return (
        f"{len(done)} groups, each under an incident of its own: {codes}. If they are one event, take them back "
        f"({undo}) and accept them with --together"
    )


def _several(written: str) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()]
