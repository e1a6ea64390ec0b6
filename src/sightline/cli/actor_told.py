"""How an actor is printed: names, life line and look-alikes, each with who says it; or one JSON document."""

from collections.abc import Iterable

from sightline.cli.out import line
from sightline.cli.relations_told import contradictions_json, print_contradictions
from sightline.model.view import Named
from sightline.work.identifying.finding import called
from sightline.work.identifying.records import (
    ActorSheet,
    Alikes,
    Confusable,
    Crossed,
    LifeEvent,
    NameLine,
    Voice,
)
from sightline.work.view import Times


def print_sheet(sheet: ActorSheet, times: Times) -> None:
    """Print what is known of an actor."""
    sort = "" if sheet.sort is None else f"  ({sheet.sort.replace('_', ' ')})"
    line(f"{sheet.named.code}  {sheet.named.title}{sort}")
    for member in sheet.members:
        line(f"  same as {member.code} {member.title}")
    if sheet.ended_by:
        when = "is said to have ended" if times.held_at is None else f"had ended by {times.held_at}"
        line(f"  {when} ({', '.join(i[:12] for i in sheet.ended_by)})")
    _part("Names", sheet.names)
    for name in sheet.names:
        line(f"  {name.text}{'' if name.lang is None else f'  [{name.lang}]'}{_tail(name)}")
        _voices(name.voices)
    _part("Life, in the order it may have begun", sheet.life)
    for event in sheet.life:
        line(f"  {event.what}")
        _voices(event.voices)
    if sheet.left_out:
        line(f"  {sheet.left_out} more statements are left out")
    _part("Local parts", sheet.local_parts)
    for event in sheet.local_parts:
        line(f"  {event.what}")
    _part("Not to be confused, or still to be judged", sheet.confusable)
    for one in sheet.confusable:
        line(f"  {_confusable(one)}")
        if one.judged is None:
            line(f'    sightline judge same|different {sheet.named.code} {one.other.code} --reason "…"')
    print_contradictions(sheet.contradictions)
    if sheet.contradictions_left_out:
        line(f"{sheet.contradictions_left_out} more contradictions are not listed")
    _print_crossed(sheet.crossed)


def print_alikes(found: Alikes) -> None:
    """Print pairs that wait for a judgement."""
    if not found.pairs:
        line("no two actors have names that are alike and unjudged")
    for pair in found.pairs:
        line(f"{called(pair.one)} and {called(pair.other)}: {pair.proposes}?")
        for why in pair.why:
            line(f"    for: {why}" if pair.proposes == "same" else f"    {why}")
        for why in pair.against:
            line(f"    against their being one: {why}")
        line(f"    {pair.command}")
    if found.left_out:
        line(f"{found.left_out} more pairs; --most shows them")
    if found.too_common:
        line(
            f"words that too many names share made no pairs by themselves: {', '.join(found.too_common[:12])}"
        )
    _print_crossed(found.crossed)


def sheet_json(sheet: ActorSheet, times: Times) -> dict[str, object]:
    """Give the JSON document of an actor."""
    return {
        "actor": {**_named(sheet.named), "sort": sheet.sort},
        "held_at": times.held_at,
        "said_by": times.said_by,
        "known_at": times.known_at,
        "same_as": [_named(m) for m in sheet.members],
        "names": [
            {"text": n.text, "lang": n.lang, "sort": n.sort, "denied": n.denied, "said": _all(n.voices)}
            for n in sheet.names
        ],
        "life": [_event(e) for e in sheet.life],
        "local_parts": [_event(e) for e in sheet.local_parts],
        "ended_by": list(sheet.ended_by),
        "confusable": [
            {
                "code": c.other.code,
                "name": c.other.title,
                "judged": c.judged,
                "by": c.by,
                "reason": c.reason,
                "names": None if c.names is None else list(c.names),
                "names_say": c.verdict,
                "why": c.why,
            }
            for c in sheet.confusable
        ],
        "contradictions": contradictions_json(sheet.contradictions),
        "contradictions_left_out": sheet.contradictions_left_out,
        "crossed": [_crossed(c) for c in sheet.crossed],
        "left_out": sheet.left_out,
    }


def alikes_json(found: Alikes) -> dict[str, object]:
    """Give the JSON document of pairs to judge."""
    return {
        "pairs": [
            {
                "one": _named(p.one),
                "other": _named(p.other),
                "names": list(p.names),
                "proposes": p.proposes,
                "why": list(p.why),
                "against": list(p.against),
                "command": p.command,
                "method": p.method,
                "version": p.version,
            }
            for p in found.pairs
        ],
        "crossed": [_crossed(c) for c in found.crossed],
        "left_out": found.left_out,
        "too_common": list(found.too_common),
    }


def _part(title: str, rows: Iterable[object]) -> None:
    if rows:
        line()
        line(f"{title}:")


def _tail(name: NameLine) -> str:
    words = {"name": "", "alias": "  also written or called", "renamed": "  took this name"}[name.sort]
    return words + ("  (denied by somebody)" if name.denied else "")


def _voices(voices: Iterable[Voice]) -> None:
    for one in voices:
        parts = [("not: " if one.negated else "") + ("perhaps: " if one.hedged else "")]
        parts[0] += one.origin if one.source is None else called(one.source)
        parts += [] if one.via is None else [f"quoting {called(one.via)}"]
        parts += [] if one.valid is None else [f"held {one.valid}"]
        parts += [] if one.said is None else [f"said {one.said}"]
        parts += [] if one.held is None else [one.held]
        parts += (
            [f"superseded by {', '.join(i[:12] for i in one.superseded_by)}"] if one.superseded_by else []
        )
        parts += [one.judged] if one.judged else []
        items = [str(ref["item"]) for ref in one.evidence]
        parts += [f"in {', '.join(dict.fromkeys(items))}"] if items else []
        line(f"    {'; '.join(parts)}; id {one.statement[:12]}")


def _confusable(one: Confusable) -> str:
    judged = "not judged" if one.judged is None else f"judged {one.judged}"
    who = f" by {one.by}" if one.by else ""
    reason = f": {one.reason}" if one.reason else ""
    names = "" if one.verdict is None else f" (names: {one.verdict}, {one.why})"
    return f"{called(one.other)}: {judged}{who}{reason}{names}"


def _print_crossed(every: Iterable[Crossed]) -> None:
    for one in every:
        line(f"judgements contradict each other: {one.sentence}")
        line(f"    {', '.join(i[:12] for i in one.judgements)}; sightline undo ID takes one back")


def _named(one: Named) -> dict[str, object]:
    return {"code": one.code, "name": one.title}


def _event(one: LifeEvent) -> dict[str, object]:
    return {
        "what": one.what,
        "property": one.prop,
        "inward": one.inward,
        "other": None if one.other is None else _named(one.other),
        "place": None if one.place is None else _named(one.place),
        "begin_ms": one.begin,
        "said": _all(one.voices),
    }


def _all(voices: Iterable[Voice]) -> list[dict[str, object]]:
    return [
        {
            "statement": v.statement,
            "source": None if v.source is None else v.source.code,
            "source_name": None if v.source is None else v.source.title,
            "origin": v.origin,
            "via": None if v.via is None else v.via.code,
            "valid": v.valid,
            "said": v.said,
            "polarity": "negated" if v.negated else "affirmed",
            "certainty": "hedged" if v.hedged else "asserted",
            "held": v.held,
            "superseded_by": list(v.superseded_by),
            "judged": v.judged,
            "evidence": [dict(ref) for ref in v.evidence],
            "note": v.note,
        }
        for v in voices
    ]


def _crossed(one: Crossed) -> dict[str, object]:
    return {
        "entities": [_named(e) for e in one.entities],
        "why": one.sentence,
        "judgements": list(one.judgements),
    }
